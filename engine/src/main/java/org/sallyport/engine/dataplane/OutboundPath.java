// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.dataplane.esp.EspAssociations;
import org.sallyport.engine.dataplane.esp.EspEvents;
import org.sallyport.engine.dataplane.esp.EspOutbound;
import org.sallyport.engine.dataplane.esp.EspSink;
import org.sallyport.engine.dataplane.esp.OutboundAssociation;
import org.sallyport.engine.dataplane.sad.AssociationCounters;
import org.sallyport.engine.dataplane.sad.SecurityAssociation;
import org.sallyport.engine.dataplane.spd.PacketFlow;
import org.sallyport.engine.dataplane.spd.SecurityPolicy;
import org.sallyport.engine.dataplane.spd.SecurityPolicyDatabase;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.net.HostStack;
import org.sallyport.engine.policy.PolicyAction;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;

/**
 * The way out (RFC 4301 §5.1): plaintext packets from the inner side and from our own stacks to the
 * outer network, protected, in clear or not at all, as the SPD says. Protected ones wait in the
 * slots that they lie in until {@link #flush}, so that a burst is one batch for the crypto library.
 */
public final class OutboundPath implements EspSink {
  private final SecurityPolicyDatabase policies;
  private final EspOutbound walk;
  private final HostStack outerStack;
  private final PacketFlow flow = new PacketFlow();
  private @Nullable TooLongHandler tooLong;

  public OutboundPath(
      SecurityPolicyDatabase policies,
      EspAssociations associations,
      CryptoLibrary crypto,
      EspEvents events,
      int identificationSeed,
      HostStack outerStack) {
    this.policies = policies;
    this.walk = new EspOutbound(policies, associations, crypto, events, identificationSeed);
    this.outerStack = outerStack;
  }

  /** Whether the SPD wants a packet of our own stack protected. */
  public boolean isToBeProtected(Frame packet) {
    SecurityPolicy policy = policyFor(packet);
    return policy != null && policy.action() == PolicyAction.PROTECT;
  }

  /**
   * Whether a packet of our own stack goes out as it is: BYPASS, or ICMP where no policy speaks of
   * it.
   */
  public boolean leavesOurStackInClear(Frame packet) {
    SecurityPolicy policy = policyFor(packet);
    return policy == null
        ? flow.protocol() == IpProtocol.ICMP || flow.protocol() == IpProtocol.ICMPV6
        : policy.action() == PolicyAction.BYPASS;
  }

  private @Nullable SecurityPolicy policyFor(Frame packet) {
    DropReason defect = flow.read(packet.bytes(), packet.offset(), packet.length());
    return defect == DropReason.NONE ? policies.outbound(flow) : null;
  }

  /**
   * A packet that is to leave; NONE when it does or will with the next {@link #flush}. Its frame is
   * taken over; one of no pool leaves at once.
   */
  public DropReason send(Frame packet, long nowNs) {
    DropReason result = sendFragment(packet, nowNs);
    if (result == DropReason.FRAGMENTATION_NEEDED && tooLong != null) {
      result = tooLong.tooLong(packet, walk.longestInner(), nowNs);
    }
    if (result == DropReason.FRAGMENTATION_NEEDED) {
      walk.countTooLong();
    }
    packet.releaseIfOwned();
    return result;
  }

  /** As {@link #send} for what can not be cut again; a packet that is refused stays owned. */
  public DropReason sendFragment(Frame packet, long nowNs) {
    if (!walk.takes(packet)) {
      flush(nowNs);
    }
    DropReason result =
        switch (walk.add(packet, nowNs)) {
          case BYPASS -> outerStack.transmit(packet, nowNs);
          case PROTECTED -> DropReason.NONE;
          case DROPPED -> walk.reason();
        };
    if (packet.pool() == null) {
      flush(nowNs);
    }
    return result;
  }

  /** Sets who sees to packets that are too long for their association. */
  public void setTooLongHandler(TooLongHandler handler) {
    tooLong = handler;
  }

  /** Encrypts and sends what waits; returns how much. */
  public int flush(long nowNs) {
    return walk.finish(this, nowNs);
  }

  /** Sends what was encrypted. */
  @Override
  public void packet(Frame packet, SecurityAssociation association, long nowNs) {
    DropReason reason =
        outerStack.maySendFrom(association.localAddress())
            ? outerStack.transmit(packet, pathMtu(association), nowNs)
            : DropReason.BAD_SOURCE_ADDRESS;
    packet.releaseIfOwned();
    if (reason != DropReason.NONE && reason != DropReason.NEIGHBOUR_PENDING) {
      walk.counters().drop(reason);
    }
  }

  private static int pathMtu(SecurityAssociation association) {
    return association instanceof OutboundAssociation outbound
        ? outbound.pathMtu()
        : Ipv4Header.MAX_DATAGRAM;
  }

  /** How many packets wait. */
  public int pending() {
    return walk.pending();
  }

  /** What was refused. */
  public AssociationCounters counters() {
    return walk.counters();
  }
}
