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
  /** As the receive ring: one page; a burst of 32 that is answered by 32 finds room eight times. */
  static final int SIZE = 256;

  static final int DESCRIPTOR = 16;

  private static final int ALIGNMENT = 4096;
  private static final int MASK = SIZE - 1;

  /** End of packet, insert the check sequence, report the status. */
  private static final long COMMAND = 0x0bL << 24;

  private static final long DONE = 1L << 32;

  private final Mmio registers;
  private final DmaMemory rings;
  private final DmaMemory frames;
  private final Barrier barrier;
  private final FramePool pool;
  private final NicCounters counters;
  private final int base;
  private final int[] slots = new int[SIZE];

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
    this.registers = registers;
    this.rings = rings.memory();
    this.frames = frames;
    this.barrier = barrier;
    this.pool = pool;
    this.counters = counters;
    this.base = rings.allocate(SIZE * DESCRIPTOR, ALIGNMENT);
  }

  boolean hasMemory() {
    return base != DmaAllocator.NO_MEMORY;
  }

  /** Tells a stopped device where the empty ring is. */
  void start() {
    long physical = rings.physicalAddress(base);
    registers.write32(E1000Registers.TDBAL, (int) physical);
    registers.write32(E1000Registers.TDBAH, (int) (physical >>> 32));
    registers.write32(E1000Registers.TDLEN, SIZE * DESCRIPTOR);
    registers.write32(E1000Registers.TDH, 0);
    registers.write32(E1000Registers.TDT, 0);
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
    int descriptor = base + next * DESCRIPTOR;
    rings.write64(descriptor, frames.physicalAddress(frame.offset()));
    rings.write64(descriptor + 8, COMMAND | frame.length());
    pool.queue(frame);
    slots[next] = frame.slot();
    next = next + 1 & MASK;
  }

  void ringDoorbell() {
    if (announced != next) {
      announced = next;
      barrier.store();
      registers.write32(E1000Registers.TDT, next);
    }
  }

  int reap() {
    int count = 0;
    while (oldest != announced && (rings.read64(base + oldest * DESCRIPTOR + 8) & DONE) != 0) {
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
