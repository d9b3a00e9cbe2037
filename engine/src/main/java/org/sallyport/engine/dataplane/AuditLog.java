// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.engine.dataplane.esp.EspAudit;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.port.BudgetedLog;
import org.sallyport.engine.port.OperatorLog;

/**
 * Auditable events of ESP for the operator's log (RFC 4303 §4). Each reason has a budget of its
 * own, so that none hides another.
 */
public final class AuditLog implements EspAudit {
  private final List<BudgetedLog> kinds = new ArrayList<>(); // by the ordinal of the reason

  /** Full budgets: they are all made here, so that no dropped packet makes one. */
  public AuditLog(OperatorLog log) {
    while (kinds.size() < DropReason.values().length) {
      kinds.add(new BudgetedLog(log));
    }
  }

  @Override
  public void audit(DropReason reason, int spi, long sequence, IpView packet, long nowNs) {
    BudgetedLog kind = kinds.get(reason.ordinal());
    // Asked before the text is made: a flood of dropped packets allocates nothing.
    if (!kind.admits(nowNs)) {
      return;
    }
    if (reason == DropReason.POLICY_DISCARD) {
      kind.entry(
          OperatorLog.Level.WARNING,
          "policy",
          "a packet from the inner side was dropped: no policy names it" + way(packet),
          nowNs);
      return;
    }
    kind.entry(
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
