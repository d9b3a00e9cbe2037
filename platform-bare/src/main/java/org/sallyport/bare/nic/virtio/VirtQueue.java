// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.nic.virtio;

import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.bare.hardware.Barrier;
import org.sallyport.bare.hardware.DmaAllocator;
import org.sallyport.bare.hardware.DmaMemory;
import org.sallyport.engine.frame.FramePool;

/**
 * A split virtqueue (VIRTIO 1.1, section 2.6) whose every buffer is one descriptor and one slot: a
 * table of descriptors, the available ring that the driver writes, the used ring that the device
 * writes, in any order. What the device writes is checked before it means anything.
 *
 * <p>Table and rings lie in one piece in the layout that legacy devices assume, which modern ones
 * accept as well.
 */
final class VirtQueue {
  /** Nothing has been used. */
  static final int NOTHING = -1;

  /** The device named a descriptor that it does not have, or more than it has. */
  static final int LIE = -2;

  private static final int DESCRIPTOR = 16;
  private static final int USED_ELEMENT = 8;
  private static final int PAGE = 4096;

  private static final long DEVICE_WRITES = 2L << 32;
  private static final int NO_NOTIFY = 1;
  private static final int NO_INTERRUPT = 1;

  private final DmaMemory memory;
  private final DmaAllocator allocator;
  private final Barrier barrier;
  private final int size;
  private final int base;
  private final int available;
  private final int used;
  private final int[] slots;
  private final int[] free;

  private int freeCount;
  private int availableIndex;
  private int publishedIndex;
  private int usedIndex;
  private int usedLength;

  private VirtQueue(DmaAllocator allocator, Barrier barrier, int size, int base) {
    this.memory = allocator.memory();
    this.allocator = allocator;
    this.barrier = barrier;
    this.size = size;
    this.base = base;
    this.available = base + availableOffset(size);
    this.used = base + usedOffset(size);
    this.slots = new int[size];
    this.free = new int[size];
    start();
  }

  /** A queue of {@code size} descriptors; null when there is no memory for it. */
  static @Nullable VirtQueue of(DmaAllocator allocator, Barrier barrier, int size) {
    assert Integer.bitCount(size) == 1 : "a split queue has a power of two descriptors";
    int base = allocator.allocate(octets(size), PAGE);
    return base == DmaAllocator.NO_MEMORY ? null : new VirtQueue(allocator, barrier, size, base);
  }

  private static int availableOffset(int size) {
    return DESCRIPTOR * size;
  }

  private static int usedOffset(int size) {
    return availableOffset(size) + 6 + 2 * size + PAGE - 1 & -PAGE;
  }

  private static int octets(int size) {
    return usedOffset(size) + 6 + USED_ELEMENT * size;
  }

  /** Forgets everything: the device has been reset and every slot withdrawn. */
  void start() {
    allocator.clear(base, octets(size));
    Arrays.fill(slots, NOTHING);
    for (int identifier = 0; identifier < size; identifier++) {
      free[identifier] = size - 1 - identifier;
    }
    freeCount = size;
    availableIndex = 0;
    publishedIndex = 0;
    usedIndex = 0;
  }

  int size() {
    return size;
  }

  long descriptorsPhysical() {
    return memory.physicalAddress(base);
  }

  long availablePhysical() {
    return memory.physicalAddress(available);
  }

  long usedPhysical() {
    return memory.physicalAddress(used);
  }

  boolean hasRoom() {
    return freeCount != 0;
  }

  /** Slots that the device has or is about to get. */
  int outstanding() {
    return size - freeCount;
  }

  /** Puts a slot's octets in; the device does not see it before {@link #publish}. */
  void add(int slot, long physicalAddress, int lengthOctets, boolean deviceWrites) {
    int identifier = free[--freeCount];
    slots[identifier] = slot;
    int descriptor = base + DESCRIPTOR * identifier;
    memory.write64(descriptor, physicalAddress);
    memory.write64(descriptor + 8, lengthOctets | (deviceWrites ? DEVICE_WRITES : 0));
    memory.write16(available + 4 + 2 * (availableIndex & size - 1), identifier);
    availableIndex++;
  }

  /** Shows the device what was added; whether it wants to be notified of it. */
  boolean publish() {
    if (publishedIndex == availableIndex) {
      return false;
    }
    publishedIndex = availableIndex;
    barrier.store();
    memory.write16(available + 2, availableIndex);
    // The index before the flag: else device and driver may each wait for the other.
    barrier.full();
    return (memory.read16(used) & NO_NOTIFY) == 0;
  }

  /** Whether something has been used. */
  boolean waiting() {
    return memory.read16(used + 2) != (usedIndex & 0xffff);
  }

  /** The slot of the next buffer that the device has used, {@link #NOTHING} or {@link #LIE}. */
  int next() {
    int waiting = memory.read16(used + 2) - usedIndex & 0xffff;
    if (waiting == 0) {
      return NOTHING;
    }
    if (waiting > outstanding()) {
      return LIE;
    }
    barrier.load();
    int element = used + 4 + USED_ELEMENT * (usedIndex & size - 1);
    int identifier = memory.read32(element);
    if (identifier < 0 || identifier >= size || slots[identifier] == NOTHING) {
      return LIE;
    }
    usedLength = memory.read32(element + 4);
    usedIndex++;
    int slot = slots[identifier];
    slots[identifier] = NOTHING;
    free[freeCount++] = identifier;
    return slot;
  }

  /** Octets that the device says it wrote into the last buffer that {@link #next} gave. */
  int usedLength() {
    return usedLength;
  }

  /** Whether the device may interrupt when it uses a buffer. */
  void allowInterrupts(boolean allowed) {
    memory.write16(available, allowed ? 0 : NO_INTERRUPT);
    barrier.full();
  }

  /** Gives every slot of a device that was reset back; how many. */
  int withdrawAll(FramePool pool) {
    int count = 0;
    for (int identifier = 0; identifier < size; identifier++) {
      if (slots[identifier] != NOTHING) {
        pool.withdraw(slots[identifier]);
        slots[identifier] = NOTHING;
        count++;
      }
    }
    return count;
  }
}
