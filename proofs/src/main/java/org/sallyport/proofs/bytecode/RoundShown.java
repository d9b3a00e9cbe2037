// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.bytecode;

/** A round of a loop that is proved by induction has led back to its head: the path ends there. */
final class RoundShown extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RoundShown() {
    super(null, null, false, false);
  }
}
