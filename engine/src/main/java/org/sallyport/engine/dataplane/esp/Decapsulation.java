// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Ipv6Header;
import org.sallyport.engine.wire.Octets;

/** Makes the inner packet of a decrypted ESP packet, in place (RFC 4303 §3.1, RFC 4301 §5.2). */
final class Decapsulation {
  private static final int TCP_CHECKSUM = 16;
  private static final int UDP_CHECKSUM = 6;

  private Decapsulation() {}

  /**
   * Moves the frame to the packet that the tunnel carried and reads it. What follows the inner
   * packet is TFC padding (RFC 4303 §2.7) and is cut off.
   */
  static DropReason tunnel(Frame packet, int payloadOffset, int payloadLength, int nextHeader) {
    // R4303-3.1.2-1
    if (nextHeader != IpProtocol.IPV4 && nextHeader != IpProtocol.IPV6) {
      return DropReason.BAD_NEXT_HEADER;
    }
    byte[] bytes = packet.bytes();
    int outerCongestion = TrafficClass.of(bytes, packet.offset()) & TrafficClass.CONGESTION;
    packet.set(payloadOffset, payloadLength);
    if (packet.ip().read() != DropReason.NONE
        || packet.ip().isIpv4() != (nextHeader == IpProtocol.IPV4)) {
      return DropReason.BAD_INNER_PACKET;
    }
    if (!TrafficClass.decapsulate(bytes, payloadOffset, outerCongestion)) {
      return DropReason.CONGESTION_MARK_LOST;
    }
    return DropReason.NONE;
  }

  /**
   * Moves the IP header of the outer packet, as it was read when it came, to the payload, tells it
   * what the payload is, and reads the packet that results.
   *
   * @param natMayLieBetween whether ESP came in UDP
   */
  static DropReason transport(
      Frame packet,
      int payloadOffset,
      int payloadLength,
      int nextHeader,
      boolean natMayLieBetween) {
    // R4303-3.1.1-1
    byte[] bytes = packet.bytes();
    IpView outer = packet.ip();
    boolean isIpv4 = outer.isIpv4();
    int headerLength = outer.payloadOffset() - outer.headerOffset();
    int moved = payloadOffset - headerLength;
    System.arraycopy(bytes, outer.headerOffset(), bytes, moved, headerLength);
    Octets.put8(bytes, moved + outer.protocolFieldPointer(), nextHeader);
    if (isIpv4) {
      Octets.put16(bytes, moved + 2, headerLength + payloadLength);
      Ipv4Header.writeChecksum(bytes, moved);
    } else {
      Octets.put16(bytes, moved + 4, headerLength - Ipv6Header.LENGTH + payloadLength);
    }
    packet.set(moved, headerLength + payloadLength);
    if (packet.ip().read() != DropReason.NONE) {
      return DropReason.BAD_INNER_PACKET;
    }
    if (natMayLieBetween) {
      refreshChecksum(packet.ip());
    }
    return DropReason.NONE;
  }

  /**
   * A NAT changed the addresses that the sender's checksum covers; the integrity check of the
   * payload has passed, so the checksum is computed anew (RFC 3948 §3.1.2).
   */
  private static void refreshChecksum(IpView packet) {
    byte[] bytes = packet.bytes();
    int at = packet.upperOffset();
    int length = packet.frame().end() - at;
    int protocol = packet.upperProtocol();
    int field = protocol == IpProtocol.TCP ? TCP_CHECKSUM : UDP_CHECKSUM;
    boolean covered = protocol == IpProtocol.TCP || protocol == IpProtocol.UDP;
    if (!covered || packet.hasFragmentHeader() || length < field + 2) {
      return;
    }
    if (protocol == IpProtocol.UDP && Octets.u16(bytes, at + field) == 0) {
      return;
    }
    Octets.put16(bytes, at + field, 0);
    long pseudoHeader =
        InternetChecksum.pseudoHeader(
            bytes, packet.sourceOffset(), packet.addressLength(), protocol, length);
    int checksum = InternetChecksum.finish(InternetChecksum.sum(bytes, at, length) + pseudoHeader);
    boolean zeroMeansNone = protocol == IpProtocol.UDP && checksum == 0;
    Octets.put16(bytes, at + field, zeroMeansNone ? 0xFFFF : checksum);
  }
}
