// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Octets;

/** IPv4 packets (RFC 791) of a client that has one address and one correspondent. */
public record ClientPacket(IpAddress source, IpAddress destination) {
  static final int IPV4_BYTES = 20;
  static final int ICMP = 1;
  static final int TCP = 6;
  private static final int TIME_TO_LIVE = 64;
  private static final int SOURCE = 12;
  private static final int PROTOCOL = 9;

  /** A packet with this behind its header, which is room of {@value #IPV4_BYTES} octets here. */
  byte[] finish(byte[] packet, int protocol) {
    Octets.put8(packet, 0, 0x45);
    Octets.put16(packet, 2, packet.length);
    Octets.put8(packet, 8, TIME_TO_LIVE);
    Octets.put8(packet, PROTOCOL, protocol);
    source.copyInto(packet, SOURCE);
    destination.copyInto(packet, SOURCE + IpAddress.IPV4_LENGTH);
    Octets.put16(packet, 10, InternetChecksum.of(packet, 0, IPV4_BYTES));
    return packet;
  }

  /** Whether a packet is the correspondent's, for us, of this protocol, whole and undamaged. */
  boolean isAnswer(byte[] packet, int protocol) {
    return packet.length >= IPV4_BYTES
        && Octets.u8(packet, 0) == 0x45
        && Octets.u16(packet, 2) == packet.length
        && Octets.u8(packet, PROTOCOL) == protocol
        && InternetChecksum.of(packet, 0, IPV4_BYTES) == 0
        && destination.matches(packet, SOURCE)
        && source.matches(packet, SOURCE + IpAddress.IPV4_LENGTH);
  }

  /** The sum of the pseudo-header of what is behind the header (RFC 9293 §3.1). */
  static long pseudoHeader(byte[] packet) {
    return InternetChecksum.pseudoHeader(
        packet,
        SOURCE,
        IpAddress.IPV4_LENGTH,
        Octets.u8(packet, PROTOCOL),
        packet.length - IPV4_BYTES);
  }
}
