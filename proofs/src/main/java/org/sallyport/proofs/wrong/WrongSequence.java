// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.wrong;

import org.sallyport.engine.table.EsnState;

/** Inferences of the high half that go wrong. */
// The wrong methods are read from their class files, never called.
@SuppressWarnings("UnusedMethod")
public enum WrongSequence {
  /** The first cycle is not a case of its own. */
  UNGUARDED_DECREMENT(
      "unguarded-decrement",
      "stateOf(JI)Lorg/sallyport/engine/table/EsnState;",
      UnguardedDecrement.class,
      "the high half is counted down in the first cycle, below zero"),
  /** Case A begins one too late. */
  CASE_A_LATE(
      "case-a-late",
      "stateOf(JI)Lorg/sallyport/engine/table/EsnState;",
      CaseALate.class,
      "Tl = W - 1 is taken for case B"),
  /** The high half never moves on. */
  NEVER_NEXT(
      "never-next",
      "next(J)J",
      NeverNext.class,
      "the high half does not follow when the low half wraps"),
  /** Numbers of 32 bits are extended all the same once they are large. */
  PLAIN_TAKEN_FOR_EXTENDED(
      "plain-taken-for-extended",
      "stateOf(JI)Lorg/sallyport/engine/table/EsnState;",
      PlainTakenForExtended.class,
      "from 2^31 on an association without extended numbers is taken for one with them, so that old numbers come again as those of the"
          + " next cycle");

  private static final String OWNER = "org/sallyport/engine/dataplane/esp/ExtendedSequence.";

  // A record of strings and a class does not change.
  @SuppressWarnings("ImmutableEnumChecker")
  private final WrongMethod wrong;

  WrongSequence(String label, String method, Class<?> type, String story) {
    wrong = new WrongMethod(label, OWNER + method, type, story);
  }

  /** The method, and what is wrong with it. */
  public WrongMethod wrong() {
    return wrong;
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
