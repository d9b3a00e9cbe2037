// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.bytecode;

import java.util.List;

/** Stands for a method that is not run: a port of the engine, or what a claim does not speak of. */
@FunctionalInterface
public interface Stub {
  /**
   * One call.
   *
   * @param arguments the receiver first, unless the method is static
   * @return the result, null for void
   */
  Value call(List<Value> arguments);
}
