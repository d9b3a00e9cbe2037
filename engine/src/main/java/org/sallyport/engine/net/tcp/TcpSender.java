// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import org.sallyport.engine.task.DeadlineTable;
import org.sallyport.engine.wire.TcpHeader;

/**
 * What a connection sends and when again (RFC 9293 §3.8, RFC 6298, RFC 5681). Nothing is kept but
 * numbers: text is asked for at the application each time that it is sent.
 */
final class TcpSender {
  private final SegmentWriter writer;
  private final TcpClock clock;

  TcpSender(SegmentWriter writer, TcpClock clock) {
    this.writer = writer;
    this.clock = clock;
  }

  /** Sends what the windows allow: text in whole segments where there is enough, then the FIN. */
  void transmitQueued(TcpConnection connection, long nowNs) {
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
      if (!worthSending || !send(connection, length, fin, nowNs)) {
        break;
      }
    }
    settleTimer(connection, nowNs);
  }

  private boolean send(TcpConnection connection, int length, boolean fin, long nowNs) {
    int sequence = connection.next;
    boolean again = SequenceNumber.past(connection.highest, sequence) > 0;
    boolean pushes = fin || sequence + length == connection.finNumber();
    int flags =
        TcpHeader.ACK | (pushes && length > 0 ? TcpHeader.PSH : 0) | (fin ? TcpHeader.FIN : 0);
    if (!writer.text(connection, sequence, length, flags, again, nowNs)) {
      return false;
    }
    clock.acknowledgmentSent(connection);
    connection.next = sequence + length + (fin ? 1 : 0);
    connection.finSent |= fin;
    if (SequenceNumber.past(connection.next, connection.highest) > 0) {
      connection.highest = connection.next;
      if (!again && !connection.timing) {
        connection.timing = true;
        connection.timedNumber = connection.next;
        connection.timedSinceNs = nowNs;
      }
    }
    return true;
  }

  // Something is outstanding, or something waits that no acknowledgment will set free.
  private void settleTimer(TcpConnection connection, long nowNs) {
    if (connection.flight() == 0 && !connection.hasQueued()) {
      clock.disarm(connection, TcpClock.RETRANSMISSION);
    } else if (clock.deadlineNs(connection, TcpClock.RETRANSMISSION) == DeadlineTable.NEVER_NS) {
      armRetransmission(connection, nowNs);
    }
  }

  void armRetransmission(TcpConnection connection, long nowNs) {
    clock.arm(connection, TcpClock.RETRANSMISSION, nowNs + connection.roundTrip.timeoutNs());
  }

  /** The retransmission timer has run out: start over from the first unacknowledged octet. */
  void retransmit(TcpConnection connection, long nowNs) {
    connection.congestion.timedOut(connection.flight(), connection.tries > 0);
    connection.next = connection.unacknowledged;
    connection.timing = false;
    sendFirst(connection, connection.segmentBytes, nowNs);
  }

  /** One octet into a closed window (RFC 9293 §3.8.6.1); who answers is alive. */
  void probe(TcpConnection connection, long nowNs) {
    connection.timing = false;
    sendFirst(connection, 1, nowNs);
  }

  /** The first unacknowledged segment again, the others left where they are. */
  void repairLoss(TcpConnection connection, long nowNs) {
    connection.timing = false;
    sendFirst(connection, connection.segmentBytes, nowNs);
  }

  private void sendFirst(TcpConnection connection, int mostOctets, long nowNs) {
    int first = connection.unacknowledged;
    int waiting = SequenceNumber.past(connection.finNumber(), first);
    int room = (int) Math.min(mostOctets, Math.max(1, connection.peerWindow));
    int length = Math.max(0, Math.min(waiting, room));
    boolean fin = connection.closing && length == waiting && length < mostOctets;
    int resume = connection.next;
    connection.next = first;
    boolean sent = (length > 0 || fin) && send(connection, length, fin, nowNs);
    if (!sent || SequenceNumber.past(resume, connection.next) > 0) {
      connection.next = resume;
    }
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
    if (!isSyn && connection.congestion.acknowledged(octets, number)) {
      repairLoss(connection, nowNs);
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
  void updateWindow(TcpConnection connection, IncomingSegment segment) {
    int sequence = segment.sequence();
    int number = segment.header().acknowledgment();
    int newer = SequenceNumber.past(sequence, connection.windowSequence);
    if (newer < 0
        || (newer == 0 && SequenceNumber.past(number, connection.windowAcknowledgment) < 0)) {
      return;
    }
    boolean wasClosed = connection.peerWindow == 0;
    connection.peerWindow = segment.window(connection);
    connection.largestPeerWindow = Math.max(connection.largestPeerWindow, connection.peerWindow);
    connection.windowSequence = sequence;
    connection.windowAcknowledgment = number;
    if (wasClosed) {
      connection.tries = 0;
      if (connection.peerWindow > 0) {
        connection.next = connection.unacknowledged;
        connection.roundTrip.settle();
        clock.disarm(connection, TcpClock.RETRANSMISSION);
      }
    }
  }

  /** A duplicate acknowledgment; the third repairs the loss (RFC 5681 §3.2). */
  void duplicate(TcpConnection connection, long nowNs) {
    if (connection.congestion.duplicate(connection.flight(), connection.highest)) {
      repairLoss(connection, nowNs);
    }
  }
}
