// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.wire.IpProtocol;
import org.sallyport.engine.wire.TcpHeader;

/** The segment being dealt with, in place; reused. */
final class IncomingSegment {
  private final TcpHeader header = new TcpHeader();

  // What is left of the text when what was received before and what lies behind the window is cut.
  private int textOffset;
  private int textSequence;
  private int textLength;

  /** Reads the segment in a packet. */
  DropReason read(IpView carrier) {
    DropReason reason =
        header
            .wrap(carrier.bytes(), carrier.payloadOffset(), carrier.payloadLength())
            .checkLength();
    if (reason != DropReason.NONE) {
      return reason;
    }
    textOffset = header.textOffset();
    textSequence = header.sequence();
    textLength = header.textLength();
    return header.checksumValid(carrier.pseudoHeader(IpProtocol.TCP, carrier.payloadLength()))
        ? DropReason.NONE
        : DropReason.BAD_CHECKSUM;
  }

  TcpHeader header() {
    return header;
  }

  byte[] bytes() {
    return header.bytes();
  }

  int sequence() {
    return header.sequence();
  }

  boolean fin() {
    return header.has(TcpHeader.FIN);
  }

  /** The window that it announces (RFC 7323 §2.2). */
  long window(TcpConnection connection) {
    return (long) header.window() << connection.peerScale;
  }

  /** Sequence numbers that text and FIN take. */
  int length() {
    return header.textLength() + (fin() ? 1 : 0);
  }

  /** Cuts the text to what is new to a receiver that expects {@code next} and has a window. */
  void trim(int next, int window) {
    int old = Math.max(0, SequenceNumber.past(next, header.sequence()));
    int cut = Math.min(old, header.textLength());
    textOffset = header.textOffset() + cut;
    textSequence = header.sequence() + cut;
    int room = window - SequenceNumber.past(textSequence, next);
    textLength = Math.max(0, Math.min(header.textLength() - cut, room));
  }

  /** Where the trimmed text starts. */
  int textOffset() {
    return textOffset;
  }

  /** Its first number. */
  int textSequence() {
    return textSequence;
  }

  /** Its octets. */
  int textLength() {
    return textLength;
  }

  /** Whether octets were cut off behind: the FIN then does not count either. */
  boolean isCut() {
    return textOffset + textLength != header.textOffset() + header.textLength();
  }
}
