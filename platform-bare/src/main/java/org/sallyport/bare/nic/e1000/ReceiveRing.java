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
  private static final int MASK = RingMemory.MASK;
  private static final int NONE = -1;

  private static final int DONE = 1;
  private static final int END_OF_PACKET = 1 << 1;

  /** Check sequence, symbol, sequence, carrier extension and data errors. */
  private static final int ERRORS = 0x97;

  private final RingMemory ring;
  private final DmaMemory frames;
  private final Barrier barrier;
  private final FramePool pool;
  private final NicCounters counters;
  private final int[] slots = new int[RingMemory.SIZE];

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
    this.ring = new RingMemory(registers, E1000Registers.RDBAL, rings);
    this.frames = frames;
    this.barrier = barrier;
    this.pool = pool;
    this.counters = counters;
    Arrays.fill(slots, NONE);
  }

  boolean hasMemory() {
    return ring.isThere();
  }

  /** Starts with an empty ring; {@link #refill} posts slots. */
  void start() {
    ring.start();
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
    return next != tail && (ring.status(next) >>> 32 & DONE) != 0;
  }

  int harvest(Frame[] burst, int limit) {
    int count = 0;
    // A bound of its own: frames that are dropped cost time as well.
    for (int looked = 0; looked < NetworkDriver.BURST && count < limit && next != tail; looked++) {
      long status = ring.status(next);
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

  /** Checks a written descriptor: length in bits 0-15, status in 32-39, errors in 40-47. */
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
      ring.write(tail, frames.physicalAddress(pool.slab().dataOffset(slot)), 0);
      slots[tail] = slot;
      tail = tail + 1 & MASK;
    }
    if (tail != before) {
      barrier.store();
      ring.setTail(tail);
    }
  }
}
