// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.nic.e1000;

import java.util.Arrays;
import org.sallyport.bare.hardware.Barrier;
import org.sallyport.bare.hardware.DmaAllocator;
import org.sallyport.bare.hardware.DmaMemory;
import org.sallyport.bare.hardware.Mmio;
import org.sallyport.bare.nic.NetworkDriver;
import org.sallyport.bare.nic.NicCounter;
import org.sallyport.bare.nic.NicCounters;
import org.sallyport.bare.nic.PolledDriver;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;

/**
 * The receive descriptors (UPD): 16 octets each, the physical address of a slot first; the device
 * adds length, status and errors and advances round the ring. The device owns what lies between
 * head and tail; one descriptor always stays ours, because equal head and tail mean none.
 */
final class ReceiveRing {
  /**
   * One page of descriptors, the multiple of 8 that the device wants: at a gigabit 256 of the
   * shortest frames pass in 170 microseconds, several turns of the poll loop.
   */
  static final int SIZE = 256;

  static final int DESCRIPTOR = 16;

  private static final int ALIGNMENT = 4096;
  private static final int MASK = SIZE - 1;
  private static final int NONE = -1;

  private static final int DONE = 1;
  private static final int END_OF_PACKET = 1 << 1;

  /** Check sequence, symbol, sequence, carrier extension and data errors. */
  private static final int ERRORS = 0x97;

  private final Mmio registers;
  private final DmaMemory rings;
  private final DmaMemory frames;
  private final Barrier barrier;
  private final FramePool pool;
  private final NicCounters counters;
  private final int base;
  private final int[] slots = new int[SIZE];

  private int next;
  private int tail;
  private boolean inTooLong;

  ReceiveRing(
      Mmio registers,
      DmaAllocator rings,
      DmaMemory frames,
      Barrier barrier,
      FramePool pool,
      NicCounters counters) {
    this.registers = registers;
    this.rings = rings.memory();
    this.frames = frames;
    this.barrier = barrier;
    this.pool = pool;
    this.counters = counters;
    this.base = rings.allocate(SIZE * DESCRIPTOR, ALIGNMENT);
    Arrays.fill(slots, NONE);
  }

  boolean hasMemory() {
    return base != DmaAllocator.NO_MEMORY;
  }

  /** Tells a stopped device where the ring is, and posts as many slots as it takes. */
  void start() {
    long physical = rings.physicalAddress(base);
    registers.write32(E1000Registers.RDBAL, (int) physical);
    registers.write32(E1000Registers.RDBAH, (int) (physical >>> 32));
    registers.write32(E1000Registers.RDLEN, SIZE * DESCRIPTOR);
    registers.write32(E1000Registers.RDH, 0);
    registers.write32(E1000Registers.RDT, 0);
    next = 0;
    tail = 0;
    inTooLong = false;
  }

  /** Gives every posted slot of a stopped device back. */
  void withdrawAll() {
    while (next != tail) {
      pool.withdraw(slots[next]);
      slots[next] = NONE;
      next = next + 1 & MASK;
    }
  }

  /** Whether a frame waits. */
  boolean waiting() {
    return next != tail && (status(next) >>> 32 & DONE) != 0;
  }

  private long status(int index) {
    return rings.read64(base + index * DESCRIPTOR + 8);
  }

  int harvest(Frame[] burst, int limit) {
    int count = 0;
    // A bound of its own: frames that are dropped cost time as well.
    for (int looked = 0; looked < NetworkDriver.BURST && count < limit && next != tail; looked++) {
      long status = status(next);
      if ((status >>> 32 & DONE) == 0) {
        break;
      }
      barrier.load();
      int slot = slots[next];
      slots[next] = NONE;
      next = next + 1 & MASK;
      if (good(status)) {
        pool.filled(slot, pool.slab().dataOffset(slot), (int) status & 0xffff);
        burst[count] = pool.take(slot);
        count++;
      } else {
        PolledDriver.discard(pool, slot);
      }
    }
    refill();
    return count;
  }

  /** Judges a written descriptor: length in bits 0-15, status in 32-39, errors in 40-47. */
  private boolean good(long status) {
    boolean last = (status >>> 32 & END_OF_PACKET) != 0;
    boolean partOfTooLong = inTooLong || !last;
    inTooLong = !last;
    int length = (int) status & 0xffff;
    if (partOfTooLong
        || length < NetworkDriver.MINIMUM_FRAME_OCTETS
        || length > NetworkDriver.MAXIMUM_FRAME_OCTETS) {
      counters.count(NicCounter.BAD_LENGTH);
      return false;
    }
    if ((status >>> 40 & ERRORS) != 0) {
      counters.count(NicCounter.RECEIVE_ERRORS);
      return false;
    }
    counters.count(NicCounter.RECEIVED);
    return true;
  }

  /** Posts free slots up to one less than the ring holds, and rings the doorbell once. */
  void refill() {
    int before = tail;
    while ((tail + 1 & MASK) != next) {
      int slot = pool.post();
      if (slot < 0) {
        break;
      }
      int descriptor = base + tail * DESCRIPTOR;
      rings.write64(descriptor, frames.physicalAddress(pool.slab().dataOffset(slot)));
      rings.write64(descriptor + 8, 0);
      slots[tail] = slot;
      tail = tail + 1 & MASK;
    }
    if (tail != before) {
      barrier.store();
      registers.write32(E1000Registers.RDT, tail);
    }
  }
}
