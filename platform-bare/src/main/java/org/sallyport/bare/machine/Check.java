// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.machine;

import org.checkerframework.checker.nullness.qual.Nullable;

/** One condition that has to hold before the machine may protect anybody's traffic. */
@FunctionalInterface
public interface Check {
  /** What is wrong, in words; null when all is well. */
  @Nullable String fault();

  /** The fault when a condition does not hold. */
  static @Nullable String unless(boolean holds, String fault) {
    return holds ? null : fault;
  }
}
