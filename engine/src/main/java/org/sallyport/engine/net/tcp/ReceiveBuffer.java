// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

/**
 * The octets that a peer has sent and the application has not taken: a ring, with what came behind
 * gaps held at its place. Positions count octets since the connection began.
 */
final class ReceiveBuffer {
  private final byte[] ring;
  private final int mask;
  private final long[] starts;
  private final long[] ends;
  private int held;
  private long taken;
  private long next;

  /**
   * A buffer.
   *
   * @param capacity octets, a power of two
   * @param gaps runs that can be held out of order
   */
  ReceiveBuffer(int capacity, int gaps) {
    ring = new byte[capacity];
    mask = capacity - 1;
    starts = new long[gaps];
    ends = new long[gaps];
  }

  void reset() {
    held = 0;
    taken = 0;
    next = 0;
  }

  /** Octets for which there is room behind those received in order: the receive window. */
  int window() {
    return ring.length - (int) (next - taken);
  }

  /** Octets that the application can take. */
  int readable() {
    return (int) (next - taken);
  }

  /** Whether something is held behind a gap. */
  boolean hasHeld() {
    return held > 0;
  }

  /**
   * The next octets; they are within the window.
   *
   * @return how many became readable, those behind the gap included
   */
  int accept(byte[] bytes, int offset, int length) {
    long before = next;
    store(next, bytes, offset, length);
    next += length;
    while (held > 0 && starts[0] <= next) {
      next = Math.max(next, ends[0]);
      remove(0);
    }
    return (int) (next - before);
  }

  /** Whether a run of octets that starts {@code distance} behind a gap can be held. */
  boolean canHold(int distance, int length) {
    if (held < starts.length) {
      return true;
    }
    long start = next + distance;
    for (int i = 0; i < held; i++) {
      if (start <= ends[i] && start + length >= starts[i]) {
        return true;
      }
    }
    return false;
  }

  /** Holds octets that start {@code distance} behind the next one; see {@link #canHold}. */
  void hold(int distance, byte[] bytes, int offset, int length) {
    long start = next + distance;
    long end = start + length;
    store(start, bytes, offset, length);
    int at = 0;
    while (at < held && ends[at] < start) {
      at++;
    }
    while (at < held && starts[at] <= end) {
      start = Math.min(start, starts[at]);
      end = Math.max(end, ends[at]);
      remove(at);
    }
    for (int i = held; i > at; i--) {
      starts[i] = starts[i - 1];
      ends[i] = ends[i - 1];
    }
    starts[at] = start;
    ends[at] = end;
    held++;
  }

  private void remove(int index) {
    held--;
    for (int i = index; i < held; i++) {
      starts[i] = starts[i + 1];
      ends[i] = ends[i + 1];
    }
  }

  /** Gives the application at most {@code length} octets. */
  int take(byte[] target, int offset, int length) {
    int count = Math.min(length, readable());
    int at = (int) taken & mask;
    int first = Math.min(count, ring.length - at);
    System.arraycopy(ring, at, target, offset, first);
    System.arraycopy(ring, 0, target, offset + first, count - first);
    taken += count;
    return count;
  }

  /** Drops everything that is readable. */
  int skip() {
    int count = readable();
    taken = next;
    return count;
  }

  private void store(long position, byte[] bytes, int offset, int length) {
    int at = (int) position & mask;
    int first = Math.min(length, ring.length - at);
    System.arraycopy(bytes, offset, ring, at, first);
    System.arraycopy(bytes, offset + first, ring, 0, length - first);
  }
}
