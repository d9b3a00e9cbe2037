package org.sallyport.engine.net.tcp;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.net.IpPacket;
import org.sallyport.engine.net.PacketHandler;
import org.sallyport.engine.table.TcpEvent;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.task.DeadlineTable;
import org.sallyport.engine.wire.TcpHeader;

/**
 * The server side of TCP over IPv4 and IPv6 (RFC 9293), sans-I/O. Packets, wishes of applications
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

  private final TcpLimits limits;
  private final TcpTimers timers;
  private final TcpClock clock;
  private final ConnectionTable table;
  private final TcpMachine machine;
  private final TcpCounters counters = new TcpCounters();
  private final IncomingSegment segment = new IncomingSegment();
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
    this.limits = limits;
    this.timers = timers;
    this.clock = new TcpClock(limits.connections());
    this.table = new ConnectionTable(limits, timers);
    this.machine =
        new TcpMachine(
            table,
            timers,
            clock,
            new SegmentWriter(output, counters),
            new InitialNumbers(crypto, entropy),
            counters,
            trace,
            segment);
    this.noListener = new TcpConnection(TcpConnection.NO_LISTENER, NO_BUFFER, timers);
    this.listeners = new TcpConnection[limits.listeners()];
    this.applications = new TcpApplication[limits.listeners()];
    for (int i = 0; i < listeners.length; i++) {
      listeners[i] = new TcpConnection(TcpConnection.LISTENER, NO_BUFFER, timers);
      applications[i] = TcpConnection.NOBODY;
    }
    for (int i = 0; i < limits.connections(); i++) {
      machine.fire(table.block(i), TcpEvent.PASSIVE_OPEN, 0);
    }
  }

  /** Serves a port; false when the table of listeners is full or the port is taken. */
  public boolean listen(int port, TcpApplication application) {
    if (listenerCount == listeners.length || listener(port) >= 0) {
      return false;
    }
    listeners[listenerCount].localPort = port;
    applications[listenerCount] = application;
    machine.fire(listeners[listenerCount], TcpEvent.PASSIVE_OPEN, 0);
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
  public DropReason receive(IpPacket packet, long nowNs) {
    DropReason defect = segment.read(packet);
    if (defect != DropReason.NONE) {
      return defect;
    }
    counters.segmentIn();
    int port = segment.header().destinationPort();
    int at = listener(port);
    TcpConnection flow = at < 0 ? noListener : listeners[at];
    describe(flow, packet, port);
    machine.takeInHand();
    TcpConnection connection = find(flow);
    if (connection != null) {
      receive(connection, nowNs);
      boolean reopens = segment.header().has(TcpHeader.SYN) && find(flow) == null;
      if (reopens) {
        receiveWithoutConnection(flow, at, nowNs);
      }
    } else {
      receiveWithoutConnection(flow, at, nowNs);
    }
    return machine.letGo();
  }

  private static void describe(TcpConnection flow, IpPacket packet, int port) {
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

  private void receive(TcpConnection connection, long nowNs) {
    TcpEvent guard = SegmentClassifier.guard(connection, segment);
    if (guard != null) {
      machine.fire(connection, guard, nowNs);
    } else {
      receiveAcceptable(connection, nowNs);
    }
    finishTurn(connection, nowNs);
  }

  private void receiveAcceptable(TcpConnection connection, long nowNs) {
    TcpEvent acknowledgment = SegmentClassifier.acknowledgment(connection, segment);
    machine.fire(connection, acknowledgment, nowNs);
    if (acknowledgment == TcpEvent.RCV_ACK_UNACCEPTABLE || connection.returning) {
      return;
    }
    TcpEvent text = SegmentClassifier.text(connection, segment);
    if (text != null) {
      machine.fire(connection, text, nowNs);
    }
    TcpEvent fin = SegmentClassifier.fin(connection, segment);
    if (fin != null) {
      machine.fire(connection, fin, nowNs);
    }
  }

  private void receiveWithoutConnection(TcpConnection flow, int listener, long nowNs) {
    TcpHeader header = segment.header();
    boolean opens =
        header.has(TcpHeader.SYN)
            && !header.has(TcpHeader.ACK)
            && !header.has(TcpHeader.RST)
            && !header.has(TcpHeader.FIN);
    if (header.has(TcpHeader.RST)) {
      machine.fire(flow, TcpEvent.RCV_RST_STRAY, nowNs);
    } else if (listener >= 0 && opens) {
      receiveSyn(flow, listener, nowNs);
    } else if (header.has(TcpHeader.ACK)) {
      receiveAck(flow, listener, nowNs);
    } else {
      machine.fire(flow, opens ? TcpEvent.RCV_SYN : TcpEvent.RCV_WITHOUT_ACK, nowNs);
    }
  }

  private void receiveSyn(TcpConnection flow, int listener, long nowNs) {
    if (machine.halfOpen() >= limits.halfOpen()) {
      machine.fire(flow, TcpEvent.RCV_SYN_BACKLOG_FULL, nowNs);
    } else if (makeRoom(nowNs)) {
      TcpConnection connection = take(flow, listener);
      machine.fire(connection, TcpEvent.RCV_SYN, nowNs);
      finishTurn(connection, nowNs);
    } else {
      machine.fire(flow, TcpEvent.RCV_SYN_NO_BLOCK, nowNs);
    }
  }

  private void receiveAck(TcpConnection flow, int listener, long nowNs) {
    boolean echo =
        listener >= 0
            && !segment.header().has(TcpHeader.SYN)
            && machine.cookieSegment(flow, nowNs) >= 0
            && makeRoom(nowNs);
    if (!echo) {
      machine.fire(flow, TcpEvent.RCV_ACK_STRAY, nowNs);
      return;
    }
    TcpConnection connection = take(flow, listener);
    machine.fire(connection, TcpEvent.RCV_COOKIE_ECHO, nowNs);
    receive(connection, nowNs);
  }

  private TcpConnection take(TcpConnection flow, int listener) {
    TcpConnection connection =
        table.take(flow.addresses, flow.addressLength, flow.localPort, flow.remotePort);
    connection.application = applications[listener];
    return connection;
  }

  // A block in the pool, at the price of the connection that has rested longest.
  private boolean makeRoom(long nowNs) {
    if (table.freeCount() > 0) {
      return true;
    }
    TcpConnection oldest = null;
    for (int i = 0; i < table.size(); i++) {
      TcpConnection candidate = table.block(i);
      long deadlineNs = clock.deadlineNs(candidate, TcpClock.REST);
      boolean rests = candidate.peerFin && deadlineNs != DeadlineTable.NEVER_NS;
      if (rests && (oldest == null || deadlineNs < clock.deadlineNs(oldest, TcpClock.REST))) {
        oldest = candidate;
      }
    }
    if (oldest == null) {
      return false;
    }
    machine.fire(oldest, TcpEvent.EVICTED, nowNs);
    finishTurn(oldest, nowNs);
    return true;
  }

  private int listener(int port) {
    for (int i = 0; i < listenerCount; i++) {
      if (listeners[i].localPort == port) {
        return i;
      }
    }
    return -1;
  }

  // ---- wishes of the application

  /** Offers more octets, which the application will be asked for; nothing after {@link #close}. */
  public void send(TcpConnection connection, long octets, long nowNs) {
    if (!connection.closing) {
      connection.offered += octets;
    }
    wish(connection, TcpEvent.APP_HAS_TEXT, nowNs);
  }

  /** Takes at most {@code length} octets of what was received. */
  public int read(TcpConnection connection, byte[] target, int offset, int length, long nowNs) {
    int count = connection.buffer.take(target, offset, length);
    if (count > 0) {
      wish(connection, TcpEvent.APP_HAS_READ, nowNs);
    }
    return count;
  }

  /** Drops what was received. */
  public void skip(TcpConnection connection, long nowNs) {
    if (connection.buffer.skip() > 0) {
      wish(connection, TcpEvent.APP_HAS_READ, nowNs);
    }
  }

  /** Nothing more will be offered (RFC 9293 §3.10.4); what was is still sent. */
  public void close(TcpConnection connection, long nowNs) {
    wish(connection, TcpEvent.APP_CLOSE, nowNs);
  }

  /** Gives the connection up (RFC 9293 §3.10.5). */
  public void abort(TcpConnection connection, long nowNs) {
    wish(connection, TcpEvent.APP_ABORT, nowNs);
  }

  private void wish(TcpConnection connection, TcpEvent event, long nowNs) {
    machine.fireLocal(connection, event, nowNs);
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
      machine.fire(connection, TcpEvent.PASSIVE_OPEN, nowNs);
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
      wish(connection, due(connection, TcpClock.kindOf(cell)), nowNs);
      done++;
    }
    return done;
  }

  private TcpEvent due(TcpConnection connection, int kind) {
    return switch (kind) {
      case TcpClock.ACKNOWLEDGMENT -> TcpEvent.DELAYED_ACK_DUE;
      case TcpClock.REST ->
          connection.peerFin ? TcpEvent.TIME_WAIT_OVER : TcpEvent.FIN_WAIT_EXPIRED;
      default -> retransmissionDue(connection);
    };
  }

  private TcpEvent retransmissionDue(TcpConnection connection) {
    boolean established = connection.synAcknowledged();
    if (connection.tries >= (established ? timers.textTries() : timers.synTries())) {
      return TcpEvent.RETRIES_EXHAUSTED;
    }
    return established && connection.peerWindow == 0
        ? TcpEvent.PROBE_DUE
        : TcpEvent.RETRANSMISSION_TIMEOUT;
  }

  /** When {@link #poll} must be called next; {@code Long.MAX_VALUE} for not at all. */
  public long nextDeadlineNs() {
    return clock.nextDeadlineNs();
  }
}
