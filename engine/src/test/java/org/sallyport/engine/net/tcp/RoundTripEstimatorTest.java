// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** RFC 6298, by its own arithmetic. */
final class RoundTripEstimatorTest {
  private static final long MS = 1_000_000;
  private final RoundTripEstimator estimator =
      new RoundTripEstimator(new TcpTimers(1000 * MS, 200 * MS, 8000 * MS, 40 * MS, MS, MS, 3, 3));

  @Test
  void firstAndLaterSamples() {
    assertEquals(1000 * MS, estimator.timeoutNs());
    estimator.sample(100 * MS);
    assertEquals(300 * MS, estimator.timeoutNs()); // SRTT + 4 * RTTVAR = 100 + 4 * 50
    estimator.sample(100 * MS);
    assertEquals(100 * MS, estimator.smoothedNs());
    assertEquals(250 * MS, estimator.timeoutNs()); // RTTVAR = 37.5
    estimator.sample(500 * MS);
    assertEquals(150 * MS, estimator.smoothedNs());
  }

  @Test
  void backOffDoublesUpToTheBoundAndSettles() {
    estimator.sample(100 * MS);
    estimator.backOff();
    assertEquals(600 * MS, estimator.timeoutNs());
    for (int i = 0; i < 10; i++) {
      estimator.backOff();
    }
    assertEquals(8000 * MS, estimator.timeoutNs());
    estimator.settle();
    assertEquals(300 * MS, estimator.timeoutNs());
  }

  @Test
  void neverBelowTheShortest() {
    for (int i = 0; i < 50; i++) {
      estimator.sample(MS);
    }
    assertEquals(200 * MS, estimator.timeoutNs());
  }
}
