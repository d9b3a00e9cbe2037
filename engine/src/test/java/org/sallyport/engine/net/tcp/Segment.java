// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import org.sallyport.engine.wire.TcpHeader;

/**
 * A segment as a value, for tests.
 *
 * @param flags letters of S, A, F, R, P
 * @param mss the MSS option, 0 for none
 * @param scale the window scale option, -1 for none
 */
record Segment(
    int sourcePort,
    int destinationPort,
    String flags,
    int sequence,
    int acknowledgment,
    int window,
    int mss,
    int scale,
    byte[] text) {
  boolean has(char flag) {
    return flags.indexOf(flag) >= 0;
  }

  int length() {
    return text.length + (has('F') ? 1 : 0) + (has('S') ? 1 : 0);
  }

  int bits() {
    return (has('F') ? TcpHeader.FIN : 0)
        | (has('S') ? TcpHeader.SYN : 0)
        | (has('R') ? TcpHeader.RST : 0)
        | (has('P') ? TcpHeader.PSH : 0)
        | (has('A') ? TcpHeader.ACK : 0);
  }

  /** Reads a segment whose checksum was verified. */
  static Segment of(TcpHeader header) {
    StringBuilder flags = new StringBuilder();
    flags.append(header.has(TcpHeader.SYN) ? "S" : "");
    flags.append(header.has(TcpHeader.ACK) ? "A" : "");
    flags.append(header.has(TcpHeader.FIN) ? "F" : "");
    flags.append(header.has(TcpHeader.RST) ? "R" : "");
    flags.append(header.has(TcpHeader.PSH) ? "P" : "");
    byte[] text = new byte[header.textLength()];
    System.arraycopy(header.bytes(), header.textOffset(), text, 0, text.length);
    return new Segment(
        header.sourcePort(),
        header.destinationPort(),
        flags.toString(),
        header.sequence(),
        header.acknowledgment(),
        header.window(),
        header.maximumSegment(0),
        header.windowScale(),
        text);
  }

  @Override
  public String toString() {
    return flags
        + " seq="
        + Integer.toUnsignedString(sequence)
        + " ack="
        + Integer.toUnsignedString(acknowledgment)
        + " len="
        + text.length
        + " win="
        + window;
  }
}
