// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane;

import org.sallyport.engine.dataplane.esp.EspAudit;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.port.OperatorLog;
import org.sallyport.engine.task.RateBudget;

/** Auditable events of ESP for the operator's log, so many a second at most (RFC 4303 §4). */
public final class AuditLog implements EspAudit {
  private static final int ENTRIES_AT_ONCE = 10;
  private static final long ENTRY_INTERVAL_NS = 100_000_000L;

  private final OperatorLog log;
  private final RateBudget budget = new RateBudget(ENTRIES_AT_ONCE, ENTRY_INTERVAL_NS);

  public AuditLog(OperatorLog log) {
    this.log = log;
  }

  @Override
  public void audit(DropReason reason, int spi, long sequence, long nowNs) {
    // Asked before the text is made: a flood of dropped packets allocates nothing.
    if (!budget.spend(nowNs)) {
      return;
    }
    if (reason == DropReason.POLICY_DISCARD) {
      entry("policy", "a packet from the inner side was dropped: no policy names it", nowNs);
      return;
    }
    entry(
        "ESP",
        "packet dropped: "
            + reason
            + ", SPI "
            + Integer.toHexString(spi)
            + ", sequence number 0x"
            + Long.toHexString(sequence),
        nowNs);
  }

  private void entry(String subject, String text, long nowNs) {
    log.entry(OperatorLog.Level.WARNING, subject, text, nowNs);
  }
}
