// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.hardware;

/**
 * Hands out pieces of one {@link DmaMemory} at start, aligned by physical address as devices demand
 * it. Nothing is ever given back: a driver keeps its rings for life and resets them in place.
 */
public final class DmaAllocator {
  /** Returned when the memory does not suffice. */
  public static final int NO_MEMORY = -1;

  private final DmaMemory memory;
  private int next;

  /** All of {@code memory} is free. */
  public DmaAllocator(DmaMemory memory) {
    this.memory = memory;
  }

  /** The memory that the pieces lie in. */
  public DmaMemory memory() {
    return memory;
  }

  /**
   * The offset of a fresh piece, filled with zeros.
   *
   * @param lengthBytes how long
   * @param alignment a power of two that divides its physical address
   * @return an offset into the memory, or {@link #NO_MEMORY}
   */
  public int allocate(int lengthBytes, int alignment) {
    assert lengthBytes > 0 && Integer.bitCount(alignment) == 1 : "a length and a power of two";
    long end = memory.bytes().length;
    long pad = -memory.physicalAddress(next) & alignment - 1L;
    if (next + pad + lengthBytes > end) {
      return NO_MEMORY;
    }
    int start = (int) (next + pad);
    next = start + lengthBytes;
    clear(start, lengthBytes);
    return start;
  }

  /** Fills a piece with zeros. */
  public void clear(int offset, int lengthBytes) {
    byte[] bytes = memory.bytes();
    for (int at = offset; at < offset + lengthBytes; at++) {
      bytes[at] = 0;
    }
  }
}
