// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.hardware;

import org.checkerframework.checker.nullness.qual.Nullable;

/** The physical address space, where the registers of devices lie. Used at start only. */
public interface MmioSpace {
  /**
   * A window on the registers at a physical address, uncached.
   *
   * @param physicalAddress where the window starts
   * @param lengthBytes how long it is
   * @return null when the board cannot reach all of it
   */
  @Nullable Mmio map(long physicalAddress, int lengthBytes);
}
