// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.simulation.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.engine.table.DhcpEvent;
import org.sallyport.engine.table.DhcpState;
import org.sallyport.engine.table.DhcpTable;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.sim.simulation.EngineHost;
import org.sallyport.sim.trace.TraceRecord;

/**
 * What servers can say to the client in every state, by messages that a test writes, and leases
 * that end while it is busy.
 */
class DhcpRowsTest {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final long LEASE_SECONDS = 100_000;
  private static final byte[] CLIENT = {2, 0, 0, 0, 0, 1};
  private static final IpAddress SERVER = IpAddress.parse("192.0.2.1");
  private static final IpAddress OTHER_SERVER = IpAddress.parse("192.0.2.2");
  private static final IpAddress GIVEN = IpAddress.parse("192.0.2.77");
  private static final int OFFER = 2;
  private static final int ACK = 5;
  private static final int NAK = 6;
  private static final Set<DhcpState> WITH_ADDRESS =
      Set.of(DhcpState.BOUND, DhcpState.RENEWING, DhcpState.REBINDING);

  private final SimulatedNetwork network = new SimulatedNetwork(1, FaultOptions.NONE);
  private final List<TraceRecord> trace = new ArrayList<>();
  private final DhcpServer server =
      new DhcpServer(
          "server", new byte[] {2, 0, 0, 0, 0, 2}, SERVER, DhcpServer.Offer.of(GIVEN, 1), network);
  private final EngineHost client = DhcpHosts.client(CLIENT, trace::add, network);

  DhcpRowsTest() {
    server.setSilent(true);
  }

  private void pass(long durationNs) {
    network.run(network.nowNs() + durationNs);
  }

  /** A message of a server arrives; it answers the client's last message unless it is shifted. */
  private void say(int type, IpAddress from, long leaseSeconds, int shift) {
    ByteBuffer options = ByteBuffer.allocate(64);
    options.put(new byte[] {53, 1, (byte) type, 54, 4}).put(from.toOctets().toArray());
    if (type != NAK) {
      options.put(new byte[] {1, 4, -1, -1, -1, 0, 51, 4}).putInt((int) leaseSeconds);
    }
    options.put((byte) 255);
    byte[] all = new byte[options.position()];
    options.flip().get(all);
    int transaction = server.heard().getLast().transaction() + shift;
    server.send(transaction, CLIENT, type == NAK ? IpAddress.ANY_IPV4 : GIVEN, all);
    pass(20_000_000);
  }

  private String state() {
    return trace.stream()
        .filter(record -> record.machine().equals("Dhcp"))
        .reduce((first, second) -> second)
        .map(TraceRecord::next)
        .orElse("Init");
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
    trace.clear();
  }

  private void fired(DhcpState state, DhcpEvent event) {
    DhcpState next = DhcpTable.next(DhcpTable.row(state, event));
    assertTrue(
        trace.stream()
            .anyMatch(record ->
                record.machine().equals("Dhcp")
                    && record.state().equals(state.specName())
                    && record.event().equals(event.specName())
                    && record.next().equals(next.specName())),
        () -> state + " " + event + " is not in " + trace);
  }

  private void said(DhcpState state, DhcpEvent event) {
    fired(state, event);
    boolean isKept = WITH_ADDRESS.contains(state) && !state().equals("Init");
    if (DhcpTable.isRefusal(DhcpTable.row(state, event))) {
      assertEquals(state.specName(), state(), "what is refused moves nothing");
      assertEquals(isKept ? 1 : 0, client.engine().outerAddresses().size());
    }
  }

  @ParameterizedTest
  @EnumSource(DhcpState.class)
  void offer(DhcpState state) {
    enter(state);
    say(OFFER, OTHER_SERVER, LEASE_SECONDS, 0);
    said(state, DhcpEvent.RCV_OFFER);
  }

  @ParameterizedTest
  @EnumSource(DhcpState.class)
  void offerOfNoUse(DhcpState state) {
    enter(state);
    say(OFFER, SERVER, 1, 0);
    said(state, DhcpEvent.RCV_UNUSABLE);
  }

  @ParameterizedTest
  @EnumSource(DhcpState.class)
  void answerToAnOlderMessage(DhcpState state) {
    enter(state);
    say(ACK, SERVER, LEASE_SECONDS, 1);
    said(state, DhcpEvent.RCV_OTHER);
  }

  @ParameterizedTest
  @EnumSource(DhcpState.class)
  void grant(DhcpState state) {
    enter(state);
    say(ACK, SERVER, LEASE_SECONDS, 0);
    said(state, DhcpEvent.RCV_ACK);
  }

  @ParameterizedTest
  @EnumSource(DhcpState.class)
  void grantOfAnotherServer(DhcpState state) {
    enter(state);
    say(ACK, OTHER_SERVER, LEASE_SECONDS, 0);
    said(state, DhcpEvent.RCV_ACK_ELSEWHERE);
  }

  @ParameterizedTest
  @EnumSource(DhcpState.class)
  void refusal(DhcpState state) {
    enter(state);
    say(NAK, SERVER, LEASE_SECONDS, 0);
    said(state, DhcpEvent.RCV_NAK);
  }

  @ParameterizedTest
  @EnumSource(DhcpState.class)
  void refusalOfAnotherServer(DhcpState state) {
    enter(state);
    say(NAK, OTHER_SERVER, LEASE_SECONDS, 0);
    said(state, DhcpEvent.RCV_NAK_ELSEWHERE);
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
    assertEquals(1, client.engine().outerAddresses().size());
    pass(20 * SECOND_NS);
    fired(DhcpState.REBINDING, DhcpEvent.LEASE_EXPIRED);
    assertEquals(0, client.engine().outerAddresses().size());
  }

  /**
   * A lease counts from its first request, so its times may pass while the address is checked; they
   * run out as soon as it is used.
   */
  @Test
  void timesThatPassDuringTheCheckAreNotForgotten() {
    long requestedNs = requested();
    network.run(requestedNs + 8 * SECOND_NS + SECOND_NS / 2); // T2 of 10 s is at 8.75 s
    say(ACK, SERVER, 10, 0);
    pass(SECOND_NS / 2);
    fired(DhcpState.BOUND, DhcpEvent.RENEW_DUE);
    fired(DhcpState.RENEWING, DhcpEvent.REBIND_DUE);
    network.run(requestedNs + 10 * SECOND_NS + SECOND_NS / 10);
    fired(DhcpState.REBINDING, DhcpEvent.LEASE_EXPIRED);
    assertEquals(0, client.engine().outerAddresses().size());
  }

  @Test
  void aRenewalTimeThatPassesDuringTheCheckLeavesTheRebinding() {
    long requestedNs = requested();
    network.run(requestedNs + 6 * SECOND_NS);
    say(ACK, SERVER, 10, 0);
    network.run(requestedNs + 8 * SECOND_NS + 900_000_000L);
    fired(DhcpState.BOUND, DhcpEvent.RENEW_DUE);
    fired(DhcpState.RENEWING, DhcpEvent.REBIND_DUE);
    assertEquals("Rebinding", state());
  }

  @Test
  void aLeaseThatEndsDuringTheCheckIsNotUsed() {
    long requestedNs = requested();
    network.run(requestedNs + 9 * SECOND_NS + 800_000_000L);
    say(ACK, SERVER, 10, 0);
    pass(SECOND_NS / 4);
    fired(DhcpState.CHECKING, DhcpEvent.LEASE_EXPIRED);
    assertEquals(0, client.engine().outerAddresses().size());
  }

  /** An offer of ten seconds has been asked for; the grant is under way. */
  private long requested() {
    pass(SECOND_NS);
    say(OFFER, SERVER, 10, 0);
    assertEquals("Requesting", state());
    return network.nowNs() - 20_000_000;
  }
}
