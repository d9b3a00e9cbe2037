// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.table.TcpRecoveryActions;
import org.sallyport.engine.table.TcpRecoveryAnnouncementDecision;
import org.sallyport.engine.table.TcpRecoveryDuplicateAckDecision;
import org.sallyport.engine.table.TcpRecoveryEvent;
import org.sallyport.engine.table.TcpRecoveryNewTextDecision;
import org.sallyport.engine.table.TcpRecoveryState;
import org.sallyport.engine.table.TcpRecoveryTable;
import org.sallyport.engine.table.TcpRecoveryTransmissionDecision;
import org.sallyport.engine.table.TraceSink;

/**
 * Fires the machine {@code TcpRecovery} and does its actions: slow start, congestion avoidance,
 * fast recovery, and the probing of a closed window.
 */
final class LossRecovery implements TcpRecoveryActions<TcpConnection> {
  private final TextTransmitter transmitter;
  private final TcpClock clock;
  private final TraceSink trace;
  private final RecoveryFacts facts;

  /** Octets that the acknowledgment of the firing has acknowledged. */
  private int acknowledged;

  private long firedAtNs;

  LossRecovery(
      TextTransmitter transmitter, TcpClock clock, TraceSink trace, TcpConnection noListener) {
    this.transmitter = transmitter;
    this.clock = clock;
    this.trace = trace;
    this.facts = new RecoveryFacts(noListener);
  }

  /** A new connection has taken the block. */
  void begin(TcpConnection connection, long nowNs) {
    fire(connection, TcpRecoveryEvent.FLOW_BEGINS, 0, nowNs);
  }

  /** So many octets that were not acknowledged before are acknowledged. */
  void newText(TcpConnection connection, int octets, long nowNs) {
    acknowledged = octets;
    long known = TcpRecoveryNewTextDecision.ask(facts.of(connection));
    fire(connection, TcpRecoveryNewTextDecision.event(known), known, nowNs);
  }

  /** A duplicate acknowledgment has come (RFC 5681 §2). */
  void duplicate(TcpConnection connection, long nowNs) {
    long known = TcpRecoveryDuplicateAckDecision.ask(facts.of(connection));
    fire(connection, TcpRecoveryDuplicateAckDecision.event(known), known, nowNs);
  }

  /** The retransmission timer has run out. */
  void timedOut(TcpConnection connection, long nowNs) {
    fire(connection, TcpRecoveryEvent.TIMED_OUT, 0, nowNs);
  }

  /** The peer has announced a window; whether it was closed before. */
  void announced(TcpConnection connection, boolean wasShut, long nowNs) {
    long known = TcpRecoveryAnnouncementDecision.ask(facts.of(connection, wasShut));
    fire(connection, TcpRecoveryAnnouncementDecision.event(known), known, nowNs);
  }

  /** Something may be to send. */
  void transmitting(TcpConnection connection, long nowNs) {
    long known = TcpRecoveryTransmissionDecision.ask(facts.of(connection));
    fire(connection, TcpRecoveryTransmissionDecision.event(known), known, nowNs);
  }

  /** The one way in which loss recovery moves. */
  private void fire(
      TcpConnection connection, @Nullable TcpRecoveryEvent event, long known, long nowNs) {
    if (event == null) {
      return;
    }
    TcpRecoveryState before = connection.congestion.state;
    int row = TcpRecoveryTable.row(before, event);
    firedAtNs = nowNs;
    TcpRecoveryActions.perform(row, this, connection);
    TcpRecoveryState next = TcpRecoveryTable.next(row);
    connection.congestion.state = next;
    trace.transition("TcpRecovery", connection.traceId(), before, event, next, known, nowNs);
  }

  // ---- the congestion window

  @Override
  public void resetWindow(TcpConnection connection) {
    connection.congestion.reset(connection.segmentBytes, connection.initial);
  }

  @Override
  public void growBySegment(TcpConnection connection) {
    connection.congestion.growBySegment(acknowledged);
  }

  @Override
  public void growToThreshold(TcpConnection connection) {
    connection.congestion.growToThreshold(acknowledged);
  }

  @Override
  public void growByShare(TcpConnection connection) {
    connection.congestion.growByShare();
  }

  @Override
  public void halveThreshold(TcpConnection connection) {
    connection.congestion.halveThreshold(connection.flight());
  }

  @Override
  public void inflateByThree(TcpConnection connection) {
    connection.congestion.inflateByThree();
  }

  @Override
  public void inflateBySegment(TcpConnection connection) {
    connection.congestion.inflateBySegment();
  }

  @Override
  public void deflateByAcked(TcpConnection connection) {
    connection.congestion.deflateByAcked(acknowledged);
  }

  @Override
  public void deflateWindow(TcpConnection connection) {
    connection.congestion.deflate();
  }

  @Override
  public void collapseWindow(TcpConnection connection) {
    connection.congestion.collapse();
  }

  @Override
  public void keepWindow(TcpConnection connection) {}

  // ---- losses

  @Override
  public void noteRecover(TcpConnection connection) {
    connection.congestion.noteRecover(connection.highest);
  }

  @Override
  public void countDuplicate(TcpConnection connection) {
    connection.congestion.countDuplicate();
  }

  @Override
  public void forgetDuplicates(TcpConnection connection) {
    connection.congestion.forgetDuplicates();
  }

  @Override
  public void resendFirst(TcpConnection connection) {
    transmitter.sendFirst(connection, connection.segmentBytes, firedAtNs);
  }

  @Override
  public void goBack(TcpConnection connection) {
    connection.next = connection.unacknowledged;
  }

  // ---- the closed window

  @Override
  public void renewTries(TcpConnection connection) {
    connection.tries = 0;
  }

  @Override
  public void restartTimer(TcpConnection connection) {
    connection.roundTrip.settle();
    clock.disarm(connection, TcpClock.RETRANSMISSION);
  }
}
