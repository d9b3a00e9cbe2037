// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sallyport.engine.net.tcp.TcpFixture.SECOND_NS;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.TcpEvent;
import org.sallyport.engine.table.TcpState;
import org.sallyport.engine.table.TcpTable;

/**
 * Everything that a peer, an application or time can do to a connection, in every state: what it is
 * taken for, and that what is refused changes nothing. A connection has ten octets of ours under
 * way wherever something may be.
 */
final class TcpRowsTest {
  private static final int OUTSTANDING = 10;
  private static final int GAPS = TcpLimits.DEFAULT.gaps();

  private static final Set<TcpState> SENDING =
      EnumSet.of(
          TcpState.ESTABLISHED,
          TcpState.FIN_WAIT1,
          TcpState.CLOSE_WAIT,
          TcpState.CLOSING,
          TcpState.LAST_ACK);
  private static final Set<TcpState> RECEIVING =
      EnumSet.of(TcpState.ESTABLISHED, TcpState.FIN_WAIT1, TcpState.FIN_WAIT2);
  private static final Set<TcpState> SYNCHRONIZED =
      EnumSet.complementOf(EnumSet.of(TcpState.CLOSED, TcpState.LISTEN, TcpState.SYN_RECEIVED));
  private static final Set<TcpState> PEER_CLOSED = difference(SYNCHRONIZED, RECEIVING);
  private static final Set<TcpState> CONNECTED = with(SYNCHRONIZED, TcpState.SYN_RECEIVED);

  private static Set<TcpState> difference(Set<TcpState> states, Set<TcpState> less) {
    Set<TcpState> rest = EnumSet.copyOf(states);
    rest.removeAll(less);
    return rest;
  }

  private static Set<TcpState> with(Set<TcpState> states, TcpState one) {
    Set<TcpState> more = EnumSet.copyOf(states);
    more.add(one);
    return more;
  }

  private static void segment(TcpFixture peer, String flags, int ahead, int acked, String text) {
    peer.receive(flags, peer.next + ahead, peer.expected + acked, text);
  }

  static List<Arguments> stimuli() {
    List<Arguments> all = new ArrayList<>();
    // Segments that are not looked at further.
    add(all, TcpEvent.RCV_RST_EXACT, CONNECTED, peer -> segment(peer, "R", 0, 0, ""));
    add(all, TcpEvent.RCV_RST_IN_WINDOW, CONNECTED, peer -> segment(peer, "R", 1, 0, ""));
    add(all, TcpEvent.RCV_RST_OUTSIDE, CONNECTED, peer -> segment(peer, "R", 100_000, 0, ""));
    add(all, TcpEvent.RCV_SYN_REPEATED, CONNECTED, peer -> peer.receive("S", 1000, 0, ""));
    add(all, TcpEvent.RCV_SYN_OTHER, CONNECTED, peer -> segment(peer, "S", 5, 0, ""));
    add(all, TcpEvent.RCV_WITHOUT_ACK, CONNECTED, peer -> segment(peer, "P", 0, 0, ""));
    add(all, TcpEvent.RCV_UNACCEPTABLE, CONNECTED, peer -> segment(peer, "A", 1 << 30, 0, "x"));
    add(all, TcpEvent.RCV_TEXT_OLD, CONNECTED, peer -> segment(peer, "A", -3, 0, "abc"));
    add(all, TcpEvent.RCV_FIN_OLD, PEER_CLOSED, peer -> segment(peer, "AF", -1, 0, ""));
    // Acknowledgments.
    Set<TcpState> opening = EnumSet.of(TcpState.SYN_RECEIVED);
    add(all, TcpEvent.RCV_ACK_OF_SYN, opening, peer -> segment(peer, "A", 0, 0, ""));
    add(all, TcpEvent.RCV_ACK_UNACCEPTABLE, CONNECTED, peer -> segment(peer, "A", 0, 9999, ""));
    add(all, TcpEvent.RCV_ACK_OLD, SYNCHRONIZED, peer -> segment(peer, "A", 0, -1, ""));
    add(all, TcpEvent.RCV_ACK_DUPLICATE, SENDING, peer -> segment(peer, "A", 0, 0, ""));
    add(
        all,
        TcpEvent.RCV_ACK_CURRENT,
        SYNCHRONIZED,
        peer -> {
          peer.window = 60_000;
          segment(peer, "A", 0, 0, "");
        });
    add(all, TcpEvent.RCV_ACK_NEW, SENDING, peer -> segment(peer, "A", 0, OUTSTANDING / 2, ""));
    add(
        all,
        TcpEvent.RCV_ACK_OF_FIN,
        EnumSet.of(TcpState.FIN_WAIT1, TcpState.CLOSING, TcpState.LAST_ACK),
        peer -> segment(peer, "A", 0, OUTSTANDING + 1, ""));
    // Text and FIN.
    add(all, TcpEvent.RCV_TEXT_IN_ORDER, SYNCHRONIZED, peer -> segment(peer, "A", 0, 0, "abc"));
    add(all, TcpEvent.RCV_TEXT_OUT_OF_ORDER, SYNCHRONIZED, peer -> segment(peer, "A", 3, 0, "d"));
    add(
        all,
        TcpEvent.RCV_TEXT_FILLS_GAP,
        SYNCHRONIZED,
        peer -> {
          holdGaps(peer, 1);
          segment(peer, "A", 0, 0, "abc");
        });
    add(
        all,
        TcpEvent.RCV_TEXT_NO_ROOM,
        SYNCHRONIZED,
        peer -> {
          holdGaps(peer, GAPS);
          segment(peer, "A", 1000, 0, "x");
        });
    add(all, TcpEvent.RCV_FIN, SYNCHRONIZED, peer -> segment(peer, "AF", 0, 0, ""));
    add(all, TcpEvent.RCV_FIN_OUT_OF_ORDER, SYNCHRONIZED, peer -> segment(peer, "AF", 3, 0, "d"));
    // The application.
    add(all, TcpEvent.APP_HAS_TEXT, SYNCHRONIZED, peer -> peer.tcp.send(block(peer), 7, now(peer)));
    add(all, TcpEvent.APP_HAS_READ, SYNCHRONIZED, peer -> peer.tcp.skip(block(peer), now(peer)));
    add(all, TcpEvent.APP_CLOSE, SYNCHRONIZED, peer -> peer.tcp.close(block(peer), now(peer)));
    add(all, TcpEvent.APP_ABORT, SYNCHRONIZED, peer -> peer.tcp.abort(block(peer), now(peer)));
    // Time.
    Set<TcpState> retrying = with(SENDING, TcpState.SYN_RECEIVED);
    add(all, TcpEvent.RETRANSMISSION_TIMEOUT, retrying, peer -> peer.pass(2 * SECOND_NS));
    add(all, TcpEvent.RETRIES_EXHAUSTED, retrying, peer -> peer.pass(1000 * SECOND_NS));
    add(
        all,
        TcpEvent.PROBE_DUE,
        SENDING,
        peer -> {
          peer.window = 0;
          segment(peer, "A", 500, 0, ""); // newer than what was held behind gaps
          peer.pass(2 * SECOND_NS);
        });
    add(all, TcpEvent.FIN_WAIT_EXPIRED, EnumSet.of(TcpState.FIN_WAIT2), TcpRowsTest::rest);
    add(all, TcpEvent.TIME_WAIT_OVER, EnumSet.of(TcpState.TIME_WAIT), TcpRowsTest::rest);
    add(
        all,
        TcpEvent.DELAYED_ACK_DUE,
        RECEIVING,
        peer -> {
          segment(peer, "A", 0, 0, "abc");
          peer.pass(SECOND_NS / 2);
        });
    add(
        all,
        TcpEvent.EVICTED,
        EnumSet.of(TcpState.TIME_WAIT),
        peer -> {
          peer.clientPort++;
          peer.syn();
        });
    return all;
  }

  private static void add(
      List<Arguments> all, TcpEvent event, Set<TcpState> states, Consumer<TcpFixture> stimulus) {
    states.forEach(state -> all.add(Arguments.of(state, event, stimulus)));
  }

  private static void rest(TcpFixture peer) {
    peer.pass(70 * SECOND_NS);
  }

  private static TcpConnection block(TcpFixture peer) {
    return peer.tcp.connection(0);
  }

  private static long now(TcpFixture peer) {
    return peer.nowNs;
  }

  /** Octets behind gaps, until so many are held; a peer that has closed has done so before. */
  private static void holdGaps(TcpFixture peer, int count) {
    if (RECEIVING.contains(block(peer).state())) {
      for (int i = 0; i < count; i++) {
        segment(peer, "A", 10 + 20 * i, 0, "x");
      }
    }
  }

  /** A connection in a state; a peer that has closed has sent so many octets past its FIN. */
  private static TcpFixture in(TcpState state, int pastFin) {
    TcpFixture peer = new TcpFixture(new TcpLimits(1, 1, 8192, GAPS, 4));
    if (state == TcpState.SYN_RECEIVED) {
      peer.syn();
      peer.next++;
      peer.expected = peer.take().sequence() + 1;
      return peer;
    }
    peer.application.reads = false;
    peer.open();
    peer.text("unread");
    peer.pass(SECOND_NS / 2);
    if (state == TcpState.CLOSE_WAIT || state == TcpState.LAST_ACK) {
      holdGaps(peer, pastFin);
      peer.fin();
    }
    peer.tcp.send(block(peer), OUTSTANDING, peer.nowNs);
    if (state != TcpState.ESTABLISHED && state != TcpState.CLOSE_WAIT) {
      peer.tcp.close(block(peer), peer.nowNs);
    }
    if (state == TcpState.FIN_WAIT2 || state == TcpState.TIME_WAIT) {
      peer.expected += OUTSTANDING + 1;
      peer.ack();
    }
    if (state == TcpState.CLOSING || state == TcpState.TIME_WAIT) {
      holdGaps(peer, pastFin);
      peer.fin();
    }
    peer.sent.clear();
    assertEquals(state, block(peer).state());
    return peer;
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("stimuli")
  void whatCanHappenIsTakenForWhatItIs(
      TcpState state, TcpEvent event, Consumer<TcpFixture> stimulus) {
    boolean needsGaps = event == TcpEvent.RCV_TEXT_FILLS_GAP || event == TcpEvent.RCV_TEXT_NO_ROOM;
    TcpFixture peer = in(state, needsGaps ? GAPS : 0);
    int unread = block(peer).readable();
    peer.trace.clear();
    stimulus.accept(peer);
    int row = TcpTable.row(state, event);
    String firing =
        String.join(" ", "Tcp", state.specName(), event.specName(), TcpTable.next(row).specName());
    assertTrue(peer.trace.contains(firing), () -> firing + " is not among " + peer.trace);
    if (TcpTable.isRefusal(row) && event != TcpEvent.APP_HAS_READ) {
      assertEquals(state, block(peer).state());
      assertEquals(unread, block(peer).readable(), "nothing was given to the application");
    }
  }

  // RFC 9293 §3.10.4: an application that has not heard yet of its connection's end.
  @Test
  void closingWhatHasEndedIsRefused() {
    TcpFixture peer = in(TcpState.ESTABLISHED, 0);
    TcpConnection ended = block(peer);
    segment(peer, "R", 0, 0, "");
    assertEquals(0, peer.tcp.inUse());
    peer.trace.clear();
    peer.tcp.close(ended, now(peer));
    assertEquals("Listen AppClose Listen", peer.lastFired("Tcp"));
    peer.assertQuiet();
    assertEquals(0, peer.tcp.inUse());
  }

  // RFC 9293 §3.10.7.1 and §3.10.7.2: what belongs to no connection.
  @Test
  void segmentsOfNoConnectionMakeNone() {
    TcpFixture peer = new TcpFixture();
    for (int port : new int[] {TcpFixture.PORT, 81}) {
      String state = port == TcpFixture.PORT ? "Listen" : "Closed";
      stray(peer, port, "R", state + " RcvRstStray " + state);
      peer.assertQuiet();
      stray(peer, port, "P", state + " RcvWithoutAck " + state);
      stray(peer, port, "SA", state + " RcvAckStray " + state);
      peer.sent.clear();
    }
    assertEquals(0, peer.tcp.inUse());
  }

  private static void stray(TcpFixture peer, int port, String flags, String firing) {
    peer.receive(new Segment(40000, port, flags, 7, 99, 1000, 0, -1, new byte[0]));
    assertEquals(firing, peer.lastFired("Tcp"));
    assertTrue(peer.reason != DropReason.NONE, firing);
  }
}
