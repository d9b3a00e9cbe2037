// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.wrong;

import java.util.List;
import org.sallyport.engine.table.EsnState;

/** Inferences of the high half that go wrong. */
// The wrong methods are read from their class files, never called.
@SuppressWarnings("UnusedMethod")
public final class WrongSequence {
  private static final String OWNER = "org/sallyport/engine/dataplane/esp/ExtendedSequence.";

  private WrongSequence() {}

  /** Each, with the claim that does not hold with it. */
  public static List<WrongMethod> all() {
    return List.of(
        new WrongMethod(
            "unguarded-decrement",
            "esn-is-least",
            OWNER + "stateOf(JI)Lorg/sallyport/engine/table/EsnState;",
            UnguardedDecrement.class,
            "the high half is counted down in the first cycle, below zero"),
        new WrongMethod(
            "case-a-late",
            "esn-reconstructs",
            OWNER + "stateOf(JI)Lorg/sallyport/engine/table/EsnState;",
            CaseALate.class,
            "Tl = W - 1 is taken for case B"),
        new WrongMethod(
            "never-next",
            "esn-reconstructs",
            OWNER + "next(J)J",
            NeverNext.class,
            "the high half does not follow when the low half wraps"),
        new WrongMethod(
            "plain-taken-for-extended",
            "esn-off",
            OWNER + "stateOf(JI)Lorg/sallyport/engine/table/EsnState;",
            PlainTakenForExtended.class,
            "from 2^31 on an association without extended numbers is taken for one with them, so"
                + " that old numbers come again as those of the next cycle"));
  }

  private static final class UnguardedDecrement {
    EsnState stateOf(long top, int windowSize) {
      return (top & 0xFFFF_FFFFL) >= windowSize - 1 ? EsnState.WITHIN_CYCLE : EsnState.SPANS_CYCLES;
    }
  }

  private static final class CaseALate {
    EsnState stateOf(long top, int windowSize) {
      if ((top & 0xFFFF_FFFFL) > windowSize - 1) {
        return EsnState.WITHIN_CYCLE;
      }
      return top >>> 32 == 0 ? EsnState.SPANS_BEFORE_ZERO : EsnState.SPANS_CYCLES;
    }
  }

  private static final class PlainTakenForExtended {
    boolean extended;

    EsnState stateOf(long top, int windowSize) {
      if (!extended && top < 1L << 31) {
        return EsnState.OFF;
      }
      if ((top & 0xFFFF_FFFFL) >= windowSize - 1) {
        return EsnState.WITHIN_CYCLE;
      }
      return top >>> 32 == 0 ? EsnState.SPANS_BEFORE_ZERO : EsnState.SPANS_CYCLES;
    }
  }

  private static final class NeverNext {
    static long next(long topHigh) {
      return topHigh;
    }
  }
}
