package org.sallyport.engine.net.tcp;

import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.net.RateBudget;
import org.sallyport.engine.table.TcpAction;
import org.sallyport.engine.table.TcpEvent;
import org.sallyport.engine.table.TcpState;
import org.sallyport.engine.table.TcpTable;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.wire.TcpHeader;

/** Fires the machine {@code Tcp} and does its actions. */
final class TcpMachine {
  /** The SYN of a peer that names no MSS (RFC 9293 §3.7.1). */
  private static final int DEFAULT_SEGMENT_IPV4 = 536;

  private static final int DEFAULT_SEGMENT_IPV6 = 1220;
  private static final int STRAY_RESETS = 50;
  private static final long STRAY_RESET_INTERVAL_NS = 10_000_000L;

  private final ConnectionTable table;
  private final TcpTimers timers;
  private final TcpClock clock;
  private final SegmentWriter writer;
  private final TcpSender sender;
  private final InitialNumbers numbers;
  private final TcpCounters counters;
  private final TraceSink trace;
  private final RateBudget strayResets = new RateBudget(STRAY_RESETS, STRAY_RESET_INTERVAL_NS);

  /** The segment that is being dealt with, and what became of it. */
  private final IncomingSegment segment;

  private boolean segmentInHand;
  private DropReason reason = DropReason.NONE;
  private int halfOpen;

  TcpMachine(
      ConnectionTable table,
      TcpTimers timers,
      TcpClock clock,
      SegmentWriter writer,
      InitialNumbers numbers,
      TcpCounters counters,
      TraceSink trace,
      IncomingSegment segment) {
    this.table = table;
    this.timers = timers;
    this.clock = clock;
    this.writer = writer;
    this.sender = new TcpSender(writer, clock);
    this.numbers = numbers;
    this.counters = counters;
    this.trace = trace;
    this.segment = segment;
  }

  /** How many connections are half open. */
  int halfOpen() {
    return halfOpen;
  }

  /** From now on events are about the segment that was read. */
  void takeInHand() {
    segmentInHand = true;
    reason = DropReason.NONE;
  }

  /** The segment is done with; says what became of it. */
  DropReason letGo() {
    segmentInHand = false;
    return reason;
  }

  /** An event that no segment brings, though one may be in hand. */
  void fireLocal(TcpConnection connection, TcpEvent event, long nowNs) {
    boolean inHand = segmentInHand;
    segmentInHand = false;
    fire(connection, event, nowNs);
    segmentInHand = inHand;
  }

  /** The one way in which a connection moves. */
  void fire(TcpConnection connection, TcpEvent event, long nowNs) {
    TcpState before = connection.state;
    int row = TcpTable.row(before, event);
    counters.event(event);
    for (int i = 0; i < TcpTable.actionCount(row); i++) {
      perform(TcpTable.action(row, i), connection, nowNs);
    }
    connection.state = TcpTable.next(row);
    trace.transition("Tcp", idOf(connection), before, event, connection.state, 0, nowNs);
  }

  // Connections come after the ports, whose numbers are the ids of the listeners.
  private static long idOf(TcpConnection connection) {
    return connection.index >= 0
        ? 0x1_0000L + connection.index
        : connection.index == TcpConnection.LISTENER ? connection.localPort : 0;
  }

  private void perform(TcpAction action, TcpConnection connection, long nowNs) {
    switch (action) {
      case SEND_SYN_ACK -> sendSynAck(connection, nowNs);
      case SEND_SYN_COOKIE -> sendSynCookie(connection, nowNs);
      case SEND_ACK -> connection.ackNow = true;
      case SEND_CHALLENGE_ACK -> challenge(connection, nowNs);
      case SCHEDULE_ACK -> scheduleAck(connection, nowNs);
      case ANNOUNCE_WINDOW -> announceWindow(connection);
      case SEND_RESET -> sendReset(connection, nowNs);
      case TRANSMIT_QUEUED -> sender.transmitQueued(connection, nowNs);
      case RETRANSMIT -> sender.retransmit(connection, nowNs);
      case SEND_PROBE -> sender.probe(connection, nowNs);
      case CHOOSE_INITIAL_NUMBER -> chooseInitialNumber(connection, nowNs);
      case RESTORE_FROM_COOKIE -> restoreFromCookie(connection, nowNs);
      case ADVANCE_UNACKNOWLEDGED -> {
        sender.advance(connection, segment.header().acknowledgment(), nowNs);
        connection.tellAcknowledged = true;
      }
      case UPDATE_WINDOW -> sender.updateWindow(connection, segment);
      case NOTE_DUPLICATE -> sender.duplicate(connection, nowNs);
      case ACCEPT_TEXT -> acceptText(connection);
      case HOLD_TEXT -> holdText(connection);
      case HOLD_FIN -> {
        connection.finHeld = true;
        connection.finHeldAt = segment.sequence() + segment.header().textLength();
      }
      case ACCEPT_FIN -> {
        connection.peerNext++;
        connection.peerFin = true;
        connection.finHeld = false;
      }
      case QUEUE_FIN -> connection.closing = true;
      case ARM_RETRANSMISSION -> sender.armRetransmission(connection, nowNs);
      case BACK_OFF -> sender.backOff(connection, nowNs);
      case ARM_FIN_WAIT -> clock.arm(connection, TcpClock.REST, nowNs + timers.finWaitNs());
      case ARM_TIME_WAIT, RESTART_TIME_WAIT ->
          clock.arm(connection, TcpClock.REST, nowNs + timers.timeWaitNs());
      case COUNT_HALF_OPEN -> halfOpen++;
      case UNCOUNT_HALF_OPEN -> halfOpen--;
      case RELEASE_CONNECTION -> release(connection);
      case QUEUE_RETURN -> connection.returning = true;
      case RETURN_BLOCK -> returnBlock(connection);
      case TELL_ESTABLISHED -> connection.tellEstablished = true;
      case TELL_PEER_CLOSED -> connection.tellReceived = true;
      case TELL_OVER -> connection.tellOver = true;
      case TELL_BROKEN -> connection.tellBroken = true;
      case COUNT_NO_BLOCK -> reason = DropReason.CONNECTIONS_FULL;
      case COUNT_BROKEN -> {} // The event is counted.
      case DROP_RESET -> reason = DropReason.UNPROVEN_RESET;
      case DROP_UNEXPECTED, DROP_AFTER_FIN -> reason = DropReason.UNEXPECTED_SEGMENT;
      case IGNORE_OLD_ACK, IGNORE_STALE -> {} // Overtaken: there is nothing to do.
    }
  }

  // ---- opening

  private void chooseInitialNumber(TcpConnection connection, long nowNs) {
    connection.initial =
        numbers.initial(
            connection.addresses,
            connection.addressLength,
            connection.localPort,
            connection.remotePort,
            nowNs);
    connection.peerInitial = segment.sequence();
    int scale = segment.header().windowScale();
    connection.peerScaled = scale != TcpHeader.NO_SCALE;
    connection.peerScale = connection.peerScaled ? scale : 0;
    open(connection, peerSegment(connection.addressLength));
    connection.timing = true;
    connection.timedNumber = connection.initial + 1;
    connection.timedSinceNs = nowNs;
  }

  private void restoreFromCookie(TcpConnection connection, long nowNs) {
    connection.initial = segment.header().acknowledgment() - 1;
    connection.peerInitial = segment.sequence() - 1;
    open(connection, cookieSegment(connection, nowNs));
  }

  private void open(TcpConnection connection, int peerSegment) {
    connection.unacknowledged = connection.initial;
    connection.next = connection.initial + 1;
    connection.highest = connection.next;
    connection.peerNext = connection.peerInitial + 1;
    connection.announced = connection.peerNext;
    connection.segmentBytes = writer.segmentBytes(connection.addressLength, peerSegment);
    connection.congestion.reset(connection.segmentBytes);
    // A SYN's window is never scaled (RFC 7323 §2.2); the first ACK will tell it anew.
    connection.peerWindow = segment.header().window();
    connection.largestPeerWindow = connection.peerWindow;
    connection.windowSequence = segment.sequence();
    connection.windowAcknowledgment = connection.unacknowledged;
  }

  private int peerSegment(int addressLength) {
    return segment
        .header()
        .maximumSegment(addressLength == 4 ? DEFAULT_SEGMENT_IPV4 : DEFAULT_SEGMENT_IPV6);
  }

  /** The MSS in the cookie that the segment acknowledges, or -1 when it is no valid cookie. */
  int cookieSegment(TcpConnection flow, long nowNs) {
    return numbers.segmentOf(
        segment.header().acknowledgment() - 1,
        flow.addresses,
        flow.addressLength,
        flow.localPort,
        flow.remotePort,
        segment.sequence() - 1,
        nowNs);
  }

  private void sendSynAck(TcpConnection connection, long nowNs) {
    writer.synAck(
        connection.addresses,
        connection.addressLength,
        connection.localPort,
        connection.remotePort,
        connection.initial,
        connection.peerNext,
        SegmentWriter.announce(connection),
        connection.peerScaled,
        nowNs);
  }

  private void sendSynCookie(TcpConnection flow, long nowNs) {
    int cookie =
        numbers.cookie(
            flow.addresses,
            flow.addressLength,
            flow.localPort,
            flow.remotePort,
            segment.sequence(),
            peerSegment(flow.addressLength),
            nowNs);
    writer.synAck(
        flow.addresses,
        flow.addressLength,
        flow.localPort,
        flow.remotePort,
        cookie,
        segment.sequence() + 1,
        flow.buffer.window(),
        false,
        nowNs);
  }

  // ---- receiving

  private void acceptText(TcpConnection connection) {
    int arrived =
        connection.buffer.accept(segment.bytes(), segment.textOffset(), segment.textLength());
    connection.peerNext += arrived;
    counters.textIn(arrived);
    connection.tellReceived = true;
  }

  private void holdText(TcpConnection connection) {
    int distance = SequenceNumber.past(segment.textSequence(), connection.peerNext);
    connection.buffer.hold(distance, segment.bytes(), segment.textOffset(), segment.textLength());
  }

  // RFC 9293 §3.8.6.3: at least every second segment is acknowledged at once.
  private void scheduleAck(TcpConnection connection, long nowNs) {
    if (connection.ackLater) {
      connection.ackNow = true;
      return;
    }
    connection.ackLater = true;
    clock.arm(connection, TcpClock.ACKNOWLEDGMENT, nowNs + timers.delayedAckNs());
  }

  private static void announceWindow(TcpConnection connection) {
    int standing = Math.max(0, SequenceNumber.past(connection.announced, connection.peerNext));
    if (connection.windowToAnnounce() > standing) {
      connection.ackNow = true;
    }
  }

  private void challenge(TcpConnection connection, long nowNs) {
    reason = DropReason.SEGMENT_OUTSIDE_WINDOW;
    if (connection.challenges.spend(nowNs)) {
      connection.ackNow = true;
    }
  }

  /**
   * Sends the acknowledgment that the events of a turn have asked for, if text did not carry it.
   */
  void acknowledge(TcpConnection connection, long nowNs) {
    if (connection.ackNow) {
      clock.acknowledgmentSent(connection);
      writer.bare(
          connection.addresses,
          connection.addressLength,
          connection.localPort,
          connection.remotePort,
          connection.highest,
          connection.peerNext,
          TcpHeader.ACK,
          SegmentWriter.announce(connection),
          nowNs);
    }
  }

  // ---- ending

  // RFC 9293 §3.10.7.1: towards a segment that has no business here its own numbers are used.
  private void sendReset(TcpConnection connection, long nowNs) {
    if (!segmentInHand) {
      writer.bare(
          connection.addresses,
          connection.addressLength,
          connection.localPort,
          connection.remotePort,
          connection.highest,
          connection.peerNext,
          TcpHeader.RST | TcpHeader.ACK,
          0,
          nowNs);
      return;
    }
    reason =
        connection.index == TcpConnection.NO_LISTENER
            ? DropReason.UNKNOWN_PORT
            : DropReason.NO_CONNECTION;
    if (!strayResets.spend(nowNs)) {
      return;
    }
    TcpHeader header = segment.header();
    boolean hasAck = header.has(TcpHeader.ACK);
    int length = segment.length() + (header.has(TcpHeader.SYN) ? 1 : 0);
    writer.bare(
        connection.addresses,
        connection.addressLength,
        connection.localPort,
        connection.remotePort,
        hasAck ? header.acknowledgment() : 0,
        hasAck ? 0 : segment.sequence() + length,
        hasAck ? TcpHeader.RST : TcpHeader.RST | TcpHeader.ACK,
        0,
        nowNs);
  }

  private void release(TcpConnection connection) {
    clock.disarmAll(connection);
    connection.ackNow = false;
    connection.ackLater = false;
    table.forget(connection);
  }

  private void returnBlock(TcpConnection connection) {
    connection.returning = false;
    connection.forget();
    if (connection.index >= 0) {
      table.free(connection);
    }
  }
}
