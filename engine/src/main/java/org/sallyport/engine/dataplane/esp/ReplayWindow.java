// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.ReplayWindowActions;
import org.sallyport.engine.table.ReplayWindowEvent;
import org.sallyport.engine.table.ReplayWindowState;
import org.sallyport.engine.table.ReplayWindowTable;
import org.sallyport.engine.table.TraceSink;

/**
 * The anti-replay window of one inbound association (RFC 4303 §3.4.3). With T the highest number
 * authenticated so far and W the size, it remembers which of T - W + 1 … T were accepted. Numbers
 * are 64-bit and unsigned throughout, also without extended sequence numbers. Check and advance are
 * two steps: a burst is checked, verified as one batch, then advanced, and the second step looks
 * again, since the batch may hold a number twice.
 *
 * <p>The memory is a ring of words, one bit per number, a power of two of them and one more than W
 * needs, so that sliding clears whole words and never moves bits (the idea of RFC 6479). Invariant:
 * the bit of a number in the window says whether it was accepted; in T's own word the bits above T
 * are zero. {@code proofs/} proves from this very class, as compiled, that any step from any state
 * that satisfies the invariant does what the RFC's set of numbers does.
 */
public final class ReplayWindow implements ReplayWindowActions<ReplayWindow.Firing> {
  public static final int MINIMUM_SIZE = ChildConfig.MINIMUM_REPLAY_WINDOW;

  public static final int MAXIMUM_SIZE = ChildConfig.MAXIMUM_REPLAY_WINDOW;

  private final int size;
  private final int wordMask;
  private final long[] words;
  private final long id;
  private final TraceSink trace;
  private final Firing firing = new Firing();
  private long top;
  private DropReason refusal = DropReason.NONE;

  /** One packet: its number. */
  public static final class Firing {
    private long number;

    private Firing() {}
  }

  /** A window that has seen nothing; its firings are not traced. */
  public ReplayWindow(int size) {
    this(size, 0, TraceSink.NONE);
  }

  /**
   * A window that has seen nothing.
   *
   * @param size numbers that it covers, {@link #MINIMUM_SIZE} to {@link #MAXIMUM_SIZE}; need not be
   *     a power of two
   * @param id the association in the trace
   * @param trace takes every firing
   */
  public ReplayWindow(int size, long id, TraceSink trace) {
    if (size < MINIMUM_SIZE || size > MAXIMUM_SIZE) {
      throw new IllegalArgumentException(
          "a window has " + MINIMUM_SIZE + " to " + MAXIMUM_SIZE + " numbers, not " + size);
    }
    this.size = size;
    this.id = id;
    this.trace = trace;
    words = new long[wordCount(size)];
    wordMask = words.length - 1;
  }

  /**
   * The words that {@code size} numbers can lie in, wherever the first one lies, rounded up to a
   * power of two.
   */
  static int wordCount(int size) {
    int needed = (size + 62) / 64 + 1;
    int count = 2;
    while (count < needed) {
      count *= 2;
    }
    return count;
  }

  /** How many numbers the window covers. */
  public int size() {
    return size;
  }

  /** The highest number authenticated so far; 0 before the first. */
  public long top() {
    return top;
  }

  /**
   * Before verification: may the packet of this number be accepted? {@code CHECKED}: if its ICV is
   * right. {@code REFUSED}: no, and {@link #refusal} says why. Nothing moves.
   */
  public ReplayWindowState check(long number, long nowNs) {
    // R4303-3.4.3-2
    return fire(ReplayWindowState.ARRIVED, checkEvent(number), number, nowNs);
  }

  /**
   * After verification of a packet that {@link #check} let through: {@code ACCEPTED}: its number is
   * marked. {@code REFUSED}: forged, or since the check overtaken; {@link #refusal} says why.
   */
  public ReplayWindowState advance(long number, boolean authentic, long nowNs) {
    // R4303-3.4.3-1
    ReplayWindowEvent event = authentic ? advanceEvent(number) : ReplayWindowEvent.ICV_INVALID;
    return fire(ReplayWindowState.CHECKED, event, number, nowNs);
  }

  /** Why the last step refused, or NONE. */
  public DropReason refusal() {
    return refusal;
  }

  /** For tests, before the first packet: T is {@code newTop}. */
  void setTop(long newTop) {
    top = newTop;
  }

  /** For tests: whether the number lies in the window and was accepted. */
  boolean isMarked(long number) {
    return !isBelow(top, number) && !isStale(number) && isBitSet(number);
  }

  private ReplayWindowEvent checkEvent(long number) {
    if (number == 0) {
      return ReplayWindowEvent.CHECK_ZERO;
    }
    if (isBelow(top, number)) {
      return ReplayWindowEvent.CHECK_AHEAD;
    }
    if (isStale(number)) {
      return ReplayWindowEvent.CHECK_STALE;
    }
    return isBitSet(number) ? ReplayWindowEvent.CHECK_SEEN : ReplayWindowEvent.CHECK_FRESH;
  }

  private ReplayWindowEvent advanceEvent(long number) {
    if (isBelow(top, number)) {
      return ReplayWindowEvent.ADVANCE_AHEAD;
    }
    if (number == 0 || isStale(number)) {
      return ReplayWindowEvent.ADVANCE_STALE;
    }
    return isBitSet(number) ? ReplayWindowEvent.ADVANCE_SEEN : ReplayWindowEvent.ADVANCE_FRESH;
  }

  private ReplayWindowState fire(
      ReplayWindowState state, ReplayWindowEvent event, long number, long nowNs) {
    int row = ReplayWindowTable.row(state, event);
    refusal = DropReason.NONE;
    firing.number = number;
    ReplayWindowActions.perform(row, this, firing);
    ReplayWindowState next = ReplayWindowTable.next(row);
    trace.transition("ReplayWindow", id, state, event, next, 0, nowNs);
    return next;
  }

  // ---- actions

  /** The caller's next step, for the whole burst at once. */
  @Override
  public void verifyIcv(Firing firing) {}

  @Override
  public void slideWindow(Firing firing) {
    slideTo(firing.number);
  }

  @Override
  public void markNumber(Firing firing) {
    mark(firing.number);
  }

  @Override
  public void refuseZero(Firing firing) {
    refusal = DropReason.ZERO_SEQUENCE;
  }

  @Override
  public void refuseStale(Firing firing) {
    refusal = DropReason.STALE_SEQUENCE;
  }

  @Override
  public void refuseSeen(Firing firing) {
    refusal = DropReason.REPLAYED;
  }

  @Override
  public void refuseNotAuthentic(Firing firing) {
    refusal = DropReason.NOT_AUTHENTIC;
  }

  @Override
  public void refuseOutOfTurn(Firing firing) {
    throw new IllegalStateException("check once, verify once, advance once");
  }

  // ---- numbers

  /** Whether {@code number}, which is not above T, is at most T - W. */
  private boolean isStale(long number) {
    return !isBelow(top - number, size);
  }

  private boolean isBitSet(long number) {
    return (words[wordOf(number)] & (1L << (number & 63))) != 0;
  }

  private void mark(long number) {
    words[wordOf(number)] |= 1L << (number & 63);
  }

  /**
   * Makes {@code number}, which is above T, the new T: the words that the window newly reaches are
   * cleared, each once.
   */
  private void slideTo(long number) {
    long wordsAhead =
        ((number >>> 6) & 0x3FF_FFFF_FFFF_FFFFL) - ((top >>> 6) & 0x3FF_FFFF_FFFF_FFFFL);
    int cleared = wordsAhead < words.length ? (int) wordsAhead : words.length;
    for (int step = 1; step <= cleared; step++) {
      words[wordOf(top + 64L * step)] = 0;
    }
    top = number;
  }

  private int wordOf(long number) {
    return (int) (number >>> 6) & wordMask;
  }

  /** Whether {@code left} is less than {@code right}, both unsigned. */
  private static boolean isBelow(long left, long right) {
    return left + Long.MIN_VALUE < right + Long.MIN_VALUE;
  }
}
