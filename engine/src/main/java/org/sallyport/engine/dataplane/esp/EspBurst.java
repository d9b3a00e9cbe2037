// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.dataplane.sad.SecurityAssociation;
import org.sallyport.engine.frame.Frame;

/**
 * The packets of a burst between entering and leaving: the frame of each, its association and its
 * sequence number. Per packet, so that no two of a burst share anything. All lie in one array,
 * because the crypto library works on one.
 *
 * @param <T> the direction's kind of association
 */
final class EspBurst<T extends SecurityAssociation> {
  /** The most packets of a burst. */
  static final int CAPACITY = 32;

  private static final Frame NONE = new Frame();

  private final Frame[] frames = new Frame[CAPACITY];
  private final @Nullable SecurityAssociation[] associations =
      new @Nullable SecurityAssociation[CAPACITY];
  private final long[] sequences = new long[CAPACITY];
  private final int[] espOffsets = new int[CAPACITY];
  private int count;

  EspBurst() {
    Arrays.fill(frames, NONE);
  }

  int count() {
    return count;
  }

  @SuppressWarnings("ReferenceEquality") // The slab itself is meant, not its contents.
  boolean takes(Frame frame) {
    return count < CAPACITY && (count == 0 || frames[0].bytes() == frame.bytes());
  }

  /** Enters a packet, which is kept: nobody else moves its frame until it has left. */
  void add(Frame frame, T association, long sequence, int espOffset) {
    assert takes(frame) : "burst is full or lies in another array";
    frame.handOver();
    frames[count] = frame;
    associations[count] = association;
    sequences[count] = sequence;
    espOffsets[count] = espOffset;
    count++;
  }

  byte[] bytes() {
    return frames[0].bytes();
  }

  Frame frame(int index) {
    return frames[index];
  }

  @SuppressWarnings({
    "unchecked",
    "cast.unsafe"
  }) // only add() fills the array, and it takes nothing but T
  T association(int index) {
    SecurityAssociation association = associations[index];
    if (association == null) {
      throw new IndexOutOfBoundsException("no packet " + index);
    }
    return (T) association;
  }

  long sequence(int index) {
    return sequences[index];
  }

  int espOffset(int index) {
    return espOffsets[index];
  }

  void clear() {
    Arrays.fill(associations, 0, count, null);
    count = 0;
  }
}
