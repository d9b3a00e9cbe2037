// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.net.PacketHandler;
import org.sallyport.engine.table.TcpAcknowledgmentDecision;
import org.sallyport.engine.table.TcpEvent;
import org.sallyport.engine.table.TcpFinDecision;
import org.sallyport.engine.table.TcpGuardDecision;
import org.sallyport.engine.table.TcpRetransmissionTimerDecision;
import org.sallyport.engine.table.TcpStrayDecision;
import org.sallyport.engine.table.TcpTextDecision;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.task.DeadlineTable;

/**
 * The server side of TCP over IPv4 and IPv6 (RFC 9293), sans-I/O. Packets, requests of applications
 * and the time go in; segments leave through {@link SegmentOutput}. Not safe for use by two threads
 * at once.
 *
 * <p>Hostile peers: RST and SYN must have the exact number or are challenged (RFC 5961); initial
 * numbers are keyed (RFC 6528); beyond the bound of half-open connections SYNs are answered with
 * cookies and nothing is kept (RFC 4987 §3.6). Urgent data is ordinary text. There is no active
 * open.
 */
public final class Tcp implements PacketHandler {
  private static final TcpLimits NO_BUFFER = new TcpLimits(1, 1, 2048, 1, 1);

  private final TcpClock clock;
  private final ConnectionTable table;
  private final TcpMachine machine;
  private final TcpCounters counters = new TcpCounters();
  private final IncomingSegment segment = new IncomingSegment();
  private final SegmentFacts facts;
  private final RetransmissionFacts retransmissionFacts;
  private final StrayFacts strayFacts;
  private final TcpConnection noListener;
  private final TcpConnection[] listeners;
  private final TcpApplication[] applications;
  private int listenerCount;
  private boolean inTurn;

  /** TCP without listeners. */
  public Tcp(
      TcpLimits limits,
      TcpTimers timers,
      CryptoLibrary crypto,
      EntropySource entropy,
      SegmentOutput output,
      TraceSink trace) {
    this.clock = new TcpClock(limits.connections());
    this.table = new ConnectionTable(limits, timers);
    this.noListener = new TcpConnection(TcpConnection.NO_LISTENER, NO_BUFFER, timers);
    this.machine =
        new TcpMachine(
            table,
            timers,
            clock,
            new SegmentWriter(output, counters),
            new InitialNumbers(crypto, entropy),
            counters,
            trace,
            segment,
            noListener);
    this.facts = new SegmentFacts(segment, noListener);
    this.retransmissionFacts = new RetransmissionFacts(timers, noListener);
    this.strayFacts = new StrayFacts(segment, limits, table, clock, machine, noListener);
    this.listeners = new TcpConnection[limits.listeners()];
    this.applications = new TcpApplication[limits.listeners()];
    for (int i = 0; i < listeners.length; i++) {
      listeners[i] = new TcpConnection(TcpConnection.LISTENER, NO_BUFFER, timers);
      applications[i] = TcpConnection.NOBODY;
    }
    for (int i = 0; i < limits.connections(); i++) {
      machine.fire(table.block(i), TcpEvent.PASSIVE_OPEN, 0, 0);
    }
  }

  /** Serves a port; false when the table of listeners is full or the port is taken. */
  public boolean listen(int port, TcpApplication application) {
    if (listenerCount == listeners.length || listener(port) >= 0) {
      return false;
    }
    listeners[listenerCount].localPort = port;
    applications[listenerCount] = application;
    machine.fire(listeners[listenerCount], TcpEvent.PASSIVE_OPEN, 0, 0);
    listenerCount++;
    return true;
  }

  /** What was counted. */
  public TcpCounters counters() {
    return counters;
  }

  /** How many connection blocks there are. */
  public int connectionCount() {
    return table.size();
  }

  /** How many of them are in use. */
  public int inUse() {
    return table.size() - table.freeCount();
  }

  /** How many of those are half open. */
  public int halfOpen() {
    return machine.halfOpen();
  }

  /** A connection block. */
  public TcpConnection connection(int index) {
    return table.block(index);
  }

  // ---- segments

  /** A packet of protocol 6; NONE when its segment was acted upon, or why not. */
  @Override
  public DropReason receive(IpView packet, long nowNs) {
    DropReason defect = segment.read(packet);
    if (defect != DropReason.NONE) {
      return defect;
    }
    counters.segmentIn();
    int port = segment.header().destinationPort();
    int at = listener(port);
    TcpConnection flow = at < 0 ? noListener : listeners[at];
    describe(flow, packet, port);
    TcpConnection connection = find(flow);
    return connection == null
        ? receiveWithoutConnection(flow, at, nowNs)
        : receive(connection, nowNs);
  }

  private static void describe(TcpConnection flow, IpView packet, int port) {
    int length = packet.addressLength();
    System.arraycopy(packet.bytes(), packet.destinationOffset(), flow.addresses, 0, length);
    System.arraycopy(packet.bytes(), packet.sourceOffset(), flow.addresses, length, length);
    flow.addressLength = length;
    flow.localPort = port;
  }

  private @Nullable TcpConnection find(TcpConnection flow) {
    flow.remotePort = segment.header().sourcePort();
    return table.find(flow.addresses, flow.addressLength, flow.localPort, flow.remotePort);
  }

  private DropReason receive(TcpConnection connection, long nowNs) {
    long known = TcpGuardDecision.ask(facts.of(connection));
    TcpEvent guard = TcpGuardDecision.event(known);
    DropReason reason =
        guard == null
            ? receiveAcceptable(connection, nowNs)
            : machine.fire(connection, guard, known, nowNs);
    finishTurn(connection, nowNs);
    return reason;
  }

  // Up to three events; the last of them that drops something gives the reason.
  private DropReason receiveAcceptable(TcpConnection connection, long nowNs) {
    long known = TcpAcknowledgmentDecision.ask(facts);
    TcpEvent acknowledgment = TcpAcknowledgmentDecision.event(known);
    DropReason reason = machine.fire(connection, acknowledgment, known, nowNs);
    if (acknowledgment == TcpEvent.RCV_ACK_UNACCEPTABLE || connection.returning) {
      return reason;
    }
    known = TcpTextDecision.ask(facts);
    TcpEvent text = TcpTextDecision.event(known);
    if (text != null) {
      reason = machine.fire(connection, text, known, nowNs).or(reason);
    }
    known = TcpFinDecision.ask(facts);
    TcpEvent fin = TcpFinDecision.event(known);
    if (fin != null) {
      reason = machine.fire(connection, fin, known, nowNs).or(reason);
    }
    return reason;
  }

  private DropReason receiveWithoutConnection(TcpConnection flow, int listener, long nowNs) {
    long known = TcpStrayDecision.ask(strayFacts.of(flow, listener, nowNs));
    TcpEvent event = TcpStrayDecision.event(known);
    boolean takesBlock =
        event == TcpEvent.RCV_COOKIE_ECHO || (event == TcpEvent.RCV_SYN && listener >= 0);
    if (!takesBlock) {
      return machine.fire(flow, event, known, nowNs);
    }
    evictForBlock(nowNs);
    TcpConnection connection = take(flow, listener);
    DropReason reason = machine.fire(connection, event, known, nowNs);
    if (event == TcpEvent.RCV_COOKIE_ECHO) {
      return receive(connection, nowNs);
    }
    finishTurn(connection, nowNs);
    return reason;
  }

  private TcpConnection take(TcpConnection flow, int listener) {
    TcpConnection connection =
        table.take(flow.addresses, flow.addressLength, flow.localPort, flow.remotePort);
    connection.application = applications[listener];
    return connection;
  }

  // A block in the pool, at the price of the connection that has rested longest.
  private void evictForBlock(long nowNs) {
    TcpConnection resting = table.freeCount() > 0 ? null : table.restingLongest(clock);
    if (resting != null) {
      machine.fire(resting, TcpEvent.EVICTED, 0, nowNs);
      finishTurn(resting, nowNs);
    }
  }

  private int listener(int port) {
    for (int i = 0; i < listenerCount; i++) {
      if (listeners[i].localPort == port) {
        return i;
      }
    }
    return -1;
  }

  // ---- requests of the application

  /** Offers more octets, which the application will be asked for; nothing after {@link #close}. */
  public void send(TcpConnection connection, long octets, long nowNs) {
    machine.offer(connection, octets, nowNs);
    finishTurn(connection, nowNs);
  }

  /** Takes at most {@code length} octets of what was received. */
  public int read(TcpConnection connection, byte[] target, int offset, int length, long nowNs) {
    int count = connection.buffer.take(target, offset, length);
    if (count > 0) {
      request(connection, TcpEvent.APP_HAS_READ, nowNs);
    }
    return count;
  }

  /** Drops what was received. */
  public void skip(TcpConnection connection, long nowNs) {
    if (connection.buffer.skip() > 0) {
      request(connection, TcpEvent.APP_HAS_READ, nowNs);
    }
  }

  /** Nothing more will be offered (RFC 9293 §3.10.4); what was is still sent. */
  public void close(TcpConnection connection, long nowNs) {
    request(connection, TcpEvent.APP_CLOSE, nowNs);
  }

  /** Gives the connection up (RFC 9293 §3.10.5). */
  public void abort(TcpConnection connection, long nowNs) {
    request(connection, TcpEvent.APP_ABORT, nowNs);
  }

  private void request(TcpConnection connection, TcpEvent event, long nowNs) {
    machine.fire(connection, event, 0, nowNs);
    finishTurn(connection, nowNs);
  }

  // What the events of a turn have left: the application is told, and an acknowledgment goes out
  // unless the application's answer has carried it.
  private void finishTurn(TcpConnection connection, long nowNs) {
    if (inTurn) {
      return;
    }
    inTurn = true;
    TcpApplication application = connection.application;
    if (connection.tellEstablished) {
      connection.tellEstablished = false;
      application.established(connection, nowNs);
    }
    if (connection.tellAcknowledged) {
      connection.tellAcknowledged = false;
      application.acknowledged(connection, nowNs);
    }
    if (connection.tellReceived) {
      connection.tellReceived = false;
      application.received(connection, nowNs);
    }
    if (connection.tellOver || connection.tellBroken) {
      boolean broken = connection.tellBroken;
      connection.tellOver = false;
      connection.tellBroken = false;
      application.ended(connection, broken, nowNs);
    }
    machine.acknowledge(connection, nowNs);
    if (connection.returning) {
      machine.fire(connection, TcpEvent.PASSIVE_OPEN, 0, nowNs);
    }
    inTurn = false;
  }

  // ---- time

  /** Does what is due; returns how much was done. */
  public int poll(long nowNs) {
    int done = 0;
    for (int cell = clock.takeExpired(nowNs);
        cell != DeadlineTable.NONE;
        cell = clock.takeExpired(nowNs)) {
      TcpConnection connection = table.block(TcpClock.connectionOf(cell));
      due(connection, TcpClock.kindOf(cell), nowNs);
      done++;
    }
    return done;
  }

  private void due(TcpConnection connection, int kind, long nowNs) {
    switch (kind) {
      case TcpClock.RETRANSMISSION -> {
        long known = TcpRetransmissionTimerDecision.ask(retransmissionFacts.of(connection));
        machine.fire(connection, TcpRetransmissionTimerDecision.event(known), known, nowNs);
        finishTurn(connection, nowNs);
      }
      case TcpClock.ACKNOWLEDGMENT -> request(connection, TcpEvent.DELAYED_ACK_DUE, nowNs);
      case TcpClock.FIN_WAIT -> request(connection, TcpEvent.FIN_WAIT_EXPIRED, nowNs);
      case TcpClock.TIME_WAIT -> request(connection, TcpEvent.TIME_WAIT_OVER, nowNs);
      default -> throw new IllegalStateException("TCP has no deadline of kind " + kind);
    }
  }

  /** When {@link #poll} must be called next; {@link DeadlineTable#NEVER_NS} for not at all. */
  public long nextDeadlineNs() {
    return clock.nextDeadlineNs();
  }
}
