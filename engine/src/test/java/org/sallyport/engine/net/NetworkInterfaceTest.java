// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.NetworkConfig.InterfaceAddress;
import org.sallyport.engine.config.NetworkConfig.LinkKind;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.Frames;
import org.sallyport.engine.frame.Slab;
import org.sallyport.engine.table.NotedRows;
import org.sallyport.engine.task.DeadlineTable;
import org.sallyport.engine.wire.ArpPacket;
import org.sallyport.engine.wire.EtherType;
import org.sallyport.engine.wire.EthernetHeader;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Octets;
import org.sallyport.engine.wire.UdpHeader;

/** The bounds of an interface, its leased address, and what it does when the time comes. */
class NetworkInterfaceTest {
  private static final IpAddress LEASED = StackFixture.address("198.51.100.5");
  private static final long OTHER = 0x0200_0000_0099L;

  private final List<byte[]> sent = new ArrayList<>();
  private final FramePool pool = FramePool.of(8);
  private final NetworkInterface leasing = network(pool, true, StackFixture.OWN_IPV4);

  private NetworkInterface network(FramePool frames, boolean dhcp, IpAddress... own) {
    return new NetworkInterface(
        new NetworkConfig(
            LinkKind.ETHERNET,
            StackFixture.octets("020000000001"),
            java.util.Arrays.stream(own).map(each -> new InterfaceAddress(each, 24)).toList(),
            List.of(),
            NetworkConfig.ETHERNET_MTU,
            dhcp),
        StackLimits.DEFAULT,
        frames,
        Frames.copying(sent::add),
        1,
        NotedRows.sink(),
        null);
  }

  @Test
  void aSlotTakesAFrameOfTheMtuAndItsHeader() {
    int head = EthernetHeader.LENGTH;
    int whole = head + NetworkConfig.ETHERNET_MTU;
    network(new FramePool(new Slab(1, head + whole, head)), false, StackFixture.OWN_IPV4);
    for (Slab small :
        List.of(new Slab(1, head + whole - 1, head), new Slab(1, head + whole, head - 1))) {
      FramePool frames = new FramePool(small);
      assertThrows(
          IllegalArgumentException.class,
          () -> network(frames, false, StackFixture.OWN_IPV4),
          small::toString);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1280, 1, true",
    "1, 1, 65535, 1, true",
    "0, 1, 1280, 1, false",
    "1, 0, 1280, 1, false",
    "1, 1, 1279, 1, false",
    "1, 1, 65536, 1, false",
    "1, 1, 1280, 0, false"
  })
  void everyTableOfAStackHasAUsableBound(
      int neighbours, int slots, int octets, int ports, boolean usable) {
    if (usable) {
      assertEquals(octets, new StackLimits(neighbours, slots, octets, ports).reassemblyBytes());
    } else {
      assertThrows(
          IllegalArgumentException.class, () -> new StackLimits(neighbours, slots, octets, ports));
    }
  }

  @Test
  void framesAreClaimedUntilNoneIsFree() {
    assertEquals(pool.slab().dataCapacity(), leasing.longestMessage());
    for (int slot = 0; slot < 8; slot++) {
      assertNotNull(leasing.claim());
    }
    assertNull(leasing.claim());
    assertEquals(1, leasing.counters().drops(DropReason.NO_FREE_SLOT));
  }

  @Test
  void onlyDropsOfMessagesOfOurOwnAreCounted() {
    leasing.countUnsent(DropReason.NONE);
    leasing.countUnsent(DropReason.NEIGHBOUR_PENDING);
    leasing.countUnsent(DropReason.NO_ROUTE);
    assertEquals(0, leasing.counters().drops(DropReason.NONE));
    assertEquals(0, leasing.counters().drops(DropReason.NEIGHBOUR_PENDING));
    assertEquals(1, leasing.counters().drops(DropReason.NO_ROUTE));
  }

  @Test
  void aNewLeaseIsAnnouncedOnceAndEnds() {
    assertFalse(leasing.maySendFrom(LEASED));
    leasing.lease(new InterfaceAddress(LEASED, 24), null);
    assertEquals(1, sent.size(), "RFC 5227 §2.3");
    byte[] announcement = sent.getFirst();
    assertEquals(EthernetHeader.BROADCAST, Octets.u48(announcement, 0));
    int arp = EthernetHeader.LENGTH;
    assertTrue(LEASED.matches(announcement, arp + 14), "sender");
    assertTrue(LEASED.matches(announcement, arp + 24), "and target");
    leasing.lease(new InterfaceAddress(LEASED, 16), null);
    assertEquals(1, sent.size(), "ours already");
    assertTrue(leasing.maySendFrom(LEASED));
    assertTrue(leasing.maySendFrom(StackFixture.OWN_IPV4));
    leasing.endLease();
    assertFalse(leasing.maySendFrom(LEASED));
    assertTrue(network(pool, false).maySendFrom(LEASED), "where nothing is leased nothing ends");
  }

  private void arp(
      NetworkInterface network, int operation, long from, IpAddress sender, IpAddress target) {
    byte[] frame = new byte[EthernetHeader.LENGTH + ArpPacket.LENGTH];
    EthernetHeader.write(frame, 0, EthernetHeader.BROADCAST, OTHER, EtherType.ARP);
    ArpPacket.write(
        frame,
        EthernetHeader.LENGTH,
        operation,
        from,
        sender.toOctets().toArray(),
        0,
        0,
        target.toOctets().toArray(),
        0);
    HostStack.of(network, StackHandlers.NONE).receive(Frames.held(pool, frame), 0);
  }

  /** RFC 5227 §2.1.1: who has the address, or probes for it too. */
  @Test
  void aProbeIsAnsweredByWhoHasTheAddressOrWantsIt() {
    leasing.probe(LEASED);
    assertEquals(1, sent.size());
    byte[] probe = sent.getFirst();
    assertTrue(IpAddress.ANY_IPV4.matches(probe, EthernetHeader.LENGTH + 14), "from nobody yet");
    assertTrue(LEASED.matches(probe, EthernetHeader.LENGTH + 24));
    assertFalse(leasing.isProbeAnswered());
    IpAddress host = StackFixture.address("198.51.100.6");
    arp(leasing, ArpPacket.REQUEST, OTHER, host, LEASED);
    assertFalse(leasing.isProbeAnswered(), "who asks for it does not have it");
    arp(leasing, ArpPacket.REPLY, OTHER, host, LEASED);
    assertFalse(leasing.isProbeAnswered());
    arp(leasing, ArpPacket.REQUEST, OTHER, IpAddress.ANY_IPV4, host);
    assertFalse(leasing.isProbeAnswered(), "a probe for another address");
    arp(leasing, ArpPacket.REQUEST, 0x0200_0000_0001L, IpAddress.ANY_IPV4, LEASED);
    assertFalse(leasing.isProbeAnswered(), "our own probe came back");
    arp(leasing, ArpPacket.REQUEST, OTHER, IpAddress.ANY_IPV4, LEASED);
    assertTrue(leasing.isProbeAnswered(), "somebody probes for it too");
    arp(leasing, ArpPacket.REQUEST, OTHER, host, host);
    assertTrue(leasing.isProbeAnswered(), "and stays so");
    leasing.probe(LEASED);
    assertFalse(leasing.isProbeAnswered(), "a new question");
    arp(leasing, ArpPacket.REPLY, OTHER, LEASED, host);
    assertTrue(leasing.isProbeAnswered(), "somebody has it");
  }

  @Test
  void aLinkOfBarePacketsProbesAndAnnouncesNothing() {
    NetworkInterface bare =
        new NetworkInterface(
            NetworkConfig.ofIp(List.of(new InterfaceAddress(StackFixture.OWN_IPV4, 24))),
            StackLimits.DEFAULT,
            pool,
            Frames.copying(sent::add),
            1,
            NotedRows.sink(),
            null);
    bare.probe(LEASED);
    assertFalse(bare.isProbeAnswered());
    bare.lease(new InterfaceAddress(LEASED, 24), null);
    assertEquals(0, sent.size());
    assertEquals(DeadlineTable.NEVER_NS, bare.nextDeadlineNs());
    assertEquals(0, bare.poll(1_000_000_000L));
  }

  @Test
  void theNextDeadlineIsThatOfNeighboursOrOfFragments() {
    StackFixture host = new StackFixture(LinkKind.ETHERNET);
    assertEquals(DeadlineTable.NEVER_NS, host.network.nextDeadlineNs());
    String fragment =
        "020000000001020000000002080045000024000120004001d6c8c0000202c0000201"
            + "0800f7fe000100000000000000000000";
    byte[] frame = StackFixture.octets(fragment).toArray();
    org.sallyport.engine.wire.Ipv4Header.writeChecksum(frame, EthernetHeader.LENGTH);
    assertEquals(DropReason.FRAGMENT_HELD, host.receive(frame, 5));
    assertEquals(5 + Reassembly.LIFETIME_NS, host.network.nextDeadlineNs());
    Frame packet = host.network.claim();
    assertNotNull(packet);
    packet.append(0);
    host.network.pushIp(packet, 99, StackFixture.OWN_IPV4, StackFixture.PEER_IPV4, 0);
    assertEquals(DropReason.NEIGHBOUR_PENDING, host.network.transmit(packet, 7));
    assertEquals(7 + Neighbours.ANSWER_NS, host.network.nextDeadlineNs());
    assertEquals(2, host.network.poll(5 + Reassembly.LIFETIME_NS), "one of each");
    assertEquals(1, host.network.counters().framesIn());
    assertEquals(2, host.network.counters().framesOut(), "two solicitations");
  }

  // ---- packets of our own

  private final StackFixture line = new StackFixture(LinkKind.IP);

  private Frame payload(int length) {
    Frame frame = line.network.claim();
    assertNotNull(frame);
    frame.append(length);
    return frame;
  }

  /** RFC 3948 §2.1: ESP in UDP over IPv4 may do without; RFC 8200 §8.1: IPv6 never. */
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.2, true, true",
    "192.0.2.1, 192.0.2.2, false, false",
    "2001:db8::1, 2001:db8::2, true, true",
    "2001:db8::1, 2001:db8::2, false, true"
  })
  void aDatagramHasAChecksumWhereItMust(
      String source, String destination, boolean wanted, boolean present) {
    IpAddress to = StackFixture.address(destination);
    Frame datagram = payload(4);
    int udp = datagram.offset() - UdpHeader.LENGTH;
    line.network.pushUdp(datagram, StackFixture.address(source), 4500, to, 4500, wanted);
    assertEquals(present, Octets.u16(datagram.bytes(), udp + 6) != 0);
    assertEquals(DropReason.NONE, line.network.transmit(datagram, 0));
    assertEquals(1, line.sent.size());
  }

  @Test
  void addressesInPlaceAreThoseOfThePacket() {
    byte[] addresses = StackFixture.octets("c0000202c0000201").toArray();
    Frame packet = payload(4);
    line.network.pushIp(packet, 99, addresses, IpAddress.IPV4_LENGTH);
    assertEquals(DropReason.NONE, packet.ip().read());
    assertEquals(StackFixture.PEER_IPV4, packet.ip().source());
    assertEquals(StackFixture.OWN_IPV4, packet.ip().destination());
    assertEquals(99, packet.ip().protocol());
    assertTrue(line.network.owns(packet.ip()), "it is for us");
    assertTrue(line.network.owns(addresses, 4, IpAddress.IPV4_LENGTH));
    assertFalse(line.network.owns(addresses, 0, IpAddress.IPV4_LENGTH));
    assertTrue(line.network.owns(StackFixture.OWN_IPV4));
    assertFalse(line.network.owns(StackFixture.PEER_IPV4));
    packet.release();
    Frame other = payload(4);
    line.network.pushIp(other, 99, StackFixture.OWN_IPV4, StackFixture.PEER_IPV4, 0);
    assertEquals(DropReason.NONE, other.ip().read());
    assertFalse(line.network.owns(other.ip()), "it is from us");
    assertEquals(DropReason.NONE, line.network.handOver(other));
    assertEquals(1, line.sent.size());
    other.releaseIfOwned();
  }

  @Test
  void aPathThatCarriesLessThanTheLinkGetsFragments() {
    assertEquals(NetworkConfig.ETHERNET_MTU, line.network.mtu());
    Frame packet = payload(1000);
    line.network.pushIp(packet, 99, StackFixture.OWN_IPV4, StackFixture.PEER_IPV4, 0);
    assertEquals(DropReason.NONE, line.network.transmit(packet, 600, 0));
    assertEquals(2, line.sent.size());
  }

  @Test
  void whatIsLentFindsNoSlotWhereNoneIsFree() {
    Frame packet = payload(8);
    line.network.pushIp(packet, 99, StackFixture.OWN_IPV4, StackFixture.PEER_IPV4, 0);
    byte[] octets = Frames.octets(packet);
    while (line.network.claim() != null) {
      assertEquals(0, line.sent.size());
    }
    Frame lent = new Frame().wrap(octets, 0, octets.length);
    assertEquals(DropReason.NO_FREE_SLOT, line.network.transmit(lent, 0));
    assertEquals(0, line.sent.size());
  }
}
