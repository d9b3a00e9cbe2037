// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.device;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.sallyport.bare.hardware.DmaMemory;

/** An ordinary array that claims to lie at a physical address. */
final class HostDmaMemory implements DmaMemory {
  private static final VarHandle OF_16 = view(short[].class);
  private static final VarHandle OF_32 = view(int[].class);
  private static final VarHandle OF_64 = view(long[].class);

  private final byte[] bytes;
  private final long physicalBase;

  HostDmaMemory(int length, long physicalBase) {
    this.bytes = new byte[length];
    this.physicalBase = physicalBase;
  }

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  /** The index of a physical address, -1 when that many octets from it on do not all lie here. */
  int indexOf(long physical, int length) {
    long index = physical - physicalBase;
    return length >= 0 && index >= 0 && index <= bytes.length - length ? (int) index : -1;
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public long physicalAddress(int offset) {
    return physicalBase + offset;
  }

  private void aligned(int offset, int width) {
    if ((physicalBase + offset) % width != 0) {
      throw new IllegalArgumentException("an access that is not aligned is not one access");
    }
  }

  @Override
  public int read16(int offset) {
    aligned(offset, 2);
    return (short) OF_16.get(bytes, offset) & 0xffff;
  }

  @Override
  public int read32(int offset) {
    aligned(offset, 4);
    return (int) OF_32.get(bytes, offset);
  }

  @Override
  public long read64(int offset) {
    aligned(offset, 8);
    return (long) OF_64.get(bytes, offset);
  }

  @Override
  public void write16(int offset, int value) {
    aligned(offset, 2);
    OF_16.set(bytes, offset, (short) value);
  }

  @Override
  public void write32(int offset, int value) {
    aligned(offset, 4);
    OF_32.set(bytes, offset, value);
  }

  @Override
  public void write64(int offset, long value) {
    aligned(offset, 8);
    OF_64.set(bytes, offset, value);
  }
}
