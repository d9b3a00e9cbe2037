// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.field;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;

/** IPv4 packets with UDP, made octet by octet. */
final class InnerPacket {
  private static final int IP_BYTES = 20;
  private static final int UDP_BYTES = 8;
  private static final int CHECKSUM_AT = 10;
  private static final byte HOP_LIMIT = 64;

  private InnerPacket() {}

  /** A datagram with a text in it. */
  static byte[] udp(String source, String target, int sourcePort, int targetPort, String text) {
    return udp(
        IpAddress.parse(source),
        IpAddress.parse(target),
        sourcePort,
        targetPort,
        text.getBytes(StandardCharsets.UTF_8));
  }

  /** A datagram; its UDP checksum is 0, which says that there is none (RFC 768). */
  static byte[] udp(
      IpAddress source, IpAddress target, int sourcePort, int targetPort, byte[] payload) {
    ByteBuffer packet = ByteBuffer.allocate(IP_BYTES + UDP_BYTES + payload.length);
    packet.putShort((short) 0x4500).putShort((short) packet.capacity()).putInt(0);
    packet.put(HOP_LIMIT).put((byte) IpProtocol.UDP).putShort((short) 0);
    packet.put(source.toOctets().toArray()).put(target.toOctets().toArray());
    packet.putShort((short) sourcePort).putShort((short) targetPort);
    packet.putShort((short) (UDP_BYTES + payload.length)).putShort((short) 0).put(payload);
    packet.putShort(CHECKSUM_AT, (short) InternetChecksum.of(packet.array(), 0, IP_BYTES));
    return packet.array();
  }
}
