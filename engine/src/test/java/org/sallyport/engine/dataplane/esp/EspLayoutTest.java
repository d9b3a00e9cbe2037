// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.engine.config.HeaderPolicy;
import org.sallyport.engine.config.HeaderPolicy.DontFragment;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.dataplane.sad.Encapsulation;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Ipv6Header;
import org.sallyport.engine.wire.Octets;

/** What lies where in an ESP packet, and what the headers around it say. */
final class EspLayoutTest {
  private static final CipherSuite CBC =
      new CipherSuite(EncryptionAlgorithm.AES_CBC, 128, IntegrityAlgorithm.HMAC_SHA2_256_128);
  private static final int TCP_CHECKSUM = 16;
  private static final int UDP_CHECKSUM = 6;
  private static final IpAddress NAT = EspPair.address("198.51.100.7");

  private final EspPair.Builder builder = new EspPair.Builder();

  /** A packet whose slot ends right behind it, with room for {@code head} and {@code tail}. */
  private static Frame tight(byte[] packet, int head, int tail) {
    byte[] slot = new byte[head + packet.length + tail];
    System.arraycopy(packet, 0, slot, head, packet.length);
    return new Frame().wrap(slot, 0, slot.length, head, packet.length);
  }

  /** A packet is taken exactly when what comes before and behind it fits its slot. */
  @ParameterizedTest
  @CsvSource({"TUNNEL, true", "TUNNEL, false", "TRANSPORT, true", "TRANSPORT, false"})
  void everyPacketThatFitsItsSlotIsTaken(Mode mode, boolean ipv4) {
    builder.mode = mode;
    builder.outerIpv4 = ipv4;
    for (CipherSuite suite : new CipherSuite[] {builder.suite, CBC}) {
      builder.suite = suite;
      for (int length = 0; length < 40; length++) {
        byte[] inner = Packets.udp(ipv4, length);
        EspPair pair = builder.build();
        int head =
            8 + suite.ivLength() + (mode == Mode.TRANSPORT ? 0 : ipv4 ? 20 : Ipv6Header.LENGTH);
        byte[] outer = pair.seal(inner, 0);
        assertNotNull(outer);
        int tail = outer.length - inner.length - head;
        assertEquals(DropReason.NONE, pair.offer(tight(inner, head, tail), 0));
        pair.outbound.finish((packet, association, nowNs) -> {}, 0);
        for (Frame small :
            new Frame[] {tight(inner, head - 1, tail), tight(inner, head, tail - 1)}) {
          assertEquals(DropReason.TOO_LONG, pair.offer(small, 0), "length " + length);
        }
        assertEquals(2, pair.sender.counters().drops(DropReason.TOO_LONG));
      }
    }
  }

  /** The path MTU counts the padding that the payload needs, which is not that of the packet. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void transportPacketsFitTheirPathToTheOctet(boolean ipv4) {
    builder.mode = Mode.TRANSPORT;
    builder.suite = CBC;
    builder.outerIpv4 = ipv4;
    for (int length = 0; length < 40; length++) {
      EspPair pair = builder.build();
      IpAddress from = ipv4 ? Packets.WEST_4 : Packets.WEST_6;
      byte[] inner = Packets.udp(from, ipv4 ? Packets.EAST_4 : Packets.EAST_6, 0, true, length);
      byte[] outer = pair.seal(inner, 0);
      assertNotNull(outer);
      pair.sender.setPathMtu(outer.length);
      assertNotNull(pair.seal(inner, 0));
      pair.sender.setPathMtu(outer.length - 1);
      if (ipv4) {
        assertEquals(
            DropReason.FRAGMENTATION_NEEDED,
            pair.offer(EspPair.frame(inner), 0),
            "it must not be cut");
      } else {
        assertNotNull(pair.seal(inner, 0), "its source, which we are, may cut it");
      }
    }
  }

  @Test
  void aTransportPacketThatMayBeCutIsSent() {
    builder.mode = Mode.TRANSPORT;
    EspPair pair = builder.build();
    pair.sender.setPathMtu(100);
    assertNotNull(pair.seal(Packets.udp(Packets.WEST_4, Packets.EAST_4, 0, false, 200), 0));
    assertEquals(
        DropReason.FRAGMENTATION_NEEDED,
        pair.offer(EspPair.frame(Packets.udp(Packets.WEST_4, Packets.EAST_4, 0, true, 200)), 0));
  }

  /** RFC 8200 §5: 1280 octets pass every link, here in fragments outside. */
  @ParameterizedTest
  @CsvSource({"COPY", "SET"})
  void theLeastIpv6PacketIsCutOutsideWhereThePathIsShorter(DontFragment rule) {
    builder.header = new HeaderPolicy(rule, true, true, 64);
    EspPair pair = builder.build();
    byte[] least = Packets.udp(false, Ipv6Header.MIN_MTU - 48);
    pair.sender.setPathMtu(1300);
    byte[] cut = pair.seal(least, 0);
    assertNotNull(cut);
    assertEquals(0, cut[6] & 0x40, "may be cut");
    pair.sender.setPathMtu(1500);
    byte[] whole = pair.seal(least, 0);
    assertNotNull(whole);
    assertEquals(0x40, whole[6] & 0x40);
    pair.sender.setPathMtu(1300);
    byte[] short4 = pair.seal(Packets.udp(true, 10), 0);
    assertNotNull(short4);
    assertEquals(rule == DontFragment.SET ? 0x40 : 0, short4[6] & 0x40);
  }

  /** RFC 791: datagrams between two hosts have identifications of their own. */
  @Test
  void identificationsCountUpAndStartAnew() {
    builder.identification = 0x1234_FFFE;
    EspPair pair = builder.build();
    for (int expected : new int[] {0xFFFE, 0xFFFF, 0, 1}) {
      byte[] outer = pair.seal(Packets.udp(true, 1), 0);
      assertNotNull(outer);
      assertEquals(expected, Octets.u16(outer, 4));
    }
  }

  @Test
  void aTransportPacketThatIsNoneAfterwardsIsRefused() {
    builder.mode = Mode.TRANSPORT;
    builder.outerIpv4 = false;
    EspPair pair = builder.build();
    byte[] outer = new byte[Ipv6Header.LENGTH + 8 + 8 + 4 + 16];
    pair.sender.localAddress().copyInto(outer, Ipv6Header.SOURCE);
    pair.sender.peerAddress().copyInto(outer, Ipv6Header.DESTINATION);
    Ipv6Header.writeAroundAddresses(
        outer, 0, 0, outer.length - Ipv6Header.LENGTH, IpProtocol.ESP, 64);
    Octets.put32(outer, 40, EspPair.SPI);
    Octets.put32(outer, 44, 1);
    // A payload of two octets that is said to be a fragment header, which has eight.
    outer[59] = IpProtocol.FRAGMENT;
    pair.sender.sealer().seal(outer, 40, 8, 4, 0);
    assertEquals(DropReason.BAD_INNER_PACKET, pair.open(outer, 0));
  }

  // ---- RFC 3948 §3.1.2: behind a NAT the checksum of the payload is computed anew

  private static byte[] ip(int protocol, byte[] payload) {
    byte[] packet = new byte[Ipv4Header.MIN_LENGTH + payload.length];
    Packets.WEST_4.copyInto(packet, Ipv4Header.SOURCE);
    Packets.EAST_4.copyInto(packet, Ipv4Header.DESTINATION);
    Ipv4Header.writeAroundAddresses(packet, 0, 0, packet.length, 1, false, 64, protocol);
    System.arraycopy(payload, 0, packet, Ipv4Header.MIN_LENGTH, payload.length);
    return packet;
  }

  private static byte[] counting(int length) {
    byte[] payload = new byte[length];
    for (int at = 0; at < length; at++) {
      payload[at] = (byte) (at + 1);
    }
    return payload;
  }

  /** The payload that arrives when a NAT has changed the source on the way. */
  private byte[] throughNat(int protocol, byte[] payload) {
    builder.mode = Mode.TRANSPORT;
    builder.encapsulation = new Encapsulation(4500, 4500);
    EspPair pair = builder.build();
    byte[] outer = pair.seal(ip(protocol, payload), 0);
    assertNotNull(outer);
    NAT.copyInto(outer, Ipv4Header.SOURCE);
    Ipv4Header.writeChecksum(outer, 0);
    assertEquals(DropReason.NONE, pair.open(outer, 0));
    byte[] arrived = pair.lastArrived();
    return Arrays.copyOfRange(arrived, Ipv4Header.MIN_LENGTH, arrived.length);
  }

  /** The checksum of a payload between the NAT and us, its own field left out. */
  private static int checksum(int protocol, byte[] payload, int field) {
    byte[] pseudo = new byte[8];
    NAT.copyInto(pseudo, 0);
    Packets.EAST_4.copyInto(pseudo, 4);
    byte[] without = payload.clone();
    Octets.put16(without, field, 0);
    return InternetChecksum.finish(
        InternetChecksum.sum(without, 0, without.length)
            + InternetChecksum.pseudoHeader(pseudo, 0, 4, protocol, payload.length));
  }

  @ParameterizedTest
  @CsvSource({"6, 16, 18", "6, 16, 20", "6, 16, 41", "17, 6, 8", "17, 6, 9", "17, 6, 40"})
  void aChecksumIsComputedAnew(int protocol, int field, int length) {
    byte[] payload = counting(length);
    byte[] arrived = throughNat(protocol, payload);
    assertEquals(checksum(protocol, payload, field), Octets.u16(arrived, field));
    Octets.put16(arrived, field, Octets.u16(payload, field));
    assertArrayEquals(payload, arrived, "nothing else changes");
  }

  @ParameterizedTest
  @CsvSource({"6, 17", "6, 7", "6, 0", "17, 7", "17, 0", "1, 40", "132, 40"})
  void whatHasNoSuchChecksumStaysAsItIs(int protocol, int length) {
    byte[] payload = counting(length);
    assertArrayEquals(payload, throughNat(protocol, payload));
  }

  /** RFC 768: zero says that there is no checksum, and one that comes out as zero is all ones. */
  @Test
  void zeroIsNoChecksumOfUdp() {
    byte[] without = counting(20);
    Octets.put16(without, UDP_CHECKSUM, 0);
    assertArrayEquals(without, throughNat(IpProtocol.UDP, without));
    byte[] udp = counting(20);
    Octets.put16(udp, 10, 0);
    Octets.put16(udp, 10, checksum(IpProtocol.UDP, udp, UDP_CHECKSUM));
    assertEquals(0, checksum(IpProtocol.UDP, udp, UDP_CHECKSUM));
    assertEquals(0xFFFF, Octets.u16(throughNat(IpProtocol.UDP, udp), UDP_CHECKSUM));
    byte[] tcp = counting(20);
    Octets.put16(tcp, 10, 0);
    Octets.put16(tcp, 10, checksum(IpProtocol.TCP, tcp, TCP_CHECKSUM));
    assertEquals(0, Octets.u16(throughNat(IpProtocol.TCP, tcp), TCP_CHECKSUM));
    byte[] none = counting(20);
    Octets.put16(none, TCP_CHECKSUM, 0);
    assertEquals(
        checksum(IpProtocol.TCP, none, TCP_CHECKSUM),
        Octets.u16(throughNat(IpProtocol.TCP, none), TCP_CHECKSUM),
        "TCP always has one");
  }
}
