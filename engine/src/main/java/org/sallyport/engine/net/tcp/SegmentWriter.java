// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.TcpHeader;

/** Builds segments in claimed frames and gives them to the output. */
final class SegmentWriter {
  private static final int LARGEST_WINDOW = 0xFFFF;

  private final SegmentOutput output;
  private final TcpCounters counters;

  SegmentWriter(SegmentOutput output, TcpCounters counters) {
    this.output = output;
    this.counters = counters;
  }

  /** The longest segment towards a peer that takes {@code peerSegment} octets. */
  int segmentBytes(int addressLength, int peerSegment) {
    return Math.max(64, Math.min(peerSegment, output.maximumSegment(addressLength)));
  }

  /**
   * Our SYN, with what the peer has to know (RFC 9293 §3.7.1, RFC 7323 §2.2).
   *
   * @param scales whether the window scale option is answered; our own shift is zero
   */
  void synAck(
      TcpConnection flow,
      int sequence,
      int acknowledgment,
      int window,
      boolean scales,
      long nowNs) {
    Frame frame = output.claim();
    if (frame == null) {
      return;
    }
    int options = TcpHeader.MSS_LENGTH + (scales ? TcpHeader.WINDOW_SCALE_LENGTH : 0);
    int flags = TcpHeader.SYN | TcpHeader.ACK;
    begin(frame, flow, sequence, acknowledgment, flags, window, options);
    int at = frame.offset() + TcpHeader.LENGTH;
    TcpHeader.writeMaximumSegment(frame.bytes(), at, output.maximumSegment(flow.addressLength));
    if (scales) {
      TcpHeader.writeWindowScale(frame.bytes(), at + TcpHeader.MSS_LENGTH, 0);
    }
    finish(frame, flow, 0, false, nowNs);
  }

  /** A segment without text or options. */
  void bare(
      TcpConnection flow, int sequence, int acknowledgment, int flags, int window, long nowNs) {
    Frame frame = output.claim();
    if (frame != null) {
      begin(frame, flow, sequence, acknowledgment, flags, window, 0);
      finish(frame, flow, 0, false, nowNs);
    }
  }

  /**
   * A segment of a connection with text of the application.
   *
   * @param again whether any of it was sent before
   * @return false when no frame could be had
   */
  boolean text(
      TcpConnection connection, int sequence, int length, int flags, boolean again, long nowNs) {
    Frame frame = output.claim();
    if (frame == null) {
      return false;
    }
    begin(frame, connection, sequence, connection.peerNext, flags, announce(connection), 0);
    if (length > 0) {
      int at = frame.append(length);
      connection.application.copy(
          connection, connection.position(sequence), frame.bytes(), at, length);
    }
    finish(frame, connection, length, again, nowNs);
    return true;
  }

  /** The header, and room for options behind it. */
  private static void begin(
      Frame frame,
      TcpConnection flow,
      int sequence,
      int acknowledgment,
      int flags,
      int window,
      int options) {
    TcpHeader.write(
        frame.bytes(),
        frame.append(TcpHeader.LENGTH + options),
        flow.localPort,
        flow.remotePort,
        sequence,
        acknowledgment,
        flags,
        Math.min(window, LARGEST_WINDOW),
        options);
  }

  /** The window that the next segment announces; it is announced with it. */
  static int announce(TcpConnection connection) {
    int window = Math.min(LARGEST_WINDOW, connection.windowToAnnounce());
    connection.announced = connection.peerNext + window;
    return window;
  }

  private void finish(Frame frame, TcpConnection flow, int text, boolean again, long nowNs) {
    long pseudo =
        InternetChecksum.pseudoHeader(
            flow.addresses, 0, flow.addressLength, IpProtocol.TCP, frame.length());
    TcpHeader.writeChecksum(frame.bytes(), frame.offset(), frame.length(), pseudo);
    counters.segmentOut(text, again);
    output.send(frame, flow.addresses, flow.addressLength, nowNs);
  }
}
