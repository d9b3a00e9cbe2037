// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sallyport.engine.net.tcp.TcpFixture.MILLISECOND_NS;
import static org.sallyport.engine.net.tcp.TcpFixture.SECOND_NS;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.TcpState;
import org.sallyport.engine.task.DeadlineTable;

/** Conversations that RFC 9293 and its companions describe, by section. */
final class TcpScenarioTest {
  private final TcpFixture peer = new TcpFixture();

  // RFC 9293 §3.5: the three-way handshake, MSS (§3.7.1), window scale (RFC 7323 §2.2).
  @Test
  void handshakeAnswersOptions() {
    peer.syn();
    Segment answer = peer.take();
    assertEquals("SA", answer.flags());
    assertEquals(1332, answer.mss());
    assertEquals(0, answer.scale());
    assertEquals(8192, answer.window());
    assertEquals(List.of(), peer.application.told);
    peer.next++;
    peer.expected = answer.sequence() + 1;
    peer.ack();
    assertEquals(List.of("established"), peer.application.told);
  }

  @Test
  void handshakeOverIpv6() {
    peer.server = TcpFixture.SERVER_IPV6;
    peer.client = TcpFixture.CLIENT_IPV6;
    peer.open();
    peer.text("hello");
    assertEquals("hello", peer.application.text.toString());
  }

  @Test
  void noScaleIsOfferedToAPeerThatHasNone() {
    peer.receive(new Segment(40000, 80, "S", 5, 0, 1000, 0, -1, new byte[0]));
    assertEquals(-1, peer.take().scale());
  }

  // RFC 9293 §3.8.1, RFC 6298: a SYN that is not acknowledged is sent again, and then no more.
  @Test
  void halfOpenConnectionIsGivenUp() {
    peer.syn();
    Segment first = peer.take();
    peer.pass(SECOND_NS);
    assertEquals(first.sequence(), peer.take().sequence());
    peer.pass(100 * SECOND_NS);
    assertEquals(3, peer.sent.size());
    assertEquals(0, peer.tcp.inUse());
    assertEquals(0, peer.tcp.halfOpen());
    assertEquals(List.of(), peer.application.told);
  }

  @Test
  void repeatedSynIsAnsweredAlike() {
    peer.syn();
    Segment first = peer.take();
    peer.syn();
    assertEquals(first.sequence(), peer.take().sequence());
    assertEquals(1, peer.tcp.inUse());
  }

  // RFC 9293 §3.10.7.1: nobody listens.
  @Test
  void closedPortIsReset() {
    peer.receive(new Segment(40000, 81, "S", 7, 0, 1000, 0, -1, new byte[0]));
    Segment reset = peer.take();
    assertEquals("AR", reset.flags());
    assertEquals(8, reset.acknowledgment());
    assertEquals(DropReason.UNKNOWN_PORT, peer.reason);
    peer.receive(new Segment(40000, 81, "A", 7, 99, 1000, 0, -1, new byte[0]));
    assertEquals(99, peer.take().sequence());
    peer.receive(new Segment(40000, 81, "R", 7, 99, 1000, 0, -1, new byte[0]));
    peer.assertQuiet();
  }

  // RFC 9293 §3.10.7.4: text in order, delayed acknowledgment (§3.8.6.3).
  @Test
  void acknowledgmentIsDelayedButNotForEverySecondSegment() {
    peer.open();
    peer.text("one");
    peer.assertQuiet();
    peer.pass(40 * MILLISECOND_NS);
    assertEquals(peer.next, peer.take().acknowledgment());
    peer.text("two");
    peer.text("three");
    assertEquals(peer.next, peer.take().acknowledgment());
    assertEquals("onetwothree", peer.application.text.toString());
  }

  // RFC 5681 §4.2: out of order is acknowledged at once, and so is what fills the gap.
  @Test
  void outOfOrderTextIsHeld() {
    peer.open();
    peer.receive("A", peer.next + 3, peer.expected, "def");
    assertEquals(peer.next, peer.take().acknowledgment());
    peer.receive("A", peer.next + 6, peer.expected, "gh");
    assertEquals(peer.next, peer.take().acknowledgment());
    assertEquals("", peer.application.text.toString());
    peer.receive("A", peer.next, peer.expected, "abcd");
    assertEquals(peer.next + 8, peer.take().acknowledgment());
    assertEquals("abcdefgh", peer.application.text.toString());
  }

  @Test
  void gapsAreBounded() {
    peer.open();
    for (int i = 0; i <= TcpLimits.DEFAULT.gaps(); i++) {
      peer.receive("A", peer.next + 10 + 20 * i, peer.expected, "x");
    }
    assertEquals(
        1, peer.tcp.counters().events(org.sallyport.engine.table.TcpEvent.RCV_TEXT_NO_ROOM));
  }

  @Test
  void oldAndNewTextInOneSegmentIsTrimmed() {
    peer.open();
    peer.text("abc");
    peer.receive("A", peer.next - 2, peer.expected, "bcde");
    assertEquals("abcde", peer.application.text.toString());
  }

  @Test
  void textPastTheWindowIsCut() {
    peer.open();
    peer.application.reads = false;
    peer.text("x".repeat(1000));
    peer.receive("A", peer.next, peer.expected, "y".repeat(8000));
    assertEquals(8192, peer.connection().readable());
    Segment answer = peer.take();
    assertEquals(0, answer.window());
    assertEquals(peer.next + 7192, answer.acknowledgment());
    peer.next += 7192;
    // RFC 9293 §3.8.6.1: a probe into the closed window is answered.
    peer.receive("A", peer.next, peer.expected, "z");
    assertEquals(peer.next, peer.take().acknowledgment());
    peer.tcp.skip(peer.connection(), peer.nowNs);
    assertEquals(8192, peer.take().window());
  }

  // RFC 9293 §3.8.6.2.2: the window opens by a segment at least.
  @Test
  void windowDoesNotOpenOctetByOctet() {
    peer.open();
    peer.application.reads = false;
    peer.receive("A", peer.next, peer.expected, "x".repeat(8192));
    peer.sent.clear();
    byte[] target = new byte[1];
    peer.tcp.read(peer.connection(), target, 0, 1, peer.nowNs);
    peer.assertQuiet();
    peer.tcp.read(peer.connection(), new byte[2000], 0, 2000, peer.nowNs);
    assertEquals(2001, peer.take().window());
  }

  // RFC 9293 §3.10.2, §3.7.1: what is offered is sent in segments of the peer's MSS or less.
  @Test
  void textIsSentInSegments() {
    peer.open();
    peer.tcp.send(peer.connection(), 3000, peer.nowNs);
    assertEquals(1332, peer.take().text().length);
    assertEquals(1332, peer.take().text().length);
    Segment last = peer.take();
    assertEquals(336, last.text().length);
    assertTrue(last.has('P'));
    assertEquals((byte) TcpFixture.pattern(2664), last.text()[0]);
    peer.expected += 3000;
    peer.ack();
    assertEquals(3000, peer.connection().acknowledged());
    assertEquals(DeadlineTable.NEVER_NS, peer.tcp.nextDeadlineNs());
  }

  // RFC 6298 §5: the first unacknowledged segment again, with twice the patience each time.
  @Test
  void lostTextIsSentAgain() {
    peer.open();
    peer.tcp.send(peer.connection(), 100, peer.nowNs);
    Segment first = peer.take();
    peer.pass(SECOND_NS);
    assertEquals(first.sequence(), peer.take().sequence());
    peer.pass(SECOND_NS);
    peer.assertQuiet();
    peer.pass(SECOND_NS);
    assertEquals(first.sequence(), peer.take().sequence());
    peer.pass(10_000 * SECOND_NS);
    assertEquals(List.of("established", "broken"), peer.application.told);
    assertTrue(peer.sent.removeLast().has('R'));
    assertEquals(0, peer.tcp.inUse());
  }

  // RFC 5681 §3.2: three duplicate acknowledgments.
  @Test
  void thirdDuplicateRepairsTheLoss() {
    peer.open();
    peer.tcp.send(peer.connection(), 6 * 1332, peer.nowNs);
    Segment lost = peer.take();
    peer.sent.clear();
    peer.ack();
    peer.ack();
    peer.assertQuiet();
    peer.ack();
    assertEquals(lost.sequence(), peer.take().sequence());
    peer.assertQuiet();
    peer.expected += 6 * 1332;
    peer.ack();
    peer.assertQuiet();
    assertEquals(6 * 1332, peer.connection().acknowledged());
  }

  // RFC 6582 §3.2: an acknowledgment of a part shows the next loss without duplicates of its own.
  @Test
  void partialAcknowledgmentRepairsTheNextLoss() {
    peer.open();
    peer.tcp.send(peer.connection(), 10 * 1332, peer.nowNs);
    int first = peer.take().sequence();
    peer.sent.clear();
    for (int i = 0; i < 3; i++) {
      peer.ack();
    }
    assertEquals(first, peer.take().sequence());
    peer.assertQuiet();
    peer.expected += 2 * 1332;
    peer.ack();
    assertEquals(first + 2 * 1332, peer.take().sequence());
    peer.assertQuiet();
    peer.expected += 8 * 1332;
    peer.ack();
    peer.assertQuiet();
    assertEquals(DeadlineTable.NEVER_NS, peer.tcp.nextDeadlineNs());
  }

  // RFC 6582 §3.2 step 4: after a time-out duplicates are echoes of what is sent again.
  @Test
  void duplicatesAfterATimeoutShowNoLoss() {
    peer.open();
    peer.tcp.send(peer.connection(), 6 * 1332, peer.nowNs);
    int first = peer.take().sequence();
    peer.sent.clear();
    peer.pass(SECOND_NS);
    assertEquals(first, peer.take().sequence());
    for (int i = 0; i < 5; i++) {
      peer.ack();
    }
    peer.assertQuiet();
    // What was outstanding has arrived, all of it: nothing is sent again for its echoes either.
    peer.expected += 6 * 1332;
    peer.ack();
    peer.tcp.send(peer.connection(), 2 * 1332, peer.nowNs);
    assertEquals(first + 6 * 1332, peer.take().sequence());
    peer.sent.clear();
    for (int i = 0; i < 5; i++) {
      peer.ack();
    }
    peer.assertQuiet();
  }

  // RFC 9293 §3.8.6.1: what was under way when the window closed is sent again when it opens.
  @Test
  void openingWindowSendsAgainWhatItHadRefused() {
    peer.open();
    peer.tcp.send(peer.connection(), 3 * 1332, peer.nowNs);
    int first = peer.take().sequence();
    peer.sent.clear();
    peer.window = 0;
    peer.ack();
    peer.pass(SECOND_NS);
    Segment probe = peer.take();
    assertEquals(first, probe.sequence());
    assertEquals(1, probe.text().length);
    peer.window = 65535;
    peer.ack();
    for (int i = 0; i < 3; i++) {
      Segment again = peer.take();
      assertEquals(first + i * 1332, again.sequence());
      assertEquals(1332, again.text().length);
    }
    peer.assertQuiet();
  }

  // RFC 5681 §3.1: slow start: a window of ten segments, two more for each that is acknowledged.
  @Test
  void slowStart() {
    peer.open();
    peer.tcp.send(peer.connection(), 1_000_000, peer.nowNs);
    int first = peer.sent.size();
    assertEquals(10, first);
    peer.sent.clear();
    peer.expected += 1332;
    peer.ack();
    assertEquals(2, peer.sent.size());
  }

  // RFC 9293 §3.8.6.1: the closed window is probed, and text flows when it opens.
  @Test
  void closedWindowIsProbed() {
    peer.window = 0;
    peer.open();
    peer.tcp.send(peer.connection(), 500, peer.nowNs);
    peer.assertQuiet();
    peer.pass(SECOND_NS);
    assertEquals(1, peer.take().text().length);
    for (int i = 0; i < 12; i++) {
      peer.ack();
      peer.pass(61 * SECOND_NS);
    }
    assertEquals(List.of("established"), peer.application.told, "who answers probes is alive");
    peer.sent.clear();
    peer.window = 65535;
    peer.ack();
    assertEquals(500, peer.take().text().length);
  }

  // RFC 9293 §3.8.6.1, §3.8.3: probed as long as the peer answers, and given up when it does not.
  @Test
  void closedWindowOfASilentPeerIsGivenUp() {
    peer.window = 0;
    peer.open();
    peer.tcp.send(peer.connection(), 500, peer.nowNs);
    for (int i = 0; i < TcpTimers.DEFAULT.textTries(); i++) {
      peer.pass(61 * SECOND_NS);
    }
    peer.pass(61 * SECOND_NS);
    assertEquals(List.of("established", "broken"), peer.application.told);
    assertEquals(0, peer.tcp.inUse());
  }

  // RFC 9293 §3.8.6.2.1: no silly small segments.
  @Test
  void smallWindowIsNotFilledOctetByOctet() {
    peer.window = 500; // scaled by four
    peer.open();
    peer.tcp.send(peer.connection(), 1332, peer.nowNs);
    peer.take();
    peer.window = 375;
    peer.ack();
    peer.tcp.send(peer.connection(), 5000, peer.nowNs);
    peer.assertQuiet();
  }

  // RFC 9293 §3.6, figure 12: the client closes first.
  @Test
  void clientClosesFirst() {
    peer.open();
    peer.fin();
    assertEquals(peer.next, peer.take().acknowledgment());
    assertEquals(TcpState.CLOSE_WAIT, peer.state());
    assertEquals(List.of("established", "peerClosed"), peer.application.told);
    peer.tcp.send(peer.connection(), 10, peer.nowNs);
    assertEquals(10, peer.take().text().length);
    peer.tcp.close(peer.connection(), peer.nowNs);
    Segment fin = peer.take();
    assertTrue(fin.has('F'));
    assertEquals(TcpState.LAST_ACK, peer.state());
    peer.expected = fin.sequence() + 1;
    peer.ack();
    assertEquals(0, peer.tcp.inUse());
    assertEquals(List.of("established", "peerClosed", "over"), peer.application.told);
  }

  // RFC 9293 §3.6, figure 12: we close first, and the numbers rest.
  @Test
  void serverClosesFirstAndRests() {
    peer.open();
    peer.tcp.send(peer.connection(), 4, peer.nowNs);
    peer.tcp.close(peer.connection(), peer.nowNs);
    peer.take();
    peer.expected = peer.take().sequence() + 1;
    peer.ack();
    assertEquals(TcpState.FIN_WAIT2, peer.state());
    peer.fin();
    assertEquals(TcpState.TIME_WAIT, peer.state());
    assertEquals(List.of("established", "over"), peer.application.told);
    assertEquals(peer.next, peer.take().acknowledgment());
    // The last acknowledgment was lost: the FIN comes again, and the rest begins anew.
    peer.pass(50 * SECOND_NS);
    peer.receive("AF", peer.next - 1, peer.expected, "");
    assertEquals(peer.next, peer.take().acknowledgment());
    peer.pass(50 * SECOND_NS);
    assertEquals(1, peer.tcp.inUse());
    peer.pass(10 * SECOND_NS);
    assertEquals(0, peer.tcp.inUse());
  }

  // RFC 9293 §3.6, figure 13: simultaneous close.
  @Test
  void bothCloseAtOnce() {
    peer.open();
    peer.tcp.close(peer.connection(), peer.nowNs);
    Segment fin = peer.take();
    peer.fin();
    assertEquals(TcpState.CLOSING, peer.state());
    peer.take();
    peer.expected = fin.sequence() + 1;
    peer.ack();
    assertEquals(TcpState.TIME_WAIT, peer.state());
  }

  @Test
  void finIsHeldUntilTheTextBeforeItHasCome() {
    peer.open();
    peer.receive("AF", peer.next + 3, peer.expected, "def");
    assertEquals(TcpState.ESTABLISHED, peer.state());
    peer.receive("A", peer.next, peer.expected, "abc");
    assertEquals(TcpState.CLOSE_WAIT, peer.state());
    assertEquals("abcdef", peer.application.text.toString());
    assertEquals(peer.next + 7, peer.sent.removeLast().acknowledgment());
  }

  @Test
  void lostFinIsSentAgain() {
    peer.open();
    peer.tcp.close(peer.connection(), peer.nowNs);
    Segment fin = peer.take();
    peer.pass(SECOND_NS);
    Segment again = peer.take();
    assertTrue(again.has('F'));
    assertEquals(fin.sequence(), again.sequence());
  }

  // RFC 9293 §3.6.1: the peer is not waited for without end.
  @Test
  void peerThatNeverClosesIsGivenUp() {
    peer.open();
    peer.tcp.close(peer.connection(), peer.nowNs);
    peer.expected = peer.take().sequence() + 1;
    peer.ack();
    peer.pass(60 * SECOND_NS);
    assertEquals(0, peer.tcp.inUse());
    assertEquals(List.of("established", "broken"), peer.application.told);
  }

  // RFC 9293 §3.10.5: abort.
  @Test
  void abortResets() {
    peer.open();
    peer.tcp.abort(peer.connection(), peer.nowNs);
    Segment reset = peer.take();
    assertTrue(reset.has('R'));
    assertEquals(peer.expected, reset.sequence());
    assertEquals(0, peer.tcp.inUse());
  }

  // RFC 5961 §4.2: any SYN in TIME-WAIT is challenged; only a peer that sees the answer has the
  // number of the RST that ends it (RFC 1337), and may then open the same flow anew.
  @Test
  void newSynEndsTheRestOnlyAfterAnExactReset() {
    serverClosesUntilTimeWait();
    int old = peer.next;
    peer.next += 1000;
    peer.syn();
    Segment challenge = peer.take();
    assertEquals("A", challenge.flags());
    assertEquals(old, challenge.acknowledgment());
    assertEquals(TcpState.TIME_WAIT, peer.state());
    peer.receive("R", challenge.acknowledgment() + 1, 0, "");
    assertEquals(TcpState.TIME_WAIT, peer.state());
    peer.receive("R", challenge.acknowledgment(), 0, "");
    assertEquals(0, peer.tcp.inUse());
    peer.sent.clear();
    peer.syn();
    Segment answer = peer.take();
    assertEquals("SA", answer.flags());
    assertEquals(peer.next + 1, answer.acknowledgment());
    assertEquals(1, peer.tcp.inUse());
  }

  // The table refuses what is offered after the close; nothing may have changed by then.
  @Test
  void nothingIsOfferedAfterTheClose() {
    peer.open();
    peer.tcp.close(peer.connection(), peer.nowNs);
    Segment fin = peer.take();
    peer.tcp.send(peer.connection(), 500, peer.nowNs);
    assertEquals(0, peer.connection().offered());
    peer.expected = fin.sequence() + 1;
    peer.ack();
    assertEquals(TcpState.FIN_WAIT2, peer.state());
  }

  private void serverClosesUntilTimeWait() {
    peer.open();
    peer.tcp.close(peer.connection(), peer.nowNs);
    peer.expected = peer.take().sequence() + 1;
    peer.fin();
    peer.sent.clear();
    assertEquals(TcpState.TIME_WAIT, peer.state());
  }

  @Test
  void poolTakesFromWhatRestsLongest() {
    TcpFixture small = new TcpFixture(new TcpLimits(2, 1, 2048, 2, 1));
    for (int i = 0; i < 5; i++) {
      small.clientPort = 50000 + i;
      small.open();
      small.tcp.close(small.connection(), small.nowNs);
      small.expected = small.take().sequence() + 1;
      small.fin();
      small.sent.clear();
      small.pass(MILLISECOND_NS);
    }
    assertEquals(2, small.tcp.inUse());
  }

  @Test
  void withoutFramesTheTimerAsksAgain() {
    peer.open();
    peer.frames = 0;
    peer.tcp.send(peer.connection(), 100, peer.nowNs);
    peer.assertQuiet();
    peer.frames = 100;
    peer.pass(SECOND_NS);
    assertEquals(100, peer.take().text().length);
  }

  @Test
  void truncatedHeaderIsDropped() {
    byte[] packet =
        TcpFixture.packet(
            TcpFixture.CLIENT,
            TcpFixture.SERVER,
            new Segment(1, 80, "S", 0, 0, 10, 0, -1, new byte[0]));
    byte[] cut = java.util.Arrays.copyOf(packet, 39);
    org.sallyport.engine.wire.Octets.put16(cut, 2, cut.length);
    org.sallyport.engine.wire.Ipv4Header.writeChecksum(cut, 0);
    assertEquals(DropReason.TRUNCATED, peer.deliver(cut));
    peer.assertQuiet();
  }

  @Test
  void badChecksumIsDropped() {
    byte[] packet =
        TcpFixture.packet(
            TcpFixture.CLIENT,
            TcpFixture.SERVER,
            new Segment(1, 80, "S", 0, 0, 10, 0, -1, new byte[0]));
    packet[packet.length - 1] ^= 1;
    assertEquals(DropReason.BAD_CHECKSUM, peer.deliver(packet));
    peer.assertQuiet();
  }

  // RFC 6528: the clock moves the number on, and flows do not share it.
  @Test
  void initialNumbersDifferByFlow() {
    peer.syn();
    int first = peer.take().sequence();
    peer.clientPort++;
    peer.syn();
    assertNotEquals(first, peer.take().sequence());
  }
}
