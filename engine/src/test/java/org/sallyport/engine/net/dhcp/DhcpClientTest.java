// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.dhcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sallyport.engine.net.dhcp.DhcpFixture.GIVEN;
import static org.sallyport.engine.net.dhcp.DhcpFixture.HARDWARE;
import static org.sallyport.engine.net.dhcp.DhcpFixture.SECOND_NS;
import static org.sallyport.engine.net.dhcp.DhcpFixture.SERVER;
import static org.sallyport.engine.net.dhcp.DhcpFixture.SERVER_HARDWARE;
import static org.sallyport.engine.net.dhcp.DhcpFixture.address;
import static org.sallyport.engine.net.dhcp.DhcpFixture.option;
import static org.sallyport.engine.net.dhcp.DhcpFixture.seconds;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.net.dhcp.DhcpFixture.Heard;
import org.sallyport.engine.table.DescriptorRingState;
import org.sallyport.engine.table.DhcpState;
import org.sallyport.engine.wire.EthernetHeader;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Octets;

/** What the client sends, how long it waits, and what it believes (RFC 2131 §3, §4). */
class DhcpClientTest {
  private static final IpAddress EVERYBODY = address("255.255.255.255");
  private static final IpAddress MASK = address("255.255.255.0");

  private final DhcpFixture host = new DhcpFixture();

  private void requested(long leaseSeconds) {
    host.runTo(0);
    assertEquals(DropReason.NONE, host.give(DhcpMessage.OFFER, leaseSeconds));
  }

  private void bound(long leaseSeconds) {
    requested(leaseSeconds);
    assertEquals(DropReason.NONE, host.give(DhcpMessage.ACK, leaseSeconds));
    host.pass(SECOND_NS / 2);
    assertEquals(DhcpState.BOUND, host.client.state());
  }

  private static void assertBroadcast(Heard message) {
    assertEquals(EthernetHeader.BROADCAST, message.link());
    assertEquals(EVERYBODY, message.destination());
  }

  /** RFC 2131 §2 and table 5. */
  @Test
  void messagesWithoutAnAddressAreBroadcastAndAskForBroadcast() {
    host.random = 0x8765_4321;
    requested(1000);
    assertEquals(List.of(1, 3), host.types());
    for (Heard message : host.heard) {
      byte[] payload = message.payload();
      assertBroadcast(message);
      assertEquals(IpAddress.ANY_IPV4, message.source());
      assertEquals(0x0101_0600, Octets.i32(payload, 0), "a request over Ethernet, no hops");
      assertEquals(0x8765_4321, message.transaction());
      assertTrue(message.wantsBroadcast());
      for (int at = 12; at < 236; at++) {
        boolean hardware = at >= 28 && at < 34;
        assertTrue(hardware || payload[at] == 0, "no address, no name, no file: octet " + at);
      }
      assertEquals(HARDWARE, Octets.u48(payload, 28));
      assertEquals(0x6382_5363, Octets.i32(payload, 236));
      assertArrayEquals(new byte[] {1, 3}, message.options().get(55), "mask and router");
    }
    assertEquals(Set.of(53, 55), host.heard.get(0).options().keySet());
    Heard request = host.heard.get(1);
    assertEquals(Set.of(53, 50, 54, 55), request.options().keySet());
    assertArrayEquals(GIVEN.toOctets().toArray(), request.options().get(50));
    assertArrayEquals(SERVER.toOctets().toArray(), request.options().get(54));
  }

  @Test
  void aRenewalGoesFromTheAddressToItsServerAndARebindingToAll() {
    bound(1000);
    host.random = 99;
    host.runTo(500 * SECOND_NS);
    Heard renewal = host.heard.getLast();
    assertEquals(99, renewal.transaction(), "a new transaction");
    assertEquals(DhcpMessage.REQUEST, renewal.type());
    assertEquals(SERVER_HARDWARE, renewal.link());
    assertEquals(SERVER, renewal.destination());
    host.runTo(875 * SECOND_NS);
    Heard rebinding = host.heard.getLast();
    assertBroadcast(rebinding);
    for (Heard message : List.of(renewal, rebinding)) {
      assertEquals(GIVEN, message.source());
      assertEquals(GIVEN, message.clientAddress());
      assertFalse(message.wantsBroadcast());
      assertEquals(Set.of(53, 55), message.options().keySet());
    }
  }

  @Test
  void anAddressOfAnotherHostIsDeclined() {
    requested(1000);
    host.give(DhcpMessage.ACK, 1000);
    host.arp(0x0200_0000_0099L, GIVEN, SERVER);
    host.pass(SECOND_NS / 2);
    Heard decline = host.heard.getLast();
    assertEquals(DhcpMessage.DECLINE, decline.type());
    assertBroadcast(decline);
    assertEquals(IpAddress.ANY_IPV4, decline.clientAddress());
    assertEquals(Set.of(53, 50, 54), decline.options().keySet(), "RFC 2131 table 5");
    assertArrayEquals(GIVEN.toOctets().toArray(), decline.options().get(50));
    assertEquals(DhcpState.INIT, host.client.state());
    host.pass(10 * SECOND_NS - 1);
    assertEquals(3, host.heard.size(), "RFC 2131 §3.1: ten seconds");
    host.pass(1);
    assertEquals(DhcpMessage.DISCOVER, host.heard.getLast().type());
  }

  /** RFC 2131 §4.1: 4, 8, 16, 32, 64 seconds, each give or take one. */
  @Test
  void patienceDoublesUpToAMinute() {
    host.random = 0; // a second less
    host.runTo(400 * SECOND_NS);
    assertEquals(
        List.of(0L, 3000L, 10_000L, 25_000L, 56_000L, 119_000L, 182_000L),
        host.timesMs().subList(0, 7));
    DhcpFixture late = new DhcpFixture();
    late.random = 1_999_999_999; // a second more but for a nanosecond
    late.runTo(400 * SECOND_NS);
    List<Long> rounded =
        late.heard.stream().map(heard -> (heard.timeNs() + 10) / 1_000_000).toList();
    assertEquals(List.of(0L, 5000L, 14_000L, 31_000L, 64_000L, 129_000L), rounded.subList(0, 6));
    DhcpFixture negative = new DhcpFixture();
    negative.random = -2_000_000_000;
    negative.runTo(4 * SECOND_NS);
    assertEquals(List.of(0L, 3000L), negative.timesMs());
  }

  @Test
  void secondsAreCountedFromTheFirstMessageAndEndAtTheirFieldsBound() {
    host.runTo(30 * SECOND_NS);
    assertEquals(List.of(0, 3, 10, 25), host.heard.stream().map(Heard::seconds).toList());
    host.runTo(70_000 * SECOND_NS);
    assertEquals(0xFFFF, host.heard.getLast().seconds());
    host.give(DhcpMessage.OFFER, 1000);
    assertEquals(0, host.heard.getLast().seconds(), "a new count");
  }

  /** RFC 2131 §3.1. */
  @Test
  void anOfferIsAskedForFourTimes() {
    requested(1000);
    long requestedNs = host.nowNs;
    host.runTo(requestedNs + 56 * SECOND_NS - 1);
    assertEquals(List.of(1, 3, 3, 3, 3), host.types());
    host.pass(1);
    assertEquals(DhcpState.INIT, host.client.state());
    host.pass(SECOND_NS - 1);
    assertEquals(5, host.heard.size(), "a pause of a second");
    host.random = 5;
    host.pass(1);
    assertEquals(DhcpMessage.DISCOVER, host.heard.getLast().type());
    assertEquals(5, host.heard.getLast().transaction(), "begun anew");
  }

  /** RFC 2131 §4.4.5: half of what is left until T2, then until the end; a minute at least. */
  @Test
  void aLeaseIsAskedForAgainAfterHalfOfTheTimeThatIsLeft() {
    bound(1000);
    host.runTo(1000 * SECOND_NS - 1);
    assertEquals(
        List.of(500_000L, 687_500L, 781_250L, 841_250L, 875_000L, 937_500L, 997_500L),
        host.timesMs().subList(2, host.heard.size()));
    assertEquals(GIVEN, host.client.address());
    host.pass(1);
    assertNull(host.client.address());
  }

  @Test
  void aLeaseEndsAndBeginsAnew() {
    bound(1000);
    host.runTo(1001 * SECOND_NS - 1);
    assertEquals(List.of(), host.network.addresses());
    int before = host.heard.size();
    host.pass(1);
    assertEquals(DhcpMessage.DISCOVER, host.heard.getLast().type());
    assertEquals(before + 1, host.heard.size());
    host.runTo(1100 * SECOND_NS);
    assertTrue(
        host.types().subList(before, host.types().size()).stream().allMatch(type -> type == 1),
        "no deadline of the old lease is left");
  }

  @Test
  void aRefusalLeavesNoDeadline() {
    bound(1000);
    host.runTo(500 * SECOND_NS);
    host.say(DhcpMessage.NAK, SERVER, IpAddress.ANY_IPV4);
    assertEquals(List.of(), host.network.addresses());
    host.fired.clear();
    host.runTo(1200 * SECOND_NS);
    assertTrue(
        host.fired.stream().noneMatch(row -> row.contains("Due ") && !row.contains("RetryDue")),
        host.fired::toString);
    assertTrue(host.fired.stream().noneMatch(row -> row.contains("LeaseExpired")));
  }

  @Test
  void theAddressIsOursWhileItIsBound() {
    assertNull(host.client.address());
    requested(1000);
    assertNull(host.client.address(), "offered");
    host.give(DhcpMessage.ACK, 1000);
    assertNull(host.client.address(), "not before the check");
    assertFalse(host.client.takeChange());
    long checkNs = host.nowNs + SECOND_NS / 2;
    assertEquals(checkNs, host.client.nextDeadlineNs());
    assertEquals(0, host.client.poll(checkNs - 1));
    assertEquals(1, host.client.poll(checkNs));
    assertEquals(GIVEN, host.client.address());
    assertEquals(24, host.network.addresses().getFirst().prefixLength());
    assertEquals(Long.MIN_VALUE, host.client.nextDeadlineNs(), "there is a change to take");
    assertTrue(host.client.takeChange());
    assertFalse(host.client.takeChange());
    assertEquals(500 * SECOND_NS, host.client.nextDeadlineNs());
    host.runTo(500 * SECOND_NS);
    assertEquals(GIVEN, host.client.address(), "renewing");
    host.runTo(900 * SECOND_NS);
    assertEquals(GIVEN, host.client.address(), "rebinding");
    host.say(DhcpMessage.NAK, SERVER, IpAddress.ANY_IPV4);
    assertNull(host.client.address());
    assertTrue(host.client.takeChange(), "taken away");
  }

  @Test
  void aRouterOfTheLeaseIsTheNextHop() {
    requested(1000);
    byte[] mask = option(1, MASK);
    byte[] time = seconds(51, 1000);
    byte[] router = option(3, address("192.0.2.254"));
    IpAddress far = address("198.51.100.9");
    host.neighbours.put(address("192.0.2.254"), 0x0200_0000_0003L);
    host.say(DhcpMessage.OFFER, far, GIVEN, mask, time, router); // too late: one is chosen
    host.say(DhcpMessage.ACK, SERVER, GIVEN, mask, time, router);
    host.pass(SECOND_NS);
    host.runTo(875 * SECOND_NS);
    host.say(DhcpMessage.ACK, far, GIVEN, mask, time, router);
    assertEquals(DhcpState.BOUND, host.client.state());
    host.runTo((875 + 500) * SECOND_NS);
    Heard renewal = host.heard.getLast();
    assertEquals(far, renewal.destination(), "its server is another one now");
    assertEquals(0x0200_0000_0003L, renewal.link(), "by the router");
  }

  /** A lease of one address, whose router is on no network of ours: it is asked for on the link. */
  @Test
  void aRouterOutsideOfTheNetworkIsReachedOnTheLink() {
    host.pass(SECOND_NS);
    IpAddress far = address("198.51.100.9");
    IpAddress outside = address("10.0.0.1");
    byte[] alone = option(1, address("255.255.255.255"));
    host.neighbours.put(outside, 0x0200_0000_0003L);
    host.say(DhcpMessage.OFFER, far, GIVEN, alone, seconds(51, 1000), option(3, outside));
    host.say(DhcpMessage.ACK, far, GIVEN, alone, seconds(51, 1000), option(3, outside));
    host.pass(500 * SECOND_NS);
    Heard renewal = host.heard.getLast();
    assertEquals(far, renewal.destination());
    assertEquals(0x0200_0000_0003L, renewal.link(), "by the router");
    assertEquals(0, host.network.counters().drops(DropReason.NO_ROUTE));
  }

  @Test
  void theOperatorIsToldThatNobodyAnswers() {
    host.runTo(200 * SECOND_NS);
    assertTrue(host.reports.size() >= 1 && host.reports.size() <= 4, host.reports::toString);
    assertTrue(host.reports.getFirst().startsWith("silence: null, "), host.reports::toString);
    host.reports.clear();
    requested(1000);
    host.pass(70 * SECOND_NS);
    assertTrue(host.reports.getFirst().startsWith("silence: null, "), "gone after its offer");
    host.reports.clear();
    bound(100_000);
    host.pass(99_000 * SECOND_NS);
    assertTrue(host.reports.getFirst().startsWith("silence: " + GIVEN), "a lease runs out");
  }

  @Test
  void theOperatorIsToldOfAConflictAndOfWhatIsOfNoUse() {
    host.pass(SECOND_NS);
    host.say(DhcpMessage.OFFER, SERVER, GIVEN, option(1, MASK));
    assertEquals(
        List.of("unusable: TIME: it does not say how long the lease is (option 51)"), host.reports);
    host.reports.clear();
    host.give(DhcpMessage.OFFER, 1000);
    host.give(DhcpMessage.ACK, 1000);
    host.arp(0x0200_0000_0099L, GIVEN, SERVER);
    host.pass(SECOND_NS / 2);
    assertEquals(List.of("conflict: " + GIVEN + ", " + SERVER), host.reports);
  }

  @Test
  void aMessageThatCanNotBeSentIsCountedAndSentLater() {
    IpAddress far = address("198.51.100.9");
    host.runTo(0);
    host.say(DhcpMessage.OFFER, far, GIVEN, option(1, MASK), seconds(51, 1000));
    host.say(DhcpMessage.ACK, far, GIVEN, option(1, MASK), seconds(51, 1000));
    host.runTo(500 * SECOND_NS);
    assertEquals(DhcpState.RENEWING, host.client.state());
    assertEquals(1, host.network.counters().drops(DropReason.NO_ROUTE), "no router");
    assertEquals(2, host.heard.size());
    List<Frame> all = new ArrayList<>();
    for (Frame slot = host.pool.claim(); slot != null; slot = host.pool.claim()) {
      all.add(slot);
    }
    host.runTo(875 * SECOND_NS);
    assertEquals(2, host.heard.size());
    assertEquals(4, host.network.counters().drops(DropReason.NO_FREE_SLOT), "each try");
    all.forEach(Frame::releaseIfOwned);
    host.runTo(940 * SECOND_NS);
    assertEquals(3, host.heard.size(), "again after its time");
    assertEquals(DhcpFixture.SLOTS, host.pool.count(DescriptorRingState.FREE));
  }

  @Test
  void onlyWhatAServerSendsToUsIsHeard() {
    host.random = 7;
    host.runTo(0);
    byte[] offer =
        DhcpFixture.reply(
            7,
            GIVEN,
            HARDWARE,
            option(53, (byte) 2),
            option(54, SERVER),
            option(1, MASK),
            seconds(51, 1000));
    byte[] other = offer.clone();
    other[33] ^= 1;
    assertEquals(DropReason.NOT_FOR_US, host.receive(other), "another client's");
    assertEquals(DropReason.NOT_FOR_US, host.receive(offer, 68), "not from a server's port");
    assertEquals(DropReason.TRUNCATED, host.receive(java.util.Arrays.copyOf(offer, 200)));
    byte[] foreign = offer.clone();
    foreign[7] ^= 1;
    assertEquals(DropReason.UNEXPECTED_DHCP_MESSAGE, host.receive(foreign), "another transaction");
    assertEquals(DropReason.MALFORMED_HEADER, host.give(DhcpMessage.OFFER, 3), "of no use");
    assertEquals(DhcpState.SELECTING, host.client.state());
    assertEquals(DropReason.NONE, host.receive(offer));
    assertEquals(DhcpState.REQUESTING, host.client.state());
    for (int type : new int[] {1, 3, 4, 7, 8}) {
      assertEquals(DropReason.UNEXPECTED_DHCP_MESSAGE, host.give(type, 1000), "type " + type);
    }
    assertEquals(
        DropReason.UNEXPECTED_DHCP_MESSAGE,
        host.say(DhcpMessage.NAK, IpAddress.ANY_IPV4, IpAddress.ANY_IPV4),
        "RFC 2131 table 3: a refusal has to name its server");
    assertEquals(DhcpState.REQUESTING, host.client.state());
  }

  /** RFC 2131 table 3: whoever does not name himself takes no address from us. */
  @Test
  void aRefusalWithoutAServerIsNone() {
    bound(1000);
    host.runTo(875 * SECOND_NS);
    assertEquals(DhcpState.REBINDING, host.client.state());
    int transaction = host.heard.getLast().transaction();
    assertEquals(
        DropReason.UNEXPECTED_DHCP_MESSAGE,
        host.receive(
            DhcpFixture.reply(
                transaction, IpAddress.ANY_IPV4, HARDWARE, option(53, (byte) DhcpMessage.NAK))));
    assertEquals(GIVEN, host.client.address());
  }

  @Test
  void aGrantIsOfTheAddressThatWasAskedForAndNotOver() {
    requested(10);
    byte[] mask = option(1, MASK);
    byte[] time = seconds(51, 10);
    assertEquals(
        DropReason.UNEXPECTED_DHCP_MESSAGE,
        host.say(DhcpMessage.ACK, SERVER, address("192.0.2.78"), mask, time));
    host.pass(10 * SECOND_NS);
    assertEquals(
        DropReason.UNEXPECTED_DHCP_MESSAGE, host.give(DhcpMessage.ACK, 10), "it ends just now");
    assertEquals(DropReason.NONE, host.give(DhcpMessage.ACK, 11));
    assertEquals(DhcpState.CHECKING, host.client.state());
  }

  @Test
  void transactionsAreWhatTheEntropySourceGives() {
    host.random = 0x0102_0304;
    host.runTo(0);
    assertEquals(0x0102_0304, host.heard.getLast().transaction());
    host.random = 0x0506_0708;
    requestedAnew();
    assertNotEquals(0x0102_0304, host.heard.getLast().transaction());
  }

  private void requestedAnew() {
    host.give(DhcpMessage.OFFER, 1000);
    host.say(DhcpMessage.NAK, SERVER, IpAddress.ANY_IPV4);
    host.pass(SECOND_NS);
    assertEquals(DhcpMessage.DISCOVER, host.heard.getLast().type());
  }
}
