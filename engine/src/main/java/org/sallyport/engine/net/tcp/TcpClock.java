// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import org.sallyport.engine.task.DeadlineTable;

/** The deadlines of every connection. */
final class TcpClock {
  /** Something of ours is to be acknowledged by then. */
  static final int RETRANSMISSION = 0;

  /** An acknowledgment of ours is put off until then. */
  static final int ACKNOWLEDGMENT = 1;

  /** The peer's FIN is waited for until then. */
  static final int FIN_WAIT = 2;

  /** The numbers rest until then. */
  static final int TIME_WAIT = 3;

  private static final int KINDS = 4;

  private final DeadlineTable deadlines;

  TcpClock(int connections) {
    deadlines = new DeadlineTable(connections * KINDS);
  }

  void arm(TcpConnection connection, int kind, long deadlineNs) {
    deadlines.arm(cell(connection, kind), deadlineNs);
  }

  void disarm(TcpConnection connection, int kind) {
    deadlines.disarm(cell(connection, kind));
  }

  long deadlineNs(TcpConnection connection, int kind) {
    return deadlines.deadlineNs(cell(connection, kind));
  }

  void disarmAll(TcpConnection connection) {
    for (int kind = 0; kind < KINDS; kind++) {
      disarm(connection, kind);
    }
  }

  /** An acknowledgment has gone out, alone or with text. */
  void acknowledgmentSent(TcpConnection connection) {
    connection.ackNow = false;
    connection.ackLater = false;
    disarm(connection, ACKNOWLEDGMENT);
  }

  /** A cell that is due, disarmed, or {@link DeadlineTable#NONE}. */
  int takeExpired(long nowNs) {
    return deadlines.takeExpired(nowNs);
  }

  static int connectionOf(int cell) {
    return cell / KINDS;
  }

  static int kindOf(int cell) {
    return cell % KINDS;
  }

  long nextDeadlineNs() {
    return deadlines.nextDeadlineNs();
  }

  private static int cell(TcpConnection connection, int kind) {
    return connection.index * KINDS + kind;
  }
}
