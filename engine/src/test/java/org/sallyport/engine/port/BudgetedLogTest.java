// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.port;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a stranger causes does not fill the operator's log, and nothing is withheld unsaid. */
final class BudgetedLogTest {
  private static final long SECOND_NS = 1_000_000_000L;

  private final List<String> lines = new ArrayList<>();
  private final BudgetedLog<Kind> log =
      new BudgetedLog<>((level, peer, text, nowNs) -> lines.add(peer + ": " + text), Kind.values());

  private enum Kind {
    ONE,
    OTHER
  }

  private int linesOfFlood(long nowNs) {
    return linesOfFlood(Kind.ONE, nowNs);
  }

  private int linesOfFlood(Kind kind, long nowNs) {
    int before = lines.size();
    for (int i = 0; i < 1000; i++) {
      if (log.admits(kind, nowNs)) {
        log.entry(kind, OperatorLog.Level.WARNING, "somebody", "flood", nowNs);
      }
    }
    return lines.size() - before;
  }

  @Test
  void tenAtOnceThenOneASecond() {
    assertEquals(10, linesOfFlood(0));
    assertEquals(0, linesOfFlood(SECOND_NS - 1));
    assertEquals(1, linesOfFlood(SECOND_NS));
    assertEquals(9, linesOfFlood(10 * SECOND_NS));
    assertEquals(10, linesOfFlood(100 * SECOND_NS), "quiet time is not saved up");
  }

  @Test
  void theNextLineSaysHowManyWereWithheldAndSinceWhen() {
    linesOfFlood(5 * SECOND_NS);
    linesOfFlood(5 * SECOND_NS + SECOND_NS / 2);
    assertEquals("somebody: flood", lines.get(9));
    linesOfFlood(9 * SECOND_NS);
    assertEquals("somebody: flood; and 1990 more like it in the last 4 s", lines.get(10));
    assertEquals("somebody: flood", lines.get(11), "they are told of once");
  }

  @Test
  void noKindHidesAnother() {
    linesOfFlood(0);
    assertEquals(10, linesOfFlood(Kind.OTHER, SECOND_NS));
    assertEquals(1, linesOfFlood(SECOND_NS));
    assertEquals("somebody: flood; and 990 more like it in the last 1 s", lines.getLast());
  }
}
