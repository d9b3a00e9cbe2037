// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.board;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.bare.hardware.Barrier;
import org.sallyport.bare.hardware.Delay;
import org.sallyport.bare.hardware.DmaAllocator;
import org.sallyport.bare.hardware.DmaMemory;
import org.sallyport.bare.hardware.Hardware;
import org.sallyport.bare.hardware.Mmio;

/** Binds the ports of {@code hardware} to this machine. */
public final class Board {
  private static final int RING_BYTES = 1 << 20;

  private Board() {}

  /**
   * The machine as drivers see it.
   *
   * @param frames the memory that all frames lie in
   */
  public static Hardware hardware(DmaMemory frames) {
    return new Hardware(
        new BoardPorts(),
        Board::map,
        new DmaAllocator(new PinnedMemory(RING_BYTES)),
        frames,
        new BoardBarrier(),
        delay());
  }

  private static @Nullable Mmio map(long physicalAddress, int lengthBytes) {
    // Registers keep their physical address: the board maps memory one to one.
    return BoardMemory.map(physicalAddress, lengthBytes) == null
        ? null
        : new BoardRegisters(physicalAddress, lengthBytes);
  }

  private static Delay delay() {
    return count -> {
      long endNs = Machine.timeNs() + 1000L * count;
      while (Machine.timeNs() < endNs) {
        BoardMemory.barrier();
      }
    };
  }

  /**
   * Descriptors and registers are accessed by calls into C, and no compiler moves an access to
   * memory across one; x86 keeps the order of two stores and of two loads by itself.
   */
  private static final class BoardBarrier implements Barrier {
    @Override
    public void store() {}

    @Override
    public void load() {}

    @Override
    public void full() {
      BoardMemory.barrier();
    }
  }
}
