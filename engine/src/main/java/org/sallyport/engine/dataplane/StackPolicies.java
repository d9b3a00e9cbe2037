// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane;

import org.sallyport.engine.dataplane.spd.SecurityPolicy;
import org.sallyport.engine.dataplane.spd.SecurityPolicyDatabase;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.net.PacketPolicy;
import org.sallyport.engine.net.dhcp.DhcpMessage;
import org.sallyport.engine.policy.PolicyAction;
import org.sallyport.engine.wire.Endpoint;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Octets;
import org.sallyport.engine.wire.UdpHeader;

/**
 * What our own stacks may receive and send (RFC 4301 §5.1, §5.2). IKE itself and ESP need no
 * policy, nor do answers of DHCP servers where we have a DHCP client. Neither does ICMP to and from
 * our outer addresses where no policy speaks of it: so a gateway can be pinged unless the operator
 * decides otherwise.
 */
public final class StackPolicies {
  private StackPolicies() {}

  /**
   * The stack on the outer network.
   *
   * @param hearsDhcp whether it has a DHCP client
   */
  public static PacketPolicy outer(
      SecurityPolicyDatabase policies, OutboundPath out, boolean hearsDhcp) {
    return new PacketPolicy() {
      @Override
      public DropReason admit(IpView packet, boolean protectedPacket) {
        boolean exempt =
            protectedPacket
                || packet.protocol() == IpProtocol.ESP
                || isControlTraffic(packet, hearsDhcp);
        return exempt ? DropReason.NONE : refusalInClear(policies, packet, isIcmp(packet));
      }

      @Override
      public boolean takes(Frame packet, long nowNs) {
        return out.takesFromOuterStack(packet, nowNs);
      }
    };
  }

  // Ports are compared here and not by a rule: what is exempt must not depend on the SPD.
  private static boolean isControlTraffic(IpView packet, boolean hearsDhcp) {
    if (packet.protocol() != IpProtocol.UDP || packet.payloadLength() < UdpHeader.LENGTH) {
      return false;
    }
    int port = Octets.u16(packet.bytes(), packet.payloadOffset() + 2);
    return port == Endpoint.IKE_PORT
        || port == Endpoint.NAT_TRAVERSAL_PORT
        || (hearsDhcp && port == DhcpMessage.CLIENT_PORT);
  }

  private static boolean isIcmp(IpView packet) {
    return packet.protocol() == (packet.isIpv4() ? IpProtocol.ICMP : IpProtocol.ICMPV6);
  }

  /**
   * Why a packet from outside may not pass in clear, or NONE (RFC 4301 §5.2).
   *
   * @param withoutPolicy whether it may where no policy speaks of it
   */
  public static DropReason refusalInClear(
      SecurityPolicyDatabase policies, IpView packet, boolean withoutPolicy) {
    SecurityPolicy policy = policies.inbound(packet);
    boolean passes = policy == null ? withoutPolicy : policy.action() == PolicyAction.BYPASS;
    return passes ? DropReason.NONE : DropReason.POLICY_DISCARD;
  }

  /** The stack of our inner addresses: what no policy protects stays on the inner side. */
  public static PacketPolicy inner(OutboundPath out) {
    return new PacketPolicy() {
      @Override
      public DropReason admit(IpView packet, boolean protectedPacket) {
        return DropReason.NONE;
      }

      @Override
      public boolean takes(Frame packet, long nowNs) {
        return out.takesFromInnerStack(packet, nowNs);
      }
    };
  }
}
