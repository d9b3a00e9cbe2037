// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.board;

import org.sallyport.bare.hardware.Mmio;
import org.teavm.interop.Address;

/** A window on a device's registers. */
final class BoardRegisters implements Mmio {
  private final long base;
  private final int lengthBytes;

  BoardRegisters(long base, int lengthBytes) {
    this.base = base;
    this.lengthBytes = lengthBytes;
  }

  private Address at(int offset, int width) {
    assert offset >= 0 && offset <= lengthBytes - width && offset % width == 0
        : "an aligned register within the window";
    return Address.fromLong(base + offset);
  }

  @Override
  public int read8(int offset) {
    return BoardMemory.read8(at(offset, 1));
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
  public void write8(int offset, int value) {
    BoardMemory.write8(at(offset, 1), value);
  }

  @Override
  public void write16(int offset, int value) {
    BoardMemory.write16(at(offset, 2), value);
  }

  @Override
  public void write32(int offset, int value) {
    BoardMemory.write32(at(offset, 4), value);
  }
}
