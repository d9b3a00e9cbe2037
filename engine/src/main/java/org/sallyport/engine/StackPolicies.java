package org.sallyport.engine;

import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.ike.Endpoint;
import org.sallyport.engine.net.IpPacket;
import org.sallyport.engine.net.PacketPolicy;
import org.sallyport.engine.sa.PacketFlow;
import org.sallyport.engine.sa.PolicyAction;
import org.sallyport.engine.sa.SecurityPolicy;
import org.sallyport.engine.sa.SecurityPolicyDatabase;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Octets;
import org.sallyport.engine.wire.UdpHeader;

/**
 * What our own stacks may receive and send (RFC 4301 §5.1, §5.2). IKE itself and ESP need no
 * policy.
 */
final class StackPolicies {
  private StackPolicies() {}

  /** The stack on the outer network. */
  static PacketPolicy outer(SecurityPolicyDatabase policies, OutboundPath out) {
    return new PacketPolicy() {
      @Override
      public DropReason admit(IpPacket packet, boolean protectedPacket) {
        boolean exempt = protectedPacket || packet.protocol() == IpProtocol.ESP || isIke(packet);
        return exempt ? DropReason.NONE : refusalInClear(policies, packet);
      }

      @Override
      public boolean takes(Frame packet, long nowNs) {
        if (out.policyFor(packet) == PolicyAction.BYPASS) {
          return false;
        }
        out.send(packet.bytes(), packet.offset(), packet.length(), nowNs);
        return true;
      }
    };
  }

  // Ports are read here and not by a flow: what is exempt must not depend on the SPD.
  private static boolean isIke(IpPacket packet) {
    if (packet.protocol() != IpProtocol.UDP || packet.payloadLength() < UdpHeader.LENGTH) {
      return false;
    }
    int port = Octets.u16(packet.bytes(), packet.payloadOffset() + 2);
    return port == Endpoint.IKE_PORT || port == Endpoint.NAT_TRAVERSAL_PORT;
  }

  /**
   * Why a packet from outside may not pass in clear, or NONE: only BYPASS lets it (RFC 4301 §5.2).
   */
  static DropReason refusalInClear(SecurityPolicyDatabase policies, IpPacket packet) {
    PacketFlow flow = new PacketFlow();
    DropReason defect = flow.read(packet.bytes(), packet.headerOffset(), packet.totalLength());
    if (defect != DropReason.NONE) {
      return defect;
    }
    SecurityPolicy policy = policies.inbound(flow);
    return policy != null && policy.action() == PolicyAction.BYPASS
        ? DropReason.NONE
        : DropReason.POLICY_DISCARD;
  }

  /** The stack of our inner addresses: what no policy protects stays on the inner side. */
  static PacketPolicy inner(OutboundPath out) {
    return new PacketPolicy() {
      @Override
      public DropReason admit(IpPacket packet, boolean protectedPacket) {
        return DropReason.NONE;
      }

      @Override
      public boolean takes(Frame packet, long nowNs) {
        boolean isProtected = out.policyFor(packet) == PolicyAction.PROTECT;
        if (isProtected) {
          out.send(packet.bytes(), packet.offset(), packet.length(), nowNs);
        }
        return isProtected;
      }
    };
  }
}
