// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire;

import org.sallyport.engine.drop.DropReason;

/** The UDP header in place, 8 octets (RFC 768). */
public final class UdpHeader extends Header {
  /** Octets of the header. */
  public static final int LENGTH = 8;

  private static final int CHECKSUM = 6;

  /** Looks at a datagram of at most {@code count} octets. */
  public UdpHeader wrap(byte[] array, int start, int count) {
    region(array, start, count);
    return this;
  }

  @Override
  public DropReason checkLength() {
    if (available < LENGTH) {
      return DropReason.TRUNCATED;
    }
    return length() < LENGTH || length() > available ? DropReason.LENGTH_MISMATCH : DropReason.NONE;
  }

  /** The sender's port. */
  public int sourcePort() {
    return Octets.u16(bytes, offset);
  }

  /** The receiver's port. */
  public int destinationPort() {
    return Octets.u16(bytes, offset + 2);
  }

  /** Octets of the datagram, header included. */
  public int length() {
    return Octets.u16(bytes, offset + 4);
  }

  /** Whether the sender computed a checksum; over IPv6 it must have (RFC 8200 §8.1). */
  public boolean hasChecksum() {
    return Octets.u16(bytes, offset + CHECKSUM) != 0;
  }

  /** Whether the checksum verifies. */
  public boolean checksumValid(long pseudoHeader) {
    return InternetChecksum.finish(InternetChecksum.sum(bytes, offset, length()) + pseudoHeader)
        == 0;
  }

  /** Writes a header without checksum, as ESP in UDP over IPv4 has it (RFC 3948 §2.1). */
  public static void write(
      byte[] array, int start, int sourcePort, int destinationPort, int length) {
    Octets.put16(array, start, sourcePort);
    Octets.put16(array, start + 2, destinationPort);
    Octets.put16(array, start + 4, length);
    Octets.put16(array, start + CHECKSUM, 0);
  }

  /**
   * Computes and stores the checksum of a datagram of {@code length} octets; a result of zero is
   * sent as 0xFFFF.
   */
  public static void writeChecksum(byte[] array, int start, int length, long pseudoHeader) {
    Octets.put16(array, start + CHECKSUM, 0);
    int checksum =
        InternetChecksum.finish(InternetChecksum.sum(array, start, length) + pseudoHeader);
    Octets.put16(array, start + CHECKSUM, checksum == 0 ? 0xFFFF : checksum);
  }
}
