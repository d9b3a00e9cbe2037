// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.gateway;

import org.sallyport.engine.dataplane.OutboundPath;
import org.sallyport.engine.dataplane.StackPolicies;
import org.sallyport.engine.dataplane.TooLongReporter;
import org.sallyport.engine.dataplane.spd.SecurityPolicyDatabase;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.net.ForwardHandler;
import org.sallyport.engine.net.IcmpResponder;
import org.sallyport.engine.net.NetworkInterface;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Octets;

/**
 * The security gateway (RFC 4301 §5): packets between the hosts behind us and the outer network.
 * Where the inner side is a network of Ethernet we are a router to its hosts: hop limits are
 * counted (RFC 1812 §5.3.1, RFC 8200 §3), packets are cut for the link, and what does not fit is
 * answered with an ICMP error. Where it is bare packets, the host that hands them to us is the
 * router and has counted.
 */
public final class Forwarding implements TooLongReporter {
  private final NetworkInterface inner;
  private final IcmpResponder innerIcmp;
  private final SecurityPolicyDatabase policies;
  private final OutboundPath out;
  private final boolean isRouter;

  /**
   * Forwarding between the outer network and that behind an interface.
   *
   * @param innerIcmp what ICMP errors to the hosts behind us are sent by
   * @param isRouter whether the inner side is a network of Ethernet
   */
  public Forwarding(
      NetworkInterface inner,
      IcmpResponder innerIcmp,
      SecurityPolicyDatabase policies,
      OutboundPath out,
      boolean isRouter) {
    this.inner = inner;
    this.innerIcmp = innerIcmp;
    this.policies = policies;
    this.out = out;
    this.isRouter = isRouter;
  }

  /** What the outer stack does with packets in clear for hosts behind us: what BYPASS says. */
  public ForwardHandler fromOutside() {
    return (packet, protectedPacket, nowNs) -> {
      DropReason refusal = StackPolicies.refusalInClear(policies, packet, false);
      return refusal == DropReason.NONE ? inwards(packet, nowNs) : refusal;
    };
  }

  /** What the inner stack does with packets for others: out of tunnels, or of hosts behind us. */
  public ForwardHandler fromInside() {
    return (packet, protectedPacket, nowNs) ->
        protectedPacket ? inwards(packet, nowNs) : outwards(packet, nowNs);
  }

  /** A packet for a host behind us. */
  private DropReason inwards(IpView packet, long nowNs) {
    if (!isRouter) {
      return inner.handOver(packet.frame());
    }
    DropReason refusal = countHop(packet, nowNs);
    if (refusal != DropReason.NONE) {
      return refusal;
    }
    if (packet.totalLength() > inner.mtu() && !packet.mayBeFragmented()) {
      innerIcmp.sendTooBig(packet, inner.mtu(), nowNs);
      return DropReason.FRAGMENTATION_NEEDED;
    }
    return inner.transmit(packet.frame(), nowNs);
  }

  /** A packet of a host behind us, for whatever the SPD says of it. */
  private DropReason outwards(IpView packet, long nowNs) {
    DropReason refusal = countHop(packet, nowNs);
    if (refusal != DropReason.NONE) {
      return refusal;
    }
    return out.send(packet.frame(), this, nowNs);
  }

  private DropReason countHop(IpView packet, long nowNs) {
    boolean stays =
        staysOnLink(packet, packet.sourceOffset())
            || staysOnLink(packet, packet.destinationOffset());
    if (stays) {
      return DropReason.NOT_FOR_US;
    }
    if (packet.hopLimit() <= 1) {
      innerIcmp.sendTimeExceeded(packet, nowNs);
      return DropReason.HOP_LIMIT_EXCEEDED;
    }
    packet.decrementHopLimit();
    return DropReason.NONE;
  }

  /** Addresses that no router passes on: of one link, of many, of nobody (RFC 1812 §5.3.7). */
  private static boolean staysOnLink(IpView packet, int offset) {
    int first = Octets.u16(packet.bytes(), offset);
    if (packet.isIpv4()) {
      int network = first >> 8;
      return network == 0 || network == 127 || network >= 224 || first == 0xA9FE;
    }
    boolean unspecified = IpAddress.ANY_IPV6.matches(packet.bytes(), offset);
    return unspecified || first >> 8 == 0xFF || (first & 0xFFC0) == 0xFE80;
  }

  @Override
  public void tooLong(IpView packet, int longest, long nowNs) {
    innerIcmp.sendTooBig(packet, longest, nowNs);
  }
}
