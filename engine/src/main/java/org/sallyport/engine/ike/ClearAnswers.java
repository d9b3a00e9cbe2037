// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.task.RateBudget;

/**
 * How many answers in clear may leave (RFC 7296 §2.21.4). Whoever asks for them has proved nothing,
 * and may write anybody's address as its own. Errors, which help nobody on, have a small budget; a
 * cookie or another group is what an honest initiator needs to go on, so those have one that a
 * flood of errors cannot use up, and a large one.
 */
final class ClearAnswers {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final int ERRORS_AT_ONCE = 32;
  private static final int ERRORS_PER_SECOND = 32;
  private static final int DEMANDS_AT_ONCE = 1024;
  private static final int DEMANDS_PER_SECOND = 4096;

  private final RateBudget errors = new RateBudget(ERRORS_AT_ONCE, SECOND_NS / ERRORS_PER_SECOND);
  private final RateBudget demands =
      new RateBudget(DEMANDS_AT_ONCE, SECOND_NS / DEMANDS_PER_SECOND);

  /** Full budgets. */
  ClearAnswers() {}

  /** Whether what a message turned out to be may be answered now; then it counts as answered. */
  boolean take(HthEvent event, long nowNs) {
    return switch (event) {
      case RCV_INIT_REQUEST_NEEDS_COOKIE, RCV_INIT_REQUEST_OTHER_GROUP -> demands.spend(nowNs);
      case RCV_INIT_REQUEST_NO_TASK -> true; // it is not answered
      default -> errors.spend(nowNs);
    };
  }
}
