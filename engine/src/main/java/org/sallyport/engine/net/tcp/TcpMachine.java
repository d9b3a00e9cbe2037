// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.TcpActions;
import org.sallyport.engine.table.TcpEvent;
import org.sallyport.engine.table.TcpState;
import org.sallyport.engine.table.TcpTable;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.task.RateBudget;
import org.sallyport.engine.wire.TcpHeader;

/** Fires the machine {@code Tcp} and does its actions. */
final class TcpMachine implements TcpActions<TcpConnection> {
  /** The SYN of a peer that names no MSS (RFC 9293 §3.7.1). */
  private static final int DEFAULT_SEGMENT_IPV4 = 536;

  private static final int DEFAULT_SEGMENT_IPV6 = 1220;
  private static final int STRAY_RESETS = 50;
  private static final long STRAY_RESET_INTERVAL_NS = 10_000_000L;

  private final ConnectionTable table;
  private final TcpTimers timers;
  private final TcpClock clock;
  private final SegmentWriter writer;
  private final LossRecovery recovery;
  private final TcpSender sender;
  private final InitialNumbers numbers;
  private final TcpCounters counters;
  private final TraceSink trace;
  private final RateBudget strayResets = new RateBudget(STRAY_RESETS, STRAY_RESET_INTERVAL_NS);

  /** The segment that is being dealt with, and what became of it. */
  private final IncomingSegment segment;

  /** The time of the firing. */
  private long firedAtNs;

  /** Octets that the application offers; of the event that says so. */
  private long offeredOctets;

  private boolean handlingSegment;
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
      IncomingSegment segment,
      TcpConnection noListener) {
    this.table = table;
    this.timers = timers;
    this.clock = clock;
    this.writer = writer;
    TextTransmitter transmitter = new TextTransmitter(writer, clock);
    this.recovery = new LossRecovery(transmitter, clock, trace, noListener);
    this.sender = new TcpSender(transmitter, recovery, clock);
    this.numbers = numbers;
    this.counters = counters;
    this.trace = trace;
    this.segment = segment;
  }

  /** How many connections are half open. */
  int halfOpen() {
    return halfOpen;
  }

  /** Until {@link #endSegment}, events are about the segment that was read. */
  void beginSegment() {
    handlingSegment = true;
    reason = DropReason.NONE;
  }

  /** What became of the segment. */
  DropReason endSegment() {
    handlingSegment = false;
    return reason;
  }

  /** The application has more octets to send. */
  void offer(TcpConnection connection, long octets, long nowNs) {
    offeredOctets = octets;
    fireLocal(connection, TcpEvent.APP_HAS_TEXT, 0, nowNs);
    offeredOctets = 0;
  }

  /** An event that no segment brings, though one may be under way. */
  void fireLocal(TcpConnection connection, TcpEvent event, long known, long nowNs) {
    boolean wasHandling = handlingSegment;
    handlingSegment = false;
    fire(connection, event, known, nowNs);
    handlingSegment = wasHandling;
  }

  /**
   * The one way in which a connection moves.
   *
   * @param known the facts that made the event; 0 when none did
   */
  void fire(TcpConnection connection, TcpEvent event, long known, long nowNs) {
    TcpState before = connection.state;
    int row = TcpTable.row(before, event);
    counters.event(event);
    firedAtNs = nowNs;
    TcpActions.perform(row, this, connection);
    connection.state = TcpTable.next(row);
    trace.transition("Tcp", connection.traceId(), before, event, connection.state, known, nowNs);
  }

  // ---- opening

  @Override
  public void chooseInitialNumber(TcpConnection connection) {
    connection.initial =
        numbers.initial(
            connection.addresses,
            connection.addressLength,
            connection.localPort,
            connection.remotePort,
            firedAtNs);
    connection.peerInitial = segment.sequence();
    int scale = segment.header().windowScale();
    connection.peerScaled = scale != TcpHeader.NO_SCALE;
    connection.peerScale = connection.peerScaled ? scale : 0;
    open(connection, peerSegment(connection.addressLength));
    connection.timing = true;
    connection.timedNumber = connection.initial + 1;
    connection.timedSinceNs = firedAtNs;
  }

  @Override
  public void restoreFromCookie(TcpConnection connection) {
    connection.initial = segment.header().acknowledgment() - 1;
    connection.peerInitial = segment.sequence() - 1;
    open(connection, cookieSegment(connection, firedAtNs));
  }

  private void open(TcpConnection connection, int peerSegment) {
    connection.unacknowledged = connection.initial;
    connection.next = connection.initial + 1;
    connection.highest = connection.next;
    connection.peerNext = connection.peerInitial + 1;
    connection.announced = connection.peerNext;
    connection.segmentBytes = writer.segmentBytes(connection.addressLength, peerSegment);
    recovery.begin(connection, firedAtNs);
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

  @Override
  public void sendSynAck(TcpConnection connection) {
    writer.synAck(
        connection.addresses,
        connection.addressLength,
        connection.localPort,
        connection.remotePort,
        connection.initial,
        connection.peerNext,
        SegmentWriter.announce(connection),
        connection.peerScaled,
        firedAtNs);
  }

  @Override
  public void sendSynCookie(TcpConnection flow) {
    int cookie =
        numbers.cookie(
            flow.addresses,
            flow.addressLength,
            flow.localPort,
            flow.remotePort,
            segment.sequence(),
            peerSegment(flow.addressLength),
            firedAtNs);
    writer.synAck(
        flow.addresses,
        flow.addressLength,
        flow.localPort,
        flow.remotePort,
        cookie,
        segment.sequence() + 1,
        flow.buffer.window(),
        false,
        firedAtNs);
  }

  // ---- receiving

  @Override
  public void acceptText(TcpConnection connection) {
    int arrived =
        connection.buffer.accept(segment.bytes(), segment.textOffset(), segment.textLength());
    connection.peerNext += arrived;
    counters.textIn(arrived);
    connection.tellReceived = true;
  }

  @Override
  public void holdText(TcpConnection connection) {
    int distance = SequenceNumber.past(segment.textSequence(), connection.peerNext);
    connection.buffer.hold(distance, segment.bytes(), segment.textOffset(), segment.textLength());
  }

  @Override
  public void holdFin(TcpConnection connection) {
    connection.finHeld = true;
    connection.finHeldAt = segment.sequence() + segment.header().textLength();
  }

  @Override
  public void acceptFin(TcpConnection connection) {
    connection.peerNext++;
    connection.peerFin = true;
    connection.finHeld = false;
  }

  @Override
  public void sendAck(TcpConnection connection) {
    connection.ackNow = true;
  }

  /** RFC 9293 §3.8.6.3: at least every second segment is acknowledged at once. */
  @Override
  public void scheduleAck(TcpConnection connection) {
    if (connection.ackLater) {
      connection.ackNow = true;
      return;
    }
    connection.ackLater = true;
    clock.arm(connection, TcpClock.ACKNOWLEDGMENT, firedAtNs + timers.delayedAckNs());
  }

  @Override
  public void announceWindow(TcpConnection connection) {
    int standing = Math.max(0, SequenceNumber.past(connection.announced, connection.peerNext));
    if (connection.windowToAnnounce() > standing) {
      connection.ackNow = true;
    }
  }

  @Override
  public void sendChallengeAck(TcpConnection connection) {
    reason = DropReason.SEGMENT_OUTSIDE_WINDOW;
    if (connection.challenges.spend(firedAtNs)) {
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

  /** Towards a segment of no connection its own numbers are used (RFC 9293 §3.10.7.1). */
  @Override
  public void sendReset(TcpConnection connection) {
    if (!handlingSegment) {
      writer.bare(
          connection.addresses,
          connection.addressLength,
          connection.localPort,
          connection.remotePort,
          connection.highest,
          connection.peerNext,
          TcpHeader.RST | TcpHeader.ACK,
          0,
          firedAtNs);
      return;
    }
    reason =
        connection.index == TcpConnection.NO_LISTENER
            ? DropReason.UNKNOWN_PORT
            : DropReason.NO_CONNECTION;
    if (!strayResets.spend(firedAtNs)) {
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
        firedAtNs);
  }

  @Override
  public void releaseConnection(TcpConnection connection) {
    clock.disarmAll(connection);
    connection.ackNow = false;
    connection.ackLater = false;
    table.forget(connection);
  }

  @Override
  public void returnBlock(TcpConnection connection) {
    connection.returning = false;
    connection.forget();
    if (connection.index >= 0) {
      table.free(connection);
    }
  }

  // ---- sending

  @Override
  public void queueText(TcpConnection connection) {
    connection.offered += offeredOctets;
  }

  @Override
  public void queueFin(TcpConnection connection) {
    connection.closing = true;
  }

  @Override
  public void transmitQueued(TcpConnection connection) {
    sender.transmitQueued(connection, firedAtNs);
  }

  @Override
  public void advanceUnacknowledged(TcpConnection connection) {
    sender.advance(connection, segment.header().acknowledgment(), firedAtNs);
    connection.tellAcknowledged = true;
  }

  @Override
  public void updateWindow(TcpConnection connection) {
    sender.updateWindow(connection, segment, firedAtNs);
  }

  @Override
  public void noteDuplicate(TcpConnection connection) {
    recovery.duplicate(connection, firedAtNs);
  }

  @Override
  public void retransmit(TcpConnection connection) {
    recovery.timedOut(connection, firedAtNs);
  }

  @Override
  public void sendProbe(TcpConnection connection) {
    sender.probe(connection, firedAtNs);
  }

  // ---- timers

  @Override
  public void armRetransmission(TcpConnection connection) {
    sender.armRetransmission(connection, firedAtNs);
  }

  @Override
  public void backOff(TcpConnection connection) {
    sender.backOff(connection, firedAtNs);
  }

  @Override
  public void armFinWait(TcpConnection connection) {
    clock.arm(connection, TcpClock.FIN_WAIT, firedAtNs + timers.finWaitNs());
  }

  @Override
  public void armTimeWait(TcpConnection connection) {
    rest(connection);
  }

  @Override
  public void restartTimeWait(TcpConnection connection) {
    rest(connection);
  }

  private void rest(TcpConnection connection) {
    clock.disarm(connection, TcpClock.FIN_WAIT);
    clock.arm(connection, TcpClock.TIME_WAIT, firedAtNs + timers.timeWaitNs());
  }

  // ---- what is counted, and what the application is told

  @Override
  public void countHalfOpen(TcpConnection connection) {
    halfOpen++;
  }

  @Override
  public void uncountHalfOpen(TcpConnection connection) {
    halfOpen--;
  }

  @Override
  public void queueReturn(TcpConnection connection) {
    connection.returning = true;
  }

  @Override
  public void tellEstablished(TcpConnection connection) {
    connection.tellEstablished = true;
  }

  @Override
  public void tellPeerClosed(TcpConnection connection) {
    connection.tellReceived = true;
  }

  @Override
  public void tellOver(TcpConnection connection) {
    connection.tellOver = true;
  }

  @Override
  public void tellBroken(TcpConnection connection) {
    connection.tellBroken = true;
  }

  @Override
  public void countNoBlock(TcpConnection connection) {
    reason = DropReason.CONNECTIONS_FULL;
  }

  /** The event is counted. */
  @Override
  public void countBroken(TcpConnection connection) {}

  @Override
  public void dropReset(TcpConnection connection) {
    reason = DropReason.UNPROVEN_RESET;
  }

  @Override
  public void dropUnexpected(TcpConnection connection) {
    reason = DropReason.UNEXPECTED_SEGMENT;
  }

  @Override
  public void dropAfterFin(TcpConnection connection) {
    reason = DropReason.UNEXPECTED_SEGMENT;
  }

  /** Its text counts nevertheless. */
  @Override
  public void ignoreOldAck(TcpConnection connection) {}

  /** Overtaken: there is nothing to do. */
  @Override
  public void ignoreStale(TcpConnection connection) {}
}
