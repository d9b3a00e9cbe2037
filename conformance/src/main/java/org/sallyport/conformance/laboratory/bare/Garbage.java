// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import java.util.Arrays;
import java.util.Random;
import org.sallyport.engine.wire.EtherType;
import org.sallyport.engine.wire.EthernetHeader;
import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Octets;

/** Frames to a machine, each wrong in one way that it must notice. */
final class Garbage {
  private static final int IP = EthernetHeader.LENGTH;
  private static final int PAYLOAD = IP + ClientPacket.IPV4_BYTES;
  private static final int LONGEST = 1514;

  private final byte[] machine;
  private final Random random;

  /**
   * A source of frames.
   *
   * @param machine its Ethernet address
   */
  Garbage(byte[] machine, long seed) {
    this.machine = machine.clone();
    this.random = new Random(seed);
  }

  byte[] next() {
    return switch (random.nextInt(6)) {
      case 0 -> ethernet(0x8000 | random.nextInt(0x100), bytes(60, LONGEST));
      case 1 -> damagedHeader();
      case 2 -> ip(IpProtocol.ESP, bytes(PAYLOAD + 40, LONGEST)); // an SPI that is nobody's
      case 3 -> shortened();
      case 4 -> ike();
      default -> ip(random.nextInt(100) + 140, bytes(60, LONGEST)); // unassigned protocols
    };
  }

  private byte[] bytes(int least, int most) {
    byte[] frame = new byte[least + random.nextInt(most - least + 1)];
    random.nextBytes(frame);
    return frame;
  }

  private byte[] ethernet(int type, byte[] frame) {
    System.arraycopy(machine, 0, frame, 0, machine.length);
    Octets.put48(frame, 6, 0x02005E00_5399L);
    Octets.put16(frame, 12, type);
    return frame;
  }

  private byte[] ip(int protocol, byte[] frame) {
    Arrays.fill(frame, IP, PAYLOAD, (byte) 0);
    Octets.put8(frame, IP, 0x45);
    Octets.put16(frame, IP + 2, frame.length - IP);
    Octets.put8(frame, IP + 8, 64);
    Octets.put8(frame, IP + 9, protocol);
    Addresses.of(Addresses.PEER).copyInto(frame, IP + 12);
    Addresses.of(Addresses.MACHINE).copyInto(frame, IP + 16);
    Octets.put16(frame, IP + 10, InternetChecksum.of(frame, IP, ClientPacket.IPV4_BYTES));
    return ethernet(EtherType.IPV4, frame);
  }

  private byte[] damagedHeader() {
    byte[] frame = ip(IpProtocol.ICMP, bytes(60, LONGEST));
    frame[IP + random.nextInt(ClientPacket.IPV4_BYTES - 1) + 1] ^= (byte) (1 << random.nextInt(8));
    return frame;
  }

  /** IP's total length says more than there is. */
  private byte[] shortened() {
    byte[] frame = ip(IpProtocol.ICMP, bytes(400, LONGEST));
    return Arrays.copyOf(frame, 60 + random.nextInt(300));
  }

  /** A message to the IKE port that has no IKE header. */
  private byte[] ike() {
    byte[] frame = ip(IpProtocol.UDP, bytes(PAYLOAD + 36, LONGEST));
    Octets.put16(frame, PAYLOAD, 500);
    Octets.put16(frame, PAYLOAD + 2, 500);
    Octets.put16(frame, PAYLOAD + 4, frame.length - PAYLOAD);
    Octets.put16(frame, PAYLOAD + 6, 0);
    return frame;
  }
}
