// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** A bucket that is full at first, and gains one token for each interval. */
final class RateBudgetTest {
  private static final long INTERVAL_NS = 100;

  private final RateBudget budget = new RateBudget(3, INTERVAL_NS);

  /** How many of ten attempts at this time are granted. */
  private int granted(long nowNs) {
    int granted = 0;
    for (int attempt = 0; attempt < 10; attempt++) {
      granted += budget.spend(nowNs) ? 1 : 0;
    }
    return granted;
  }

  @Test
  void aFloodIsGrantedTheBurstAndThenOneForEachInterval() {
    assertEquals(3, granted(5_050), "the first call starts the clock");
    assertEquals(0, granted(5_050 + INTERVAL_NS - 1));
    assertEquals(1, granted(5_050 + INTERVAL_NS));
    assertEquals(2, granted(5_050 + 3 * INTERVAL_NS));
  }

  @Test
  void aPauseFillsTheBucketAndNoMore() {
    assertEquals(3, granted(0));
    assertEquals(3, granted(1_000_000 * INTERVAL_NS));
  }

  @Test
  void partsOfAnIntervalAreNotLost() {
    assertEquals(3, granted(0));
    assertEquals(1, granted(INTERVAL_NS + 60));
    assertEquals(1, granted(2 * INTERVAL_NS), "60 of it had passed at the last refill");
  }
}
