// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.frame;

/**
 * One array of octets cut into slots of equal length, each with head-room for headers that are
 * pushed later. One slab belongs to one ring. On bare metal the array is a pinned one at a known
 * physical address, so that the NIC's DMA writes straight into the slots; here it is any array.
 */
public final class Slab {
  private final byte[] bytes;
  private final int base;
  private final int slotCount;
  private final int slotLength;
  private final int headRoom;

  /**
   * A slab in given memory.
   *
   * @param bytes the memory
   * @param base where the first slot starts
   * @param slotCount how many slots
   * @param slotLength octets of a slot, head-room included
   * @param headRoom octets at the start of a slot that a fresh frame leaves free
   */
  public Slab(byte[] bytes, int base, int slotCount, int slotLength, int headRoom) {
    if (slotCount < 1 || headRoom < 0 || headRoom >= slotLength || base < 0) {
      throw new IllegalArgumentException(
          "a slab has slots, and a slot is longer than its head-room");
    }
    if ((long) slotCount * slotLength > bytes.length - base) {
      throw new IllegalArgumentException("the slots do not fit the memory");
    }
    this.bytes = bytes;
    this.base = base;
    this.slotCount = slotCount;
    this.slotLength = slotLength;
    this.headRoom = headRoom;
  }

  /** A slab in memory of its own. */
  public Slab(int slotCount, int slotLength, int headRoom) {
    this(new byte[Math.multiplyExact(slotCount, slotLength)], 0, slotCount, slotLength, headRoom);
  }

  /** The array that every slot lies in. */
  public byte[] bytes() {
    return bytes;
  }

  /** How many slots. */
  public int slotCount() {
    return slotCount;
  }

  /** Octets of a slot, head-room included. */
  public int slotLength() {
    return slotLength;
  }

  /** Octets of head-room in a slot. */
  public int headRoom() {
    return headRoom;
  }

  /** Where slot {@code slot} starts in the array. */
  public int slotOffset(int slot) {
    assert slot >= 0 && slot < slotCount : "no such slot";
    return base + slot * slotLength;
  }

  /** Where a device writes a received frame into slot {@code slot}: after the head-room. */
  public int dataOffset(int slot) {
    return slotOffset(slot) + headRoom;
  }

  /** The longest frame that a device may write into a slot. */
  public int dataCapacity() {
    return slotLength - headRoom;
  }
}
