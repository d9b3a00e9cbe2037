// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.dataplane.esp.EspAssociations;
import org.sallyport.engine.dataplane.esp.EspAudit;
import org.sallyport.engine.dataplane.esp.EspOutbound;
import org.sallyport.engine.dataplane.esp.EspSink;
import org.sallyport.engine.dataplane.esp.OutboundAssociation;
import org.sallyport.engine.dataplane.sad.SadEvents;
import org.sallyport.engine.dataplane.sad.SecurityAssociation;
import org.sallyport.engine.dataplane.spd.SecurityPolicy;
import org.sallyport.engine.dataplane.spd.SecurityPolicyDatabase;
import org.sallyport.engine.drop.DropCounters;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.net.NetworkInterface;
import org.sallyport.engine.policy.PolicyAction;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Ipv6Header;

/**
 * The way out (RFC 4301 §5.1): plaintext packets from the inner side and from our own stacks to the
 * outer network, protected, in clear or not at all, as the SPD says. Protected ones wait in the
 * slots that they lie in until {@link #flush}, so that a burst is one batch for the crypto library.
 */
public final class OutboundPath implements EspSink, NetworkInterface.FragmentTaker {
  private final SecurityPolicyDatabase policies;
  private final EspAssociations associations;
  private final SadEvents events;
  private final EspAudit audit;
  private final EspOutbound esp;
  private final NetworkInterface outer;
  private final NetworkInterface inner;
  private final DropCounters drops = new DropCounters();

  public OutboundPath(
      SecurityPolicyDatabase policies,
      EspAssociations associations,
      CryptoLibrary crypto,
      SadEvents events,
      EspAudit audit,
      int identificationSeed,
      NetworkInterface outer,
      NetworkInterface inner) {
    this.policies = policies;
    this.associations = associations;
    this.events = events;
    this.audit = audit;
    this.esp = new EspOutbound(crypto, events, audit, identificationSeed);
    this.outer = outer;
    this.inner = inner;
  }

  /**
   * Takes a packet of our own stack on the outer side unless it goes out as it is: BYPASS, or ICMP
   * where no policy speaks of it. Returns whether it was taken.
   */
  public boolean takesFromOuterStack(Frame packet, long nowNs) {
    DropReason defect = packet.ip().read();
    SecurityPolicy policy = policyFor(packet.ip(), defect);
    boolean inClear =
        policy == null
            ? defect == DropReason.NONE && isIcmp(packet.ip())
            : policy.action() == PolicyAction.BYPASS;
    if (!inClear) {
      count(send(packet, defect, policy, TooLongReporter.NONE, nowNs));
    }
    return !inClear;
  }

  /** Takes a packet of our own stack on the inner side if the SPD wants it protected. */
  public boolean takesFromInnerStack(Frame packet, long nowNs) {
    DropReason defect = packet.ip().read();
    SecurityPolicy policy = policyFor(packet.ip(), defect);
    boolean isProtected = policy != null && policy.action() == PolicyAction.PROTECT;
    if (isProtected) {
      count(send(packet, defect, policy, TooLongReporter.NONE, nowNs));
    }
    return isProtected;
  }

  private static boolean isIcmp(IpView packet) {
    return packet.upperProtocol() == IpProtocol.ICMP || packet.upperProtocol() == IpProtocol.ICMPV6;
  }

  private @Nullable SecurityPolicy policyFor(IpView packet, DropReason defect) {
    return defect == DropReason.NONE ? policies.outbound(packet) : null;
  }

  /** As {@link #send}, for packets that come through no stack: what is refused is counted here. */
  public DropReason submit(Frame packet, TooLongReporter reporter, long nowNs) {
    return count(send(packet, reporter, nowNs));
  }

  /**
   * A packet that is to leave; NONE when it does or will with the next {@link #flush}, otherwise
   * why not, which the caller counts. Its frame is taken over; one of no pool leaves at once.
   *
   * @param reporter informs the sender, who is not us, when the packet is too long
   */
  public DropReason send(Frame packet, TooLongReporter reporter, long nowNs) {
    DropReason defect = packet.ip().read();
    return send(packet, defect, policyFor(packet.ip(), defect), reporter, nowNs);
  }

  private DropReason send(
      Frame packet,
      DropReason defect,
      @Nullable SecurityPolicy policy,
      TooLongReporter reporter,
      long nowNs) {
    DropReason result =
        defect == DropReason.NONE ? enter(packet.ip(), policy, reporter, nowNs) : defect;
    packet.releaseIfOwned();
    return result;
  }

  private DropReason enter(
      IpView packet, @Nullable SecurityPolicy policy, TooLongReporter reporter, long nowNs) {
    // R4303-3.3.1-1
    if (policy == null || policy.action() == PolicyAction.DISCARD) {
      audit.audit(DropReason.POLICY_DISCARD, 0, 0, packet, nowNs);
      return DropReason.POLICY_DISCARD;
    }
    if (policy.action() == PolicyAction.BYPASS) {
      return forward(packet, reporter, nowNs);
    }
    OutboundAssociation association = associations.outboundFor(policy, packet);
    if (association == null) {
      events.acquire(policy, nowNs);
      return DropReason.NO_ASSOCIATION;
    }
    DropReason result = protect(packet, association, nowNs);
    return result == DropReason.FRAGMENTATION_NEEDED
        ? cutOrReport(packet, association, reporter, nowNs)
        : result;
  }

  // As a router does (RFC 1812 §5.2.6, RFC 8200 §5).
  private DropReason forward(IpView packet, TooLongReporter reporter, long nowNs) {
    if (packet.totalLength() > outer.mtu() && !packet.mayBeFragmented()) {
      reporter.tooLong(packet, outer.mtu(), nowNs);
      return DropReason.FRAGMENTATION_NEEDED;
    }
    return outer.transmit(packet.frame(), nowNs);
  }

  private DropReason protect(IpView packet, OutboundAssociation association, long nowNs) {
    Frame frame = packet.frame();
    if (!esp.takes(frame)) {
      flush(nowNs);
    }
    DropReason result = esp.add(packet, association, nowNs);
    if (frame.pool() == null) {
      flush(nowNs);
    }
    return result;
  }

  // A packet that no association carries in one piece and that must not travel in fragments outside
  // (RFC 4301 §8.2) is cut before it is encrypted where we may do that; otherwise its sender gets
  // an ICMP error.
  private DropReason cutOrReport(
      IpView packet, OutboundAssociation association, TooLongReporter reporter, long nowNs) {
    // R4303-3.3.4-2
    int longest = association.innerMtu(packet);
    int reported = packet.isIpv4() ? longest : Math.max(longest, Ipv6Header.MIN_MTU);
    boolean isOurs = isFrom(inner, packet) || isFrom(outer, packet);
    boolean mayBeCut = packet.mayBeFragmented() || (isOurs && !packet.isIpv4());
    if (mayBeCut && !packet.isFragment() && longest > Ipv4Header.MAX_LENGTH + 8) {
      return inner.cut(packet.frame(), reported, this, nowNs);
    }
    if (!isOurs) {
      reporter.tooLong(packet, reported, nowNs);
    }
    association.counters().drop(DropReason.FRAGMENTATION_NEEDED);
    return DropReason.FRAGMENTATION_NEEDED;
  }

  private static boolean isFrom(NetworkInterface network, IpView packet) {
    return network.owns(packet.bytes(), packet.sourceOffset(), packet.addressLength());
  }

  /** As {@link #send} for what can not be cut again; a packet that is refused stays owned. */
  @Override
  public DropReason take(Frame packet, long nowNs) {
    DropReason defect = packet.ip().read();
    return defect == DropReason.NONE
        ? enter(packet.ip(), policies.outbound(packet.ip()), TooLongReporter.NONE, nowNs)
        : defect;
  }

  private DropReason count(DropReason reason) {
    return reason.isDrop() ? drops.count(reason) : reason;
  }

  /** Encrypts and sends what waits; returns how much. */
  public int flush(long nowNs) {
    return esp.finish(this, nowNs);
  }

  /** Sends what was encrypted. */
  @Override
  public void packet(Frame packet, SecurityAssociation association, long nowNs) {
    DropReason reason =
        outer.maySendFrom(association.localAddress())
            ? outer.transmit(packet, pathMtu(association), nowNs)
            : DropReason.BAD_SOURCE_ADDRESS;
    count(reason);
  }

  private static int pathMtu(SecurityAssociation association) {
    return association instanceof OutboundAssociation outbound
        ? outbound.pathMtu()
        : Ipv4Header.MAX_DATAGRAM;
  }

  /** How many packets wait. */
  public int pending() {
    return esp.pending();
  }

  /** What was dropped here; what {@link #send} refuses, its caller counts. */
  public DropCounters drops() {
    return drops;
  }
}
