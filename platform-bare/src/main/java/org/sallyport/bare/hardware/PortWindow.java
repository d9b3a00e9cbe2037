// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.hardware;

/** Registers that lie in the I/O port space, seen as a window like any other. */
public final class PortWindow implements Mmio {
  private final IoPorts ports;
  private final int base;

  /** The ports from {@code base} on. */
  public PortWindow(IoPorts ports, int base) {
    this.ports = ports;
    this.base = base;
  }

  @Override
  public int read8(int offset) {
    return ports.read8(base + offset);
  }

  @Override
  public int read16(int offset) {
    return ports.read16(base + offset);
  }

  @Override
  public int read32(int offset) {
    return ports.read32(base + offset);
  }

  @Override
  public void write8(int offset, int value) {
    ports.write8(base + offset, value);
  }

  @Override
  public void write16(int offset, int value) {
    ports.write16(base + offset, value);
  }

  @Override
  public void write32(int offset, int value) {
    ports.write32(base + offset, value);
  }
}
