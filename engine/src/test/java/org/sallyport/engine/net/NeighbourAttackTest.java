// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.engine.config.NetworkConfig.LinkKind;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.DescriptorRingState;
import org.sallyport.engine.task.DeadlineTable;
import org.sallyport.engine.wire.ArpPacket;
import org.sallyport.engine.wire.EtherType;
import org.sallyport.engine.wire.EthernetHeader;
import org.sallyport.engine.wire.IcmpHeader;
import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Ipv6Header;
import org.sallyport.engine.wire.NeighbourMessage;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.Octets;

/**
 * An attacker on the link who wants a neighbour's packets, by ARP and by neighbour discovery (RFC
 * 3756 §4.1.1), and neighbours that move, go and come.
 */
class NeighbourAttackTest {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final long US = 0x0200_0000_0001L;
  private static final long OWNER = 0x0200_0000_0002L;
  private static final long ATTACKER = 0x0200_0000_0066L;

  private final StackFixture host = new StackFixture(LinkKind.ETHERNET);

  /** What a message is, in either protocol. */
  enum Protocol {
    ARP,
    NDP;

    private IpAddress neighbour() {
      return this == ARP ? StackFixture.PEER_IPV4 : StackFixture.address("2001:db8::2");
    }

    private IpAddress own() {
      return this == ARP ? StackFixture.OWN_IPV4 : StackFixture.OWN_IPV6;
    }

    /** A message of the neighbour at {@code hardware}: asks for us, answers us, or announces. */
    private byte[] message(Kind kind, long hardware) {
      return this == ARP ? arp(kind, hardware) : ndp(kind, hardware);
    }

    private byte[] arp(Kind kind, long hardware) {
      byte[] frame = new byte[EthernetHeader.LENGTH + ArpPacket.LENGTH];
      EthernetHeader.write(frame, 0, US, hardware, EtherType.ARP);
      int operation = kind == Kind.REQUEST ? ArpPacket.REQUEST : 2;
      byte[] sender = neighbour().toOctets().toArray();
      byte[] target = kind == Kind.ANNOUNCEMENT ? sender : own().toOctets().toArray();
      ArpPacket.write(frame, EthernetHeader.LENGTH, operation, hardware, sender, 0, US, target, 0);
      return frame;
    }

    private byte[] ndp(Kind kind, long hardware) {
      int length = NeighbourMessage.LENGTH_WITH_ADDRESS;
      byte[] frame = new byte[EthernetHeader.LENGTH + Ipv6Header.LENGTH + length];
      EthernetHeader.write(frame, 0, US, hardware, EtherType.IPV6);
      int ip = EthernetHeader.LENGTH;
      int icmp = ip + Ipv6Header.LENGTH;
      boolean request = kind == Kind.REQUEST;
      neighbour().copyInto(frame, ip + Ipv6Header.SOURCE);
      own().copyInto(frame, ip + Ipv6Header.DESTINATION);
      (request ? own() : neighbour()).copyInto(frame, icmp + NeighbourMessage.TARGET);
      Ipv6Header.writeAroundAddresses(frame, ip, 0, length, IpProtocol.ICMPV6, 255);
      NeighbourMessage.writeAroundTarget(
          frame,
          icmp,
          kind == Kind.ANSWER,
          true,
          request ? NeighbourMessage.SOURCE_ADDRESS : NeighbourMessage.TARGET_ADDRESS,
          hardware);
      long pseudo =
          InternetChecksum.pseudoHeader(
              frame, ip + Ipv6Header.SOURCE, IpAddress.IPV6_LENGTH, IpProtocol.ICMPV6, length);
      int type =
          request ? IcmpHeader.V6_NEIGHBOUR_SOLICITATION : IcmpHeader.V6_NEIGHBOUR_ADVERTISEMENT;
      IcmpHeader.write(frame, icmp, length, type, 0, pseudo);
      return frame;
    }

    /** A packet of ours to the neighbour. */
    private byte[] packet() {
      return this == ARP ? ipv4(neighbour()) : ipv6();
    }

    private byte[] ipv6() {
      byte[] packet = new byte[Ipv6Header.LENGTH];
      own().copyInto(packet, Ipv6Header.SOURCE);
      neighbour().copyInto(packet, Ipv6Header.DESTINATION);
      Ipv6Header.writeAroundAddresses(packet, 0, 0, 0, IpProtocol.NO_NEXT_HEADER, 64);
      return packet;
    }
  }

  private static byte[] ipv4(IpAddress destination) {
    byte[] packet = new byte[Ipv4Header.MIN_LENGTH];
    packet[0] = 0x45;
    Octets.put16(packet, 2, packet.length);
    packet[8] = 64;
    packet[9] = IpProtocol.NO_NEXT_HEADER;
    StackFixture.OWN_IPV4.copyInto(packet, Ipv4Header.SOURCE);
    destination.copyInto(packet, Ipv4Header.DESTINATION);
    Ipv4Header.writeChecksum(packet, 0);
    return packet;
  }

  private enum Kind {
    REQUEST,
    ANSWER,
    ANNOUNCEMENT
  }

  private DropReason send(byte[] packet, long nowNs) {
    return host.send(OctetString.of(packet).toHex(), nowNs);
  }

  /** Sends a packet of ours and tells the link address to which it went. */
  private void goesTo(Protocol protocol, long hardware, long nowNs) {
    host.sent.clear();
    assertEquals(DropReason.NONE, send(protocol.packet(), nowNs));
    assertTrue(hex(hardware).equals(host.sent.peek().substring(0, 12)), host.sent::toString);
  }

  private static String hex(long hardware) {
    return String.format("%012x", hardware);
  }

  /** Resolves the neighbour, so that its entry is reachable at its own address. */
  private void resolve(Protocol protocol, long nowNs) {
    assertEquals(DropReason.NEIGHBOUR_PENDING, send(protocol.packet(), nowNs));
    assertEquals(DropReason.NONE, host.receive(protocol.message(Kind.ANSWER, OWNER), nowNs));
    assertEquals("Neighbour Incomplete RcvAnswer Reachable", host.fired.get(host.fired.size() - 1));
  }

  @ParameterizedTest
  @EnumSource
  void whatWasNotAskedForMakesNoEntry(Protocol protocol) {
    for (Kind kind : new Kind[] {Kind.ANSWER, Kind.ANNOUNCEMENT}) {
      assertEquals(DropReason.NOT_FOR_US, host.receive(protocol.message(kind, ATTACKER), 0));
    }
    assertEquals(DropReason.NEIGHBOUR_PENDING, send(protocol.packet(), 0));
    goesToAfterAnswer(protocol);
  }

  private void goesToAfterAnswer(Protocol protocol) {
    assertEquals(DropReason.NONE, host.receive(protocol.message(Kind.ANSWER, OWNER), 1));
    goesTo(protocol, OWNER, 2);
  }

  @ParameterizedTest
  @EnumSource
  void noMessageMovesAReachableNeighbour(Protocol protocol) {
    resolve(protocol, 0);
    for (Kind kind : Kind.values()) {
      host.receive(protocol.message(kind, ATTACKER), 1);
      goesTo(protocol, OWNER, 2);
    }
    assertEquals(3, host.network.counters().drops(DropReason.NEIGHBOUR_CONFLICT));
    host.receive(protocol.message(Kind.ANSWER, OWNER), 3);
    assertEquals("Neighbour Probe RcvAnswer Reachable", host.fired.get(host.fired.size() - 1));
    goesTo(protocol, OWNER, 4);
  }

  @ParameterizedTest
  @EnumSource
  void noMessageMovesAStaleOrDelayedNeighbour(Protocol protocol) {
    host.receive(protocol.message(Kind.REQUEST, OWNER), 0);
    host.receive(protocol.message(Kind.ANNOUNCEMENT, ATTACKER), 1);
    // The answer to a solicitation by NDP was a use of the entry.
    String before = protocol == Protocol.ARP ? "Stale" : "Delay";
    String row = "Neighbour " + before + " RcvClaim Probe";
    assertTrue(host.fired.contains(row), host.fired::toString);
    host.receive(protocol.message(Kind.ANSWER, OWNER), 2);
    host.network.poll(2 + Neighbours.REACHABLE_NS);
    goesTo(protocol, OWNER, 40 * SECOND_NS);
    host.receive(protocol.message(Kind.REQUEST, ATTACKER), 40 * SECOND_NS);
    assertTrue(host.fired.contains("Neighbour Delay RcvClaim Probe"), host.fired::toString);
    goesTo(protocol, OWNER, 41 * SECOND_NS);
  }

  // RFC 4861 §7.2.5: without the option there is nothing to send to.
  @Test
  void anAnswerWithoutLinkAddressIsOfNoUse() {
    byte[] whole = Protocol.NDP.message(Kind.ANSWER, OWNER);
    byte[] bare = Arrays.copyOf(whole, whole.length - 8);
    int ip = EthernetHeader.LENGTH;
    int length = NeighbourMessage.LENGTH;
    Octets.put16(bare, ip + 4, length);
    long pseudo =
        InternetChecksum.pseudoHeader(
            bare, ip + Ipv6Header.SOURCE, IpAddress.IPV6_LENGTH, IpProtocol.ICMPV6, length);
    IcmpHeader.write(
        bare, ip + Ipv6Header.LENGTH, length, IcmpHeader.V6_NEIGHBOUR_ADVERTISEMENT, 0, pseudo);
    assertEquals(DropReason.NEIGHBOUR_PENDING, send(Protocol.NDP.packet(), 0));
    host.receive(bare, 1);
    assertEquals(1, host.network.counters().drops(DropReason.BAD_NEIGHBOUR_MESSAGE));
    assertEquals(
        "Neighbour Incomplete RcvUseless Incomplete", host.fired.get(host.fired.size() - 1));
    goesToAfterAnswer(Protocol.NDP);
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerToNoQuestionDoesNotEndTheDelay(Protocol protocol) {
    resolve(protocol, 0);
    host.network.poll(Neighbours.REACHABLE_NS);
    goesTo(protocol, OWNER, Neighbours.REACHABLE_NS);
    host.receive(protocol.message(Kind.ANSWER, OWNER), Neighbours.REACHABLE_NS + 1);
    assertEquals("Neighbour Delay RcvAnswer Delay", host.fired.get(host.fired.size() - 1));
  }

  @ParameterizedTest
  @EnumSource
  void aNeighbourThatMovedIsFoundWhenItsOldAddressIsSilent(Protocol protocol) {
    resolve(protocol, 0);
    host.receive(protocol.message(Kind.ANNOUNCEMENT, ATTACKER), 0);
    for (int second = 1; second <= Neighbours.MAX_TRIES; second++) {
      goesTo(protocol, OWNER, second * SECOND_NS - 1);
      host.network.poll(second * SECOND_NS);
    }
    long nowNs = 4 * SECOND_NS;
    assertEquals(1, host.network.counters().drops(DropReason.NEIGHBOUR_UNREACHABLE));
    assertEquals(DropReason.NEIGHBOUR_PENDING, send(protocol.packet(), nowNs));
    host.receive(protocol.message(Kind.ANSWER, ATTACKER), nowNs);
    goesTo(protocol, ATTACKER, nowNs);
  }

  @ParameterizedTest
  @EnumSource
  void whoOnlySaysThatHeIsThereIsFoundUnreachable(Protocol protocol) {
    resolve(protocol, 0);
    host.network.poll(Neighbours.REACHABLE_NS);
    long nowNs = Neighbours.REACHABLE_NS;
    goesTo(protocol, OWNER, nowNs);
    for (int tenth = 1; tenth < 90; tenth++) {
      nowNs += SECOND_NS / 10;
      host.receive(protocol.message(Kind.ANNOUNCEMENT, OWNER), nowNs);
      host.receive(protocol.message(Kind.REQUEST, OWNER), nowNs);
      host.network.poll(nowNs);
      send(protocol.packet(), nowNs);
    }
    assertTrue(host.fired.contains("Neighbour Probe TriesOver Absent"), host.fired::toString);
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerThatWasNotAskedForProlongsNothing(Protocol protocol) {
    resolve(protocol, 0);
    host.receive(protocol.message(Kind.ANSWER, OWNER), Neighbours.REACHABLE_NS - 1);
    assertEquals(Neighbours.REACHABLE_NS, host.network.nextDeadlineNs());
    host.network.poll(Neighbours.REACHABLE_NS);
    host.receive(protocol.message(Kind.ANSWER, OWNER), Neighbours.REACHABLE_NS + 1);
    assertEquals(Neighbours.REACHABLE_NS + Neighbours.IDLE_NS, host.network.nextDeadlineNs());
    host.network.poll(Neighbours.REACHABLE_NS + Neighbours.IDLE_NS);
    assertEquals(DeadlineTable.NEVER_NS, host.network.nextDeadlineNs(), "the entry has ended");
  }

  @ParameterizedTest
  @EnumSource
  void whoSpeaksWhileItIsSoughtIsSentWhatWaits(Protocol protocol) {
    for (Kind kind : new Kind[] {Kind.REQUEST, Kind.ANNOUNCEMENT}) {
      StackFixture fresh = new StackFixture(LinkKind.ETHERNET);
      String packet = OctetString.of(protocol.packet()).toHex();
      assertEquals(DropReason.NEIGHBOUR_PENDING, fresh.send(packet, 0));
      fresh.sent.clear();
      fresh.receive(protocol.message(kind, OWNER), 1);
      assertTrue(fresh.sent.peek().startsWith(hex(OWNER)), fresh.sent::toString);
      assertTrue(fresh.fired.stream().anyMatch(row -> row.endsWith(" Stale")), kind::toString);
    }
  }

  @Test
  void aScanOfUnknownNeighboursTakesNothingFromKnownOnes() {
    resolve(Protocol.ARP, 0);
    byte[] unknown = StackFixture.PEER_IPV4.toOctets().toArray();
    for (int last = 3; last < 250; last++) {
      unknown[3] = (byte) last;
      send(ipv4(IpAddress.of(unknown, 0, 4)), last);
    }
    goesTo(Protocol.ARP, OWNER, 251);
    assertTrue(host.fired.contains("Neighbour Incomplete SlotWanted Absent"));
    assertFalse(host.fired.contains("Neighbour Reachable SlotWanted Absent"));
    assertTrue(host.pool.count(DescriptorRingState.HELD) <= 16, "a quarter of the slots");
  }

  @Test
  void knownNeighboursGiveWayWhenTheTableIsFullOfThem() {
    StackFixture small = new StackFixture(LinkKind.ETHERNET, new StackLimits(1, 1, 1280, 2));
    small.receive(Protocol.ARP.message(Kind.REQUEST, OWNER), 0);
    small.receive(Protocol.NDP.message(Kind.REQUEST, OWNER), 1);
    assertTrue(small.fired.contains("Neighbour Stale SlotWanted Absent"));
    small.receive(Protocol.NDP.message(Kind.ANNOUNCEMENT, ATTACKER), 2);
    small.receive(Protocol.ARP.message(Kind.REQUEST, OWNER), 3);
    assertTrue(small.fired.contains("Neighbour Probe SlotWanted Absent"));
    String packet = OctetString.of(Protocol.ARP.packet()).toHex();
    assertEquals(DropReason.NONE, small.send(packet, 4));
    small.receive(Protocol.NDP.message(Kind.REQUEST, OWNER), 5);
    assertTrue(small.fired.contains("Neighbour Delay SlotWanted Absent"));
    assertEquals(DropReason.NEIGHBOUR_PENDING, small.send(packet, 6));
    small.receive(Protocol.ARP.message(Kind.ANSWER, OWNER), 7);
    small.receive(Protocol.NDP.message(Kind.REQUEST, OWNER), 8);
    assertTrue(small.fired.contains("Neighbour Reachable SlotWanted Absent"));
  }

  @Test
  void aPacketThatGivesWayToALaterOneIsCounted() {
    assertEquals(DropReason.NEIGHBOUR_PENDING, send(Protocol.ARP.packet(), 0));
    assertEquals(DropReason.NEIGHBOUR_PENDING, send(Protocol.ARP.packet(), 1));
    assertEquals(1, host.network.counters().drops(DropReason.QUEUE_FULL));
    for (int second = 1; second <= Neighbours.MAX_TRIES; second++) {
      host.network.poll(second * SECOND_NS + 1);
    }
    assertEquals(
        2,
        host.network.counters().drops(DropReason.NEIGHBOUR_UNREACHABLE),
        "the neighbour and the packet that waited");
  }

  @Test
  void whoIsNoNeighbourIsAnsweredAndNotNoted() {
    byte[] request = Protocol.ARP.message(Kind.REQUEST, ATTACKER);
    StackFixture.address("198.51.100.1").copyInto(request, EthernetHeader.LENGTH + 14);
    assertEquals(DropReason.NONE, host.receive(request, 0));
    assertEquals(1, host.sent.size());
    assertTrue(host.fired.contains("Neighbour Absent RcvUseless Absent"), host.fired::toString);
    assertEquals(1, host.network.counters().drops(DropReason.BAD_NEIGHBOUR_MESSAGE));
  }
}
