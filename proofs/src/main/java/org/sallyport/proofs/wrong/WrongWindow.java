// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.wrong;

import java.util.List;
import org.sallyport.engine.dataplane.esp.ReplayWindow;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.ReplayWindowEvent;

/** Windows that other implementations really had, or that a slip of the pen would give. */
// The wrong methods are read from their class files, never called.
@SuppressWarnings({"UnusedMethod", "UnusedVariable"})
public final class WrongWindow {
  /** Among the sizes: the claim about windows of every size. */
  public static final int EVERY_SIZE = 0;

  private static final String OWNER = "org/sallyport/engine/dataplane/esp/ReplayWindow.";

  private WrongWindow() {}

  /**
   * A variant and the windows with which it shows.
   *
   * @param wrong the variant
   * @param sizes the windows' sizes, or {@link #EVERY_SIZE}
   */
  public record Sized(WrongMethod wrong, List<Integer> sizes) {
    private Sized(WrongMethod wrong, Integer... sizes) {
      this(wrong, List.of(sizes));
    }
  }

  /** Each, with the claim that does not hold with it. */
  public static List<Sized> all() {
    return List.of(
        new Sized(
            new WrongMethod(
                "left-edge",
                "window-check",
                OWNER + "isStale(J)Z",
                LeftEdge.class,
                "the left edge is off by one, so that T - W passes"),
            64,
            128,
            1024),
        new Sized(
            new WrongMethod(
                "sum-32-bit",
                "window-check",
                OWNER + "isStale(J)Z",
                Sum32.class,
                "number + W is summed up in 32 bits, so that numbers in the window are refused near"
                    + " 2^32"),
            64,
            1024),
        new Sized(
            new WrongMethod(
                "signed",
                "window-check",
                OWNER + "isBelow(JJ)Z",
                Signed.class,
                "numbers are compared as signed ones, wrong from 2^63 on"),
            64),
        new Sized(
            new WrongMethod(
                "no-clear",
                "window-advance",
                OWNER + "slideTo(J)V",
                NoClear.class,
                "a jump forgets to clear, so that fresh numbers are refused"),
            64,
            128,
            1024),
        new Sized(
            new WrongMethod(
                "clear-short",
                "window-advance",
                OWNER + "slideTo(J)V",
                ClearShort.class,
                "a jump clears one word too few"),
            64,
            1024,
            EVERY_SIZE),
        new Sized(
            new WrongMethod(
                "clear-32-bit",
                "window-advance",
                OWNER + "slideTo(J)V",
                Clear32.class,
                "a jump counts words in 32 bits, wrong at jumps of 2^37"),
            64),
        new Sized(
            new WrongMethod(
                "shift-32-bit",
                "window-advance",
                OWNER + "mark(J)V",
                Shift32.class,
                "the mark is shifted in 32 bits"),
            64),
        new Sized(
            new WrongMethod(
                "no-recheck",
                "window-advance",
                OWNER + "advanceEvent(J)Lorg/sallyport/engine/table/ReplayWindowEvent;",
                NoRecheck.class,
                "advance does not look again, so that a number passes twice in one burst"),
            64),
        new Sized(
            new WrongMethod(
                "ring-short",
                "window-advance",
                OWNER + "wordCount(I)I",
                RingShort.class,
                "the ring has as many words as an aligned window, so that two numbers of a window"
                    + " share a bit"),
            EVERY_SIZE),
        new Sized(
            new WrongMethod(
                "clear-late",
                "window-advance",
                OWNER + "slideTo(J)V",
                ClearLate.class,
                "a jump does not clear the first word that it reaches"),
            64,
            EVERY_SIZE),
        new Sized(
            new WrongMethod(
                "wrong-reason",
                "window-check",
                OWNER + "refuseStale(Lorg/sallyport/engine/dataplane/esp/ReplayWindow$Firing;)V",
                WrongReason.class,
                "a number left of the window is reported as a replay"),
            64),
        new Sized(
            new WrongMethod(
                "zero-at-advance",
                "window-advance",
                OWNER + "advanceEvent(J)Lorg/sallyport/engine/table/ReplayWindowEvent;",
                ZeroAtAdvance.class,
                "advance accepts number zero while it lies in the window"),
            64));
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
