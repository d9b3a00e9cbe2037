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
final class TcpMachine implements TcpActions<TcpMachine.Firing> {
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

  /** The segment that is being dealt with. */
  private final IncomingSegment segment;

  private final Firing current;
  private int halfOpen;

  /** One event and what is to be known of it; there is one at a time. */
  static final class Firing {
    private TcpConnection connection;
    private long nowNs;

    /** Octets that the application offers; of the event that says so. */
    private long offeredOctets;

    private DropReason reason = DropReason.NONE;

    Firing(TcpConnection noListener) {
      this.connection = noListener;
    }
  }

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
    this.current = new Firing(noListener);
  }

  /** How many connections are half open. */
  int halfOpen() {
    return halfOpen;
  }

  /** The application has more octets to send. */
  void offer(TcpConnection connection, long octets, long nowNs) {
    current.offeredOctets = octets;
    fire(connection, TcpEvent.APP_HAS_TEXT, 0, nowNs);
  }

  /**
   * The one way in which a connection moves.
   *
   * @param known the facts that made the event; 0 when none did
   * @return why the segment that is the event was not acted upon; otherwise NONE
   */
  DropReason fire(TcpConnection connection, TcpEvent event, long known, long nowNs) {
    TcpState before = connection.state;
    int row = TcpTable.row(before, event);
    counters.event(event);
    current.connection = connection;
    current.nowNs = nowNs;
    current.reason = DropReason.NONE;
    TcpActions.perform(row, this, current);
    connection.state = TcpTable.next(row);
    trace.transition("Tcp", connection.traceId(), before, event, connection.state, known, nowNs);
    return current.reason;
  }

  // ---- opening

  @Override
  public void chooseInitialNumber(Firing firing) {
    TcpConnection connection = firing.connection;
    connection.initial =
        numbers.initial(
            connection.addresses,
            connection.addressLength,
            connection.localPort,
            connection.remotePort,
            firing.nowNs);
    connection.peerInitial = segment.sequence();
    int scale = segment.header().windowScale();
    connection.peerScaled = scale != TcpHeader.NO_SCALE;
    connection.peerScale = connection.peerScaled ? scale : 0;
    open(connection, peerSegment(connection.addressLength), firing.nowNs);
    connection.timing = true;
    connection.timedNumber = connection.initial + 1;
    connection.timedSinceNs = firing.nowNs;
  }

  @Override
  public void restoreFromCookie(Firing firing) {
    TcpConnection connection = firing.connection;
    connection.initial = segment.header().acknowledgment() - 1;
    connection.peerInitial = segment.sequence() - 1;
    open(connection, cookieSegment(connection, firing.nowNs), firing.nowNs);
  }

  private void open(TcpConnection connection, int peerSegment, long nowNs) {
    connection.unacknowledged = connection.initial;
    connection.next = connection.initial + 1;
    connection.highest = connection.next;
    connection.peerNext = connection.peerInitial + 1;
    connection.announced = connection.peerNext;
    connection.segmentBytes = writer.segmentBytes(connection.addressLength, peerSegment);
    recovery.begin(connection, nowNs);
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
  public void sendSynAck(Firing firing) {
    TcpConnection connection = firing.connection;
    writer.synAck(
        connection,
        connection.initial,
        connection.peerNext,
        SegmentWriter.announce(connection),
        connection.peerScaled,
        firing.nowNs);
  }

  @Override
  public void sendSynCookie(Firing firing) {
    TcpConnection flow = firing.connection;
    int cookie =
        numbers.cookie(
            flow.addresses,
            flow.addressLength,
            flow.localPort,
            flow.remotePort,
            segment.sequence(),
            peerSegment(flow.addressLength),
            firing.nowNs);
    writer.synAck(flow, cookie, segment.sequence() + 1, flow.buffer.window(), false, firing.nowNs);
  }

  // ---- receiving

  @Override
  public void acceptText(Firing firing) {
    TcpConnection connection = firing.connection;
    int arrived =
        connection.buffer.accept(segment.bytes(), segment.textOffset(), segment.textLength());
    connection.peerNext += arrived;
    counters.textIn(arrived);
    connection.tellReceived = true;
  }

  @Override
  public void holdText(Firing firing) {
    TcpConnection connection = firing.connection;
    int distance = SequenceNumber.past(segment.textSequence(), connection.peerNext);
    connection.buffer.hold(distance, segment.bytes(), segment.textOffset(), segment.textLength());
  }

  @Override
  public void holdFin(Firing firing) {
    TcpConnection connection = firing.connection;
    connection.finHeld = true;
    connection.finHeldAt = segment.sequence() + segment.header().textLength();
  }

  @Override
  public void acceptFin(Firing firing) {
    TcpConnection connection = firing.connection;
    connection.peerNext++;
    connection.peerFin = true;
    connection.finHeld = false;
  }

  @Override
  public void sendAck(Firing firing) {
    firing.connection.ackNow = true;
  }

  /** RFC 9293 §3.8.6.3: at least every second segment is acknowledged at once. */
  @Override
  public void scheduleAck(Firing firing) {
    TcpConnection connection = firing.connection;
    if (connection.ackLater) {
      connection.ackNow = true;
      return;
    }
    connection.ackLater = true;
    clock.arm(connection, TcpClock.ACKNOWLEDGMENT, firing.nowNs + timers.delayedAckNs());
  }

  @Override
  public void announceWindow(Firing firing) {
    TcpConnection connection = firing.connection;
    int standing = Math.max(0, SequenceNumber.past(connection.announced, connection.peerNext));
    if (connection.windowToAnnounce() > standing) {
      connection.ackNow = true;
    }
  }

  @Override
  public void sendChallengeAck(Firing firing) {
    TcpConnection connection = firing.connection;
    firing.reason = DropReason.SEGMENT_OUTSIDE_WINDOW;
    if (connection.challenges.spend(firing.nowNs)) {
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
          connection,
          connection.highest,
          connection.peerNext,
          TcpHeader.ACK,
          SegmentWriter.announce(connection),
          nowNs);
    }
  }

  // ---- ending

  @Override
  public void sendReset(Firing firing) {
    TcpConnection connection = firing.connection;
    writer.bare(
        connection,
        connection.highest,
        connection.peerNext,
        TcpHeader.RST | TcpHeader.ACK,
        0,
        firing.nowNs);
  }

  /** RFC 9293 §3.10.7.1: the number that it acknowledges, or else an acknowledgment of it. */
  @Override
  public void rejectSegment(Firing firing) {
    TcpConnection connection = firing.connection;
    firing.reason =
        connection.index == TcpConnection.NO_LISTENER
            ? DropReason.UNKNOWN_PORT
            : DropReason.NO_CONNECTION;
    if (!strayResets.spend(firing.nowNs)) {
      return;
    }
    TcpHeader header = segment.header();
    boolean hasAck = header.has(TcpHeader.ACK);
    int length = segment.length() + (header.has(TcpHeader.SYN) ? 1 : 0);
    writer.bare(
        connection,
        hasAck ? header.acknowledgment() : 0,
        hasAck ? 0 : segment.sequence() + length,
        hasAck ? TcpHeader.RST : TcpHeader.RST | TcpHeader.ACK,
        0,
        firing.nowNs);
  }

  @Override
  public void releaseConnection(Firing firing) {
    TcpConnection connection = firing.connection;
    clock.disarmAll(connection);
    connection.ackNow = false;
    connection.ackLater = false;
    table.forget(connection);
  }

  @Override
  public void returnBlock(Firing firing) {
    TcpConnection connection = firing.connection;
    connection.returning = false;
    connection.forget();
    if (connection.index >= 0) {
      table.free(connection);
    }
  }

  // ---- sending

  @Override
  public void queueText(Firing firing) {
    firing.connection.offered += firing.offeredOctets;
  }

  @Override
  public void queueFin(Firing firing) {
    firing.connection.closing = true;
  }

  @Override
  public void transmitQueued(Firing firing) {
    sender.transmitQueued(firing.connection, firing.nowNs);
  }

  @Override
  public void advanceUnacknowledged(Firing firing) {
    TcpConnection connection = firing.connection;
    sender.advance(connection, segment.header().acknowledgment(), firing.nowNs);
    connection.tellAcknowledged = true;
  }

  @Override
  public void updateWindow(Firing firing) {
    sender.updateWindow(firing.connection, segment, firing.nowNs);
  }

  @Override
  public void noteDuplicate(Firing firing) {
    recovery.duplicate(firing.connection, firing.nowNs);
  }

  @Override
  public void retransmit(Firing firing) {
    recovery.timedOut(firing.connection, firing.nowNs);
  }

  @Override
  public void sendProbe(Firing firing) {
    sender.probe(firing.connection, firing.nowNs);
  }

  // ---- timers

  @Override
  public void armRetransmission(Firing firing) {
    sender.armRetransmission(firing.connection, firing.nowNs);
  }

  @Override
  public void backOff(Firing firing) {
    sender.backOff(firing.connection, firing.nowNs);
  }

  @Override
  public void armFinWait(Firing firing) {
    clock.arm(firing.connection, TcpClock.FIN_WAIT, firing.nowNs + timers.finWaitNs());
  }

  @Override
  public void armTimeWait(Firing firing) {
    rest(firing);
  }

  @Override
  public void restartTimeWait(Firing firing) {
    rest(firing);
  }

  private void rest(Firing firing) {
    clock.disarm(firing.connection, TcpClock.FIN_WAIT);
    clock.arm(firing.connection, TcpClock.TIME_WAIT, firing.nowNs + timers.timeWaitNs());
  }

  // ---- what is counted, and what the application is told

  @Override
  public void countHalfOpen(Firing firing) {
    halfOpen++;
  }

  @Override
  public void uncountHalfOpen(Firing firing) {
    halfOpen--;
  }

  @Override
  public void queueReturn(Firing firing) {
    firing.connection.returning = true;
  }

  @Override
  public void tellEstablished(Firing firing) {
    firing.connection.tellEstablished = true;
  }

  @Override
  public void tellPeerClosed(Firing firing) {
    firing.connection.tellReceived = true;
  }

  @Override
  public void tellOver(Firing firing) {
    firing.connection.tellOver = true;
  }

  @Override
  public void tellBroken(Firing firing) {
    firing.connection.tellBroken = true;
  }

  @Override
  public void countNoBlock(Firing firing) {
    firing.reason = DropReason.CONNECTIONS_FULL;
  }

  /** The event is counted. */
  @Override
  public void countBroken(Firing firing) {}

  @Override
  public void dropReset(Firing firing) {
    firing.reason = DropReason.UNPROVEN_RESET;
  }

  @Override
  public void dropUnexpected(Firing firing) {
    firing.reason = DropReason.UNEXPECTED_SEGMENT;
  }

  @Override
  public void dropAfterFin(Firing firing) {
    firing.reason = DropReason.UNEXPECTED_SEGMENT;
  }

  /** Its text counts nevertheless. */
  @Override
  public void ignoreOldAck(Firing firing) {}

  /** Overtaken: there is nothing to do. */
  @Override
  public void ignoreStale(Firing firing) {}
}
