// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sallyport.engine.net.tcp.TcpFixture.MILLISECOND_NS;
import static org.sallyport.engine.net.tcp.TcpFixture.SECOND_NS;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.TcpState;
import org.sallyport.engine.task.DeadlineTable;

/** What applications get from TCP, which flows there are, and blocks that are used again. */
final class TcpServiceTest {
  private final TcpFixture peer = new TcpFixture();

  // ---- ports

  @Test
  void everyPortHasItsApplication() {
    TcpFixture.Recorder second = peer.new Recorder();
    assertFalse(peer.tcp.listen(TcpFixture.PORT, second), "taken");
    assertTrue(peer.tcp.listen(81, second));
    assertFalse(peer.tcp.listen(81, second));
    receiveOn(81, new Segment(40001, 81, "S", 5, 0, 1000, 0, -1, new byte[0]));
    int ours = peer.take().sequence();
    receiveOn(81, new Segment(40001, 81, "A", 6, ours + 1, 1000, 0, -1, new byte[0]));
    assertEquals(List.of("established"), second.told);
    assertEquals(List.of(), peer.application.told);
    assertEquals(81, second.latest.localPort());
    assertEquals(40001, second.latest.remotePort());
    assertEquals(TcpFixture.CLIENT, second.latest.remoteAddress());
  }

  private void receiveOn(int port, Segment segment) {
    assertEquals(port, segment.destinationPort());
    peer.receive(segment);
    assertEquals(DropReason.NONE, peer.reason);
  }

  @Test
  void theTableOfPortsIsBounded() {
    TcpLimits limits = TcpLimits.DEFAULT;
    for (int port = 81; port < 80 + limits.listeners(); port++) {
      assertTrue(peer.tcp.listen(port, peer.application));
    }
    assertFalse(peer.tcp.listen(99, peer.application));
    for (int port : new int[] {99, 0}) {
      peer.receive(new Segment(40001, port, "S", 5, 0, 1000, 0, -1, new byte[0]));
      assertEquals(DropReason.UNKNOWN_PORT, peer.reason);
      assertTrue(peer.take().has('R'));
    }
  }

  /** Port 0 is nobody's, also where there is room for further listeners. */
  @Test
  void nobodyListensOnPortZero() {
    peer.receive(new Segment(40001, 0, "S", 5, 0, 1000, 0, -1, new byte[0]));
    assertEquals(DropReason.UNKNOWN_PORT, peer.reason);
  }

  // ---- flows

  /** RFC 9293 §3.4: a connection is known by both addresses and both ports. */
  @Test
  void addressesMakeAFlow() {
    peer.open();
    TcpConnection first = peer.connection();
    int firstExpected = peer.expected;
    int firstNext = peer.next;
    peer.client = TcpFixture.address("192.0.2.3");
    peer.next = 5000;
    peer.open();
    assertEquals(2, peer.tcp.inUse());
    peer.client = TcpFixture.CLIENT;
    peer.server = TcpFixture.address("192.0.2.9");
    peer.next = 9000;
    peer.open();
    assertEquals(3, peer.tcp.inUse());
    peer.server = TcpFixture.SERVER;
    peer.receive("A", firstNext, firstExpected, "abc");
    assertEquals("abc", peer.application.text.toString());
    assertEquals(TcpState.ESTABLISHED, first.state());
  }

  @Test
  void blocksAreNumberedAndTraced() {
    assertEquals(TcpLimits.DEFAULT.connections(), peer.tcp.connectionCount());
    for (int index = 0; index < peer.tcp.connectionCount(); index++) {
      assertEquals(index, peer.tcp.connection(index).index());
      assertEquals(0x1_0000L + index, peer.tcp.connection(index).traceId());
    }
    TcpConnection listener =
        new TcpConnection(TcpConnection.LISTENER, TcpLimits.DEFAULT, TcpTimers.DEFAULT);
    listener.localPort = 80;
    assertEquals(80, listener.traceId());
    TcpConnection nobody =
        new TcpConnection(TcpConnection.NO_LISTENER, TcpLimits.DEFAULT, TcpTimers.DEFAULT);
    nobody.localPort = 80;
    assertEquals(0, nobody.traceId());
  }

  // ---- what is told and counted

  @Test
  void progressIsToldAndCounted() {
    peer.open();
    assertFalse(peer.connection().peerClosed());
    peer.tcp.send(peer.connection(), 2000, peer.nowNs);
    assertEquals(2000, peer.connection().offered());
    assertEquals(0, peer.connection().acknowledged());
    int told = peer.application.acknowledgments;
    peer.expected += 1332;
    peer.ack();
    assertEquals(1332, peer.connection().acknowledged());
    assertEquals(told + 1, peer.application.acknowledgments);
    peer.text("hello");
    TcpCounters counters = peer.tcp.counters();
    assertEquals(4, counters.segmentsIn());
    assertEquals(3, counters.segmentsOut(), "the SYN and two segments of text");
    assertEquals(5, counters.textIn());
    assertEquals(2000, counters.textOut());
    assertEquals(0, counters.retransmitted());
    peer.pass(2 * SECOND_NS);
    assertEquals(1, counters.retransmitted());
    assertEquals(2668, counters.textOut());
  }

  @Test
  void readingNothingIsNoEvent() {
    peer.open();
    peer.trace.clear();
    assertEquals(0, peer.tcp.read(peer.connection(), new byte[5], 0, 5, peer.nowNs));
    peer.tcp.skip(peer.connection(), peer.nowNs);
    assertEquals(List.of(), peer.trace);
  }

  @Test
  void whatWasDueIsCounted() {
    peer.syn();
    assertEquals(0, peer.tcp.poll(peer.nowNs + SECOND_NS - 1));
    assertEquals(1, peer.tcp.poll(peer.nowNs + SECOND_NS));
  }

  // ---- blocks that are used again

  /** Nothing of a flow is left for the next one in its block. */
  @Test
  void aBlockBeginsAnew() {
    TcpFixture one = new TcpFixture(new TcpLimits(1, 1, 2048, 1, 1));
    one.syn();
    one.next++;
    one.expected = one.take().sequence() + 1;
    one.pass(300 * MILLISECOND_NS);
    one.ack();
    TcpConnection block = one.connection();
    assertEquals(300 * MILLISECOND_NS, block.roundTripNs());
    one.application.reads = false;
    one.text("left unread");
    one.tcp.send(block, 100, one.nowNs);
    one.tcp.close(block, one.nowNs);
    one.receive("R", one.next, 0, "");
    assertEquals(0, one.tcp.inUse());
    assertEquals(DeadlineTable.NEVER_NS, one.tcp.nextDeadlineNs(), "no deadline is left");
    one.sent.clear();
    one.application.reads = true;
    for (int turn = 0; turn < 3; turn++) {
      one.next += 1000;
      one.open();
      assertEquals(block, one.connection());
      assertEquals(0, block.offered());
      assertEquals(0, block.acknowledged());
      assertEquals(0, block.readable());
      assertEquals(0, block.roundTripNs());
      one.text("new");
      assertTrue(one.application.text.toString().endsWith("new"));
      one.tcp.send(block, 10, one.nowNs);
      assertEquals(10, one.take().text().length);
      one.receive("R", one.next, 0, "");
      one.receive("A", one.next, one.expected, "late");
      assertEquals(DropReason.NO_CONNECTION, one.reason);
      one.sent.clear();
    }
  }

  // ---- bounds

  @ParameterizedTest
  @CsvSource({
    "1, 1, 2048, 1, 1, true",
    "2, 2, 32768, 1, 1, true",
    "0, 1, 2048, 1, 1, false",
    "1, 0, 2048, 1, 1, false",
    "1, 2, 2048, 1, 1, false",
    "1, 1, 1024, 1, 1, false",
    "1, 1, 2047, 1, 1, false",
    "1, 1, 3072, 1, 1, false",
    "1, 1, 65536, 1, 1, false",
    "1, 1, 0, 1, 1, false",
    "1, 1, -2147483648, 1, 1, false",
    "1, 1, 2048, 0, 1, false",
    "1, 1, 2048, 1, 0, false"
  })
  void everyBoundIsUsable(
      int connections, int halfOpen, int octets, int gaps, int listeners, boolean usable) {
    if (usable) {
      assertEquals(
          octets, new TcpLimits(connections, halfOpen, octets, gaps, listeners).receiveBytes());
    } else {
      assertThrows(
          IllegalArgumentException.class,
          () -> new TcpLimits(connections, halfOpen, octets, gaps, listeners));
    }
  }
}
