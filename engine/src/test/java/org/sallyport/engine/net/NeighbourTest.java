// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.NetworkConfig.InterfaceAddress;
import org.sallyport.engine.config.NetworkConfig.LinkKind;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.Frames;
import org.sallyport.engine.table.DescriptorRingState;
import org.sallyport.engine.table.NotedRows;
import org.sallyport.engine.wire.ArpPacket;
import org.sallyport.engine.wire.EtherType;
import org.sallyport.engine.wire.EthernetHeader;
import org.sallyport.engine.wire.IcmpHeader;
import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv6Header;
import org.sallyport.engine.wire.NeighbourMessage;
import org.sallyport.engine.wire.Octets;

/** Several neighbours, and what the stack says to them (RFC 826, RFC 4861). */
class NeighbourTest {
  private static final long US = 0x0200_0000_0001L;
  private static final long SECOND_NS = 1_000_000_000L;
  private static final int IP = EthernetHeader.LENGTH;
  private static final int ICMP = IP + Ipv6Header.LENGTH;

  private final StackFixture host =
      new StackFixture(LinkKind.ETHERNET, new StackLimits(2, 1, 1280, 1));

  private static IpAddress ipv4(int last) {
    return StackFixture.address("192.0.2." + last);
  }

  private static long hardware(int last) {
    return 0x0200_0000_0000L + last;
  }

  private DropReason send(IpAddress source, IpAddress destination, long nowNs) {
    Frame frame = host.network.claim();
    assertNotNull(frame);
    frame.append(4);
    host.network.pushIp(frame, 99, source, destination, 0);
    return host.network.transmit(frame, nowNs);
  }

  private DropReason sendTo(int last, long nowNs) {
    return send(StackFixture.OWN_IPV4, ipv4(last), nowNs);
  }

  private void answer(int last, long nowNs) {
    byte[] frame = new byte[EthernetHeader.LENGTH + ArpPacket.LENGTH];
    EthernetHeader.write(frame, 0, US, hardware(last), EtherType.ARP);
    ArpPacket.write(
        frame,
        EthernetHeader.LENGTH,
        ArpPacket.REPLY,
        hardware(last),
        ipv4(last).toOctets().toArray(),
        0,
        US,
        StackFixture.OWN_IPV4.toOctets().toArray(),
        0);
    assertEquals(DropReason.NONE, host.receive(frame, nowNs));
  }

  private byte[] lastSent() {
    return StackFixture.octets(host.sent.getLast()).toArray();
  }

  private void assertGoesTo(int last, long nowNs) {
    assertEquals(DropReason.NONE, sendTo(last, nowNs));
    assertEquals(hardware(last), Octets.u48(lastSent(), 0));
  }

  @Test
  void everyNeighbourHasItsLinkAddress() {
    for (int last : new int[] {10, 11}) {
      assertEquals(DropReason.NEIGHBOUR_PENDING, sendTo(last, 0));
      answer(last, 0);
    }
    assertGoesTo(10, 1);
    assertGoesTo(11, 1);
    assertGoesTo(10, 1);
    assertTrue(
        host.fired.stream().noneMatch(row -> row.startsWith("Neighbour Absent SlotWanted")),
        host.fired::toString);
  }

  /** A packet that is sent, or that waits, is a use of the entry. */
  @Test
  void theNeighbourThatIsUsedStays() {
    for (int last : new int[] {10, 11}) {
      sendTo(last, last);
      answer(last, last);
    }
    assertGoesTo(10, 20);
    sendTo(12, 21);
    answer(12, 21);
    assertGoesTo(10, 22);
    assertEquals(DropReason.NEIGHBOUR_PENDING, sendTo(11, 23), "it gave way");
    assertEquals(DropReason.NEIGHBOUR_PENDING, sendTo(11, 24));
  }

  @Test
  void ofTwoThatAreSoughtTheOneForWhichPacketsComeStays() {
    sendTo(10, 0);
    sendTo(11, 1);
    sendTo(10, 2);
    host.sent.clear();
    sendTo(12, 3);
    answer(10, 4);
    assertGoesTo(10, 5);
  }

  // ---- neighbour discovery

  /** A message of neighbour discovery from {@code source}, with a link address unless negative. */
  private static byte[] message(
      IpAddress source, IpAddress destination, IpAddress target, int type, long linkAddress) {
    int length = linkAddress < 0 ? NeighbourMessage.LENGTH : NeighbourMessage.LENGTH_WITH_ADDRESS;
    byte[] frame = new byte[ICMP + NeighbourMessage.LENGTH_WITH_ADDRESS];
    EthernetHeader.write(frame, 0, US, hardware(2), EtherType.IPV6);
    source.copyInto(frame, IP + Ipv6Header.SOURCE);
    destination.copyInto(frame, IP + Ipv6Header.DESTINATION);
    target.copyInto(frame, ICMP + NeighbourMessage.TARGET);
    Ipv6Header.writeAroundAddresses(frame, IP, 0, length, IpProtocol.ICMPV6, 255);
    boolean asks = type == IcmpHeader.V6_NEIGHBOUR_SOLICITATION;
    NeighbourMessage.writeAroundTarget(
        frame,
        ICMP,
        !asks,
        true,
        asks ? NeighbourMessage.SOURCE_ADDRESS : NeighbourMessage.TARGET_ADDRESS,
        Math.max(0, linkAddress));
    byte[] cut = java.util.Arrays.copyOf(frame, ICMP + length);
    long pseudo =
        InternetChecksum.pseudoHeader(
            cut, IP + Ipv6Header.SOURCE, IpAddress.IPV6_LENGTH, IpProtocol.ICMPV6, length);
    IcmpHeader.write(cut, ICMP, length, type, 0, pseudo);
    return cut;
  }

  private DropReason solicited(String source) {
    return host.receive(
        message(
            StackFixture.address(source),
            StackFixture.OWN_IPV6,
            StackFixture.OWN_IPV6,
            IcmpHeader.V6_NEIGHBOUR_SOLICITATION,
            -1),
        0);
  }

  /** RFC 4861 §7.2.4: the answer goes to who asks, whose link address may have to be found. */
  @Test
  void theAnswerWaitsForTheAskersLinkAddress() {
    assertEquals(DropReason.NONE, solicited("2001:db8::2"));
    assertEquals(63, host.pool.count(DescriptorRingState.FREE), "the answer waits");
    assertEquals(1, host.sent.size(), "the asker is asked");
  }

  @Test
  void anAnswerThatFindsNoSlotIsDropped() {
    while (host.pool.count(DescriptorRingState.FREE) > 1) { // the last one takes the question
      host.network.claim();
    }
    assertEquals(DropReason.NO_FREE_SLOT, solicited("2001:db8::2"));
    assertTrue(host.sent.isEmpty());
  }

  @Test
  void anAnswerThatFindsNoWayIsDropped() {
    assertEquals(DropReason.NO_ROUTE, solicited("2001:db8:9::9"));
    assertEquals(64, host.pool.count(DescriptorRingState.FREE));
    assertTrue(host.sent.isEmpty());
  }

  /** RFC 4861 §7.2.5: nobody is at a group's link address. */
  @Test
  void anAnswerWithAGroupsLinkAddressIsRefused() {
    IpAddress peer = StackFixture.address("2001:db8::2");
    assertEquals(DropReason.NEIGHBOUR_PENDING, send(StackFixture.OWN_IPV6, peer, 0));
    int advertisement = IcmpHeader.V6_NEIGHBOUR_ADVERTISEMENT;
    assertEquals(
        DropReason.BAD_NEIGHBOUR_MESSAGE,
        host.receive(
            message(peer, StackFixture.OWN_IPV6, peer, advertisement, 0x3333_0000_0001L), 1));
    host.sent.clear();
    assertEquals(
        DropReason.NONE,
        host.receive(message(peer, StackFixture.OWN_IPV6, peer, advertisement, hardware(2)), 2));
    assertEquals(hardware(2), Octets.u48(lastSent(), 0), "what waited goes out");
  }

  /** RFC 4861 §7.3.1, §7.2.2: who was found is asked where it was found. */
  @Test
  void aKnownNeighbourIsAskedByUnicast() {
    IpAddress peer = StackFixture.address("2001:db8::2");
    send(StackFixture.OWN_IPV6, peer, 0);
    byte[] first = lastSent();
    assertEquals(0x3333_FF00_0002L, Octets.u48(first, 0));
    assertTrue(StackFixture.address("ff02::1:ff00:2").matches(first, IP + Ipv6Header.DESTINATION));
    host.receive(
        message(
            peer, StackFixture.OWN_IPV6, peer, IcmpHeader.V6_NEIGHBOUR_ADVERTISEMENT, hardware(2)),
        0);
    host.network.poll(Neighbours.REACHABLE_NS);
    assertEquals(DropReason.NONE, send(StackFixture.OWN_IPV6, peer, Neighbours.REACHABLE_NS));
    host.network.poll(Neighbours.REACHABLE_NS + Neighbours.DELAY_NS);
    byte[] again = lastSent();
    assertEquals(hardware(2), Octets.u48(again, 0));
    assertTrue(peer.matches(again, IP + Ipv6Header.DESTINATION));
    assertTrue(peer.matches(again, ICMP + NeighbourMessage.TARGET));
    assertEquals(IcmpHeader.V6_NEIGHBOUR_SOLICITATION, Octets.u8(again, ICMP));
  }

  // ---- without slots, and in the trace

  /** A question that cannot be asked for want of a slot is counted, and asked again later. */
  @Test
  void questionsThatCannotBeAskedAreCounted() {
    List<Frame> all = new ArrayList<>();
    IpAddress peer = StackFixture.address("2001:db8::2");
    Frame packet = host.network.claim();
    assertNotNull(packet);
    packet.append(4);
    host.network.pushIp(packet, 99, StackFixture.OWN_IPV6, peer, 0);
    Frame other = host.network.claim();
    assertNotNull(other);
    other.append(4);
    host.network.pushIp(other, 99, StackFixture.OWN_IPV4, ipv4(9), 0);
    for (Frame slot = host.pool.claim(); slot != null; slot = host.pool.claim()) {
      all.add(slot);
    }
    assertEquals(DropReason.NEIGHBOUR_PENDING, host.network.transmit(packet, 0));
    assertEquals(1, host.network.counters().drops(DropReason.NO_FREE_SLOT));
    assertEquals(DropReason.NEIGHBOUR_PENDING, host.network.transmit(other, 0));
    assertEquals(2, host.network.counters().drops(DropReason.NO_FREE_SLOT));
    host.network.probe(ipv4(77));
    assertEquals(3, host.network.counters().drops(DropReason.NO_FREE_SLOT));
    assertTrue(host.sent.isEmpty());
    all.forEach(Frame::release);
    host.network.poll(SECOND_NS);
    assertEquals(2, host.sent.size());
  }

  private static NetworkInterface network(
      FramePool pool, Set<Long> ids, @Nullable NetworkInterface standIn) {
    return new NetworkInterface(
        new NetworkConfig(
            LinkKind.ETHERNET,
            StackFixture.octets("020000000001"),
            List.of(new InterfaceAddress(StackFixture.OWN_IPV4, 24)),
            List.of(),
            NetworkConfig.ETHERNET_MTU),
        StackLimits.DEFAULT,
        pool,
        Frames.copying(octets -> {}),
        1,
        NotedRows.and((machine, id, state, event, next, known, nowNs) -> ids.add(id)),
        standIn);
  }

  /** No two neighbours of an engine share a number in the trace, whatever their interface. */
  @Test
  void everyNeighbourHasItsNumberInTheTrace() {
    FramePool pool = FramePool.of(64);
    Set<Long> outer = new HashSet<>();
    Set<Long> inner = new HashSet<>();
    NetworkInterface first = network(pool, outer, null);
    NetworkInterface second = network(pool, inner, first);
    for (NetworkInterface each : List.of(first, second)) {
      for (int last = 10; last < 13; last++) {
        Frame frame = each.claim();
        assertNotNull(frame);
        frame.append(1);
        each.pushIp(frame, 99, StackFixture.OWN_IPV4, ipv4(last), 0);
        each.transmit(frame, 0);
      }
    }
    assertEquals(Set.of(1L, 2L, 3L), outer);
    assertEquals(Set.of(0x1_0001L, 0x1_0002L, 0x1_0003L), inner);
  }

  @Test
  void aProbeComesFromNobodyAlsoAfterAnAnnouncement() {
    host.network.lease(new InterfaceAddress(ipv4(50), 24), null);
    host.network.probe(ipv4(51));
    assertTrue(IpAddress.ANY_IPV4.matches(lastSent(), EthernetHeader.LENGTH + 14));
  }
}
