// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

/**
 * The retransmission timeout of one connection (RFC 6298). Karn's rule is kept by the caller: a
 * segment that was sent twice is not measured.
 */
final class RoundTripEstimator {
  private static final long GRANULARITY_NS = 1_000_000;

  private final TcpTimers timers;
  private long smoothedNs;
  private long variationNs;
  private boolean measured;
  private long timeoutNs;

  RoundTripEstimator(TcpTimers timers) {
    this.timers = timers;
    reset();
  }

  /** Nothing is known. */
  void reset() {
    measured = false;
    timeoutNs = timers.firstTimeoutNs();
  }

  /** A segment was acknowledged after {@code sampleNs} (RFC 6298 §2.2, §2.3). */
  void sample(long sampleNs) {
    if (measured) {
      variationNs += (Math.abs(smoothedNs - sampleNs) - variationNs) / 4;
      smoothedNs += (sampleNs - smoothedNs) / 8;
    } else {
      smoothedNs = sampleNs;
      variationNs = sampleNs / 2;
      measured = true;
    }
    settle();
  }

  /** What was outstanding is acknowledged: back to what was measured. */
  void settle() {
    long computed =
        measured ? smoothedNs + Math.max(GRANULARITY_NS, 4 * variationNs) : timers.firstTimeoutNs();
    timeoutNs = Math.min(timers.longestTimeoutNs(), Math.max(timers.shortestTimeoutNs(), computed));
  }

  /** The timer has run out: twice the interval (RFC 6298 §5.5). */
  void backOff() {
    timeoutNs = Math.min(timers.longestTimeoutNs(), 2 * timeoutNs);
  }

  /** The present timeout. */
  long timeoutNs() {
    return timeoutNs;
  }

  /** The smoothed round-trip time, 0 when nothing was measured. */
  long smoothedNs() {
    return measured ? smoothedNs : 0;
  }
}
