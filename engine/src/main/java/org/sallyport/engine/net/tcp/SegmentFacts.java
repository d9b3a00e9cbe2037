// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import org.sallyport.engine.table.TcpAcknowledgmentDecision;
import org.sallyport.engine.table.TcpFacts;
import org.sallyport.engine.table.TcpFinDecision;
import org.sallyport.engine.table.TcpGuardDecision;
import org.sallyport.engine.table.TcpTextDecision;

/**
 * Facts about a segment of a connection. It reads numbers, never the state; what they make of the
 * segment is in {@code TcpDecisions.tla}. Reused for every segment.
 */
final class SegmentFacts extends FlagFacts
    implements TcpGuardDecision.Facts,
        TcpAcknowledgmentDecision.Facts,
        TcpTextDecision.Facts,
        TcpFinDecision.Facts {
  /** Keeps the lower bound of RFC 5961 §5.2 within the half of the numbers that is past. */
  private static final long LARGEST_LAG = 1L << 30;

  private TcpConnection connection;

  SegmentFacts(IncomingSegment segment, TcpConnection noListener) {
    super(segment);
    this.connection = noListener;
  }

  /** From now on questions are about the segment that was read and this connection. */
  SegmentFacts of(TcpConnection owner) {
    connection = owner;
    return this;
  }

  // ---- sequence number

  @Override
  public boolean sequenceExact() {
    return segment.sequence() == connection.peerNext;
  }

  @Override
  public boolean sequenceInWindow() {
    return SequenceNumber.within(
        segment.sequence(), connection.peerNext, connection.buffer.window());
  }

  @Override
  public boolean synRepeats() {
    return segment.sequence() == connection.peerInitial;
  }

  @Override
  public boolean acceptable() {
    return isAcceptable(
        connection.peerNext, connection.buffer.window(), segment.sequence(), segment.length());
  }

  /**
   * Whether a part of the segment lies in the receive window (RFC 9293 §3.4). With a window of zero
   * one that starts at the next number is looked at for its acknowledgment.
   */
  static boolean isAcceptable(int next, int window, int sequence, int length) {
    if (window == 0) {
      return sequence == next;
    }
    return SequenceNumber.within(sequence, next, window)
        || (SequenceNumber.past(sequence, next) < 0
            && SequenceNumber.past(sequence + length, next) > 0);
  }

  @Override
  public boolean receivedBefore() {
    return segment.length() > 0 && end() <= 0;
  }

  @Override
  public boolean finAccepted() {
    return connection.peerFin && end() == 0;
  }

  // How far the segment reaches past what was received.
  private int end() {
    return SequenceNumber.past(segment.sequence() + segment.length(), connection.peerNext);
  }

  // ---- acknowledgment number

  @Override
  public TcpFacts.AckNumber ackNumber() {
    int number = segment.header().acknowledgment();
    if (SequenceNumber.past(number, connection.highest) > 0) {
      return TcpFacts.AckNumber.UNSENT;
    }
    int news = SequenceNumber.past(number, connection.unacknowledged);
    if (news < -Math.min(connection.largestPeerWindow, LARGEST_LAG)) {
      return TcpFacts.AckNumber.TOO_OLD;
    }
    if (news < 0) {
      return TcpFacts.AckNumber.OLD;
    }
    return news == 0 ? TcpFacts.AckNumber.CURRENT : TcpFacts.AckNumber.NEW;
  }

  @Override
  public boolean synAcknowledged() {
    return connection.synAcknowledged();
  }

  @Override
  public boolean acknowledgesFin() {
    return connection.finSent && segment.header().acknowledgment() == connection.finNumber() + 1;
  }

  @Override
  public boolean saysNothingElse() {
    return segment.length() == 0
        && connection.peerWindow > 0
        && segment.window(connection) == connection.peerWindow
        && connection.flight() > 0;
  }

  // ---- text

  @Override
  public boolean textNew() {
    int length = segment.header().textLength();
    return length > 0 && SequenceNumber.past(segment.sequence() + length, connection.peerNext) > 0;
  }

  /** Trims the text to what is new and lies in the window. */
  @Override
  public boolean textInWindow() {
    segment.trim(connection.peerNext, connection.buffer.window());
    return segment.textLength() > 0;
  }

  @Override
  public boolean textNext() {
    return segment.textSequence() == connection.peerNext;
  }

  @Override
  public boolean gapBehind() {
    return connection.buffer.hasHeld();
  }

  @Override
  public boolean gapRoom() {
    int distance = SequenceNumber.past(segment.textSequence(), connection.peerNext);
    return connection.buffer.canHold(distance, segment.textLength());
  }

  // ---- FIN

  @Override
  public boolean heldFinNext() {
    return connection.finHeld && connection.finHeldAt == connection.peerNext;
  }

  @Override
  public boolean finInWindow() {
    return finDistance() >= 0 && !segment.isCut();
  }

  @Override
  public boolean finNext() {
    return finDistance() == 0;
  }

  private int finDistance() {
    return SequenceNumber.past(
        segment.sequence() + segment.header().textLength(), connection.peerNext);
  }
}
