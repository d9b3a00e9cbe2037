// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.child;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.HeaderPolicy;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.dataplane.sad.AssociationCounters;
import org.sallyport.engine.dataplane.sad.AssociationParameters;
import org.sallyport.engine.dataplane.sad.Encapsulation;
import org.sallyport.engine.dataplane.sad.Lifetime;
import org.sallyport.engine.dataplane.sad.SadCommands;
import org.sallyport.engine.dataplane.sad.SadEvents;
import org.sallyport.engine.dataplane.sad.SecurityAssociationDatabase;
import org.sallyport.engine.dataplane.spd.SecurityPolicy;
import org.sallyport.engine.dataplane.spd.SecurityPolicyDatabase;
import org.sallyport.engine.ike.path.PeerPath;
import org.sallyport.engine.port.OperatorLog;
import org.sallyport.engine.wire.EspHeader;
import org.sallyport.engine.wire.OctetString;

/**
 * Every Child SA of this engine as the control plane knows it: their SPIs, the room for them, their
 * lifetimes, what the data plane is commanded to do with them and what it reports of them.
 */
public final class ChildSas implements SadEvents {
  /**
   * Draws until an SPI is free: at the bounds of the tables one draw in a million is taken, so that
   * only a broken source needs so many.
   */
  private static final int MOST_DRAWS = 128;

  private final SecurityPolicyDatabase policies;
  private final HeaderPolicy header;
  private final EntropySource entropy;
  private final SadCommands commands;
  private final OperatorLog log;
  private final SecurityAssociationDatabase<ChildSa> installed;
  private final @Nullable PeerConfig[] wanted;
  private int reserved;
  private int firstWanted;
  private int wantedCount;

  /** None, with room for as many as the configuration allows. */
  public ChildSas(
      EngineConfig config,
      SecurityPolicyDatabase policies,
      EntropySource entropy,
      SadCommands commands,
      OperatorLog log) {
    this.policies = policies;
    this.header = config.forwarding().tunnelHeader();
    this.entropy = entropy;
    this.commands = commands;
    this.log = log;
    installed = new SecurityAssociationDatabase<>(config.limits().maximumChildSas());
    wanted = new @Nullable PeerConfig[config.peers().size()];
  }

  // ---- room and SPIs

  /**
   * Whether there is room for another: one that was taken out keeps its room until its keys are
   * gone.
   */
  public boolean hasRoom() {
    return installed.size() + reserved < installed.capacity();
  }

  /** Keeps room, which there is, for a Child SA that is about to be offered. */
  void reserve() {
    assert hasRoom() : "room is asked for before it is kept";
    reserved++;
  }

  /** The room that was kept is free again. */
  void release() {
    assert reserved > 0 : "room is given back once";
    reserved--;
  }

  /** A fresh SPI for packets to us: not reserved (RFC 4303 §2.1) and not one of ours. */
  public int drawSpi() {
    byte[] octets = new byte[4];
    for (int draw = 0; draw < MOST_DRAWS; draw++) {
      entropy.fill(octets, 0, octets.length);
      int spi = OctetString.of(octets).i32(0);
      if (!EspHeader.isReservedSpi(spi) && installed.bySpi(spi) == null) {
        return spi;
      }
    }
    throw new IllegalStateException("entropy source gives no usable SPI");
  }

  // ---- what the data plane is to do

  /** Receives on it from now on; there is room for it. */
  void installInbound(ChildSa child, PeerPath path, long nowNs) {
    boolean added = installed.add(child);
    if (!added) {
      throw new IllegalStateException("no room for a Child SA, or its SPI is given out twice");
    }
    child.installed(nowNs);
    commands.addInbound(
        child.inboundSpi(),
        parameters(child, path, nowNs),
        child.terms().proposal(),
        child.inboundKeys(),
        child.terms().config().replayWindow());
  }

  /** Sends on it from now on; it receives already. */
  void installOutbound(ChildSa child, PeerPath path, long nowNs) {
    commands.addOutbound(
        child.inboundSpi(),
        child.outboundSpi(),
        parameters(child, path, nowNs),
        child.terms().proposal(),
        child.outboundKeys());
    commands.switchOutbound(child.inboundSpi());
  }

  private AssociationParameters parameters(ChildSa child, PeerPath path, long nowNs) {
    SecurityPolicy policy = policies.byChild(child.peer(), child.terms().config());
    if (policy == null) {
      throw new IllegalStateException("a Child SA of a peer that is not configured");
    }
    return new AssociationParameters(
        policy,
        child.terms().mode(),
        child.terms().localSelectors(),
        child.terms().remoteSelectors(),
        path.local().address(),
        path.remote().address(),
        encapsulation(path),
        Lifetime.UNLIMITED,
        header,
        nowNs);
  }

  private static @Nullable Encapsulation encapsulation(PeerPath path) {
    return path.udpEncapsulation()
        ? new Encapsulation(path.local().port(), path.remote().port())
        : null;
  }

  /** The peer is reached by this path from now on. */
  void redirect(ChildSa child, PeerPath path) {
    commands.redirect(
        child.inboundSpi(), path.local().address(), path.remote().address(), encapsulation(path));
  }

  /** Sends on it no more; what the peer sends on it is still received. */
  void withdraw(ChildSa child) {
    commands.withdrawOutbound(child.inboundSpi());
  }

  /** Neither receives nor sends on it any more. */
  void remove(ChildSa child) {
    commands.remove(child.inboundSpi());
  }

  // ---- what the data plane reports

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
  public void acquire(SecurityPolicy policy, long nowNs) {
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
  public void softLimit(int inboundSpi, long nowNs) {
    ChildSa child = installed.bySpi(inboundSpi);
    if (child != null) {
      warn(
          child,
          "its sequence numbers or its lifetime are nearly used up; close the connection and"
              + " initiate it again",
          nowNs);
    }
  }

  @Override
  public void hardLimit(int inboundSpi, long nowNs) {
    ChildSa child = installed.bySpi(inboundSpi);
    if (child != null) {
      warn(child, "its lifetime is over; nothing passes any more", nowNs);
    }
  }

  @Override
  public void heard(int inboundSpi, long nowNs) {
    ChildSa child = installed.bySpi(inboundSpi);
    if (child != null) {
      child.heard(nowNs);
    }
  }

  @Override
  public void removed(
      int inboundSpi,
      AssociationCounters inbound,
      @Nullable AssociationCounters outbound,
      long nowNs) {
    ChildSa child = installed.remove(inboundSpi);
    if (child != null) {
      entry(
          OperatorLog.Level.INFO,
          child,
          "closed; packets and octets that came in "
              + passed(inbound)
              + ", that went out "
              + (outbound == null ? "0" : passed(outbound)),
          nowNs);
    }
  }

  private static String passed(AssociationCounters counters) {
    return counters.packets() + " and " + counters.octets();
  }

  private void warn(ChildSa child, String text, long nowNs) {
    entry(OperatorLog.Level.WARNING, child, text, nowNs);
  }

  private void entry(OperatorLog.Level level, ChildSa child, String text, long nowNs) {
    log.entry(
        level,
        child.peer().name(),
        "Child SA "
            + child.name()
            + " with the inbound SPI "
            + Integer.toHexString(child.inboundSpi())
            + ": "
            + text,
        nowNs);
  }
}
