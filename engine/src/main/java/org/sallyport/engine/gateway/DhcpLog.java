// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.gateway;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.net.dhcp.DhcpMessage;
import org.sallyport.engine.net.dhcp.DhcpReports;
import org.sallyport.engine.net.dhcp.LeaseDefect;
import org.sallyport.engine.port.BudgetedLog;
import org.sallyport.engine.port.OperatorLog;
import org.sallyport.engine.wire.IpAddress;

/** What the operator reads of the address that the network gives, or of why it gives none. */
final class DhcpLog implements DhcpReports {
  private static final long SECOND_NS = 1_000_000_000L;

  /** In the place of a peer's name. */
  private static final String PEER = "DHCP";

  private final BudgetedLog<Kind> log;

  private enum Kind {
    CHANGE,
    UNUSABLE,
    SILENCE,
    CONFLICT
  }

  DhcpLog(OperatorLog operatorLog) {
    log = new BudgetedLog<>(operatorLog, Kind.values());
  }

  /** The address is ours no longer. */
  void lost(IpAddress address, long nowNs) {
    tell(Kind.CHANGE, OperatorLog.Level.WARNING, "the address " + address + " is lost", nowNs);
  }

  /**
   * There is an address, or another mask or router with it.
   *
   * @param isOther whether the address is another than before
   */
  void acquired(boolean isOther, String description, long nowNs) {
    String what = isOther ? "address acquired by DHCP: " : "the lease has changed: ";
    tell(Kind.CHANGE, OperatorLog.Level.INFO, what + description, nowNs);
  }

  @Override
  public void unusable(LeaseDefect defect, DhcpMessage message, long nowNs) {
    if (log.admits(Kind.UNUSABLE, nowNs)) {
      String text =
          "a server's offer or grant of "
              + IpAddress.ofIpv4(message.yourAddress())
              + " cannot be used: "
              + defect.text(message)
              + "; correct the server, or give outer.addresses in the place of DHCP";
      log.entry(Kind.UNUSABLE, OperatorLog.Level.WARNING, PEER, text, nowNs);
    }
  }

  @Override
  public void silence(@Nullable IpAddress held, long sinceNs, long nowNs) {
    if (log.admits(Kind.SILENCE, nowNs)) {
      String text =
          "no server has answered for "
              + sinceNs / SECOND_NS
              + " s"
              + (held == null ? "; there is no address" : "; the lease of " + held + " runs out")
              + "; see whether a DHCP server is on this link, and whether the cable is";
      log.entry(Kind.SILENCE, OperatorLog.Level.WARNING, PEER, text, nowNs);
    }
  }

  @Override
  public void conflict(IpAddress address, IpAddress server, long nowNs) {
    String text =
        "another host on this link has the address "
            + address
            + ", which the server "
            + server
            + " has granted: it is declined; find the host, or take the address from what the"
            + " server gives";
    tell(Kind.CONFLICT, OperatorLog.Level.WARNING, text, nowNs);
  }

  private void tell(Kind kind, OperatorLog.Level level, String text, long nowNs) {
    if (log.admits(kind, nowNs)) {
      log.entry(kind, level, PEER, text, nowNs);
    }
  }
}
