// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import org.sallyport.engine.dataplane.spd.PacketFlow;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Ipv6Extensions;
import org.sallyport.engine.wire.Ipv6Header;
import org.sallyport.engine.wire.Octets;

/** Makes the inner packet of a decrypted ESP packet, in place (RFC 4303 §3.1, RFC 4301 §5.2). */
final class Decapsulation {
  private static final int TCP_CHECKSUM = 16;
  private static final int UDP_CHECKSUM = 6;

  private final Ipv6Header ipv6 = new Ipv6Header();
  private final Ipv6Extensions extensions = new Ipv6Extensions();

  /**
   * Moves the view to the packet that the tunnel carried and reads its selectors. What follows the
   * inner packet is TFC padding (RFC 4303 §2.7) and is cut off.
   */
  DropReason tunnel(
      Frame packet,
      InboundAssociation association,
      int payloadOffset,
      int payloadLength,
      int nextHeader,
      PacketFlow flow) {
    if (nextHeader != IpProtocol.IPV4 && nextHeader != IpProtocol.IPV6) {
      return DropReason.BAD_NEXT_HEADER;
    }
    byte[] bytes = packet.bytes();
    int outerCongestion = TrafficClass.of(bytes, packet.offset()) & TrafficClass.CONGESTION;
    if (flow.read(bytes, payloadOffset, payloadLength) != DropReason.NONE
        || (flow.addressLength() == IpAddress.IPV4_LENGTH) != (nextHeader == IpProtocol.IPV4)) {
      return DropReason.BAD_INNER_PACKET;
    }
    packet.set(payloadOffset, flow.packetLength());
    if (!TrafficClass.decapsulate(bytes, payloadOffset, outerCongestion)) {
      return DropReason.CONGESTION_MARK_LOST;
    }
    return DropReason.NONE;
  }

  /**
   * Moves the IP header to the payload, tells it what the payload is, and reads the packet's
   * selectors.
   */
  DropReason transport(
      Frame packet,
      InboundAssociation association,
      int payloadOffset,
      int payloadLength,
      int nextHeader,
      PacketFlow flow) {
    byte[] bytes = packet.bytes();
    int start = packet.offset();
    boolean isIpv4 = Octets.u8(bytes, start) >> 4 == 4;
    int headerLength;
    int protocolField;
    if (isIpv4) {
      headerLength = (Octets.u8(bytes, start) & 0x0F) * 4;
      protocolField = 9;
    } else {
      DropReason reason = extensions.walk(ipv6.wrap(bytes, start, packet.length()));
      if (reason != DropReason.NONE) {
        return reason;
      }
      headerLength = extensions.payloadOffset() - start;
      protocolField = extensions.protocolFieldOffset() - start;
    }
    int moved = payloadOffset - headerLength;
    System.arraycopy(bytes, start, bytes, moved, headerLength);
    Octets.put8(bytes, moved + protocolField, nextHeader);
    if (isIpv4) {
      Octets.put16(bytes, moved + 2, headerLength + payloadLength);
      Ipv4Header.writeChecksum(bytes, moved);
    } else {
      Octets.put16(bytes, moved + 4, headerLength - Ipv6Header.LENGTH + payloadLength);
    }
    packet.set(moved, headerLength + payloadLength);
    if (flow.read(bytes, moved, packet.length()) != DropReason.NONE) {
      return DropReason.BAD_INNER_PACKET;
    }
    if (association.encapsulation() != null) {
      refreshChecksum(flow, payloadLength);
    }
    return DropReason.NONE;
  }

  /**
   * A NAT changed the addresses that the sender's checksum covers; the ICV has just vouched for the
   * payload, so the checksum is computed anew (RFC 3948 §3.1.2).
   */
  private static void refreshChecksum(PacketFlow flow, int length) {
    byte[] bytes = flow.bytes();
    int at = flow.transportOffset();
    int field = flow.protocol() == IpProtocol.TCP ? TCP_CHECKSUM : UDP_CHECKSUM;
    boolean covered = flow.protocol() == IpProtocol.TCP || flow.protocol() == IpProtocol.UDP;
    if (!covered || flow.isFragment() || length < field + 2) {
      return;
    }
    if (flow.protocol() == IpProtocol.UDP && Octets.u16(bytes, at + field) == 0) {
      return;
    }
    Octets.put16(bytes, at + field, 0);
    long pseudoHeader =
        InternetChecksum.pseudoHeader(
            bytes, flow.sourceOffset(), flow.addressLength(), flow.protocol(), length);
    int checksum = InternetChecksum.finish(InternetChecksum.sum(bytes, at, length) + pseudoHeader);
    boolean zeroMeansNone = flow.protocol() == IpProtocol.UDP && checksum == 0;
    Octets.put16(bytes, at + field, zeroMeansNone ? 0xFFFF : checksum);
  }
}
