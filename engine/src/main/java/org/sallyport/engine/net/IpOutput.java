// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.net.NetworkInterface.FragmentTaker;
import org.sallyport.engine.wire.EthernetHeader;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Ipv6Header;
import org.sallyport.engine.wire.Octets;
import org.sallyport.engine.wire.UdpHeader;

/**
 * The outbound direction of an interface: headers in front of a payload, fragments, and the next
 * hop's link address or none on a link of bare IP packets.
 */
final class IpOutput {
  private final FrameExit exit;
  private final int mtu;
  private final @Nullable EthernetLink link;
  private final IpWriter writer;
  private final Fragmenter fragmenter;

  IpOutput(FrameExit exit, int mtu, IpWriter writer, @Nullable EthernetLink link) {
    this.exit = exit;
    this.mtu = mtu;
    this.link = link;
    this.writer = writer;
    this.fragmenter = new Fragmenter(exit.pool(), writer);
  }

  /** Makes the frame's octets the payload of an IP packet; addresses are of one family. */
  void pushIp(
      Frame payload, int protocol, IpAddress source, IpAddress destination, int trafficClass) {
    writer.between(source, destination);
    writer.push(payload, protocol, trafficClass);
  }

  /**
   * As {@link #pushIp(Frame, int, IpAddress, IpAddress, int)}.
   *
   * @param addresses source, then destination
   * @param addressLength 4 or 16 octets each
   */
  void pushIp(Frame payload, int protocol, byte[] addresses, int addressLength) {
    writer.between(addresses, 0, addresses, addressLength, addressLength);
    writer.push(payload, protocol, 0);
  }

  /**
   * Makes the frame's octets the payload of a UDP datagram in an IP packet.
   *
   * @param withChecksum false only for ESP in UDP over IPv4 (RFC 3948 §2.1); over IPv6 there is
   *     always one
   */
  void pushUdp(
      Frame payload,
      IpAddress source,
      int sourcePort,
      IpAddress destination,
      int destinationPort,
      boolean withChecksum) {
    writer.between(source, destination);
    int start = payload.push(UdpHeader.LENGTH);
    UdpHeader.write(payload.bytes(), start, sourcePort, destinationPort, payload.length());
    if (withChecksum || !source.isIpv4()) {
      long pseudo = writer.pseudoHeader(IpProtocol.UDP, payload.length());
      UdpHeader.writeChecksum(payload.bytes(), start, payload.length(), pseudo);
    }
    writer.push(payload, IpProtocol.UDP, 0);
  }

  /** Sends in fragments that the link and a path of {@code pathMtu} carry. */
  DropReason transmit(Frame packet, int pathMtu, long nowNs) {
    int longest = Math.min(mtu, pathMtu);
    DropReason result =
        packet.length() > longest
            ? cut(packet, longest, null, nowNs)
            : transmitWhole(packet, nowNs);
    packet.releaseIfOwned();
    return result;
  }

  /**
   * Cuts a packet into fragments of at most {@code longest} octets for {@code taker}, or the link
   * where that is null, which takes each over. The packet stays with the caller.
   *
   * @return NONE, or why it was not cut, or what the taker refused
   */
  DropReason cut(Frame packet, int longest, @Nullable FragmentTaker taker, long nowNs) {
    DropReason result = fragmenter.begin(packet, longest);
    while (result == DropReason.NONE && fragmenter.hasMore()) {
      Frame fragment = fragmenter.next();
      if (fragment == null) {
        return DropReason.NO_FREE_SLOT;
      }
      result = taker == null ? transmitWhole(fragment, nowNs) : taker.take(fragment, nowNs);
      fragment.releaseIfOwned();
      result =
          result == DropReason.NEIGHBOUR_PENDING && fragmenter.hasMore() ? DropReason.NONE : result;
    }
    return result;
  }

  private DropReason transmitWhole(Frame packet, long nowNs) {
    boolean inPlace = packet.pool() != null && packet.headRoom() >= EthernetHeader.LENGTH;
    Frame own = inPlace ? packet : exit.copyOf(packet);
    if (own == null) {
      return DropReason.NO_FREE_SLOT;
    }
    DropReason result = link == null ? sendBare(own) : sendEthernet(link, own, nowNs);
    own.releaseIfOwned();
    return result;
  }

  /** Hands a packet to the link as it is, without address resolution. */
  DropReason sendBare(Frame packet) {
    exit.send(packet);
    return DropReason.NONE;
  }

  private static DropReason sendEthernet(EthernetLink ethernet, Frame packet, long nowNs) {
    boolean isIpv4 = Octets.u8(packet.bytes(), packet.offset()) >> 4 == 4;
    int destination = packet.offset() + (isIpv4 ? Ipv4Header.DESTINATION : Ipv6Header.DESTINATION);
    return ethernet.send(
        packet, destination, isIpv4 ? IpAddress.IPV4_LENGTH : IpAddress.IPV6_LENGTH, nowNs);
  }
}
