// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire;

import org.sallyport.engine.drop.DropReason;

/** The TCP header in place, 20 octets and options (RFC 9293 §3.1). */
public final class TcpHeader extends Header {
  /** Octets of a header without options. */
  public static final int LENGTH = 20;

  /** Octets of the longest header. */
  public static final int MAX_LENGTH = 60;

  /** The control bit FIN. */
  public static final int FIN = 0x01;

  /** The control bit SYN. */
  public static final int SYN = 0x02;

  /** The control bit RST. */
  public static final int RST = 0x04;

  /** The control bit PSH. */
  public static final int PSH = 0x08;

  /** The control bit ACK. */
  public static final int ACK = 0x10;

  /** Octets of the MSS option (RFC 9293 §3.7.1). */
  public static final int MSS_LENGTH = 4;

  /** Octets of the window scale option with a pad in front (RFC 7323 §2.2). */
  public static final int WINDOW_SCALE_LENGTH = 4;

  /** What {@link #windowScale} gives when the option is not there. */
  public static final int NO_SCALE = -1;

  private static final int SEQUENCE = 4;
  private static final int ACKNOWLEDGMENT = 8;
  private static final int DATA_OFFSET = 12;
  private static final int FLAGS = 13;
  private static final int WINDOW = 14;
  private static final int CHECKSUM = 16;
  private static final int END_OF_OPTIONS = 0;
  private static final int NO_OPERATION = 1;
  private static final int MSS = 2;
  private static final int WINDOW_SCALE = 3;
  private static final int LARGEST_SCALE = 14;

  /** Looks at a segment of {@code count} octets. */
  public TcpHeader wrap(byte[] array, int start, int count) {
    region(array, start, count);
    return this;
  }

  @Override
  public DropReason checkLength() {
    if (available < LENGTH) {
      return DropReason.TRUNCATED;
    }
    return headerLength() < LENGTH || headerLength() > available
        ? DropReason.LENGTH_MISMATCH
        : DropReason.NONE;
  }

  /** The sender's port. */
  public int sourcePort() {
    return Octets.u16(bytes, offset);
  }

  /** The receiver's port. */
  public int destinationPort() {
    return Octets.u16(bytes, offset + 2);
  }

  /** The sequence number, 32 bits as they lie. */
  public int sequence() {
    return Octets.i32(bytes, offset + SEQUENCE);
  }

  /** The acknowledgment number, 32 bits as they lie. */
  public int acknowledgment() {
    return Octets.i32(bytes, offset + ACKNOWLEDGMENT);
  }

  /** Octets of the header, options included. */
  public int headerLength() {
    return (Octets.u8(bytes, offset + DATA_OFFSET) >> 4) * 4;
  }

  /** Whether every control bit of {@code bits} is set. */
  public boolean has(int bits) {
    return (Octets.u8(bytes, offset + FLAGS) & bits) == bits;
  }

  /** The window field, not scaled. */
  public int window() {
    return Octets.u16(bytes, offset + WINDOW);
  }

  /** Where the text starts. */
  public int textOffset() {
    return offset + headerLength();
  }

  /** Octets of the text. */
  public int textLength() {
    return available - headerLength();
  }

  /** Whether the checksum verifies. */
  public boolean checksumValid(long pseudoHeader) {
    return InternetChecksum.finish(InternetChecksum.sum(bytes, offset, available) + pseudoHeader)
        == 0;
  }

  /** The value of the MSS option, or {@code absent} (RFC 9293 §3.7.1). */
  public int maximumSegment(int absent) {
    int at = option(MSS, MSS_LENGTH);
    return at < 0 ? absent : Octets.u16(bytes, at + 2);
  }

  /** The shift of the window scale option, at most 14, or {@link #NO_SCALE} (RFC 7323 §2.3). */
  public int windowScale() {
    int at = option(WINDOW_SCALE, 3);
    return at < 0 ? NO_SCALE : Math.min(LARGEST_SCALE, Octets.u8(bytes, at + 2));
  }

  // Options that break their own length end the search: what is before them still counts.
  private int option(int kind, int length) {
    int at = offset + LENGTH;
    int end = offset + headerLength();
    while (at < end) {
      int found = Octets.u8(bytes, at);
      if (found == END_OF_OPTIONS) {
        return -1;
      }
      if (found == NO_OPERATION) {
        at++;
        continue;
      }
      int foundLength = at + 1 < end ? Octets.u8(bytes, at + 1) : 0;
      if (foundLength < 2 || foundLength > end - at) {
        return -1;
      }
      if (found == kind && foundLength == length) {
        return at;
      }
      at += foundLength;
    }
    return -1;
  }

  /** Writes a header whose checksum is still zero; options of {@code optionLength} follow it. */
  public static void write(
      byte[] array,
      int start,
      int sourcePort,
      int destinationPort,
      int sequence,
      int acknowledgment,
      int flags,
      int window,
      int optionLength) {
    Octets.put16(array, start, sourcePort);
    Octets.put16(array, start + 2, destinationPort);
    Octets.put32(array, start + SEQUENCE, sequence);
    Octets.put32(array, start + ACKNOWLEDGMENT, acknowledgment);
    Octets.put8(array, start + DATA_OFFSET, (LENGTH + optionLength) / 4 << 4);
    Octets.put8(array, start + FLAGS, flags);
    Octets.put16(array, start + WINDOW, window);
    Octets.put32(array, start + CHECKSUM, 0);
  }

  /** Writes the MSS option. */
  public static void writeMaximumSegment(byte[] array, int at, int octets) {
    Octets.put8(array, at, MSS);
    Octets.put8(array, at + 1, MSS_LENGTH);
    Octets.put16(array, at + 2, octets);
  }

  /** Writes the window scale option behind a pad. */
  public static void writeWindowScale(byte[] array, int at, int shift) {
    Octets.put8(array, at, NO_OPERATION);
    Octets.put8(array, at + 1, WINDOW_SCALE);
    Octets.put8(array, at + 2, 3);
    Octets.put8(array, at + 3, shift);
  }

  /** Computes and stores the checksum of a segment of {@code length} octets. */
  public static void writeChecksum(byte[] array, int start, int length, long pseudoHeader) {
    Octets.put16(array, start + CHECKSUM, 0);
    Octets.put16(
        array,
        start + CHECKSUM,
        InternetChecksum.finish(InternetChecksum.sum(array, start, length) + pseudoHeader));
  }
}
