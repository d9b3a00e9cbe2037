// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.NetworkConfig.InterfaceAddress;
import org.sallyport.engine.config.NetworkConfig.LinkKind;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.Frames;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.table.NotedRows;
import org.sallyport.engine.wire.IcmpHeader;
import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.Octets;

/** Errors that a router owes, those that it must not send, and those that it is sent. */
class IcmpResponderTest {
  private static final IpAddress HOST_IPV4 = StackFixture.PEER_IPV4;
  private static final IpAddress HOST_IPV6 = StackFixture.address("2001:db8::2");
  private static final IpAddress FAR_IPV4 = StackFixture.address("198.51.100.9");
  private static final IpAddress FAR_IPV6 = StackFixture.address("2001:db8:9::9");

  private final List<String> reported = new ArrayList<>();
  private final StackFixture host =
      new StackFixture(
          LinkKind.IP,
          StackLimits.DEFAULT,
          new StackHandlers(
              PacketPolicy.BYPASS,
              (packet, protectedPacket, nowNs) -> DropReason.NOT_FOR_US,
              (packet, quotedOffset, quotedLength, mtu, nowNs) -> {
                reported.add(
                    (quotedOffset - packet.headerOffset()) + " " + quotedLength + " " + mtu);
                return DropReason.NONE;
              }));
  private final IcmpResponder responder = new IcmpResponder(host.stack.output());

  private static byte[] packet(
      IpAddress source, IpAddress destination, int protocol, byte[] payload) {
    byte[] room = new byte[100 + payload.length];
    System.arraycopy(payload, 0, room, 100, payload.length);
    Frame frame = new Frame().wrap(room, 0, room.length, 100, payload.length);
    IpWriter writer = new IpWriter(1);
    writer.between(source, destination);
    writer.push(frame, protocol, 0);
    return Frames.octets(frame);
  }

  private static IpView view(byte[] packet) {
    IpView view = new Frame().wrap(packet, 0, packet.length).ip();
    assertEquals(DropReason.NONE, view.read());
    return view;
  }

  private static byte[] forwarded(boolean ipv4, int payloadLength) {
    byte[] payload = new byte[payloadLength];
    Arrays.fill(payload, (byte) 7);
    return ipv4
        ? packet(HOST_IPV4, FAR_IPV4, 99, payload)
        : packet(HOST_IPV6, FAR_IPV6, 99, payload);
  }

  /** The one message that was sent, from its ICMP header on; its addresses are checked. */
  private byte[] sent(boolean ipv4, IpAddress source) {
    assertEquals(1, host.sent.size());
    byte[] packet = StackFixture.octets(host.sent.remove()).toArray();
    assertTrue(source.matches(packet, ipv4 ? Ipv4Header.SOURCE : 8));
    assertTrue((ipv4 ? HOST_IPV4 : HOST_IPV6).matches(packet, ipv4 ? Ipv4Header.DESTINATION : 24));
    int header = ipv4 ? 20 : 40;
    long pseudo =
        ipv4
            ? 0
            : InternetChecksum.pseudoHeader(
                packet, 8, 16, IpProtocol.ICMPV6, packet.length - header);
    assertEquals(
        0,
        InternetChecksum.finish(
            InternetChecksum.sum(packet, header, packet.length - header) + pseudo));
    return Arrays.copyOfRange(packet, header, packet.length);
  }

  private byte[] sent(boolean ipv4) {
    return sent(ipv4, ipv4 ? StackFixture.OWN_IPV4 : StackFixture.OWN_IPV6);
  }

  /** RFC 1812 §4.3.2.3: as much as fits 576 octets; RFC 4443 §2.4: as fits 1280. */
  @ParameterizedTest
  @CsvSource({"true, 11, 548, 20", "false, 3, 1232, 40"})
  void timeExceededQuotesThePacket(boolean ipv4, int type, int most, int header) {
    for (int length : new int[] {0, 10, most - header, most - header + 1}) {
      byte[] packet = forwarded(ipv4, length);
      responder.sendTimeExceeded(view(packet), 0);
      byte[] message = sent(ipv4);
      assertEquals(type, Octets.u8(message, 0));
      assertEquals(0, Octets.u8(message, 1));
      assertEquals(0, Octets.u32(message, 4));
      assertArrayEquals(
          Arrays.copyOf(packet, Math.min(packet.length, most)),
          Arrays.copyOfRange(message, IcmpHeader.LENGTH, message.length));
    }
  }

  /** RFC 1191 §4, RFC 4443 §3.2. */
  @ParameterizedTest
  @CsvSource({"true, 3, 4", "false, 2, 0"})
  void tooBigTellsTheMtu(boolean ipv4, int type, int code) {
    responder.sendTooBig(view(forwarded(ipv4, 100)), 1399, 0);
    byte[] message = sent(ipv4);
    assertEquals(type, Octets.u8(message, 0));
    assertEquals(code, Octets.u8(message, 1));
    assertEquals(1399, Octets.u32(message, 4));
  }

  private void assertNoneAbout(byte[] packet) {
    responder.sendTimeExceeded(view(packet), 0);
    responder.sendTooBig(view(packet), 1280, 0);
    assertTrue(host.sent.isEmpty(), "RFC 1812 §4.3.2.7, RFC 4443 §2.4");
  }

  private static byte[] icmp(boolean ipv4, int type) {
    byte[] message = new byte[16];
    message[0] = (byte) type;
    return ipv4
        ? packet(HOST_IPV4, FAR_IPV4, IpProtocol.ICMP, message)
        : packet(HOST_IPV6, FAR_IPV6, IpProtocol.ICMPV6, message);
  }

  @ParameterizedTest
  @CsvSource({
    "true, 3",
    "true, 4",
    "true, 5",
    "true, 11",
    "true, 12",
    "false, 0",
    "false, 1",
    "false, 2",
    "false, 127"
  })
  void thereIsNoErrorAboutAnError(boolean ipv4, int type) {
    assertNoneAbout(icmp(ipv4, type));
  }

  @ParameterizedTest
  @CsvSource({
    "true, 0",
    "true, 8",
    "true, 13",
    "true, 2",
    "false, 128",
    "false, 129",
    "false, 255"
  })
  void thereIsAnErrorAboutOtherIcmp(boolean ipv4, int type) {
    responder.sendTimeExceeded(view(icmp(ipv4, type)), 0);
    sent(ipv4);
    responder.sendTooBig(view(icmp(ipv4, type)), 1280, 0);
    sent(ipv4);
  }

  /** ICMP of the other family is none, and an empty message is no error. */
  @Test
  void whatIsNoIcmpOfItsFamilyIsNoError() {
    byte[] three = {3, 0, 0, 0};
    responder.sendTimeExceeded(view(packet(HOST_IPV4, FAR_IPV4, IpProtocol.ICMPV6, three)), 0);
    sent(true);
    responder.sendTimeExceeded(view(packet(HOST_IPV6, FAR_IPV6, IpProtocol.ICMP, three)), 0);
    sent(false);
    responder.sendTimeExceeded(view(packet(HOST_IPV4, FAR_IPV4, IpProtocol.ICMP, new byte[0])), 0);
    sent(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"224.0.0.9", "255.255.255.255", "192.0.2.255", "ff02::9"})
  void thereIsNoErrorAboutWhatWentToMany(String group) {
    IpAddress to = StackFixture.address(group);
    assertNoneAbout(packet(to.isIpv4() ? HOST_IPV4 : HOST_IPV6, to, 99, new byte[8]));
  }

  @Test
  void thereIsNoErrorAboutALaterFragment() {
    byte[] later = forwarded(true, 64);
    Ipv4Header.patchFragment(later, 0, later.length, 8, true);
    assertNoneAbout(later);
    byte[] first = forwarded(true, 64);
    Ipv4Header.patchFragment(first, 0, first.length, 0, true);
    responder.sendTimeExceeded(view(first), 0);
    sent(true);
  }

  @Test
  void thereIsNoErrorToNobody() {
    responder.sendTimeExceeded(view(packet(IpAddress.ANY_IPV6, FAR_IPV6, 99, new byte[8])), 0);
    assertTrue(host.sent.isEmpty());
    assertEquals(1, host.network.counters().drops(DropReason.RATE_LIMITED));
  }

  /** RFC 1812 §4.3.2.4: from another of our addresses where the interface has none. */
  @Test
  void errorsComeFromTheOtherInterfaceWhereThisOneHasNoAddress() {
    FramePool pool = FramePool.of(8);
    NetworkInterface numberless =
        new NetworkInterface(
            NetworkConfig.ofIp(List.of()),
            StackLimits.DEFAULT,
            pool,
            Frames.copying(octets -> host.sent.add(OctetString.of(octets).toHex())),
            1,
            NotedRows.sink(),
            host.network);
    IcmpResponder other = new IcmpResponder(new HostOutput(numberless, PacketPolicy.BYPASS));
    other.sendTimeExceeded(view(forwarded(true, 8)), 0);
    sent(true, StackFixture.OWN_IPV4);
    NetworkInterface alone =
        new NetworkInterface(
            NetworkConfig.ofIp(List.of(new InterfaceAddress(StackFixture.OWN_IPV4, 24))),
            StackLimits.DEFAULT,
            pool,
            Frames.copying(octets -> host.sent.add("sent")),
            1,
            NotedRows.sink(),
            null);
    IcmpResponder ipv4Only = new IcmpResponder(new HostOutput(alone, PacketPolicy.BYPASS));
    ipv4Only.sendTimeExceeded(view(forwarded(false, 8)), 0);
    assertTrue(host.sent.isEmpty(), "no address of the family anywhere");
    assertEquals(1, alone.counters().drops(DropReason.NO_ROUTE));
  }

  /** An echo to a group is answered from an address of ours, or not at all. */
  @Test
  void anEchoWithoutAnAddressOfItsFamilyIsNotAnswered() {
    FramePool pool = FramePool.of(8);
    NetworkInterface ipv4Only =
        new NetworkInterface(
            NetworkConfig.ofIp(List.of(new InterfaceAddress(StackFixture.OWN_IPV4, 24))),
            StackLimits.DEFAULT,
            pool,
            Frames.copying(octets -> host.sent.add("sent")),
            1,
            NotedRows.sink(),
            null);
    byte[] echo = echo6();
    assertEquals(
        DropReason.NO_ROUTE,
        HostStack.of(ipv4Only, StackHandlers.NONE).receive(Frames.held(pool, echo), 0));
    assertTrue(host.sent.isEmpty());
  }

  private static byte[] echo6() {
    byte[] message = new byte[16];
    byte[] packet = packet(HOST_IPV6, StackFixture.address("ff02::1"), IpProtocol.ICMPV6, message);
    long pseudo = InternetChecksum.pseudoHeader(packet, 8, 16, IpProtocol.ICMPV6, 16);
    IcmpHeader.write(packet, 40, 16, IcmpHeader.V6_ECHO_REQUEST, 0, pseudo);
    return packet;
  }

  /** A message of our own that finds no way is counted. */
  @Test
  void anErrorThatCannotBeSentIsCounted() {
    StackFixture ethernet = new StackFixture(LinkKind.ETHERNET);
    IcmpResponder other = new IcmpResponder(ethernet.stack.output());
    other.sendTimeExceeded(view(packet(FAR_IPV6, HOST_IPV6, 99, new byte[8])), 0);
    assertEquals(1, ethernet.network.counters().drops(DropReason.NO_ROUTE));
    assertTrue(ethernet.sent.isEmpty());
  }

  // ---- what we are told

  private byte[] told(boolean ipv4, int type, int code, long word, int quoted) {
    byte[] message = new byte[IcmpHeader.LENGTH + quoted];
    Octets.put32(message, 4, word);
    byte[] packet =
        ipv4
            ? packet(HOST_IPV4, StackFixture.OWN_IPV4, IpProtocol.ICMP, message)
            : packet(HOST_IPV6, StackFixture.OWN_IPV6, IpProtocol.ICMPV6, message);
    int header = ipv4 ? 20 : 40;
    long pseudo =
        ipv4 ? 0 : InternetChecksum.pseudoHeader(packet, 8, 16, IpProtocol.ICMPV6, message.length);
    IcmpHeader.write(packet, header, message.length, type, code, pseudo);
    return packet;
  }

  @ParameterizedTest
  @CsvSource({
    "true, 3, 4, 1400, 28 30 1400",
    "true, 3, 4, 0, 28 30 0",
    "true, 3, 4, 0x12345578, 28 30 21880",
    "false, 2, 0, 1400, 48 30 1400",
    "false, 2, 0, 0x10000, 48 30 65535",
    "true, 3, 3, 1400, ''",
    "true, 11, 4, 1400, ''",
    "false, 3, 0, 1400, ''"
  })
  void thatAPacketWasTooLongIsHandedOn(
      boolean ipv4, int type, int code, String word, String expected) {
    DropReason reason = host.receive(told(ipv4, type, code, Long.decode(word), 30), 0);
    assertEquals(expected.isEmpty() ? List.of() : List.of(expected), reported);
    assertEquals(expected.isEmpty() ? DropReason.IGNORED_ICMP : DropReason.NONE, reason);
  }

  @Test
  void whoKeepsNoPathMtuIgnoresWhatItIsTold() {
    StackFixture plain = new StackFixture(LinkKind.IP);
    assertEquals(DropReason.IGNORED_ICMP, plain.receive(told(true, 3, 4, 1400, 30), 0));
    assertEquals(1, plain.network.counters().drops(DropReason.IGNORED_ICMP));
  }

  /** What came through a tunnel, or went to many, says nothing of our own path. */
  @Test
  void whatIsToldElsewhereIsNotHandedOn() {
    byte[] message = told(true, 3, 4, 1400, 30);
    assertEquals(
        DropReason.IGNORED_ICMP, host.stack.receiveProtected(Frames.held(host.pool, message), 0));
    byte[] toAll = told(true, 3, 4, 1400, 30);
    StackFixture.address("224.0.0.1").copyInto(toAll, Ipv4Header.DESTINATION);
    Ipv4Header.writeChecksum(toAll, 0);
    assertEquals(DropReason.IGNORED_ICMP, host.receive(toAll, 0));
    assertEquals(List.of(), reported);
  }

  @Test
  void aTruncatedMessageIsDropped() {
    assertEquals(
        DropReason.TRUNCATED,
        host.receive(packet(HOST_IPV4, StackFixture.OWN_IPV4, IpProtocol.ICMP, new byte[3]), 0));
  }
}
