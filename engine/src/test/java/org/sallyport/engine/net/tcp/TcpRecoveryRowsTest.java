// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.engine.table.TcpRecoveryState;
import org.sallyport.engine.task.DeadlineTable;

/** What moves loss recovery, in every state of TcpRecovery, by segments of a peer and by time. */
final class TcpRecoveryRowsTest {
  private static final int SEGMENT = 1332;

  /** The first window: ten segments. */
  private static final int FIRST = 10;

  private static final int OPEN = 65535;

  private final TcpFixture peer = new TcpFixture(new TcpLimits(1, 1, 8192, 8, 4));

  private void offer(int segments) {
    peer.tcp.send(peer.connection(), (long) segments * SEGMENT, peer.nowNs);
  }

  private void acknowledge(int segments) {
    peer.sent.clear();
    peer.expected += segments * SEGMENT;
    peer.ack();
  }

  private void duplicates(int count) {
    peer.sent.clear();
    for (int i = 0; i < count; i++) {
      peer.ack();
    }
  }

  private void announce(int window) {
    peer.sent.clear();
    peer.window = window;
    peer.ack();
  }

  private void timeout() {
    peer.sent.clear();
    peer.nowNs = peer.tcp.nextDeadlineNs();
    peer.tcp.poll(peer.nowNs);
  }

  private void acknowledgeEverything() {
    while (!peer.sent.isEmpty()) {
      Segment last = peer.sent.removeLast();
      peer.sent.clear();
      peer.expected = last.sequence() + last.length();
      peer.ack();
    }
  }

  private void fired(String move) {
    assertEquals(move, peer.lastFired("TcpRecovery"));
  }

  // ---- the ways into each state

  private void slowStart() {
    peer.open();
    offer(40);
    assertEquals(FIRST, peer.sent.size());
  }

  private void fastRecovery() {
    slowStart();
    duplicates(3);
    fired("SlowStart LossIndicated FastRecovery");
  }

  private void congestionAvoidance() {
    fastRecovery();
    acknowledge(FIRST);
    fired("FastRecovery AckAtThreshold CongestionAvoidance");
    assertEquals(FIRST / 2, peer.sent.size(), "half of what was under way");
  }

  private void resending() {
    slowStart();
    timeout();
    fired("SlowStart TimedOut Resending");
  }

  private void persist() {
    slowStart();
    announce(0);
    fired("SlowStart WindowClosed Persist");
  }

  private void enter(TcpRecoveryState state) {
    switch (state) {
      case SLOW_START -> slowStart();
      case CONGESTION_AVOIDANCE -> congestionAvoidance();
      case FAST_RECOVERY -> fastRecovery();
      case RESENDING -> resending();
      case PERSIST -> persist();
    }
  }

  // RFC 6928 §2: the next connection of a block knows nothing of the one before.
  @ParameterizedTest
  @EnumSource(TcpRecoveryState.class)
  void flowBeginsAnew(TcpRecoveryState state) {
    enter(state);
    peer.tcp.abort(peer.connection(), peer.nowNs);
    peer.sent.clear();
    peer.window = OPEN;
    peer.clientPort++;
    peer.open();
    fired(state.specName() + " FlowBegins SlowStart");
    offer(40);
    assertEquals(FIRST, peer.sent.size());
  }

  // RFC 5681 §3.1, RFC 6582 §3.2 step 4.
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PERSIST")
  void timeoutBeginsWithOneSegment(TcpRecoveryState state) {
    enter(state);
    timeout();
    fired(state.specName() + " TimedOut Resending");
    assertEquals(1, peer.sent.size());
    assertEquals(peer.expected, peer.take().sequence());
  }

  // RFC 9293 §3.8.6.1.
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PERSIST")
  void closedWindowIsProbed(TcpRecoveryState state) {
    enter(state);
    announce(0);
    fired(state.specName() + " WindowClosed Persist");
    peer.assertQuiet();
    timeout();
    Segment probe = peer.take();
    assertEquals(peer.expected, probe.sequence());
    assertEquals(1, probe.text().length);
  }

  // ---- slow start and congestion avoidance

  @Test
  void slowStartEndsAtTheThreshold() {
    resending();
    acknowledge(FIRST);
    fired("Resending AckBelowThreshold SlowStart");
    for (int i = 0; i < 3; i++) {
      acknowledge(1);
      fired("SlowStart AckBelowThreshold SlowStart");
      assertEquals(2, peer.sent.size());
    }
    acknowledge(1);
    fired("SlowStart AckAtThreshold CongestionAvoidance");
    acknowledge(1);
    fired("CongestionAvoidance AckAtThreshold CongestionAvoidance");
    assertEquals(1, peer.sent.size());
  }

  @Test
  void twoDuplicatesShowNoLoss() {
    slowStart();
    duplicates(2);
    fired("SlowStart Duplicate SlowStart");
    peer.assertQuiet();
  }

  @Test
  void lossInCongestionAvoidanceIsRepairedToo() {
    congestionAvoidance();
    acknowledge(1);
    duplicates(2);
    fired("CongestionAvoidance Duplicate CongestionAvoidance");
    peer.assertQuiet();
    duplicates(1);
    fired("CongestionAvoidance LossIndicated FastRecovery");
    assertEquals(peer.expected, peer.take().sequence());
  }

  /** A window that closes and opens while nothing waits: nothing is probed, nothing sent again. */
  @ParameterizedTest
  @EnumSource(names = {"SLOW_START", "CONGESTION_AVOIDANCE"})
  void windowOfAnIdleConnectionIsNoted(TcpRecoveryState state) {
    enter(state);
    acknowledgeEverything();
    String name = state.specName();
    announce(0);
    announce(0);
    fired(name + " WindowStillClosed " + name);
    assertEquals(DeadlineTable.NEVER_NS, peer.tcp.nextDeadlineNs());
    announce(OPEN);
    fired(name + " WindowOpened " + name);
    peer.assertQuiet();
  }

  // ---- fast recovery

  // RFC 6582 §3.2: the window shrinks by what a partial acknowledgment covers.
  @Test
  void partialAcknowledgmentsLeaveLessThanTheThreshold() {
    fastRecovery();
    acknowledge(FIRST / 2);
    fired("FastRecovery AckPartial FastRecovery");
    assertEquals(peer.expected, peer.take().sequence());
    acknowledge(FIRST / 2);
    fired("FastRecovery AckBelowThreshold CongestionAvoidance");
    assertEquals(FIRST / 2, peer.sent.size(), "the threshold, neither more nor less");
  }

  // RFC 5681 §3.2 step 4.
  @Test
  void duplicateInFastRecoveryLetsASegmentOut() {
    fastRecovery();
    duplicates(2);
    peer.assertQuiet();
    duplicates(1);
    fired("FastRecovery Duplicate FastRecovery");
    assertEquals(1, peer.sent.size());
  }

  // ---- after a time-out

  @Test
  void whatWasOutstandingIsSentAgainInSlowStart() {
    resending();
    for (int i = 0; i < 4; i++) {
      acknowledge(1);
      fired("Resending AckPartial Resending");
      assertEquals(2, peer.sent.size());
    }
    acknowledge(FIRST - 4);
    fired("Resending AckAtThreshold CongestionAvoidance");
  }

  @Test
  void duplicatesAfterATimeoutAreEchoes() {
    resending();
    duplicates(4);
    fired("Resending Duplicate Resending");
    peer.assertQuiet();
  }

  // ---- at a closed window

  @Test
  void moreTextForAClosedWindowWaits() {
    persist();
    offer(1);
    fired("Persist WindowClosed Persist");
    peer.assertQuiet();
    announce(0);
    // The peer has answered; and what waits still does.
    assertTrue(peer.trace.contains("TcpRecovery Persist WindowStillClosed Persist"));
    fired("Persist WindowClosed Persist");
    announce(OPEN);
    assertTrue(peer.trace.contains("TcpRecovery Persist WindowOpened Resending"));
    assertEquals(peer.expected, peer.take().sequence());
  }

  /** Text that a closed window took, as a probe or before it closed. */
  @ParameterizedTest
  @EnumSource(names = {"SLOW_START", "CONGESTION_AVOIDANCE", "RESENDING"})
  void textTakenAtAClosedWindowChangesNoWindow(TcpRecoveryState state) {
    enter(state);
    announce(0);
    acknowledge(1);
    String event =
        switch (state) {
          case SLOW_START -> "AckBelowThreshold";
          case CONGESTION_AVOIDANCE -> "AckAtThreshold";
          default -> "AckPartial";
        };
    assertTrue(
        peer.trace.contains("TcpRecovery Persist " + event + " Persist"), peer.trace::toString);
    peer.assertQuiet();
  }
}
