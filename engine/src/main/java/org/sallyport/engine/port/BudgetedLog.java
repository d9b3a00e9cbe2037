// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.port;

import org.sallyport.engine.task.RateBudget;

/**
 * Entries that somebody who has proved nothing can cause: of each kind ten at once, then one a
 * second, so that none hides another. A line of a serial console takes milliseconds of the only
 * core, and a log that a stranger can fill is read by nobody. What is withheld is counted, and the
 * next entry of the kind says how much it was; counters of events are elsewhere and stay exact.
 *
 * <p>Use: {@link #admits}, then, if it does, {@link #entry}; so what is withheld makes no text.
 *
 * @param <K> the kinds
 */
public final class BudgetedLog<K extends Enum<K>> {
  private static final int ENTRIES_AT_ONCE = 10;
  private static final long ENTRY_INTERVAL_NS = 1_000_000_000L;

  private final OperatorLog log;
  private final Kind[] kinds; // by ordinal

  private static final class Kind {
    private final RateBudget budget = new RateBudget(ENTRIES_AT_ONCE, ENTRY_INTERVAL_NS);
    private long withheld;
    private long firstWithheldNs;
  }

  /**
   * Full budgets: all are made here, so that no entry makes one.
   *
   * @param log what takes the entries
   * @param kinds every kind, in the order of the ordinals
   */
  public BudgetedLog(OperatorLog log, K[] kinds) {
    this.log = log;
    this.kinds = new Kind[kinds.length];
    for (int i = 0; i < kinds.length; i++) {
      this.kinds[i] = new Kind();
    }
  }

  /** Whether an entry of the kind may be made now; if not, it is counted as withheld. */
  public boolean admits(K of, long nowNs) {
    Kind kind = kinds[of.ordinal()];
    if (kind.budget.spend(nowNs)) {
      return true;
    }
    if (kind.withheld == 0) {
      kind.firstWithheldNs = nowNs;
    }
    kind.withheld++;
    return false;
  }

  /** An entry that was admitted, with how many were withheld before it; see {@link OperatorLog}. */
  public void entry(K of, OperatorLog.Level level, String peer, String text, long nowNs) {
    Kind kind = kinds[of.ordinal()];
    String more = "";
    if (kind.withheld > 0) {
      long seconds = (nowNs - kind.firstWithheldNs) / 1_000_000_000L;
      more = "; and " + kind.withheld + " more like it in the last " + seconds + " s";
      kind.withheld = 0;
    }
    log.entry(level, peer, text + more, nowNs);
  }
}
