// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import org.sallyport.engine.config.HeaderPolicy;
import org.sallyport.engine.dataplane.sad.Encapsulation;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.wire.EspHeader;
import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Ipv6Header;
import org.sallyport.engine.wire.Octets;
import org.sallyport.engine.wire.UdpHeader;

/**
 * Lays an outbound packet out around the inner one, in place (RFC 4303 §3.1, RFC 4301 §5.1.2, RFC
 * 3948 §3): IP header, UDP header if any, ESP header, room for the IV, payload, padding, trailer,
 * room for the ICV.
 */
final class OuterPacket {
  private int identification;
  private int espOffset;
  private int textLength;
  private boolean exceedsPath;

  /**
   * A layout.
   *
   * @param identificationSeed where the identifications of IPv4 headers start: unpredictable (RFC
   *     7739)
   */
  OuterPacket(int identificationSeed) {
    identification = identificationSeed;
  }

  /** Where the ESP header of the packet that was laid out last starts. */
  int espOffset() {
    return espOffset;
  }

  /** Octets of payload, padding and trailer of the packet that was laid out last. */
  int textLength() {
    return textLength;
  }

  /** Whether the packet can be laid out: NONE, or why not. The packet is not changed. */
  DropReason check(IpView packet, OutboundAssociation association) {
    // R4303-3.3.4-1
    boolean tunnel = association.mode() == Mode.TUNNEL;
    if (!tunnel && packet.hasFragmentHeader()) {
      return DropReason.BAD_FRAGMENT; // RFC 4303 §3.1.1: transport mode takes whole datagrams only
    }
    int length = packet.totalLength();
    int payload = length - association.clearHeaderLength(packet);
    int text = payload + association.padLength(payload) + EspHeader.TRAILER_LENGTH;
    int before =
        association.outerHeaderLength()
            + EspHeader.LENGTH
            + association.sealer().suite().ivLength();
    int behind = text - payload + association.sealer().suite().icvLength();
    int total = before + length + behind;
    if (before > packet.frame().headRoom()
        || behind > packet.frame().tailRoom()
        || total > Ipv4Header.MAX_DATAGRAM) {
      return DropReason.TOO_LONG;
    }
    exceedsPath = total > association.pathMtu();
    return exceedsPath && !mayBeFragmentedOutside(packet, association)
        ? DropReason.FRAGMENTATION_NEEDED
        : DropReason.NONE;
  }

  /**
   * Whether the outer packet may travel in fragments (RFC 4301 §8.1): as its DF bit will say. An
   * IPv6 packet of 1280 octets must pass every link (RFC 8200 §5), and so every tunnel. In
   * transport mode we are the source, which alone may cut IPv6.
   */
  private static boolean mayBeFragmentedOutside(IpView packet, OutboundAssociation association) {
    // R4303-3.3.4-3
    boolean inner = packet.mayBeFragmented();
    if (association.mode() == Mode.TRANSPORT) {
      return inner || !packet.isIpv4();
    }
    boolean leastIpv6 = !packet.isIpv4() && packet.totalLength() <= Ipv6Header.MIN_MTU;
    return leastIpv6
        || switch (association.parameters().header().dontFragment()) {
          case COPY -> inner;
          case SET -> false;
          case CLEAR -> true;
        };
  }

  /**
   * Lays the packet out; {@link #check} has let it through. Afterwards its frame is the outer
   * packet but for IV, text and ICV.
   */
  void layOut(IpView packet, OutboundAssociation association, long sequence) {
    if (association.mode() == Mode.TUNNEL) {
      tunnel(packet, association, sequence);
    } else {
      transport(packet, association, sequence);
    }
  }

  private void tunnel(IpView inner, OutboundAssociation association, long sequence) {
    // R7296-2.24-1, R4303-3.1.2-1
    Frame packet = inner.frame();
    HeaderPolicy policy = association.parameters().header();
    boolean innerIsIpv4 = inner.isIpv4();
    int innerClass = inner.trafficClass();
    int trafficClass =
        (policy.copyTrafficClass() ? innerClass & ~TrafficClass.CONGESTION : 0)
            | (policy.copyCongestion() ? innerClass & TrafficClass.CONGESTION : 0);
    boolean dontFragment =
        switch (policy.dontFragment()) {
          case COPY -> innerIsIpv4 ? !inner.mayBeFragmented() : !exceedsPath;
          case SET -> innerIsIpv4 || !exceedsPath;
          case CLEAR -> false;
        };
    int nextHeader = innerIsIpv4 ? IpProtocol.IPV4 : IpProtocol.IPV6;
    pushEsp(packet, association, sequence, inner.totalLength(), nextHeader);
    int protocol = pushUdp(packet, association);
    pushIp(packet, association, trafficClass, dontFragment, protocol, policy.hopLimit());
  }

  private void transport(IpView inner, OutboundAssociation association, long sequence) {
    // R4303-3.1.1-1
    Frame packet = inner.frame();
    byte[] bytes = packet.bytes();
    int start = packet.offset();
    int headerLength = inner.upperOffset() - start;
    int payloadLength = inner.totalLength() - headerLength;
    boolean isIpv4 = inner.isIpv4();
    int moved =
        start
            - association.outerHeaderLength()
            - EspHeader.LENGTH
            - association.sealer().suite().ivLength();
    // First of all, since ESP header and IV come to lie where the IP header was.
    System.arraycopy(bytes, start, bytes, moved, headerLength);
    packet.pop(headerLength);
    pushEsp(packet, association, sequence, payloadLength, inner.upperProtocol());
    int protocol = pushUdp(packet, association);
    int at = packet.push(headerLength);
    assert at == moved : "header and payload have parted";
    Octets.put8(bytes, moved + inner.upperFieldPointer(), protocol);
    if (isIpv4) {
      Octets.put16(bytes, moved + 2, packet.length());
      Ipv4Header.writeChecksum(bytes, moved);
    } else {
      Octets.put16(bytes, moved + 4, packet.length() - Ipv6Header.LENGTH);
    }
  }

  /**
   * ESP header in front, padding, trailer and room for the ICV behind the payload that fills the
   * frame.
   */
  private void pushEsp(
      Frame packet,
      OutboundAssociation association,
      long sequence,
      int payloadLength,
      int nextHeader) {
    byte[] bytes = packet.bytes();
    int padLength = association.padLength(payloadLength);
    int at =
        packet.append(
            padLength + EspHeader.TRAILER_LENGTH + association.sealer().suite().icvLength());
    EspTrailer.write(bytes, at, padLength, nextHeader);
    textLength = payloadLength + padLength + EspHeader.TRAILER_LENGTH;
    espOffset = packet.push(EspHeader.LENGTH + association.sealer().suite().ivLength());
    EspHeader.write(bytes, espOffset, association.spi(), sequence);
  }

  private static int pushUdp(Frame packet, OutboundAssociation association) {
    Encapsulation ports = association.encapsulation();
    if (ports == null) {
      return IpProtocol.ESP;
    }
    int at = packet.push(UdpHeader.LENGTH);
    UdpHeader.write(packet.bytes(), at, ports.localPort(), ports.remotePort(), packet.length());
    return IpProtocol.UDP;
  }

  private void pushIp(
      Frame packet,
      OutboundAssociation association,
      int trafficClass,
      boolean dontFragment,
      int protocol,
      int hopLimit) {
    IpAddress source = association.localAddress();
    IpAddress destination = association.peerAddress();
    int payloadLength = packet.length();
    byte[] bytes = packet.bytes();
    if (destination.length() == IpAddress.IPV4_LENGTH) {
      int at = packet.push(Ipv4Header.MIN_LENGTH);
      source.copyInto(bytes, at + Ipv4Header.SOURCE);
      destination.copyInto(bytes, at + Ipv4Header.DESTINATION);
      int id = identification++ & 0xFFFF;
      Ipv4Header.writeAroundAddresses(
          bytes, at, trafficClass, packet.length(), id, dontFragment, hopLimit, protocol);
    } else {
      int at = packet.push(Ipv6Header.LENGTH);
      source.copyInto(bytes, at + Ipv6Header.SOURCE);
      destination.copyInto(bytes, at + Ipv6Header.DESTINATION);
      Ipv6Header.writeAroundAddresses(bytes, at, trafficClass, payloadLength, protocol, hopLimit);
    }
  }

  /**
   * Once the packet is sealed: the UDP checksum, which over IPv4 is zero (RFC 3948 §2.1) and over
   * IPv6 must be there (RFC 8200 §8.1).
   */
  static void finishUdp(Frame packet, int espOffset, OutboundAssociation association) {
    if (association.encapsulation() == null || isIpv4(packet)) {
      return;
    }
    int udpOffset = espOffset - UdpHeader.LENGTH;
    int length = packet.end() - udpOffset;
    long pseudoHeader =
        InternetChecksum.pseudoHeader(
            packet.bytes(),
            packet.offset() + Ipv6Header.SOURCE,
            IpAddress.IPV6_LENGTH,
            IpProtocol.UDP,
            length);
    UdpHeader.writeChecksum(packet.bytes(), udpOffset, length, pseudoHeader);
  }

  private static boolean isIpv4(Frame packet) {
    return Octets.u8(packet.bytes(), packet.offset()) >> 4 == 4;
  }
}
