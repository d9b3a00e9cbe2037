// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.sallyport.engine.net.dhcp.DhcpFixture.GIVEN;
import static org.sallyport.engine.net.dhcp.DhcpFixture.HARDWARE;
import static org.sallyport.engine.net.dhcp.DhcpFixture.SECOND_NS;
import static org.sallyport.engine.net.dhcp.DhcpFixture.SERVER;
import static org.sallyport.engine.net.dhcp.DhcpFixture.option;
import static org.sallyport.engine.net.dhcp.DhcpFixture.seconds;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.engine.table.DhcpEvent;
import org.sallyport.engine.table.DhcpState;
import org.sallyport.engine.table.DhcpTable;
import org.sallyport.engine.wire.IpAddress;

/**
 * What servers can say to the client in every state, by messages that a test writes, and leases
 * that end while it is busy.
 */
class DhcpRowsTest {
  private static final long LEASE_SECONDS = 100_000;
  private static final IpAddress MASK = DhcpFixture.address("255.255.255.0");
  private static final IpAddress OTHER_SERVER = DhcpFixture.address("192.0.2.2");
  private static final int OFFER = DhcpMessage.OFFER;
  private static final int ACK = DhcpMessage.ACK;
  private static final int NAK = DhcpMessage.NAK;
  private static final Set<DhcpState> WITH_ADDRESS =
      Set.of(DhcpState.BOUND, DhcpState.RENEWING, DhcpState.REBINDING);

  private final DhcpFixture host = new DhcpFixture();

  private void pass(long durationNs) {
    host.pass(durationNs);
  }

  /** A message of a server arrives; it answers the client's last message unless it is shifted. */
  private void say(int type, IpAddress from, long leaseSeconds, int shift) {
    byte[] named = DhcpFixture.join(option(53, (byte) type), option(54, from));
    byte[] given = DhcpFixture.join(option(1, MASK), seconds(51, leaseSeconds));
    host.receive(
        DhcpFixture.reply(
            host.heard.getLast().transaction() + shift,
            type == NAK ? IpAddress.ANY_IPV4 : GIVEN,
            HARDWARE,
            named,
            type == NAK ? new byte[0] : given));
  }

  private String state() {
    return host.client.state().specName();
  }

  private void enter(DhcpState state) {
    pass(SECOND_NS);
    say(OFFER, SERVER, LEASE_SECONDS, 0);
    switch (state) {
      case INIT -> say(NAK, SERVER, LEASE_SECONDS, 0);
      case SELECTING -> {
        say(NAK, SERVER, LEASE_SECONDS, 0);
        pass(2 * SECOND_NS);
      }
      case REQUESTING -> {}
      case CHECKING, BOUND, RENEWING, REBINDING -> {
        say(ACK, SERVER, LEASE_SECONDS, 0);
        switch (state) {
          case BOUND -> pass(SECOND_NS);
          case RENEWING -> pass(LEASE_SECONDS / 2 * SECOND_NS);
          case REBINDING -> pass(LEASE_SECONDS / 8 * 7 * SECOND_NS);
          default -> {}
        }
      }
    }
    assertEquals(state.specName(), state());
    host.fired.clear();
  }

  private void fired(DhcpState state, DhcpEvent event) {
    DhcpState next = DhcpTable.next(DhcpTable.row(state, event));
    String row = String.join(" ", state.specName(), event.specName(), next.specName());
    assertTrue(host.fired.contains(row), () -> row + " is not in " + host.fired);
  }

  private int addresses() {
    return host.network.addresses().size();
  }

  /** Which server says it. */
  enum Sender {
    CHOSEN,
    ANOTHER;

    private IpAddress address() {
      return this == CHOSEN ? SERVER : OTHER_SERVER;
    }
  }

  /** What a server can say: of which type, and what event that is. */
  enum Message {
    OFFER(DhcpMessage.OFFER, Sender.ANOTHER, LEASE_SECONDS, 0, DhcpEvent.RCV_OFFER),
    OFFER_OF_NO_USE(DhcpMessage.OFFER, Sender.CHOSEN, 1, 0, DhcpEvent.RCV_UNUSABLE),
    ANSWER_TO_AN_OLDER_MESSAGE(
        DhcpMessage.ACK, Sender.CHOSEN, LEASE_SECONDS, 1, DhcpEvent.RCV_OTHER),
    GRANT(DhcpMessage.ACK, Sender.CHOSEN, LEASE_SECONDS, 0, DhcpEvent.RCV_ACK),
    GRANT_OF_ANOTHER(
        DhcpMessage.ACK, Sender.ANOTHER, LEASE_SECONDS, 0, DhcpEvent.RCV_ACK_ELSEWHERE),
    REFUSAL(DhcpMessage.NAK, Sender.CHOSEN, LEASE_SECONDS, 0, DhcpEvent.RCV_NAK),
    REFUSAL_OF_ANOTHER(
        DhcpMessage.NAK, Sender.ANOTHER, LEASE_SECONDS, 0, DhcpEvent.RCV_NAK_ELSEWHERE);

    private final int type;
    private final Sender from;
    private final long leaseSeconds;
    private final int shift;
    private final DhcpEvent event;

    Message(int type, Sender from, long leaseSeconds, int shift, DhcpEvent event) {
      this.type = type;
      this.from = from;
      this.leaseSeconds = leaseSeconds;
      this.shift = shift;
      this.event = event;
    }
  }

  static Stream<Arguments> messagesInEveryState() {
    return Stream.of(Message.values())
        .flatMap(message -> Stream.of(DhcpState.values()).map(state -> arguments(message, state)));
  }

  @ParameterizedTest
  @MethodSource("messagesInEveryState")
  void everyMessageIsAnEventInEveryState(Message message, DhcpState state) {
    enter(state);
    say(message.type, message.from.address(), message.leaseSeconds, message.shift);
    fired(state, message.event);
    if (DhcpTable.isRefusal(DhcpTable.row(state, message.event))) {
      assertEquals(state.specName(), state(), "what is refused moves nothing");
      assertEquals(WITH_ADDRESS.contains(state) ? 1 : 0, addresses());
    }
  }

  /** RFC 2131 §4.4.5: no count of tries ends the renewal of an address. */
  @Test
  void aLeaseIsAskedForUntilItsTimesAreOver() {
    enter(DhcpState.RENEWING);
    pass(LEASE_SECONDS / 8 * 3 * SECOND_NS - 10 * SECOND_NS);
    fired(DhcpState.RENEWING, DhcpEvent.TRIES_USED_UP);
    assertEquals("Renewing", state());
    pass(LEASE_SECONDS / 8 * SECOND_NS);
    fired(DhcpState.REBINDING, DhcpEvent.TRIES_USED_UP);
    assertEquals("Rebinding", state());
    assertEquals(1, addresses());
    pass(20 * SECOND_NS);
    fired(DhcpState.REBINDING, DhcpEvent.LEASE_EXPIRED);
    assertEquals(0, addresses());
  }

  /**
   * A lease counts from its first request, so its times may pass while the address is checked; they
   * run out as soon as it is used.
   */
  @Test
  void timesThatPassDuringTheCheckAreNotForgotten() {
    long requestedNs = requested();
    host.runTo(requestedNs + 8 * SECOND_NS + SECOND_NS / 2); // T2 of 10 s is at 8.75 s
    say(ACK, SERVER, 10, 0);
    pass(SECOND_NS / 2);
    fired(DhcpState.BOUND, DhcpEvent.RENEW_DUE);
    fired(DhcpState.RENEWING, DhcpEvent.REBIND_DUE);
    host.runTo(requestedNs + 10 * SECOND_NS + SECOND_NS / 10);
    fired(DhcpState.REBINDING, DhcpEvent.LEASE_EXPIRED);
    assertEquals(0, addresses());
  }

  @Test
  void aRenewalTimeThatPassesDuringTheCheckLeavesTheRebinding() {
    long requestedNs = requested();
    host.runTo(requestedNs + 6 * SECOND_NS);
    say(ACK, SERVER, 10, 0);
    host.runTo(requestedNs + 8 * SECOND_NS + 900_000_000L);
    fired(DhcpState.BOUND, DhcpEvent.RENEW_DUE);
    fired(DhcpState.RENEWING, DhcpEvent.REBIND_DUE);
    assertEquals("Rebinding", state());
  }

  @Test
  void aLeaseThatEndsDuringTheCheckIsNotUsed() {
    long requestedNs = requested();
    host.runTo(requestedNs + 9 * SECOND_NS + 800_000_000L);
    say(ACK, SERVER, 10, 0);
    pass(SECOND_NS / 4);
    fired(DhcpState.CHECKING, DhcpEvent.LEASE_EXPIRED);
    assertEquals(0, addresses());
    pass(SECOND_NS / 2);
    assertTrue(
        host.fired.stream().noneMatch(row -> row.startsWith("Init Check")),
        () -> "the check has ended too: " + host.fired);
  }

  /** An offer of ten seconds has been asked for; the grant is under way. */
  private long requested() {
    pass(SECOND_NS);
    say(OFFER, SERVER, 10, 0);
    assertEquals("Requesting", state());
    return host.nowNs;
  }
}
