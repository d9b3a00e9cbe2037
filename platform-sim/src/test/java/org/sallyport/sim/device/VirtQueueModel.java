// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.device;

import java.util.ArrayList;
import java.util.List;

/** The device's side of a split virtqueue (VIRTIO 1.1, section 2.6), buffers of one descriptor. */
final class VirtQueueModel {
  /** A buffer that the driver made available. */
  record Buffer(int identifier, long address, int length, boolean deviceWrites) {}

  static final int SIZE = 256;

  private final PhysicalMemory memory;
  final List<Buffer> taken = new ArrayList<>();
  int size;
  long descriptors;
  long available;
  long used;
  boolean enabled;
  private int nextAvailable;
  private int usedIndex;

  VirtQueueModel(PhysicalMemory memory, int size) {
    this.memory = memory;
    this.size = size;
  }

  /** The legacy layout: everything in one piece, the used ring on the next page. */
  void enableAt(long page) {
    descriptors = page << 12;
    available = descriptors + 16L * size;
    used = available + 6 + 2L * size + 4095 & -4096L;
    enabled = page != 0;
  }

  /** Fetches everything that is available. */
  void fetch() {
    while (enabled && memory.read16(available + 2) != (nextAvailable & 0xffff)) {
      int identifier = memory.read16(available + 4 + 2L * (nextAvailable & size - 1));
      nextAvailable++;
      long descriptor = descriptors + 16L * identifier;
      int flags = memory.read16(descriptor + 12);
      taken.add(
          new Buffer(
              identifier,
              memory.read64(descriptor),
              memory.read32(descriptor + 8),
              (flags & 2) != 0));
    }
  }

  void use(int identifier, int length) {
    long element = used + 4 + 8L * (usedIndex & size - 1);
    memory.writeNumber(element, 4, identifier);
    memory.writeNumber(element + 4, 4, length);
    usedIndex++;
    memory.writeNumber(used + 2, 2, usedIndex);
  }

  /** Claims to have used {@code count} more buffers than it did. */
  void jump(int count) {
    usedIndex += count;
    memory.writeNumber(used + 2, 2, usedIndex);
  }

  boolean mayInterrupt() {
    return enabled && (memory.read16(available) & 1) == 0;
  }
}
