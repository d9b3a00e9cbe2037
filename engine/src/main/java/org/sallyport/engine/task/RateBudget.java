// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.task;

/**
 * A token bucket: at most {@code burst} at once, and one more every {@code intervalNs} (RFC 4443
 * §2.4 (f)).
 */
public final class RateBudget {
  private final int burst;
  private final long intervalNs;
  private int tokens;
  private long refilledNs;
  private boolean started;

  /** A full bucket. */
  public RateBudget(int burst, long intervalNs) {
    this.burst = burst;
    this.intervalNs = intervalNs;
    this.tokens = burst;
  }

  /** Whether one may be spent now; then it is. */
  public boolean spend(long nowNs) {
    if (!started) {
      started = true;
      refilledNs = nowNs;
    }
    long intervals = (nowNs - refilledNs) / intervalNs;
    if (intervals > 0) {
      tokens = (int) Math.min(burst, tokens + intervals);
      refilledNs += intervals * intervalNs;
    }
    if (tokens == 0) {
      return false;
    }
    tokens--;
    return true;
  }
}
