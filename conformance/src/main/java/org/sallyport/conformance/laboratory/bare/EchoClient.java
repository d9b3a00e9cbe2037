// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import java.util.Arrays;
import java.util.Random;
import org.sallyport.engine.wire.IcmpHeader;
import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.Octets;

/** Echo requests (RFC 792), each with its number and content of its own. */
final class EchoClient {
  private static final int IDENTIFIER = 0x5a1;
  private static final int HEADERS = ClientPacket.IPV4_BYTES + IcmpHeader.LENGTH;

  private final ClientPacket addresses;
  private final Random random = new Random(1);
  private int number;
  private byte[] expected = new byte[0];

  EchoClient(ClientPacket addresses) {
    this.addresses = addresses;
  }

  /**
   * The next request.
   *
   * @param packetBytes of the whole packet, at least the headers' 28
   */
  byte[] request(int packetBytes) {
    byte[] packet = new byte[packetBytes];
    random.nextBytes(packet);
    Arrays.fill(packet, 0, HEADERS, (byte) 0);
    number = (number + 1) & 0xffff;
    Octets.put16(packet, ClientPacket.IPV4_BYTES + 4, IDENTIFIER);
    Octets.put16(packet, ClientPacket.IPV4_BYTES + 6, number);
    IcmpHeader.write(
        packet,
        ClientPacket.IPV4_BYTES,
        packetBytes - ClientPacket.IPV4_BYTES,
        IcmpHeader.ECHO_REQUEST,
        0,
        0);
    expected = Arrays.copyOfRange(packet, ClientPacket.IPV4_BYTES + 4, packetBytes);
    return addresses.finish(packet, ClientPacket.ICMP);
  }

  /** Whether a packet answers the latest request, with all its content. */
  boolean isAnswer(byte[] packet) {
    int start = ClientPacket.IPV4_BYTES;
    return addresses.isAnswer(packet, ClientPacket.ICMP)
        && packet.length == HEADERS - 4 + expected.length
        && Octets.u8(packet, start) == IcmpHeader.ECHO_REPLY
        && InternetChecksum.of(packet, start, packet.length - start) == 0
        && Arrays.equals(packet, start + 4, packet.length, expected, 0, expected.length);
  }

  /** Whether a packet answers any request of ours. */
  boolean isEchoReply(byte[] packet) {
    int start = ClientPacket.IPV4_BYTES;
    return addresses.isAnswer(packet, ClientPacket.ICMP)
        && packet.length >= HEADERS
        && Octets.u8(packet, start) == IcmpHeader.ECHO_REPLY
        && Octets.u16(packet, start + 4) == IDENTIFIER
        && InternetChecksum.of(packet, start, packet.length - start) == 0;
  }
}
