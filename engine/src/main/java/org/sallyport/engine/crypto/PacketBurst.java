// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

/**
 * Up to {@link #capacity()} packets of one slab that are sealed or opened together, each with its
 * own transform: multi-buffer AES and SHA fill their lanes across SAs. Filled anew for each burst;
 * allocates nothing after construction. Layout of a packet: see {@link PacketTransform}.
 */
public abstract class PacketBurst {
  private final int[] offsets;
  private final int[] aadLengths;
  private final int[] textLengths;
  private final int[] highSequences;
  private int count;

  PacketBurst(int capacity) {
    offsets = new int[capacity];
    aadLengths = new int[capacity];
    textLengths = new int[capacity];
    highSequences = new int[capacity];
  }

  /** How many packets fit. */
  public final int capacity() {
    return offsets.length;
  }

  /** How many packets are in. */
  public final int count() {
    return count;
  }

  /** Whether nothing more fits. */
  public final boolean isFull() {
    return count == offsets.length;
  }

  /** Where the aad of packet {@code index} starts in the slab. */
  public final int offset(int index) {
    return offsets[index];
  }

  /** Octets of aad of packet {@code index}. */
  public final int aadLength(int index) {
    return aadLengths[index];
  }

  /** Octets of text of packet {@code index}. */
  public final int textLength(int index) {
    return textLengths[index];
  }

  /** High half of the sequence number of packet {@code index}; 0 when its SA has none. */
  public final int highSequence(int index) {
    return highSequences[index];
  }

  /** Empties the burst. */
  public void clear() {
    count = 0;
  }

  /** Adds a packet and returns its index; a full burst is the caller's bug. */
  final int add(int offset, int aadLength, int textLength, int highSequence) {
    if (isFull()) {
      throw new IllegalStateException("burst is full");
    }
    int index = count++;
    offsets[index] = offset;
    aadLengths[index] = aadLength;
    textLengths[index] = textLength;
    highSequences[index] = highSequence;
    return index;
  }
}
