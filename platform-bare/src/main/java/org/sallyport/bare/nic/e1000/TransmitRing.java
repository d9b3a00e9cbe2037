// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.nic.e1000;

import org.sallyport.bare.hardware.Barrier;
import org.sallyport.bare.hardware.DmaAllocator;
import org.sallyport.bare.hardware.DmaMemory;
import org.sallyport.bare.hardware.Mmio;
import org.sallyport.bare.nic.NicCounter;
import org.sallyport.bare.nic.NicCounters;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;

/**
 * The transmit descriptors (DPD): the physical address of a frame, its length and a command; the
 * device sets the done bit when it has fetched the frame. It sends in order, so that what is done
 * is a run from the oldest on.
 */
final class TransmitRing {
  private static final int MASK = RingMemory.MASK;

  /** End of packet, insert the check sequence, report the status. */
  private static final long COMMAND = 0x0bL << 24;

  private static final long DONE = 1L << 32;

  private final RingMemory ring;
  private final DmaMemory frames;
  private final Barrier barrier;
  private final FramePool pool;
  private final NicCounters counters;
  private final int[] slots = new int[RingMemory.SIZE];

  private int oldest;
  private int next;
  private int announced;

  TransmitRing(
      Mmio registers,
      DmaAllocator rings,
      DmaMemory frames,
      Barrier barrier,
      FramePool pool,
      NicCounters counters) {
    this.ring = new RingMemory(registers, E1000Registers.TDBAL, rings);
    this.frames = frames;
    this.barrier = barrier;
    this.pool = pool;
    this.counters = counters;
  }

  boolean hasMemory() {
    return ring.isThere();
  }

  /** Starts with an empty ring. */
  void start() {
    ring.start();
    oldest = 0;
    next = 0;
    announced = 0;
  }

  int outstanding() {
    return next - oldest & MASK;
  }

  boolean hasRoom() {
    return (next + 1 & MASK) != oldest;
  }

  void enqueue(Frame frame) {
    ring.write(next, frames.physicalAddress(frame.offset()), COMMAND | frame.length());
    pool.queue(frame);
    slots[next] = frame.slot();
    next = next + 1 & MASK;
  }

  void ringDoorbell() {
    if (announced != next) {
      announced = next;
      barrier.store();
      ring.setTail(next);
    }
  }

  int reap() {
    int count = 0;
    while (oldest != announced && (ring.status(oldest) & DONE) != 0) {
      pool.sent(slots[oldest]);
      counters.count(NicCounter.SENT);
      oldest = oldest + 1 & MASK;
      count++;
    }
    return count;
  }

  /** Gives every slot of a stopped device back, sent or not. */
  void withdrawAll() {
    reap();
    while (oldest != next) {
      pool.withdraw(slots[oldest]);
      counters.count(NicCounter.ABANDONED);
      oldest = oldest + 1 & MASK;
    }
  }
}
