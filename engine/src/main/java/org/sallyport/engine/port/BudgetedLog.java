// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.port;

import org.sallyport.engine.task.RateBudget;

/**
 * Entries of one kind that somebody who has proved nothing can cause: ten at once, then one a
 * second. A line of a serial console takes milliseconds of the only core, and a log that a stranger
 * can fill is read by nobody. What is withheld is counted, and the next entry says how much it was;
 * counters of events are elsewhere and stay exact.
 *
 * <p>Use: {@link #admits}, then, if it does, {@link #entry}; so what is withheld makes no text.
 */
public final class BudgetedLog {
  private static final int ENTRIES_AT_ONCE = 10;
  private static final long ENTRY_INTERVAL_NS = 1_000_000_000L;

  private final OperatorLog log;
  private final RateBudget budget = new RateBudget(ENTRIES_AT_ONCE, ENTRY_INTERVAL_NS);
  private long withheld;
  private long firstWithheldNs;

  /**
   * A full budget.
   *
   * @param log what takes the entries
   */
  public BudgetedLog(OperatorLog log) {
    this.log = log;
  }

  /** Whether an entry may be made now; if not, it is counted as withheld. */
  public boolean admits(long nowNs) {
    if (budget.spend(nowNs)) {
      return true;
    }
    if (withheld == 0) {
      firstWithheldNs = nowNs;
    }
    withheld++;
    return false;
  }

  /** An entry that was admitted, with how many were withheld before it; see {@link OperatorLog}. */
  public void entry(OperatorLog.Level level, String peer, String text, long nowNs) {
    String more = "";
    if (withheld > 0) {
      long seconds = (nowNs - firstWithheldNs) / 1_000_000_000L;
      more = "; and " + withheld + " more like it in the last " + seconds + " s";
      withheld = 0;
    }
    log.entry(level, peer, text + more, nowNs);
  }
}
