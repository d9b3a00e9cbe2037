// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.nic.e1000;

import org.sallyport.bare.hardware.DmaAllocator;
import org.sallyport.bare.hardware.DmaMemory;
import org.sallyport.bare.hardware.Mmio;

/**
 * Where the descriptors of one direction lie, and the block of five registers by which the device
 * knows it (8254x manual §13.4.25 to 29 and §13.4.35 to 39: both directions have the same block).
 */
final class RingMemory {
  /** Octets of a descriptor: the physical address of a slot, then what both sides say of it. */
  static final int DESCRIPTOR = 16;

  /**
   * One page of descriptors, a multiple of the 8 that the device wants: at a gigabit 256 of the
   * shortest frames pass in 170 microseconds, several turns of the poll loop, and a burst of 32
   * that is answered by 32 finds room eight times.
   */
  static final int SIZE = 256;

  /** For indices that go round. */
  static final int MASK = SIZE - 1;

  private static final int ALIGNMENT = 4096;
  private static final int ADDRESS_HIGH = 4;
  private static final int LENGTH = 8;
  private static final int HEAD = 0x10;
  private static final int TAIL = 0x18;

  private final Mmio registers;
  private final int block;
  private final DmaMemory memory;
  private final int base;

  /**
   * Takes memory for a ring; see {@link #isThere}.
   *
   * @param block the first register of the direction, RDBAL or TDBAL
   */
  RingMemory(Mmio registers, int block, DmaAllocator rings) {
    this.registers = registers;
    this.block = block;
    this.memory = rings.memory();
    this.base = rings.allocate(SIZE * DESCRIPTOR, ALIGNMENT);
  }

  boolean isThere() {
    return base != DmaAllocator.NO_MEMORY;
  }

  /** Tells a stopped device where the empty ring is. */
  void start() {
    long physical = memory.physicalAddress(base);
    registers.write32(block, (int) physical);
    registers.write32(block + ADDRESS_HIGH, (int) (physical >>> 32));
    registers.write32(block + LENGTH, SIZE * DESCRIPTOR);
    registers.write32(block + HEAD, 0);
    setTail(0);
  }

  /** Hands the descriptors before {@code index} to the device; a store barrier comes before. */
  void setTail(int index) {
    registers.write32(block + TAIL, index);
  }

  /** Writes both halves of a descriptor. */
  void write(int index, long address, long rest) {
    memory.write64(base + index * DESCRIPTOR, address);
    memory.write64(base + index * DESCRIPTOR + 8, rest);
  }

  /** The half that the device writes. */
  long status(int index) {
    return memory.read64(base + index * DESCRIPTOR + 8);
  }
}
