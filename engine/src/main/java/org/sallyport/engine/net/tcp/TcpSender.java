// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import org.sallyport.engine.task.DeadlineTable;

/** What a connection sends and when again (RFC 9293 §3.8, RFC 6298). */
final class TcpSender {
  private final TextTransmitter transmitter;
  private final LossRecovery recovery;
  private final TcpClock clock;

  TcpSender(TextTransmitter transmitter, LossRecovery recovery, TcpClock clock) {
    this.transmitter = transmitter;
    this.recovery = recovery;
    this.clock = clock;
  }

  /** Sends what the windows allow: text in whole segments where there is enough, then the FIN. */
  void transmitQueued(TcpConnection connection, long nowNs) {
    recovery.transmitting(connection, nowNs);
    long window = Math.min(connection.congestion.window(), connection.peerWindow);
    while (connection.hasQueued()) {
      int inFlight = SequenceNumber.past(connection.next, connection.unacknowledged);
      long usable = Math.max(0, window - inFlight);
      int waiting = SequenceNumber.past(connection.finNumber(), connection.next);
      int length = (int) Math.min(Math.min(waiting, connection.segmentBytes), usable);
      boolean last = length == waiting;
      boolean fin = last && connection.closing && usable > length;
      // RFC 9293 §3.8.6.2.1: no silly small segments while something is under way.
      boolean worthSending =
          length == connection.segmentBytes
              || (last && (length > 0 || fin))
              || (length > 0 && (inFlight == 0 || length >= connection.largestPeerWindow / 2));
      if (!worthSending || !transmitter.send(connection, length, fin, nowNs)) {
        break;
      }
    }
    settleTimer(connection, nowNs);
  }

  // Something is outstanding, or something waits that no acknowledgment will set free.
  private void settleTimer(TcpConnection connection, long nowNs) {
    boolean isArmed =
        clock.deadlineNs(connection, TcpClock.RETRANSMISSION) != DeadlineTable.NEVER_NS;
    if (connection.somethingWaits() && !isArmed) {
      armRetransmission(connection, nowNs);
    }
  }

  void armRetransmission(TcpConnection connection, long nowNs) {
    clock.arm(connection, TcpClock.RETRANSMISSION, nowNs + connection.roundTrip.timeoutNs());
  }

  /** One octet into a closed window (RFC 9293 §3.8.6.1); a peer that answers is alive. */
  void probe(TcpConnection connection, long nowNs) {
    transmitter.sendFirst(connection, 1, nowNs);
  }

  /** More patience (RFC 6298 §5.5). */
  void backOff(TcpConnection connection, long nowNs) {
    connection.tries++;
    connection.roundTrip.backOff();
    armRetransmission(connection, nowNs);
  }

  /** The peer has acknowledged something that was not acknowledged before. */
  void advance(TcpConnection connection, int number, long nowNs) {
    boolean isSyn = !connection.synAcknowledged();
    int octets = SequenceNumber.past(number, connection.unacknowledged);
    measure(connection, number, nowNs);
    connection.unacknowledged = number;
    if (SequenceNumber.past(connection.next, number) < 0) {
      connection.next = number;
    }
    connection.tries = 0;
    clock.disarm(connection, TcpClock.RETRANSMISSION);
    if (!isSyn) {
      recovery.newText(connection, octets, nowNs);
    }
    settleTimer(connection, nowNs);
  }

  // Karn's rule: only what was sent once is measured.
  private void measure(TcpConnection connection, int number, long nowNs) {
    if (connection.timing && SequenceNumber.past(number, connection.timedNumber) >= 0) {
      connection.roundTrip.sample(nowNs - connection.timedSinceNs);
      connection.timing = false;
    } else {
      connection.roundTrip.settle();
    }
  }

  /** Takes the peer's window if the segment is not older than the last that told it (§3.10.7.4). */
  void updateWindow(TcpConnection connection, IncomingSegment segment, long nowNs) {
    int sequence = segment.sequence();
    int number = segment.header().acknowledgment();
    int newer = SequenceNumber.past(sequence, connection.windowSequence);
    if (newer < 0
        || (newer == 0 && SequenceNumber.past(number, connection.windowAcknowledgment) < 0)) {
      return;
    }
    boolean wasShut = connection.peerWindow == 0;
    connection.peerWindow = segment.window(connection);
    connection.largestPeerWindow = Math.max(connection.largestPeerWindow, connection.peerWindow);
    connection.windowSequence = sequence;
    connection.windowAcknowledgment = number;
    recovery.announced(connection, wasShut, nowNs);
  }
}
