// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.engine.config.HeaderPolicy;
import org.sallyport.engine.config.HeaderPolicy.DontFragment;
import org.sallyport.engine.config.NetworkConfig.LinkKind;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frames;
import org.sallyport.engine.wire.EtherType;
import org.sallyport.engine.wire.IcmpHeader;
import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Octets;
import org.sallyport.engine.wire.UdpHeader;

/**
 * Two gateways with a network behind each: hosts on Ethernet, tunnels between (RFC 4301 §5, §8).
 */
final class SecurityGatewayTest {
  private static EnginePair lans(boolean innerIpv4) {
    EnginePair.Setup setup = new EnginePair.Setup();
    setup.lan = true;
    setup.innerIpv4 = innerIpv4;
    return established(setup);
  }

  private static EnginePair established(EnginePair.Setup setup) {
    EnginePair pair = new EnginePair(setup);
    pair.a.engine.initiate("b", pair.nowNs);
    pair.runFor(1_000_000_000L);
    assertEquals(1, pair.a.children());
    if (setup.lan) {
      pair.a.host.send(echo(pair, 10), pair.nowNs); // so that every neighbour is known
      pair.runFor(2_000_000_000L);
      pair.a.host.received.clear();
      pair.b.host.received.clear();
    }
    return pair;
  }

  private static byte[] echo(EnginePair pair, int dataLength) {
    return EnginePair.echo(pair.a.host.address, pair.b.host.address, 7, dataLength);
  }

  private static byte[] echoWithDontFragment(EnginePair pair, int dataLength) {
    byte[] packet = echo(pair, dataLength);
    Octets.put16(packet, 6, 0x4000);
    Ipv4Header.writeChecksum(packet, 0);
    return packet;
  }

  private static byte[] last(List<byte[]> packets) {
    return packets.get(packets.size() - 1);
  }

  private static int hopLimit(byte[] packet) {
    return packet[0] >> 4 == 4 ? packet[8] & 0xFF : packet[7] & 0xFF;
  }

  private static int icmpType(byte[] packet) {
    return packet[0] >> 4 == 4 ? packet[20] & 0xFF : packet[40] & 0xFF;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void hostsReachEachOtherAndEveryGatewayIsAHop(boolean innerIpv4) {
    EnginePair pair = lans(innerIpv4);
    byte[] request = echo(pair, 1000);
    pair.a.host.send(request, pair.nowNs);
    pair.runFor(2_000_000_000L);
    assertEquals(1, pair.b.host.received.size(), () -> pair.a.engine.status() + "");
    byte[] arrived = pair.b.host.received.get(0);
    assertEquals(62, hopLimit(arrived), "64, less two gateways");
    assertTrue(!innerIpv4 || InternetChecksum.of(arrived, 0, 20) == 0);
    arrived[innerIpv4 ? 8 : 7] = 64;
    if (innerIpv4) {
      Ipv4Header.writeChecksum(arrived, 0);
    }
    assertArrayEquals(request, arrived);
    assertEquals(1, pair.a.host.received.size(), "the echo reply");
    assertEquals(innerIpv4 ? 0 : 129, icmpType(pair.a.host.received.get(0)));
    assertEquals(62, hopLimit(pair.a.host.received.get(0)));
    assertEquals(0, pair.a.held() + pair.b.held(), "every slot is back");
    assertEquals(0, pair.a.pool.copies() + pair.b.pool.copies());
  }

  @ParameterizedTest
  @CsvSource({"true,1,a", "true,2,b", "false,1,a", "false,2,b"})
  void anExhaustedHopLimitIsToldByTheGatewayThatFindsIt(
      boolean innerIpv4, int hopLimit, String teller) {
    EnginePair pair = lans(innerIpv4);
    byte[] request = echo(pair, 50);
    request[innerIpv4 ? 8 : 7] = (byte) hopLimit;
    if (innerIpv4) {
      Ipv4Header.writeChecksum(request, 0);
    }
    pair.a.host.send(request, pair.nowNs);
    pair.runFor(2_000_000_000L);
    assertEquals(0, pair.b.host.received.size());
    assertEquals(1, pair.a.host.received.size());
    byte[] told = pair.a.host.received.get(0);
    assertEquals(innerIpv4 ? 11 : 3, icmpType(told));
    EnginePair.End gateway = teller.equals("a") ? pair.a : pair.b;
    int length = gateway.inner.length();
    assertEquals(
        gateway.inner, IpAddress.of(told, innerIpv4 ? 12 : 8, length), "through the tunnel");
    assertEquals(1, gateway.drops(DropReason.HOP_LIMIT_EXCEEDED));
  }

  @Test
  void thereIsNoErrorAboutAnError() {
    EnginePair pair = lans(true);
    byte[] error = echo(pair, 50);
    IcmpHeader.write(error, 20, error.length - 20, IcmpHeader.UNREACHABLE, 1, 0);
    error[8] = 1;
    Ipv4Header.writeChecksum(error, 0);
    pair.a.host.send(error, pair.nowNs);
    pair.runFor(2_000_000_000L);
    assertEquals(0, pair.a.host.received.size());
    assertEquals(1, pair.a.drops(DropReason.HOP_LIMIT_EXCEEDED));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatDoesNotFitTheTunnelIsToldWithTheLengthThatDoes(boolean innerIpv4) {
    // R4303-3.3.4-2
    EnginePair pair = lans(innerIpv4);
    byte[] request = innerIpv4 ? echoWithDontFragment(pair, 1472) : echo(pair, 1452);
    assertEquals(1500, request.length);
    pair.a.host.send(request, pair.nowNs);
    pair.runFor(2_000_000_000L);
    assertEquals(0, pair.b.host.received.size());
    byte[] told = last(pair.a.host.received);
    assertEquals(innerIpv4 ? IcmpHeader.UNREACHABLE : IcmpHeader.V6_TOO_BIG, icmpType(told));
    int mtu = innerIpv4 ? Octets.u16(told, 26) : Octets.i32(told, 44);
    // IPv4 header, ESP header, IV, trailer and ICV of AES-GCM-16 around it.
    assertEquals((1500 - 20 - 8 - 8 - 16) / 4 * 4 - 2, mtu);
    int header = innerIpv4 ? 28 : 48;
    byte[] fits = innerIpv4 ? echoWithDontFragment(pair, mtu - header) : echo(pair, mtu - header);
    assertEquals(mtu, fits.length);
    pair.a.host.send(fits, pair.nowNs);
    pair.runFor(2_000_000_000L);
    assertEquals(1, pair.b.host.received.size());
    byte[] over =
        innerIpv4 ? echoWithDontFragment(pair, mtu - header + 1) : echo(pair, mtu - header + 1);
    pair.a.host.send(over, pair.nowNs);
    pair.run();
    assertEquals(1, pair.b.host.received.size());
    assertEquals(2, pair.a.drops(DropReason.FRAGMENTATION_NEEDED));
  }

  /** What went out since, without ARP: neighbours are asked now and then. */
  private static List<byte[]> packetsSince(EnginePair pair, int before) {
    List<byte[]> since = pair.a.framesOut.subList(before, pair.a.framesOut.size());
    return since.stream().filter(frame -> Octets.u16(frame, 12) != EtherType.ARP).toList();
  }

  @ParameterizedTest
  @CsvSource({"COPY,false", "CLEAR,true"})
  void whereTheOuterPacketMayBeCutItIs(DontFragment rule, boolean innerDontFragment) {
    // R4303-3.3.4-3
    EnginePair.Setup setup = new EnginePair.Setup();
    setup.lan = true;
    setup.tunnelHeader = new HeaderPolicy(rule, true, true, 64);
    EnginePair pair = established(setup);
    byte[] request = innerDontFragment ? echoWithDontFragment(pair, 1472) : echo(pair, 1472);
    int before = pair.a.framesOut.size();
    pair.a.host.send(request, pair.nowNs);
    pair.runFor(2_000_000_000L);
    assertEquals(1, pair.b.host.received.size());
    assertEquals(1500, pair.b.host.received.get(0).length);
    assertEquals(2, packetsSince(pair, before).size(), "two fragments outside");
    assertEquals(1, pair.a.host.received.size());
  }

  @Test
  void whereTheOuterPacketMustNotBeCutTheInnerOneIs() {
    EnginePair.Setup setup = new EnginePair.Setup();
    setup.lan = true;
    setup.tunnelHeader = new HeaderPolicy(DontFragment.SET, true, true, 64);
    EnginePair pair = established(setup);
    int before = pair.a.framesOut.size();
    pair.a.host.send(echo(pair, 1472), pair.nowNs);
    pair.runFor(2_000_000_000L);
    assertEquals(2, pair.b.host.received.size(), "two inner packets");
    for (byte[] frame : packetsSince(pair, before)) {
      assertEquals(0x4000, Octets.u16(frame, 14 + 6) & 0x6000, "DF and no fragment outside");
    }
    byte[] reply = last(pair.a.host.received);
    assertEquals(IcmpHeader.ECHO_REPLY, pair.a.host.received.get(0)[20]);
    assertTrue(reply.length > 40, "the reply comes back the same way");
    assertEquals(0, pair.a.held() + pair.b.held());
  }

  @Test
  void anIpv6PacketOf1280OctetsPassesHoweverNarrowThePath() {
    EnginePair pair = lans(false);
    byte[] lowered = lowered(pair, 576 + 100, 0);
    assertEquals(DropReason.NONE, pair.a.receive(lowered));
    pair.a.host.send(echo(pair, 1280 - 48), pair.nowNs);
    pair.runFor(2_000_000_000L);
    assertEquals(1, pair.b.host.received.size());
    assertEquals(1, pair.a.host.received.size());
    pair.a.host.send(echo(pair, 1281 - 48), pair.nowNs);
    pair.runFor(2_000_000_000L);
    assertEquals(1, pair.b.host.received.size());
    assertEquals(1280, Octets.i32(last(pair.a.host.received), 44));
  }

  /** An ICMP "fragmentation needed" to a about its last ESP packet, as a frame. */
  private static byte[] lowered(EnginePair pair, int mtu, int change) {
    byte[] frame =
        pair.a.framesOut.stream().filter(SecurityGatewayTest::isEsp).reduce((x, y) -> y).get();
    byte[] message = new byte[14 + 20 + 8 + 36];
    System.arraycopy(frame, 6, message, 0, 6);
    System.arraycopy(frame, 0, message, 6, 6);
    message[12] = 8;
    IpAddress router = EnginePair.address("192.0.2.77");
    router.copyInto(message, 14 + 12);
    pair.a.outer.copyInto(message, 14 + 16);
    Ipv4Header.writeAroundAddresses(message, 14, 0, message.length - 14, 0, false, 64, 1);
    System.arraycopy(frame, 14, message, 14 + 28, 36);
    if (change > 0) {
      message[14 + 28 + change] ^= 1;
    }
    Octets.put16(message, 14 + 20 + 6, mtu);
    IcmpHeader.write(message, 14 + 20, message.length - 14 - 20, IcmpHeader.UNREACHABLE, 4, 0);
    return message;
  }

  private static boolean isEsp(byte[] frame) {
    boolean isFirst = (Octets.u16(frame, 14 + 6) & 0x1FFF) == 0;
    return Octets.u16(frame, 12) == 0x0800 && frame[14 + 9] == 50 && isFirst;
  }

  @Test
  void aPathThatCarriesLessIsLearnedFromIcmpAndForgotten() {
    EnginePair pair = lans(true);
    assertEquals(DropReason.NONE, pair.a.receive(lowered(pair, 1400, 0)));
    pair.a.host.send(echoWithDontFragment(pair, 1372), pair.nowNs);
    pair.run();
    assertEquals(0, pair.b.host.received.size());
    assertEquals((1400 - 20 - 8 - 8 - 16) / 4 * 4 - 2, Octets.u16(last(pair.a.host.received), 26));
    int before = pair.a.framesOut.size();
    pair.a.host.send(echo(pair, 1372), pair.nowNs);
    pair.run();
    assertEquals(1, pair.b.host.received.size(), "without DF it is cut to the path");
    for (byte[] frame : packetsSince(pair, before)) {
      assertTrue(frame.length <= 14 + 1400);
    }
    assertEquals(
        DropReason.IGNORED_ICMP, pair.a.receive(lowered(pair, 1450, 0)), "it is never raised");
    pair.nowNs += 601_000_000_000L;
    pair.runFor(1_000_000_000L);
    assertEquals(1, pair.a.children());
    pair.a.host.send(echoWithDontFragment(pair, 1372), pair.nowNs);
    pair.runFor(2_000_000_000L);
    assertEquals(2, pair.b.host.received.size(), "after ten minutes a longer packet is tried");
  }

  @ParameterizedTest
  @CsvSource({
    "12, UNKNOWN_SPI", // not our address
    "19, UNKNOWN_SPI", // not the peer's
    "9, IGNORED_ICMP", // another protocol
    "23, UNKNOWN_SPI",
    "24, IGNORED_ICMP" // a number that was never used
  })
  void whatQuotesNoPacketOfOursIsNotBelieved(int change, DropReason expected) {
    EnginePair pair = lans(true);
    assertEquals(expected, pair.a.receive(lowered(pair, 600, change)));
    pair.a.host.send(echoWithDontFragment(pair, 1300), pair.nowNs);
    pair.run();
    assertEquals(1, pair.b.host.received.size());
  }

  @ParameterizedTest
  @CsvSource({"0", "2", "1000", "0x7fffffff", "0x80000000", "0x80000004", "0xffffffff"})
  void aNumberThatWasNeverSentIsNotBelieved(String quoted) {
    EnginePair pair = lans(true);
    byte[] forged = lowered(pair, 600, 0);
    int sequence = 14 + 28 + 24;
    assertEquals(1, Octets.i32(forged, sequence), "the one packet that was sent");
    Octets.put32(forged, sequence, Long.decode(quoted));
    IcmpHeader.write(forged, 14 + 20, forged.length - 14 - 20, IcmpHeader.UNREACHABLE, 4, 0);
    assertEquals(DropReason.IGNORED_ICMP, pair.a.receive(forged));
  }

  /**
   * RFC 792: a router quotes eight octets behind the IP header at least, which are SPI and number.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aQuoteThatEndsBeforeItsNumberIsNotBelieved(boolean isInUdp) {
    EnginePair pair = lans(true);
    byte[] whole = lowered(pair, 600, 0);
    int quoted = 14 + 28;
    int esp = quoted + 20 + (isInUdp ? 8 : 0);
    if (isInUdp) {
      System.arraycopy(whole, quoted + 20, whole, esp, 8);
      whole[quoted + 9] = 17;
      UdpHeader.write(whole, quoted + 20, 4500, 4500, 16);
    }
    for (int end = quoted; end < esp + 8; end++) {
      DropReason expected = end < quoted + 20 ? DropReason.TRUNCATED : DropReason.IGNORED_ICMP;
      assertEquals(expected, pair.a.receive(ending(whole, end)), "cut at " + end);
    }
    assertEquals(DropReason.NONE, pair.a.receive(ending(whole, esp + 8)));
  }

  @Test
  void whatWasNotSentAsEspInUdpIsNotBelieved() {
    EnginePair pair = lans(true);
    byte[] whole = lowered(pair, 600, 0);
    int quoted = 14 + 28;
    System.arraycopy(whole, quoted + 20, whole, quoted + 28, 8);
    whole[quoted + 9] = 17;
    for (int port : new int[] {0, 500, 4499, 4501}) {
      UdpHeader.write(whole, quoted + 20, port, 4500, 16);
      assertEquals(DropReason.IGNORED_ICMP, pair.a.receive(ending(whole, quoted + 36)));
    }
    UdpHeader.write(whole, quoted + 20, 4500, 4500, 16);
    assertEquals(DropReason.NONE, pair.a.receive(ending(whole, quoted + 36)));
  }

  private static byte[] ending(byte[] message, int end) {
    byte[] cut = Arrays.copyOf(message, end);
    Ipv4Header.writeAroundAddresses(cut, 14, 0, end - 14, 0, false, 64, 1);
    IcmpHeader.write(cut, 14 + 20, end - 14 - 20, IcmpHeader.UNREACHABLE, 4, 0);
    return cut;
  }

  @Test
  void nobodyLowersThePathBelowWhatEveryHostTakes() {
    EnginePair pair = lans(true);
    assertEquals(DropReason.NONE, pair.a.receive(lowered(pair, 68, 0)));
    pair.a.host.send(echoWithDontFragment(pair, 1000), pair.nowNs);
    pair.run();
    assertEquals((576 - 20 - 8 - 8 - 16) / 4 * 4 - 2, Octets.u16(last(pair.a.host.received), 26));
  }

  @Test
  void aNetworkBehindUsThatCarriesLessIsToldThroughTheTunnel() {
    EnginePair.Setup setup = new EnginePair.Setup();
    setup.lan = true;
    setup.lanMtu = 1000;
    EnginePair pair = established(setup);
    pair.a.host.send(echoWithDontFragment(pair, 1100), pair.nowNs);
    pair.runFor(2_000_000_000L);
    byte[] told = last(pair.a.host.received);
    assertEquals(1000, Octets.u16(told, 26));
    assertEquals(pair.b.inner, IpAddress.of(told, 12, 4));
    pair.a.host.send(echo(pair, 1100), pair.nowNs);
    pair.runFor(2_000_000_000L);
    assertEquals(2, pair.b.host.received.size(), "two fragments on the narrow network");
  }

  @Test
  void plaintextIsForwardedOnlyAsThePolicySays() {
    EnginePair pair = lans(true);
    byte[] elsewhere =
        EnginePair.echo(pair.a.host.address, EnginePair.address("203.0.113.9"), 1, 32);
    int before = pair.a.framesOut.size();
    pair.a.host.send(elsewhere, pair.nowNs);
    pair.runFor(2_000_000_000L);
    assertEquals(1, pair.a.drops(DropReason.POLICY_DISCARD));
    assertEquals(List.of(), packetsSince(pair, before));
    byte[] forged = EnginePair.echo(pair.b.host.address, pair.a.host.address, 1, 32);
    byte[] frame = new byte[14 + forged.length];
    System.arraycopy(new byte[] {2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0}, 0, frame, 0, 14);
    System.arraycopy(forged, 0, frame, 14, forged.length);
    assertEquals(DropReason.POLICY_DISCARD, pair.a.receive(frame), "outside it must be ESP");
    assertEquals(0, pair.a.host.received.size());
  }

  @Test
  void whatBelongsToOneLinkStaysThere() {
    EnginePair pair = lans(true);
    for (String target : List.of("224.0.0.9", "169.254.1.1", "127.0.0.1", "255.255.255.255")) {
      byte[] packet = EnginePair.echo(pair.a.host.address, EnginePair.address(target), 1, 32);
      byte[] frame = new byte[14 + packet.length];
      System.arraycopy(new byte[] {2, 0, 0, 0, 1, 1, 2, 0, 0, 0, 2, 1, 8, 0}, 0, frame, 0, 14);
      System.arraycopy(packet, 0, frame, 14, packet.length);
      int before = pair.a.framesOut.size();
      pair.a.engine.receiveInner(Frames.held(pair.a.pool, frame), pair.nowNs);
      pair.run();
      assertEquals(List.of(), packetsSince(pair, before), target);
    }
  }

  @Test
  void theRouterOfTheNetworkAnswersItself() {
    EnginePair pair = lans(true);
    pair.a.host.send(EnginePair.echo(pair.a.host.address, pair.a.inner, 1, 32), pair.nowNs);
    pair.runFor(2_000_000_000L);
    assertEquals(1, pair.a.host.received.size());
    assertEquals(64, hopLimit(pair.a.host.received.get(0)), "one neighbour to another");
    pair.a.host.send(EnginePair.echo(pair.a.host.address, pair.b.inner, 1, 32), pair.nowNs);
    pair.runFor(2_000_000_000L);
    assertEquals(2, pair.a.host.received.size(), "the far router answers through the tunnel");
  }

  @Test
  void aHostBehindBarePacketsIsToldToo() {
    EnginePair.Setup setup = new EnginePair.Setup();
    setup.link = LinkKind.IP;
    EnginePair pair = established(setup);
    byte[] packet =
        EnginePair.echo(EnginePair.address("10.1.0.99"), EnginePair.address("10.2.0.99"), 1, 1472);
    Octets.put16(packet, 6, 0x4000);
    Ipv4Header.writeChecksum(packet, 0);
    assertEquals(DropReason.FRAGMENTATION_NEEDED, pair.a.sendInner(packet));
    assertEquals(1, pair.a.delivered.size());
    assertEquals(IcmpHeader.UNREACHABLE, pair.a.delivered.get(0)[20]);
    assertEquals(64, hopLimit(pair.a.delivered.get(0)));
  }
}
