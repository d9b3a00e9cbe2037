// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sallyport.engine.net.tcp.TcpFixture.MILLISECOND_NS;
import static org.sallyport.engine.net.tcp.TcpFixture.SECOND_NS;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.engine.table.TcpState;

/** When TCP sends, how much at once, and what it measures (RFC 9293 §3.8, RFC 6298). */
final class TcpTimingTest {
  private static final int SEGMENT = 1332;

  private final TcpFixture peer = new TcpFixture();

  private void establishAfter(long roundTripNs) {
    peer.syn();
    peer.next++;
    peer.expected = peer.take().sequence() + 1;
    peer.pass(roundTripNs);
    peer.ack();
    assertEquals(TcpState.ESTABLISHED, peer.state());
  }

  private void send(long octets) {
    peer.tcp.send(peer.connection(), octets, peer.nowNs);
  }

  private void acknowledge(int octets) {
    peer.expected += octets;
    peer.ack();
  }

  // ---- measuring (RFC 6298 §2, §3)

  @Test
  void theRoundTripOfTheSynIsMeasured() {
    establishAfter(100 * MILLISECOND_NS);
    assertEquals(100 * MILLISECOND_NS, peer.connection().roundTripNs());
  }

  @Test
  void theRoundTripOfTextIsMeasured() {
    establishAfter(100 * MILLISECOND_NS);
    send(SEGMENT);
    peer.pass(500 * MILLISECOND_NS);
    acknowledge(SEGMENT);
    assertEquals(150 * MILLISECOND_NS, peer.connection().roundTripNs(), "an eighth of the news");
  }

  @Test
  void onlyTheSegmentThatIsTimedIsMeasured() {
    establishAfter(100 * MILLISECOND_NS);
    send(3 * SEGMENT);
    peer.pass(200 * MILLISECOND_NS);
    acknowledge(SEGMENT / 2);
    assertEquals(
        100 * MILLISECOND_NS, peer.connection().roundTripNs(), "a part of it says nothing");
    peer.pass(300 * MILLISECOND_NS);
    acknowledge(SEGMENT - SEGMENT / 2);
    assertEquals(150 * MILLISECOND_NS, peer.connection().roundTripNs());
    peer.pass(300 * MILLISECOND_NS);
    acknowledge(SEGMENT);
    assertEquals(150 * MILLISECOND_NS, peer.connection().roundTripNs(), "one at a time");
  }

  /** Karn's rule, RFC 6298 §3; and the patience of §5.5 ends with news. */
  @Test
  void whatWasSentTwiceIsNotMeasured() {
    establishAfter(100 * MILLISECOND_NS);
    send(2 * SEGMENT);
    peer.pass(SECOND_NS);
    acknowledge(2 * SEGMENT);
    assertEquals(100 * MILLISECOND_NS, peer.connection().roundTripNs());
    peer.sent.clear();
    send(SEGMENT);
    assertEquals(peer.nowNs + SECOND_NS, peer.tcp.nextDeadlineNs());
  }

  // ---- the retransmission timer (RFC 6298 §5)

  @Test
  void newsRestartTheTimer() {
    peer.open();
    send(2 * SEGMENT);
    long sentNs = peer.nowNs;
    assertEquals(sentNs + SECOND_NS, peer.tcp.nextDeadlineNs());
    peer.pass(400 * MILLISECOND_NS);
    acknowledge(SEGMENT);
    assertEquals(peer.nowNs + SECOND_NS, peer.tcp.nextDeadlineNs(), "RFC 6298 §5.3");
    peer.ack();
    peer.pass(400 * MILLISECOND_NS);
    assertEquals(sentNs + 1400 * MILLISECOND_NS, peer.tcp.nextDeadlineNs());
  }

  /** RFC 9293 §3.8.6.3. */
  @Test
  void anAcknowledgmentIsPutOffForItsTimeAndNoLonger() {
    peer.open();
    peer.text("one");
    long dueNs = peer.nowNs + 40 * MILLISECOND_NS;
    assertEquals(dueNs, peer.tcp.nextDeadlineNs());
    peer.pass(40 * MILLISECOND_NS - 1);
    peer.assertQuiet();
    peer.pass(1);
    assertEquals(peer.next, peer.take().acknowledgment());
  }

  /** The wait for the peer's FIN ends when it comes. */
  @Test
  void aRestIsNotCutShortByTheWaitForTheFin() {
    peer.open();
    peer.tcp.close(peer.connection(), peer.nowNs);
    peer.expected = peer.take().sequence() + 1;
    peer.ack();
    peer.pass(50 * SECOND_NS);
    peer.fin();
    assertEquals(TcpState.TIME_WAIT, peer.state());
    long endNs = peer.nowNs + 60 * SECOND_NS;
    assertEquals(endNs, peer.tcp.nextDeadlineNs(), "no other deadline is left");
    peer.pass(60 * SECOND_NS - 1);
    assertEquals(1, peer.tcp.inUse());
    peer.pass(1);
    assertEquals(0, peer.tcp.inUse());
  }

  /** What carries an acknowledgment saves the one that was put off. */
  @Test
  void textCarriesTheAcknowledgmentThatWasPutOff() {
    peer.open();
    peer.text("question");
    send(10);
    assertEquals(peer.next, peer.take().acknowledgment());
    assertEquals(peer.nowNs + SECOND_NS, peer.tcp.nextDeadlineNs(), "of the text alone");
    peer.pass(40 * MILLISECOND_NS);
    peer.assertQuiet();
  }

  /** Karn's rule for a segment of old and new octets. */
  @Test
  void oldAndNewOctetsInOneSegmentAreNotMeasured() {
    establishAfter(100 * MILLISECOND_NS);
    peer.window = 25; // scaled by four
    peer.ack();
    send(1100);
    assertEquals(100, peer.take().text().length);
    peer.frames = 0;
    peer.pass(SECOND_NS);
    peer.assertQuiet();
    peer.frames = 100;
    peer.window = 10_000;
    peer.ack();
    assertEquals(1100, peer.take().text().length);
    assertEquals(1, peer.tcp.counters().retransmitted());
    peer.pass(500 * MILLISECOND_NS);
    acknowledge(1100);
    assertEquals(100 * MILLISECOND_NS, peer.connection().roundTripNs());
  }

  /** What could not be sent for want of a frame was not sent. */
  @Test
  void withoutAFrameNothingIsUnderWay() {
    peer.open();
    peer.frames = 0;
    send(100);
    peer.frames = 100;
    send(1);
    Segment first = peer.take();
    assertEquals(peer.expected, first.sequence());
    assertEquals(101, first.text().length);
    assertEquals(0, peer.tcp.counters().retransmitted());
  }

  /** RFC 9293 §3.8.6.1: a window that opens ends the patience with which it was probed. */
  @Test
  void anOpenedWindowIsUsedWithFreshPatience() {
    peer.window = 0;
    peer.open();
    send(500);
    peer.pass(8 * SECOND_NS);
    peer.sent.clear();
    peer.pass(100 * MILLISECOND_NS);
    peer.window = 65535;
    peer.ack();
    assertEquals(500, peer.take().text().length);
    assertEquals(peer.nowNs + SECOND_NS, peer.tcp.nextDeadlineNs());
  }

  /** One octet and no FIN: a closed window has no room for that either. */
  @Test
  void aProbeBringsNoFin() {
    peer.window = 0;
    peer.open();
    send(1);
    peer.tcp.close(peer.connection(), peer.nowNs);
    peer.pass(SECOND_NS);
    Segment probe = peer.take();
    assertEquals(1, probe.text().length);
    assertFalse(probe.has('F'));
  }

  /** RFC 9293 §3.9.1: what ends the text is pushed. */
  @Test
  void onlyTheEndOfTheTextIsPushed() {
    peer.open();
    send(2 * SEGMENT + 1);
    assertFalse(peer.take().has('P'));
    assertFalse(peer.take().has('P'));
    assertTrue(peer.take().has('P'));
    acknowledge(2 * SEGMENT + 1);
    peer.tcp.close(peer.connection(), peer.nowNs);
    Segment fin = peer.take();
    assertTrue(fin.has('F'));
    assertFalse(fin.has('P'), "there is no text in it");
  }

  /** RFC 5681 §3.1: slow start up to the threshold, then a segment for each round trip. */
  @Test
  void congestionIsAvoidedFromHalfOfWhatWasLostOn() {
    peer.open();
    send(1_000_000);
    peer.pass(SECOND_NS);
    CongestionWindow window = peer.connection().congestion;
    for (int acknowledged = 0; acknowledged < 10; acknowledged++) {
      assertEquals(Math.min(acknowledged + 1, 5) * SEGMENT, window.window());
      acknowledge(SEGMENT);
    }
    int share = SEGMENT * SEGMENT / (5 * SEGMENT);
    assertEquals(5 * SEGMENT + share, window.window());
    acknowledge(SEGMENT);
    assertEquals(5 * SEGMENT + share + SEGMENT * SEGMENT / (5 * SEGMENT + share), window.window());
  }

  // ---- how much (RFC 9293 §3.7.1, §3.8.6)

  @ParameterizedTest
  @CsvSource({"false, 0, 536", "true, 0, 1220", "false, 700, 700", "true, 5000, 1312"})
  void aPeerThatNamesNoSegmentTakesTheDefault(boolean ipv6, int named, int expected) {
    if (ipv6) {
      peer.server = TcpFixture.SERVER_IPV6;
      peer.client = TcpFixture.CLIENT_IPV6;
    }
    peer.receive(
        new Segment(peer.clientPort, 80, "S", peer.next, 0, 65535, named, -1, new byte[0]));
    peer.next++;
    peer.expected = peer.take().sequence() + 1;
    peer.ack();
    send(5000);
    assertEquals(expected, peer.take().text().length);
  }

  /** A FIN takes a number of the window like an octet. */
  @Test
  void aFinWaitsForRoomInTheWindow() {
    peer.open();
    peer.window = 25; // scaled by four
    peer.ack();
    peer.application.reads = false;
    send(100);
    Segment text = peer.take();
    assertEquals(100, text.text().length);
    peer.tcp.close(peer.connection(), peer.nowNs);
    peer.assertQuiet();
    acknowledge(100);
    assertTrue(peer.take().has('F'));
  }

  @Test
  void aFinGoesWithTheTextWhereThereIsRoom() {
    peer.open();
    peer.window = 0;
    peer.ack();
    send(100);
    peer.tcp.close(peer.connection(), peer.nowNs);
    peer.sent.clear();
    peer.window = 25;
    peer.ack();
    Segment exact = peer.take();
    assertEquals(100, exact.text().length);
    assertFalse(exact.has('F'), "the text fills the window");
    peer.assertQuiet();
  }

  /** RFC 9293 §3.8.6.2.1: half of the largest window is worth a segment. */
  @ParameterizedTest
  @CsvSource({"1000, true", "1004, false"})
  void lessThanASegmentIsSentWhenItFillsHalfOfTheLargestWindow(int underWay, boolean sent) {
    TcpFixture narrow = new TcpFixture();
    narrow.window = 2000;
    narrow.receive(new Segment(40000, 80, "S", narrow.next, 0, 2000, 1460, -1, new byte[0]));
    narrow.next++;
    narrow.expected = narrow.take().sequence() + 1;
    narrow.ack();
    narrow.tcp.send(narrow.connection(), underWay, narrow.nowNs);
    assertEquals(underWay, narrow.take().text().length);
    narrow.tcp.send(narrow.connection(), 5000, narrow.nowNs);
    if (sent) {
      assertEquals(1000, narrow.take().text().length);
    }
    narrow.assertQuiet();
  }

  /** RFC 9293 §3.8.6.2.2: half of a small buffer is worth an announcement. */
  @Test
  void aSmallWindowOpensByHalfOfTheBuffer() {
    TcpFixture small = new TcpFixture(new TcpLimits(1, 1, 2048, 1, 1));
    small.open();
    small.application.reads = false;
    small.text("x".repeat(2048));
    small.sent.clear();
    byte[] target = new byte[2048];
    small.tcp.read(small.connection(), target, 0, 1023, small.nowNs);
    small.assertQuiet();
    small.tcp.read(small.connection(), target, 0, 1, small.nowNs);
    assertEquals(1024, small.take().window());
  }

  // ---- segments that bring nothing

  /** RFC 5681 §2: a duplicate acknowledgment needs something under way. */
  @Test
  void withNothingUnderWayNothingIsADuplicate() {
    peer.open();
    peer.ack();
    assertEquals("Established RcvAckCurrent Established", peer.lastFired("Tcp"));
    send(10);
    peer.take();
    peer.ack();
    assertEquals("Established RcvAckDuplicate Established", peer.lastFired("Tcp"));
  }

  /** RFC 9293 §3.8.4: a keep-alive is answered as what lies outside the window. */
  @Test
  void aBareAcknowledgmentOfBeforeIsNoOldText() {
    peer.open();
    peer.receive("A", peer.next - 1, peer.expected, "");
    assertEquals("Established RcvUnacceptable Established", peer.lastFired("Tcp"));
    assertEquals(peer.next, peer.take().acknowledgment());
  }

  @Test
  void aBareAcknowledgmentFromFurtherOnBringsNoText() {
    peer.open();
    peer.trace.clear();
    peer.receive("A", peer.next + 5, peer.expected, "");
    assertEquals("Established RcvAckCurrent Established", peer.lastFired("Tcp"));
    peer.assertQuiet();
  }

  @Test
  void oldTextWithAFinBringsTheFinOnly() {
    peer.open();
    peer.text("abc");
    peer.trace.clear();
    peer.receive("AF", peer.next - 3, peer.expected, "abc");
    assertEquals("Established RcvFin CloseWait", peer.lastFired("Tcp"));
    assertTrue(peer.trace.stream().noneMatch(row -> row.contains("RcvText")), peer.trace::toString);
  }

  @Test
  void aFinInOldTextIsNoFin() {
    peer.open();
    peer.text("abc");
    peer.receive("AF", peer.next - 3, peer.expected, "ab");
    assertEquals("Established RcvTextOld Established", peer.lastFired("Tcp"));
  }

  /** What follows a FIN is nothing that its sender can have sent: the FIN is not believed. */
  @Test
  void aFinBeforeTextThatIsHeldIsNoFin() {
    peer.open();
    peer.receive("A", peer.next + 3, peer.expected, "def");
    peer.trace.clear();
    peer.receive("AF", peer.next, peer.expected, "abc");
    assertEquals("abcdef", peer.application.text.toString());
    assertTrue(peer.trace.stream().noneMatch(row -> row.contains("RcvFin")), peer.trace::toString);
    assertEquals(TcpState.ESTABLISHED, peer.state());
  }

  /** RFC 9293 §3.10.7.4: what lies past the window is cut, also behind a gap. */
  @Test
  void textBehindAGapIsCutToTheWindow() {
    peer.open();
    peer.application.reads = false;
    peer.receive("A", peer.next + 8000, peer.expected, "y".repeat(500));
    peer.receive("A", peer.next, peer.expected, "x".repeat(8000));
    assertEquals(8192, peer.connection().readable());
    byte[] read = new byte[8192];
    assertEquals(8192, peer.tcp.read(peer.connection(), read, 0, read.length, peer.nowNs));
    for (int at = 0; at < read.length; at++) {
      assertEquals(at < 8000 ? 'x' : 'y', read[at], "octet " + at);
    }
  }

  /** RFC 9293 §3.10.7.4: a FIN behind text that does not fit the window lies outside of it. */
  @Test
  void aFinBehindTheWindowDoesNotCount() {
    peer.open();
    peer.application.reads = false;
    peer.receive("AF", peer.next, peer.expected, "x".repeat(8193));
    assertEquals(8192, peer.connection().readable());
    assertEquals(TcpState.ESTABLISHED, peer.state());
    assertFalse(peer.connection().peerClosed());
    TcpFixture exact = new TcpFixture();
    exact.open();
    exact.application.reads = false;
    exact.receive("AF", exact.next, exact.expected, "x".repeat(8192));
    assertEquals(TcpState.CLOSE_WAIT, exact.state(), "text that fits to the octet ends with it");
  }
}
