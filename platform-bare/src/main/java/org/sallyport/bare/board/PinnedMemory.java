// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.board;

import org.sallyport.bare.hardware.DmaMemory;
import org.teavm.interop.Address;

/** A pinned array as devices and drivers share it. */
public final class PinnedMemory implements DmaMemory {
  private static final int PAGE = 4096;

  private final byte[] bytes;
  private final long base;

  /** Fresh pinned memory of a length, on a page boundary. */
  public PinnedMemory(int length) {
    bytes = PinnedSlab.allocate(length, PAGE);
    base = PinnedSlab.address(bytes);
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public long physicalAddress(int offset) {
    return base + offset;
  }

  private Address at(int offset, int width) {
    assert offset >= 0 && offset <= bytes.length - width && offset % width == 0
        : "an aligned place within the memory";
    return Address.fromLong(base + offset);
  }

  @Override
  public int read16(int offset) {
    return BoardMemory.read16(at(offset, 2));
  }

  @Override
  public int read32(int offset) {
    return BoardMemory.read32(at(offset, 4));
  }

  @Override
  public long read64(int offset) {
    return BoardMemory.read64(at(offset, 8));
  }

  @Override
  public void write16(int offset, int value) {
    BoardMemory.write16(at(offset, 2), value);
  }

  @Override
  public void write32(int offset, int value) {
    BoardMemory.write32(at(offset, 4), value);
  }

  @Override
  public void write64(int offset, long value) {
    BoardMemory.write64(at(offset, 8), value);
  }
}
