// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import org.sallyport.engine.wire.TcpHeader;

/**
 * Sends text and FIN of a connection, for the first time or again. Nothing is kept but numbers:
 * text is asked for at the application each time that it is sent.
 */
final class TextTransmitter {
  private final SegmentWriter writer;
  private final TcpClock clock;

  TextTransmitter(SegmentWriter writer, TcpClock clock) {
    this.writer = writer;
    this.clock = clock;
  }

  /**
   * Sends the next octets, and the FIN behind them.
   *
   * @return false when no frame could be had
   */
  boolean send(TcpConnection connection, int length, boolean fin, long nowNs) {
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

  /** The first unacknowledged octets again, the others left where they are; not measured (Karn). */
  void sendFirst(TcpConnection connection, int mostOctets, long nowNs) {
    connection.timing = false;
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
}
