// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane;

import java.util.LinkedHashSet;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.dataplane.esp.EspEvents;
import org.sallyport.engine.dataplane.sad.SecurityAssociation;
import org.sallyport.engine.dataplane.spd.PacketFlow;
import org.sallyport.engine.dataplane.spd.SecurityPolicy;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.port.OperatorLog;

/**
 * What ESP reports: audited events go to the operator's log, so many a second at most (RFC 4303
 * §4); peers that a packet waits for are noted, for IKE to be asked after the walk.
 */
public final class EspReports implements EspEvents {
  private static final int ENTRIES_PER_SECOND = 10;
  private static final long SECOND_NS = 1_000_000_000L;

  private final OperatorLog log;
  private final Set<PeerConfig> wanted = new LinkedHashSet<>();
  private long secondNs = Long.MIN_VALUE;
  private int entries;

  public EspReports(OperatorLog log) {
    this.log = log;
  }

  /** A peer that a packet waits for, or null; each is given once. */
  public @Nullable PeerConfig takeWanted() {
    for (PeerConfig peer : wanted) {
      wanted.remove(peer);
      return peer;
    }
    return null;
  }

  @Override
  public void acquire(SecurityPolicy policy, PacketFlow flow, long nowNs) {
    PeerConfig peer = policy.peer();
    if (peer != null) {
      wanted.add(peer);
    }
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
    PeerConfig peer = association.policy().peer();
    entry(peer == null ? "" : peer.name(), association + ": " + text, nowNs);
  }

  @Override
  public void audit(DropReason reason, int spi, long sequence, long nowNs) {
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
    if (secondNs == Long.MIN_VALUE || nowNs - secondNs >= SECOND_NS) {
      secondNs = nowNs;
      entries = 0;
    }
    if (entries < ENTRIES_PER_SECOND) {
      entries++;
      log.entry(OperatorLog.Level.WARNING, peer, text, nowNs);
    }
  }
}
