// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Octets;
import org.sallyport.engine.wire.UdpHeader;

/** Plain IP packets for tests. */
final class Packets {
  static final IpAddress WEST_4 = EspPair.address("10.1.0.1");
  static final IpAddress EAST_4 = EspPair.address("10.2.0.1");
  static final IpAddress WEST_6 = EspPair.address("fd01::1");
  static final IpAddress EAST_6 = EspPair.address("fd02::1");

  private Packets() {}

  /** A UDP datagram from west to east whose payload counts up. */
  static byte[] udp(boolean ipv4, int payloadLength) {
    return udp(ipv4 ? WEST_4 : WEST_6, ipv4 ? EAST_4 : EAST_6, 0, false, payloadLength);
  }

  static byte[] udp(
      IpAddress source,
      IpAddress destination,
      int trafficClass,
      boolean dontFragment,
      int payloadLength) {
    boolean ipv4 = source.isIpv4();
    int header = ipv4 ? 20 : 40;
    byte[] packet = new byte[header + 8 + payloadLength];
    source.copyInto(packet, ipv4 ? 12 : 8);
    destination.copyInto(packet, ipv4 ? 16 : 24);
    for (int index = 0; index < payloadLength; index++) {
      packet[header + 8 + index] = (byte) index;
    }
    Octets.put16(packet, header, 5000);
    Octets.put16(packet, header + 2, 6000);
    Octets.put16(packet, header + 4, 8 + payloadLength);
    if (ipv4) {
      Ipv4Header.writeAroundAddresses(
          packet, 0, trafficClass, packet.length, 1, dontFragment, 64, 17);
    } else {
      Octets.put32(packet, 0, 0x6000_0000L | (long) trafficClass << 20);
      Octets.put16(packet, 4, 8 + payloadLength);
      Octets.put8(packet, 6, 17);
      Octets.put8(packet, 7, 64);
    }
    long pseudoHeader =
        InternetChecksum.pseudoHeader(packet, ipv4 ? 12 : 8, ipv4 ? 4 : 16, 17, 8 + payloadLength);
    UdpHeader.writeChecksum(packet, header, 8 + payloadLength, pseudoHeader);
    return packet;
  }
}
