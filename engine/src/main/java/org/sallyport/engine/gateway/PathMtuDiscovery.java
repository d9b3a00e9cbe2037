// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.gateway;

import org.sallyport.engine.dataplane.esp.EspAssociations;
import org.sallyport.engine.dataplane.esp.OutboundAssociation;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.net.TooBigHandler;
import org.sallyport.engine.wire.Endpoint;
import org.sallyport.engine.wire.EspHeader;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Ipv6Header;
import org.sallyport.engine.wire.Octets;
import org.sallyport.engine.wire.UdpHeader;

/**
 * Path MTU of associations from ICMP in clear (RFC 4301 §6.1 and §8.2, RFC 1191, RFC 8201). Anybody
 * can forge such a message, so one is believed only if it quotes an ESP packet that we sent: its
 * addresses, its SPI, and a sequence number that was used. It can lower the path MTU, never raise
 * it, and never below what every link must carry. The hosts behind us learn of it when they next
 * send what is too long.
 */
public final class PathMtuDiscovery implements TooBigHandler {
  /** What an IPv4 path is taken to carry at least (RFC 791: every host takes 576 octets). */
  static final int LEAST_IPV4 = 576;

  /** Lengths of common links, for routers that do not say (RFC 1191 §7.1). */
  private static final int[] PLATEAUS = {32_000, 17_914, 8_166, 4_352, 2_002, 1_492, 1_006};

  private final EspAssociations associations;

  public PathMtuDiscovery(EspAssociations associations) {
    this.associations = associations;
  }

  @Override
  public DropReason tooBig(
      IpView packet, int quotedOffset, int quotedLength, int reportedMtu, long nowNs) {
    byte[] bytes = packet.bytes();
    boolean isIpv4 = packet.isIpv4();
    int headerLength = isIpv4 ? Ipv4Header.MIN_LENGTH : Ipv6Header.LENGTH;
    if (quotedLength < headerLength || Octets.u8(bytes, quotedOffset) >> 4 != (isIpv4 ? 4 : 6)) {
      return DropReason.TRUNCATED;
    }
    headerLength = isIpv4 ? (Octets.u8(bytes, quotedOffset) & 0x0F) * 4 : headerLength;
    int protocol = Octets.u8(bytes, quotedOffset + (isIpv4 ? 9 : 6));
    int esp = quotedOffset + headerLength;
    if (protocol == IpProtocol.UDP) {
      boolean isEncapsulated =
          quotedLength >= headerLength + UdpHeader.LENGTH
              && Octets.u16(bytes, esp) == Endpoint.NAT_TRAVERSAL_PORT;
      esp += UdpHeader.LENGTH;
      protocol = isEncapsulated ? IpProtocol.ESP : protocol;
    }
    if (protocol != IpProtocol.ESP || esp + EspHeader.LENGTH > quotedOffset + quotedLength) {
      return DropReason.IGNORED_ICMP;
    }
    int addresses = quotedOffset + (isIpv4 ? Ipv4Header.SOURCE : Ipv6Header.SOURCE);
    int length = isIpv4 ? IpAddress.IPV4_LENGTH : IpAddress.IPV6_LENGTH;
    OutboundAssociation association =
        associations.sentWith(Octets.i32(bytes, esp), bytes, addresses, length);
    if (association == null) {
      return DropReason.UNKNOWN_SPI;
    }
    if (!association.counter().hasSent(Octets.i32(bytes, esp + 4))) {
      return DropReason.IGNORED_ICMP;
    }
    int quotedPacket =
        isIpv4
            ? Octets.u16(bytes, quotedOffset + 2)
            : Octets.u16(bytes, quotedOffset + 4) + Ipv6Header.LENGTH;
    return lower(association, reportedMtu == 0 ? below(quotedPacket) : reportedMtu, isIpv4, nowNs);
  }

  private static int below(int length) {
    for (int plateau : PLATEAUS) {
      if (plateau < length) {
        return plateau;
      }
    }
    return LEAST_IPV4;
  }

  private static DropReason lower(
      OutboundAssociation association, int reported, boolean isIpv4, long nowNs) {
    int mtu = Math.max(reported, isIpv4 ? LEAST_IPV4 : Ipv6Header.MIN_MTU);
    if (mtu >= association.pathMtu()) {
      return DropReason.IGNORED_ICMP;
    }
    association.lowerPathMtu(mtu, nowNs);
    return DropReason.NONE;
  }
}
