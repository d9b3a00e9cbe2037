// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane;

import org.sallyport.engine.dataplane.esp.EspAudit;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.port.BudgetedLog;
import org.sallyport.engine.port.OperatorLog;

/** Auditable events of ESP for the operator's log (RFC 4303 §4): each reason is a kind. */
public final class AuditLog implements EspAudit {
  private final BudgetedLog<DropReason> log;

  public AuditLog(OperatorLog log) {
    this.log = new BudgetedLog<>(log, DropReason.values());
  }

  @Override
  public void audit(DropReason reason, int spi, long sequence, IpView packet, long nowNs) {
    // Asked before the text is made: a flood of dropped packets allocates nothing.
    if (!log.admits(reason, nowNs)) {
      return;
    }
    if (reason == DropReason.POLICY_DISCARD) {
      log.entry(
          reason,
          OperatorLog.Level.WARNING,
          "policy",
          "a packet from the inner side was dropped: no policy names it" + way(packet),
          nowNs);
      return;
    }
    log.entry(
        reason,
        OperatorLog.Level.WARNING,
        "ESP",
        "packet dropped: "
            + reason
            + ", SPI "
            + Integer.toHexString(spi)
            + ", sequence number 0x"
            + Long.toHexString(sequence)
            + way(packet),
        nowNs);
  }

  // R4303-3.4.2-2
  private static String way(IpView packet) {
    String flow =
        packet.isIpv4() ? "" : ", flow label 0x" + Integer.toHexString(packet.flowLabel());
    return ", from " + packet.source() + " to " + packet.destination() + flow;
  }
}
