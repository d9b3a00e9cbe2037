// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.drop.DropReason;

/**
 * Every field of every fixed header at its place in the octets, as the RFCs draw them, and each
 * length at, below and beyond its bound.
 */
final class HeadersTest {
  private static final int AT = 3;

  /** The octets behind three others, so that an offset that is forgotten shows. */
  private static byte[] placed(String hex) {
    byte[] octets = octets(hex);
    byte[] array = new byte[AT + octets.length + 2];
    Arrays.fill(array, (byte) 0xee);
    System.arraycopy(octets, 0, array, AT, octets.length);
    return array;
  }

  private static byte[] octets(String hex) {
    OctetString parsed = OctetString.parseHex(hex.replace(" ", ""));
    assertTrue(parsed != null, hex);
    return parsed.toArray();
  }

  private static byte[] blank(String hex) {
    byte[] array = placed(hex);
    Arrays.fill(array, AT, array.length - 2, (byte) 0x55);
    return array;
  }

  @Test
  void regionsLieWithinTheirArray() {
    byte[] array = new byte[10];
    UdpHeader header = new UdpHeader().wrap(array, 2, 8);
    assertSame(array, header.bytes());
    assertEquals(2, header.offset());
    assertThrows(AssertionError.class, () -> header.wrap(array, -1, 8));
    assertThrows(AssertionError.class, () -> header.wrap(array, 3, 8));
    assertThrows(AssertionError.class, () -> header.wrap(array, 3, -1));
  }

  @Test
  void ethernet() {
    String hex = "010203040506 0a0b0c0d0e0f 86dd";
    byte[] array = placed(hex);
    EthernetHeader header = new EthernetHeader().wrap(array, AT, 14);
    assertEquals(DropReason.NONE, header.checkLength());
    assertEquals(0x010203040506L, header.destination());
    assertEquals(0x0a0b0c0d0e0fL, header.source());
    assertEquals(EtherType.IPV6, header.etherType());
    assertEquals(DropReason.TRUNCATED, header.wrap(array, AT, 13).checkLength());
    byte[] written = blank(hex);
    EthernetHeader.write(written, AT, 0x010203040506L, 0x0a0b0c0d0e0fL, 0x86dd);
    assertArrayEquals(array, written);
    assertTrue(EthernetHeader.isGroup(EthernetHeader.BROADCAST));
    assertTrue(EthernetHeader.isGroup(0x010000000000L));
    assertFalse(EthernetHeader.isGroup(0xfeffffffffffL));
  }

  @Test
  void arp() {
    String hex = "0001 0800 06 04 0002 f20304050607 c0000201 0a0b0c0d0e0f c0000202";
    byte[] array = placed(hex);
    ArpPacket packet = new ArpPacket().wrap(array, AT, 28);
    assertEquals(DropReason.NONE, packet.checkLength());
    assertEquals(ArpPacket.REPLY, packet.operation());
    assertEquals(0xf20304050607L, packet.senderHardware());
    assertEquals(AT + 14, packet.senderProtocolOffset());
    assertEquals(AT + 24, packet.targetProtocolOffset());
    assertEquals(DropReason.TRUNCATED, packet.wrap(array, AT, 27).checkLength());
    byte[] written = blank(hex);
    byte[] addresses = octets("00 c0000201 00 c0000202");
    ArpPacket.write(written, AT, 2, 0xf20304050607L, addresses, 1, 0x0a0b0c0d0e0fL, addresses, 6);
    assertArrayEquals(array, written);
    packet.wrap(array, AT, 28);
    array[AT + 7] = 1;
    assertEquals(DropReason.NONE, packet.checkLength());
    for (int at : new int[] {0, 1, 2, 3, 4, 5, 6}) {
      array[AT + at] ^= 0x10;
      assertEquals(DropReason.BAD_NEIGHBOUR_MESSAGE, packet.checkLength(), "octet " + at);
      array[AT + at] ^= 0x10;
    }
    for (byte operation : new byte[] {0, 3}) {
      array[AT + 7] = operation;
      assertEquals(DropReason.BAD_NEIGHBOUR_MESSAGE, packet.checkLength());
    }
  }

  @Test
  void esp() {
    byte[] array = placed("81020304 f5060708");
    EspHeader header = new EspHeader().wrap(array, AT, 8);
    assertEquals(DropReason.NONE, header.checkLength());
    assertEquals(0x81020304, header.spi());
    assertEquals(0xf5060708L, header.sequenceLow());
    assertEquals(DropReason.TRUNCATED, header.wrap(array, AT, 7).checkLength());
    byte[] written = blank("81020304 f5060708");
    EspHeader.write(written, AT, 0x81020304, 0xf5060708L);
    assertArrayEquals(array, written);
  }

  /** RFC 4303 §2.1: 0 to 255. */
  @Test
  void theFirstSpisAreReserved() {
    assertTrue(EspHeader.isReservedSpi(0));
    assertTrue(EspHeader.isReservedSpi(255));
    assertFalse(EspHeader.isReservedSpi(256));
    assertFalse(EspHeader.isReservedSpi(0x8000_0000));
  }

  @Test
  void endpointsAreWrittenWithTheirPort() {
    Endpoint four = new Endpoint(IpAddress.ANY_IPV4, Endpoint.IKE_PORT);
    assertEquals("0.0.0.0:500", four.toString());
    assertEquals("0.0.0.0:4500", four.withPort(Endpoint.NAT_TRAVERSAL_PORT).toString());
    Endpoint six = new Endpoint(IpAddress.of(new byte[16], 0, 16), 500);
    assertEquals("[::]:500", six.toString(), "RFC 5952 section 6");
  }

  @Test
  void udp() {
    byte[] array = placed("f123 1194 000a 0000 6869");
    UdpHeader header = new UdpHeader().wrap(array, AT, 10);
    assertEquals(DropReason.NONE, header.checkLength());
    assertEquals(0xf123, header.sourcePort());
    assertEquals(0x1194, header.destinationPort());
    assertEquals(10, header.length());
    assertFalse(header.hasChecksum());
    assertEquals(DropReason.LENGTH_MISMATCH, header.wrap(array, AT, 9).checkLength());
    assertEquals(DropReason.TRUNCATED, header.wrap(array, AT, 7).checkLength());
    header.wrap(array, AT, 10);
    array[AT + 5] = 8;
    assertEquals(DropReason.NONE, header.checkLength());
    assertEquals(DropReason.NONE, header.wrap(array, AT, 8).checkLength());
    array[AT + 5] = 7;
    assertEquals(DropReason.LENGTH_MISMATCH, header.checkLength());

    byte[] written = blank("f123 1194 000a 0000 6869");
    written[AT + 8] = 'h';
    written[AT + 9] = 'i';
    UdpHeader.write(written, AT, 0xf123, 0x1194, 10);
    array[AT + 5] = 10;
    assertArrayEquals(array, written);
    UdpHeader.writeChecksum(written, AT, 10, 0x1234);
    header.wrap(written, AT, 10);
    assertTrue(header.hasChecksum());
    assertTrue(header.checksumValid(0x1234));
    assertFalse(header.checksumValid(0x1235));
    written[AT + 9] ^= 1;
    assertFalse(header.checksumValid(0x1234));
    UdpHeader.writeChecksum(written, AT, 10, 0x1234);
    assertTrue(header.checksumValid(0x1234), "an old checksum is not counted in");
  }

  /** RFC 768: a checksum that comes out as zero is sent as all ones. */
  @Test
  void aUdpChecksumOfZeroIsSentAsOnes() {
    byte[] array = placed("0000 0000 0008 0000");
    UdpHeader.writeChecksum(array, AT, 8, 0xffff - 8);
    assertEquals(0xffff, Octets.u16(array, AT + 6));
    assertTrue(new UdpHeader().wrap(array, AT, 8).checksumValid(0xffff - 8));
  }

  @Test
  void icmp() {
    byte[] array = placed("08 04 0000 f1020304 61");
    IcmpHeader header = new IcmpHeader().wrap(array, AT, 9);
    assertEquals(DropReason.NONE, header.checkLength());
    assertEquals(8, header.type());
    assertEquals(4, header.code());
    assertEquals(0xf1020304L, header.word());
    assertEquals(DropReason.NONE, header.wrap(array, AT, 8).checkLength());
    assertEquals(DropReason.TRUNCATED, header.wrap(array, AT, 7).checkLength());
    IcmpHeader.write(array, AT, 9, 3, 1, 0x5678);
    header.wrap(array, AT, 9);
    assertEquals(3, header.type());
    assertEquals(1, header.code());
    assertTrue(header.checksumValid(0x5678));
    assertFalse(header.checksumValid(0));
    assertFalse(header.wrap(array, AT, 8).checksumValid(0x5678));
    IcmpHeader.write(array, AT, 9, 8, 0, 0x5678);
    assertTrue(
        header.wrap(array, AT, 9).checksumValid(0x5678), "an old checksum is not counted in");
    assertArrayEquals(octets("eeeeee 0800"), Arrays.copyOf(array, AT + 2));
  }

  /** RFC 1071 §3's example, an odd octet, and a carry out of the fold. */
  @Test
  void checksums() {
    byte[] array = placed("0001 f203 f4f5 f6f7");
    assertEquals(0x2ddf0, InternetChecksum.sum(array, AT, 8));
    assertEquals(~0xddf2 & 0xffff, InternetChecksum.of(array, AT, 8));
    assertEquals(0x0001 + 0xf203 + 0xf400, InternetChecksum.sum(array, AT, 5));
    assertEquals(0, InternetChecksum.sum(array, AT, 0));
    assertEquals(0xfffe, InternetChecksum.finish(0x1_0000));
    assertEquals(0xfffe, InternetChecksum.finish(0xffff_0001L));
    assertEquals(0x0000, InternetChecksum.finish(0xffff));
    assertEquals(0xffff, InternetChecksum.finish(0));
    byte[] addresses = placed("c0000201 c6336402");
    assertEquals(
        0xc000 + 0x0201 + 0xc633 + 0x6402 + 17 + 0x3 + 0x4567,
        InternetChecksum.pseudoHeader(addresses, AT, 4, 17, 0x34567));
  }

  @Test
  void ipv4() {
    String hex = "46 a1 001a f234 6005 40 11 0000 c0000201 c6336402 01020304 6869";
    byte[] array = placed(hex);
    Ipv4Header.writeChecksum(array, AT);
    Ipv4Header header = new Ipv4Header().wrap(array, AT, 26);
    assertEquals(DropReason.NONE, header.checkLength());
    assertTrue(header.checksumValid());
    assertEquals(24, header.headerLength());
    assertEquals(26, header.totalLength());
    assertEquals(0xa1, header.trafficClass());
    assertEquals(0xf234, header.identification());
    assertTrue(header.dontFragment());
    assertTrue(header.moreFragments());
    assertEquals(40, header.fragmentOffset());
    assertTrue(header.isFragment());
    assertEquals(0x40, header.timeToLive());
    assertEquals(0x11, header.protocol());
    array[AT + 23] ^= 1;
    assertFalse(header.checksumValid(), "options are under the checksum");
    array[AT + 23] ^= 1;
    array[AT + 24] ^= 1;
    assertTrue(header.checksumValid(), "the payload is not");
    assertEquals(DropReason.TRUNCATED, header.wrap(array, AT, 25).checkLength());
    assertEquals(DropReason.TRUNCATED, header.wrap(array, AT, 19).checkLength());
    header.wrap(array, AT, 26);
    assertIpv4Refused(header, array, 0, 0x56, DropReason.UNSUPPORTED_VERSION);
    assertIpv4Refused(header, array, 0, 0x44, DropReason.MALFORMED_HEADER);
    assertIpv4Refused(header, array, 3, 23, DropReason.MALFORMED_HEADER);
    assertIpv4Refused(header, array, 3, 24, DropReason.NONE);
    assertIpv4Refused(header, array, 0, 0x45, DropReason.NONE);
  }

  private static void assertIpv4Refused(
      Ipv4Header header, byte[] array, int at, int value, DropReason reason) {
    byte before = array[AT + at];
    array[AT + at] = (byte) value;
    assertEquals(reason, header.checkLength());
    array[AT + at] = before;
  }

  @Test
  void ipv4FragmentsAreToldByOffsetOrFlag() {
    byte[] array = placed("45 00 0014 0000 0000 40 11 0000 c0000201 c6336402");
    Ipv4Header header = new Ipv4Header().wrap(array, AT, 20);
    assertEquals(DropReason.NONE, header.checkLength());
    int[][] cases = {{0x0000, 0}, {0x4000, 0}, {0x2000, 1}, {0x0001, 1}, {0x1fff, 1}, {0x8000, 0}};
    for (int[] each : cases) {
      Octets.put16(array, AT + 6, each[0]);
      assertEquals(each[1] == 1, header.isFragment(), Integer.toHexString(each[0]));
      assertEquals(each[0] == 0x4000, header.dontFragment());
      assertEquals(each[0] == 0x2000, header.moreFragments());
    }
    assertEquals(0, header.fragmentOffset());
  }

  @Test
  void ipv4IsWrittenAndPatched() {
    byte[] array = placed("00 00 0000 0000 0000 00 00 0000 c0000201 c6336402");
    Ipv4Header header = new Ipv4Header().wrap(array, AT, 20);
    Ipv4Header.writeAroundAddresses(array, AT, 0xb8, 20, 0xf00d, true, 63, 50);
    assertIpv4(array, "45 b8 0014 f00d 4000 3f 32");
    Ipv4Header.patchFragment(array, AT, 60, 1480, true);
    assertIpv4(array, "45 b8 003c f00d 60b9 3f 32");
    Ipv4Header.patchFragment(array, AT, 60, 8, false);
    assertIpv4(array, "45 b8 003c f00d 4001 3f 32");
    Ipv4Header.patchTimeToLive(array, AT, 7);
    assertIpv4(array, "45 b8 003c f00d 4001 07 32");
    Ipv4Header.writeAroundAddresses(array, AT, 0, 20, 1, false, 1, 6);
    assertIpv4(array, "45 00 0014 0001 0000 01 06");
    assertEquals(DropReason.NONE, header.checkLength());
    assertArrayEquals(octets("c0000201 c6336402"), Arrays.copyOfRange(array, AT + 12, AT + 20));
  }

  private static void assertIpv4(byte[] array, String firstTen) {
    assertArrayEquals(octets(firstTen), Arrays.copyOfRange(array, AT, AT + 10));
    assertTrue(new Ipv4Header().wrap(array, AT, 20).checksumValid());
  }

  @Test
  void ipv6() {
    String hex =
        "6b8 fedcb 0002 3a 40 20010db8000000000000000000000001 20010db8000000000000000000000002"
            + " 6869";
    byte[] array = placed(hex);
    Ipv6Header header = new Ipv6Header().wrap(array, AT, 42);
    assertEquals(DropReason.NONE, header.checkLength());
    assertEquals(0xb8, header.trafficClass());
    assertEquals(0xfedcb, header.flowLabel());
    assertEquals(2, header.payloadLength());
    assertEquals(0x3a, header.nextHeader());
    assertEquals(0x40, header.hopLimit());
    assertEquals(DropReason.TRUNCATED, header.wrap(array, AT, 41).checkLength());
    assertEquals(DropReason.TRUNCATED, header.wrap(array, AT, 39).checkLength());
    header.wrap(array, AT, 40);
    Octets.put16(array, AT + 4, 0);
    assertEquals(DropReason.NONE, header.checkLength());
    array[AT] = 0x4b;
    assertEquals(DropReason.UNSUPPORTED_VERSION, header.checkLength());
    Ipv6Header.writeAroundAddresses(array, AT, 0xb8, 0xf102, 50, 0xfe);
    assertArrayEquals(octets("6b800000 f102 32 fe"), Arrays.copyOfRange(array, AT, AT + 8));
    Ipv6Header.patch(array, AT, 0x1234, 44);
    Ipv6Header.patchHopLimit(array, AT, 9);
    assertArrayEquals(octets("6b800000 1234 2c 09"), Arrays.copyOfRange(array, AT, AT + 8));
    assertEquals(0x20, array[AT + 8]);
  }

  @Test
  void neighbourMessages() {
    String target = "20010db8000000000000000000000001";
    byte[] array = placed("88 00 0000 60000000" + target + "02 01 f20304050607");
    NeighbourMessage message = new NeighbourMessage().wrap(array, AT, 32);
    assertEquals(DropReason.NONE, message.checkLength());
    assertEquals(AT + 8, message.targetOffset());
    assertTrue(message.solicited());
    assertEquals(0xf20304050607L, message.linkAddress(NeighbourMessage.TARGET_ADDRESS));
    assertEquals(NeighbourMessage.NO_ADDRESS, message.linkAddress(NeighbourMessage.SOURCE_ADDRESS));
    array[AT + 4] = 0x40;
    assertTrue(message.solicited());
    array[AT + 4] = 0x20;
    assertFalse(message.solicited());
    assertEquals(DropReason.NONE, message.wrap(array, AT, 24).checkLength());
    assertEquals(NeighbourMessage.NO_ADDRESS, message.linkAddress(2));
    assertEquals(DropReason.TRUNCATED, message.wrap(array, AT, 23).checkLength());
    assertEquals(DropReason.BAD_NEIGHBOUR_MESSAGE, message.wrap(array, AT, 25).checkLength());
    assertEquals(DropReason.BAD_NEIGHBOUR_MESSAGE, message.wrap(array, AT, 31).checkLength());
    byte[] cut = Arrays.copyOf(array, AT + 25);
    assertEquals(
        DropReason.BAD_NEIGHBOUR_MESSAGE,
        message.wrap(cut, AT, 25).checkLength(),
        "the length of an option that is not there is not read");
    message.wrap(array, AT, 32);
    array[AT + 25] = 0;
    assertEquals(DropReason.BAD_NEIGHBOUR_MESSAGE, message.checkLength(), "it would never end");
    array[AT + 25] = 2;
    assertEquals(DropReason.BAD_NEIGHBOUR_MESSAGE, message.checkLength());
  }

  @Test
  void anotherOptionBeforeTheLinkAddressIsPassedOver() {
    String target = "20010db8000000000000000000000001";
    byte[] array =
        placed(
            "88 00 0000 00000000"
                + target
                + "05 01 000000000000 02 02"
                + "00".repeat(14)
                + "02 01 0a0b0c0d0e0f");
    NeighbourMessage message = new NeighbourMessage().wrap(array, AT, 24 + 8 + 16 + 8);
    assertEquals(DropReason.NONE, message.checkLength());
    assertEquals(0x0a0b0c0d0e0fL, message.linkAddress(2), "an option of 16 octets is not one of 8");
  }

  @Test
  void neighbourMessagesAreWrittenAroundTheirTarget() {
    byte[] array = placed("00".repeat(32));
    NeighbourMessage.writeAroundTarget(array, AT, true, false, 2, 0x0a0b0c0d0e0fL);
    assertArrayEquals(octets("00000000 40000000"), Arrays.copyOfRange(array, AT, AT + 8));
    assertArrayEquals(octets("02010a0b0c0d0e0f"), Arrays.copyOfRange(array, AT + 24, AT + 32));
    NeighbourMessage.writeAroundTarget(array, AT, false, true, 1, 1);
    assertArrayEquals(octets("00000000 20000000"), Arrays.copyOfRange(array, AT, AT + 8));
    assertArrayEquals(octets("0101000000000001"), Arrays.copyOfRange(array, AT + 24, AT + 32));
  }
}
