// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.wrong;

import java.util.List;
import org.sallyport.engine.dataplane.esp.SendCounter;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.SendCounterEvent;
import org.sallyport.engine.table.SendCounterState;
import org.sallyport.engine.table.TraceSink;

/** Send counters that go wrong. */
// The wrong methods are read from their class files, never called.
@SuppressWarnings({"UnusedMethod", "UnusedVariable"})
public final class WrongCounter {
  private static final String OWNER = "org/sallyport/engine/dataplane/esp/SendCounter.";
  private static final String FIRING = "Lorg/sallyport/engine/dataplane/esp/SendCounter$Firing;";

  private WrongCounter() {}

  /** Each, with the claim that does not hold with it. */
  public static List<WrongMethod> all() {
    return List.of(
        new WrongMethod(
            "used-up",
            "counter-initial-64",
            OWNER + "<init>(JZJJLorg/sallyport/engine/table/TraceSink;)V",
            UsedUp.class,
            "a counter whose last number was used is made as one that has numbers left"),
        new WrongMethod(
            "last-missed",
            "counter-step-64",
            OWNER + "eventOf(J)Lorg/sallyport/engine/table/SendCounterEvent;",
            LastMissed.class,
            "the last number is not noticed, so that the counter does not end with it"),
        new WrongMethod(
            "signed",
            "counter-step-64",
            OWNER + "isBelow(JJ)Z",
            Signed.class,
            "numbers are compared as signed ones, so that a new association is asked for too early"
                + " or too late"),
        new WrongMethod(
            "forgets-audit",
            "counter-step-64",
            OWNER + "auditExhausted(" + FIRING + ")V",
            ForgetsAudit.class,
            "the end of the numbers is not audited"),
        new WrongMethod(
            "asks-always",
            "counter-step-64",
            OWNER + "assignNumber(" + FIRING + ")V",
            AsksAlways.class,
            "every packet asks for a new association"),
        new WrongMethod(
            "asks-twice",
            "counter-told-64",
            OWNER + "takeRekeyRequest()Z",
            AsksTwice.class,
            "one request for a new association is told again and again"));
  }

  private static final class UsedUp {
    private final long softLimit;
    private final long last;
    private long number;
    private SendCounterState state;
    private DropReason refusal;

    UsedUp(long used, boolean extended, long softLimit, long id, TraceSink trace) {
      number = used;
      last = extended ? -1L : 0xFFFF_FFFFL;
      this.softLimit = softLimit;
      state = SendCounterState.COUNTING;
      refusal = DropReason.NONE;
      if (last + Long.MIN_VALUE < used + Long.MIN_VALUE) {
        throw new IllegalArgumentException();
      }
    }
  }

  private static final class LastMissed {
    private long softLimit;

    SendCounterEvent eventOf(long next) {
      return next + Long.MIN_VALUE < softLimit + Long.MIN_VALUE
          ? SendCounterEvent.SEND_EARLY
          : SendCounterEvent.SEND_PAST_SOFT;
    }
  }

  private static final class Signed {
    static boolean isBelow(long left, long right) {
      return left < right;
    }
  }

  private static final class ForgetsAudit {
    void auditExhausted(SendCounter.Firing firing) {}
  }

  private static final class AsksAlways {
    private long number;
    private boolean rekeyAsked;

    void assignNumber(SendCounter.Firing firing) {
      number++;
      rekeyAsked = true;
    }
  }

  private static final class AsksTwice {
    private boolean rekeyAsked;

    boolean takeRekeyRequest() {
      return rekeyAsked;
    }
  }
}
