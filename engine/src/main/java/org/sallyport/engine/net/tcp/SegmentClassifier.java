package org.sallyport.engine.net.tcp;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.table.TcpEvent;
import org.sallyport.engine.wire.TcpHeader;

/**
 * Tells what a segment of a connection is, in the order of RFC 9293 §3.10.7.4 and with the checks
 * of RFC 5961: first whether it is processed at all, then its acknowledgment, its text and its FIN.
 * It reads numbers, never the state.
 */
final class SegmentClassifier {
  private SegmentClassifier() {}

  /** What ends the processing before the acknowledgment is looked at; null when nothing does. */
  static @Nullable TcpEvent guard(TcpConnection connection, IncomingSegment segment) {
    TcpHeader header = segment.header();
    int window = connection.buffer.window();
    if (header.has(TcpHeader.RST)) {
      return reset(connection, segment.sequence(), window);
    }
    if (header.has(TcpHeader.SYN)) {
      return synchronize(connection, header);
    }
    if (!isAcceptable(connection.peerNext, window, segment.sequence(), segment.length())) {
      return unacceptable(connection, segment);
    }
    return header.has(TcpHeader.ACK) ? null : TcpEvent.RCV_WITHOUT_ACK;
  }

  private static TcpEvent reset(TcpConnection connection, int sequence, int window) {
    if (sequence == connection.peerNext) {
      return TcpEvent.RCV_RST_EXACT;
    }
    return SequenceNumber.within(sequence, connection.peerNext, window)
        ? TcpEvent.RCV_RST_IN_WINDOW
        : TcpEvent.RCV_RST_OUTSIDE;
  }

  private static TcpEvent synchronize(TcpConnection connection, TcpHeader header) {
    if (header.has(TcpHeader.ACK)) {
      return TcpEvent.RCV_SYN_OTHER;
    }
    if (header.sequence() == connection.peerInitial) {
      return TcpEvent.RCV_SYN_REPEATED;
    }
    return SequenceNumber.past(header.sequence(), connection.peerNext) >= 0
        ? TcpEvent.RCV_SYN_NEWER
        : TcpEvent.RCV_SYN_OTHER;
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
        || (length > 0 && SequenceNumber.within(sequence + length - 1, next, window))
        || (length > 0
            && SequenceNumber.past(sequence, next) < 0
            && SequenceNumber.past(sequence + length, next) > 0);
  }

  private static TcpEvent unacceptable(TcpConnection connection, IncomingSegment segment) {
    int behind = SequenceNumber.past(segment.sequence() + segment.length(), connection.peerNext);
    if (segment.length() == 0 || behind > 0) {
      return TcpEvent.RCV_UNACCEPTABLE;
    }
    return segment.fin() && connection.peerFin && behind == 0
        ? TcpEvent.RCV_FIN_OLD
        : TcpEvent.RCV_TEXT_OLD;
  }

  /** What the acknowledgment says (RFC 9293 §3.10.7.4, RFC 5961 §5.2). */
  static TcpEvent acknowledgment(TcpConnection connection, IncomingSegment segment) {
    int number = segment.header().acknowledgment();
    int news = SequenceNumber.past(number, connection.unacknowledged);
    if (SequenceNumber.past(number, connection.highest) > 0
        || news < -(int) Math.min(connection.largestPeerWindow, 1 << 30)) {
      return TcpEvent.RCV_ACK_UNACCEPTABLE;
    }
    if (!connection.synAcknowledged()) {
      return news > 0 ? TcpEvent.RCV_ACK_OF_SYN : TcpEvent.RCV_ACK_UNACCEPTABLE;
    }
    if (news < 0) {
      return TcpEvent.RCV_ACK_OLD;
    }
    if (news == 0) {
      boolean saysNothing =
          segment.length() == 0
              && connection.peerWindow > 0
              && window(connection, segment) == connection.peerWindow
              && connection.flight() > 0;
      return saysNothing ? TcpEvent.RCV_ACK_DUPLICATE : TcpEvent.RCV_ACK_CURRENT;
    }
    return connection.finSent && number == connection.finNumber() + 1
        ? TcpEvent.RCV_ACK_OF_FIN
        : TcpEvent.RCV_ACK_NEW;
  }

  /** The window that a segment announces (RFC 7323 §2.2). */
  static long window(TcpConnection connection, IncomingSegment segment) {
    return (long) segment.header().window() << connection.peerScale;
  }

  /** What the text brings; null when there is none that is new. Trims the text. */
  static @Nullable TcpEvent text(TcpConnection connection, IncomingSegment segment) {
    segment.trim(connection.peerNext, connection.buffer.window());
    if (segment.textLength() == 0) {
      boolean noRoom =
          connection.buffer.window() == 0
              && segment.header().textLength() > 0
              && SequenceNumber.past(
                      segment.sequence() + segment.header().textLength(), connection.peerNext)
                  > 0;
      return noRoom ? TcpEvent.RCV_TEXT_NO_ROOM : null;
    }
    int distance = SequenceNumber.past(segment.textSequence(), connection.peerNext);
    if (distance == 0) {
      return connection.buffer.hasHeld() ? TcpEvent.RCV_TEXT_FILLS_GAP : TcpEvent.RCV_TEXT_IN_ORDER;
    }
    return connection.buffer.canHold(distance, segment.textLength())
        ? TcpEvent.RCV_TEXT_OUT_OF_ORDER
        : TcpEvent.RCV_TEXT_NO_ROOM;
  }

  /** What the FIN says, of this segment or of an earlier one that was held; null for nothing. */
  static @Nullable TcpEvent fin(TcpConnection connection, IncomingSegment segment) {
    if (connection.finHeld && connection.finHeldAt == connection.peerNext) {
      return TcpEvent.RCV_FIN;
    }
    if (!segment.fin() || connection.peerFin) {
      return null;
    }
    int distance =
        SequenceNumber.past(
            segment.sequence() + segment.header().textLength(), connection.peerNext);
    if (distance < 0 || segment.isCut()) {
      return null;
    }
    return distance == 0 ? TcpEvent.RCV_FIN : TcpEvent.RCV_FIN_OUT_OF_ORDER;
  }
}
