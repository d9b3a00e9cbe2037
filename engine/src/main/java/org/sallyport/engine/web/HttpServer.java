// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.web;

import java.util.Arrays;
import org.sallyport.engine.net.tcp.Tcp;
import org.sallyport.engine.net.tcp.TcpApplication;
import org.sallyport.engine.net.tcp.TcpConnection;
import org.sallyport.engine.task.DeadlineTable;

/**
 * The web server AO: GET and HEAD with keep-alive and pipelining (RFC 9110, RFC 9112). Without a
 * clock of the world there is no Date field (RFC 9110 §6.6.1). Each connection has one deadline:
 * for a request to begin, to be complete, or for an answer to be taken.
 */
public final class HttpServer implements TcpApplication {
  /** What a connection waits for. */
  private enum Wait {
    REQUEST_BEGUN,
    REQUEST_COMPLETE,
    ANSWER_TAKEN
  }

  private final Tcp tcp;
  private final HttpLimits limits;
  private final HttpCounters counters = new HttpCounters();
  private final HttpSession[] sessions;
  private final Wait[] waits;
  private final DeadlineTable deadlines;

  /** A server for the connections of {@code tcp}; {@link Tcp#listen} makes it one. */
  public HttpServer(Tcp tcp, Pages pages, HttpLimits limits) {
    this.tcp = tcp;
    this.limits = limits;
    RequestHead head = new RequestHead();
    sessions = new HttpSession[tcp.connectionCount()];
    for (int i = 0; i < sessions.length; i++) {
      sessions[i] = new HttpSession(tcp, pages, counters, head, limits);
    }
    waits = new Wait[sessions.length];
    Arrays.fill(waits, Wait.REQUEST_BEGUN);
    deadlines = new DeadlineTable(sessions.length);
  }

  /** What was counted. */
  public HttpCounters counters() {
    return counters;
  }

  private HttpSession session(TcpConnection connection) {
    return sessions[connection.index()];
  }

  @Override
  public void established(TcpConnection connection, long nowNs) {
    session(connection).open();
    waits[connection.index()] = Wait.REQUEST_BEGUN;
    deadlines.arm(connection.index(), nowNs + limits.idleNs());
  }

  @Override
  public void received(TcpConnection connection, long nowNs) {
    session(connection).serve(connection, nowNs);
    settle(connection, false, nowNs);
  }

  @Override
  public void acknowledged(TcpConnection connection, long nowNs) {
    HttpSession session = session(connection);
    session.acknowledged(connection.acknowledged());
    session.serve(connection, nowNs);
    settle(connection, true, nowNs);
  }

  // A request's time runs from its first octet, whatever trickles in behind it; an answer's starts
  // anew whenever the peer takes some of it.
  private void settle(TcpConnection connection, boolean progress, long nowNs) {
    int index = connection.index();
    HttpSession session = sessions[index];
    Wait wait =
        session.isAnswering() || session.isClosing()
            ? Wait.ANSWER_TAKEN
            : session.hasBegun() ? Wait.REQUEST_COMPLETE : Wait.REQUEST_BEGUN;
    if (wait != waits[index] || (progress && wait == Wait.ANSWER_TAKEN)) {
      waits[index] = wait;
      deadlines.arm(index, nowNs + lengthNs(wait));
    }
  }

  private long lengthNs(Wait wait) {
    return switch (wait) {
      case REQUEST_BEGUN -> limits.idleNs();
      case REQUEST_COMPLETE -> limits.requestNs();
      case ANSWER_TAKEN -> limits.stallNs();
    };
  }

  @Override
  public void ended(TcpConnection connection, boolean broken, long nowNs) {
    session(connection).forget();
    deadlines.disarm(connection.index());
  }

  @Override
  public void copy(TcpConnection connection, long position, byte[] target, int offset, int length) {
    session(connection).copy(position, target, offset, length);
  }

  /** Ends what has waited too long; returns how much was done. */
  public int poll(long nowNs) {
    int done = 0;
    for (int index = deadlines.takeExpired(nowNs);
        index != DeadlineTable.NONE;
        index = deadlines.takeExpired(nowNs)) {
      expire(tcp.connection(index), sessions[index], nowNs);
      done++;
    }
    return done;
  }

  private void expire(TcpConnection connection, HttpSession session, long nowNs) {
    if (session.isAnswering() || session.isClosing()) {
      counters.stall();
      session.forget();
      tcp.abort(connection, nowNs);
      return;
    }
    if (session.hasBegun()) {
      session.refuse(connection, HttpStatus.REQUEST_TIMEOUT, nowNs);
    } else {
      counters.idleClose();
      session.close(connection, nowNs);
    }
    settle(connection, false, nowNs);
  }

  /** When {@link #poll} must be called next; {@link DeadlineTable#NEVER_NS} for not at all. */
  public long nextDeadlineNs() {
    return deadlines.nextDeadlineNs();
  }
}
