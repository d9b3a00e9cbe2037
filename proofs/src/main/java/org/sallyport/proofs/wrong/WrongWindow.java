// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.wrong;

import org.sallyport.engine.dataplane.esp.ReplayWindow;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.ReplayWindowEvent;

/** Windows that other implementations really had, or that a slip of the pen would give. */
// The wrong methods are read from their class files, never called; the sizes are never handed out.
@SuppressWarnings({"UnusedMethod", "UnusedVariable", "ImmutableEnumChecker"})
public enum WrongWindow {
  /** {@code <} for {@code <=} at the left edge. */
  LEFT_EDGE(
      "left-edge",
      "isStale(J)Z",
      LeftEdge.class,
      "the left edge is off by one, so that T - W passes",
      true,
      64,
      128,
      1024),
  /** A 32-bit sum. */
  SUM_32(
      "sum-32-bit",
      "isStale(J)Z",
      Sum32.class,
      "number + W is summed up in 32 bits, so that numbers in the window are refused near 2^32",
      true,
      64,
      1024),
  /** Signed comparison. */
  SIGNED(
      "signed",
      "isBelow(JJ)Z",
      Signed.class,
      "numbers are compared as signed ones, wrong from 2^63 on",
      true,
      64),
  /** A jump that clears nothing. */
  NO_CLEAR(
      "no-clear",
      "slideTo(J)V",
      NoClear.class,
      "a jump forgets to clear, so that fresh numbers are refused",
      false,
      64,
      128,
      1024),
  /** A jump that clears one word too few. */
  CLEAR_SHORT(
      "clear-short",
      "slideTo(J)V",
      ClearShort.class,
      "a jump clears one word too few",
      false,
      64,
      1024,
      WrongWindow.EVERY_SIZE),
  /** A jump that counts words in 32 bits. */
  CLEAR_32(
      "clear-32-bit",
      "slideTo(J)V",
      Clear32.class,
      "a jump counts words in 32 bits, wrong at jumps of 2^37",
      false,
      64),
  /** {@code 1 << n} in 32 bits. */
  SHIFT_32("shift-32-bit", "mark(J)V", Shift32.class, "the mark is shifted in 32 bits", false, 64),
  /** No second look. */
  NO_RECHECK(
      "no-recheck",
      "advanceEvent(J)Lorg/sallyport/engine/table/ReplayWindowEvent;",
      NoRecheck.class,
      "advance does not look again, so that a number passes twice in one burst",
      false,
      64),
  /** A ring that forgets that a window need not begin with a word. */
  RING_SHORT(
      "ring-short",
      "wordCount(I)I",
      RingShort.class,
      "the ring has as many words as an aligned window, so that two numbers of a window share a bit",
      false,
      WrongWindow.EVERY_SIZE),
  /** A clearing loop that begins behind the first word. */
  CLEAR_LATE(
      "clear-late",
      "slideTo(J)V",
      ClearLate.class,
      "a jump does not clear the first word that it reaches",
      false,
      64,
      WrongWindow.EVERY_SIZE),
  /** The check and the advance agree, the reason is wrong. */
  WRONG_REASON(
      "wrong-reason",
      "refuseStale(Lorg/sallyport/engine/dataplane/esp/ReplayWindow$Firing;)V",
      WrongReason.class,
      "a number left of the window is reported as a replay",
      true,
      64),
  /** Zero is looked for at the check only. */
  ZERO_AT_ADVANCE(
      "zero-at-advance",
      "advanceEvent(J)Lorg/sallyport/engine/table/ReplayWindowEvent;",
      ZeroAtAdvance.class,
      "advance accepts number zero while it lies in the window",
      false,
      64);

  /** Among the sizes: the claim about windows of every size. */
  public static final int EVERY_SIZE = 0;

  private static final String OWNER = "org/sallyport/engine/dataplane/esp/ReplayWindow.";

  private final WrongMethod wrong;
  private final boolean inCheck;
  private final int[] sizes;

  WrongWindow(
      String label, String method, Class<?> type, String story, boolean inCheck, int... sizes) {
    wrong = new WrongMethod(label, OWNER + method, type, story);
    this.inCheck = inCheck;
    this.sizes = sizes;
  }

  /** The method, and what is wrong with it. */
  public WrongMethod wrong() {
    return wrong;
  }

  /** Whether it shows at the check; otherwise at the advance. */
  public boolean inCheck() {
    return inCheck;
  }

  /** For which windows it is refuted, or {@link #EVERY_SIZE}. */
  public int[] sizes() {
    return sizes.clone();
  }

  /** The fields of the window. */
  private abstract static class Fields {
    int size;
    int wordMask;
    long[] words = {};
    long top;

    int wordOf(long number) {
      return (int) (number >>> 6) & wordMask;
    }

    static boolean isBelow(long left, long right) {
      return left + Long.MIN_VALUE < right + Long.MIN_VALUE;
    }
  }

  private static final class LeftEdge extends Fields {
    boolean isStale(long number) {
      return isBelow(size, top - number);
    }
  }

  private static final class Sum32 extends Fields {
    boolean isStale(long number) {
      return ((int) number + size & 0xFFFF_FFFFL) <= (top & 0xFFFF_FFFFL);
    }
  }

  private static final class Signed {
    static boolean isBelow(long left, long right) {
      return left < right;
    }
  }

  private static final class NoClear extends Fields {
    void slideTo(long number) {
      top = number;
    }
  }

  private static final class ClearShort extends Fields {
    void slideTo(long number) {
      long wordsAhead = (number >>> 6) - (top >>> 6);
      int cleared = wordsAhead < words.length ? (int) wordsAhead : words.length;
      for (int step = 1; step < cleared; step++) {
        words[wordOf(top + 64L * step)] = 0;
      }
      top = number;
    }
  }

  private static final class Clear32 extends Fields {
    void slideTo(long number) {
      int wordsAhead = (int) ((number >>> 6) - (top >>> 6));
      int cleared = wordsAhead < words.length ? wordsAhead : words.length;
      for (int step = 1; step <= cleared; step++) {
        words[wordOf(top + 64L * step)] = 0;
      }
      top = number;
    }
  }

  private static final class Shift32 extends Fields {
    void mark(long number) {
      words[wordOf(number)] |= 1 << (number & 63);
    }
  }

  private static final class NoRecheck extends Fields {
    ReplayWindowEvent advanceEvent(long number) {
      return isBelow(top, number)
          ? ReplayWindowEvent.ADVANCE_AHEAD
          : ReplayWindowEvent.ADVANCE_FRESH;
    }
  }

  private static final class RingShort {
    static int wordCount(int size) {
      int needed = (size + 63) / 64;
      int count = 2;
      while (count < needed) {
        count *= 2;
      }
      return count;
    }
  }

  private static final class ClearLate extends Fields {
    void slideTo(long number) {
      long wordsAhead = (number >>> 6) - (top >>> 6);
      int cleared = wordsAhead < words.length ? (int) wordsAhead : words.length;
      for (int step = 2; step <= cleared; step++) {
        words[wordOf(top + 64L * step)] = 0;
      }
      top = number;
    }
  }

  private static final class WrongReason {
    DropReason refusal = DropReason.NONE;

    void refuseStale(ReplayWindow.Firing firing) {
      refusal = DropReason.REPLAYED;
    }
  }

  private static final class ZeroAtAdvance extends Fields {
    boolean isStale(long number) {
      return !isBelow(top - number, size);
    }

    boolean isBitSet(long number) {
      return (words[wordOf(number)] & (1L << (number & 63))) != 0;
    }

    ReplayWindowEvent advanceEvent(long number) {
      if (isBelow(top, number)) {
        return ReplayWindowEvent.ADVANCE_AHEAD;
      }
      if (isStale(number)) {
        return ReplayWindowEvent.ADVANCE_STALE;
      }
      return isBitSet(number) ? ReplayWindowEvent.ADVANCE_SEEN : ReplayWindowEvent.ADVANCE_FRESH;
    }
  }
}
