// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.hardware;

/**
 * Orders accesses to memory that a device shares. On x86 loads are not moved before loads nor
 * stores before stores, so that the first two only hold the compiler back; {@link #full} is an
 * MFENCE.
 */
public interface Barrier {
  /**
   * Every store before it is visible to a device before any store after it (a doorbell, an index).
   */
  void store();

  /** No load after it is done before the loads before it (a done bit, then what it announces). */
  void load();

  /** Every store before it is visible before any load after it. */
  void full();
}
