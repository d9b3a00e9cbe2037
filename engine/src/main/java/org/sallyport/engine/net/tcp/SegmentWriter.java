// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import org.checkerframework.checker.nullness.qual.Nullable;
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
      byte[] addresses,
      int addressLength,
      int localPort,
      int remotePort,
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
    int start = frame.append(TcpHeader.LENGTH + options);
    TcpHeader.write(
        frame.bytes(),
        start,
        localPort,
        remotePort,
        sequence,
        acknowledgment,
        TcpHeader.SYN | TcpHeader.ACK,
        Math.min(window, LARGEST_WINDOW),
        options);
    int at = start + TcpHeader.LENGTH;
    TcpHeader.writeMaximumSegment(frame.bytes(), at, output.maximumSegment(addressLength));
    if (scales) {
      TcpHeader.writeWindowScale(frame.bytes(), at + TcpHeader.MSS_LENGTH, 0);
    }
    finish(frame, addresses, addressLength, 0, false, nowNs);
  }

  /** A segment without text or options. */
  void bare(
      byte[] addresses,
      int addressLength,
      int localPort,
      int remotePort,
      int sequence,
      int acknowledgment,
      int flags,
      int window,
      long nowNs) {
    Frame frame = output.claim();
    if (frame == null) {
      return;
    }
    int start = frame.append(TcpHeader.LENGTH);
    TcpHeader.write(
        frame.bytes(),
        start,
        localPort,
        remotePort,
        sequence,
        acknowledgment,
        flags,
        Math.min(window, LARGEST_WINDOW),
        0);
    finish(frame, addresses, addressLength, 0, false, nowNs);
  }

  /**
   * A segment of a connection with text of the application.
   *
   * @param again whether any of it was sent before
   * @return false when no frame could be had
   */
  boolean text(
      TcpConnection connection, int sequence, int length, int flags, boolean again, long nowNs) {
    @Nullable Frame frame = output.claim();
    if (frame == null) {
      return false;
    }
    int start = frame.append(TcpHeader.LENGTH);
    int window = announce(connection);
    TcpHeader.write(
        frame.bytes(),
        start,
        connection.localPort,
        connection.remotePort,
        sequence,
        connection.peerNext,
        flags,
        window,
        0);
    if (length > 0) {
      int at = frame.append(length);
      connection.application.copy(
          connection, connection.position(sequence), frame.bytes(), at, length);
    }
    finish(frame, connection.addresses, connection.addressLength, length, again, nowNs);
    return true;
  }

  /** The window that the next segment announces; it is announced with it. */
  static int announce(TcpConnection connection) {
    int window = Math.min(LARGEST_WINDOW, connection.windowToAnnounce());
    connection.announced = connection.peerNext + window;
    return window;
  }

  private void finish(
      Frame frame, byte[] addresses, int addressLength, int text, boolean again, long nowNs) {
    long pseudo =
        InternetChecksum.pseudoHeader(addresses, 0, addressLength, IpProtocol.TCP, frame.length());
    TcpHeader.writeChecksum(frame.bytes(), frame.offset(), frame.length(), pseudo);
    counters.segmentOut(text, again);
    output.send(frame, addresses, addressLength, nowNs);
  }
}
