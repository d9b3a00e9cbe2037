// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.device;

import java.util.List;

/** What a device reaches by itself. An access beside the pinned arrays is counted, not done. */
final class PhysicalMemory {
  private final List<HostDmaMemory> regions;
  private int strayAccesses;

  PhysicalMemory(HostDmaMemory... regions) {
    this.regions = List.of(regions);
  }

  /** Accesses to memory that nobody gave to a device. */
  int strayAccesses() {
    return strayAccesses;
  }

  void write(long physical, byte[] octets) {
    for (HostDmaMemory region : regions) {
      int index = region.indexOf(physical, octets.length);
      if (index >= 0) {
        System.arraycopy(octets, 0, region.bytes(), index, octets.length);
        return;
      }
    }
    strayAccesses++;
  }

  byte[] read(long physical, int length) {
    byte[] octets = new byte[Math.max(0, length)];
    for (HostDmaMemory region : regions) {
      int index = region.indexOf(physical, length);
      if (index >= 0) {
        System.arraycopy(region.bytes(), index, octets, 0, length);
        return octets;
      }
    }
    strayAccesses++;
    return octets;
  }

  private long readNumber(long physical, int width) {
    byte[] octets = read(physical, width);
    long value = 0;
    for (int octet = width - 1; octet >= 0; octet--) {
      value = value << 8 | octets[octet] & 0xff;
    }
    return value;
  }

  long read64(long physical) {
    return readNumber(physical, 8);
  }

  int read32(long physical) {
    return (int) readNumber(physical, 4);
  }

  int read16(long physical) {
    return (int) readNumber(physical, 2);
  }

  void writeNumber(long physical, int width, long value) {
    byte[] octets = new byte[width];
    for (int octet = 0; octet < width; octet++) {
      octets[octet] = (byte) (value >>> 8 * octet);
    }
    write(physical, octets);
  }
}
