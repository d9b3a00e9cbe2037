// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.dataplane.esp.EspEvents;
import org.sallyport.engine.dataplane.sad.SecurityAssociation;
import org.sallyport.engine.dataplane.spd.SecurityPolicy;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.net.RateBudget;
import org.sallyport.engine.port.OperatorLog;

/**
 * What ESP reports: audited events go to the operator's log, so many a second at most (RFC 4303
 * §4); peers that a packet waits for are noted, for IKE to be asked after the burst.
 */
public final class EspReports implements EspEvents {
  private static final int ENTRIES_AT_ONCE = 10;
  private static final int ENTRIES_PER_SECOND = 10;
  private static final long SECOND_NS = 1_000_000_000L;

  private final OperatorLog log;
  private final @Nullable PeerConfig[] wanted;
  private int firstWanted;
  private int wantedCount;
  private final RateBudget budget = new RateBudget(ENTRIES_AT_ONCE, SECOND_NS / ENTRIES_PER_SECOND);

  /**
   * Reports to this log.
   *
   * @param peers how many peers there are: so many can be wanted at once
   */
  public EspReports(OperatorLog log, int peers) {
    this.log = log;
    this.wanted = new @Nullable PeerConfig[peers];
  }

  /** A peer that a packet waits for, or null; each is given once. */
  public @Nullable PeerConfig takeWanted() {
    if (firstWanted == wantedCount) {
      firstWanted = 0;
      wantedCount = 0;
      return null;
    }
    return wanted[firstWanted++];
  }

  @Override
  public void acquire(SecurityPolicy policy, IpView flow, long nowNs) {
    PeerConfig peer = policy.peer();
    if (peer != null && !isWanted(peer)) {
      wanted[wantedCount++] = peer;
    }
  }

  @SuppressWarnings("ReferenceEquality") // The configuration's own object is meant.
  private boolean isWanted(PeerConfig peer) {
    for (int index = 0; index < wantedCount; index++) {
      if (wanted[index] == peer) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void rekeyWanted(SecurityAssociation association, long nowNs) {
    warn(
        association,
        "its sequence numbers or its lifetime are nearly used up; close the connection and initiate it again",
        nowNs);
  }

  @Override
  public void expired(SecurityAssociation association, long nowNs) {
    warn(association, "its lifetime is over; nothing passes any more", nowNs);
  }

  private void warn(SecurityAssociation association, String text, long nowNs) {
    if (budget.spend(nowNs)) {
      PeerConfig peer = association.policy().peer();
      entry(peer == null ? "" : peer.name(), association + ": " + text, nowNs);
    }
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

  private void entry(String peer, String text, long nowNs) {
    log.entry(OperatorLog.Level.WARNING, peer, text, nowNs);
  }
}
