// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire;

/**
 * The internet checksum (RFC 1071): one's complement sum of 16-bit words. Partial sums are {@code
 * long} and can be added to one another; {@link #finish} folds and complements. A region whose own
 * checksum field is right finishes to zero.
 */
public final class InternetChecksum {
  private InternetChecksum() {}

  /** The unfolded sum of a region; an odd last octet counts as the high half of a word. */
  public static long sum(byte[] bytes, int offset, int length) {
    long sum = 0;
    int end = offset + (length & ~1);
    for (int at = offset; at < end; at += 2) {
      sum += Octets.u16(bytes, at);
    }
    if ((length & 1) != 0) {
      sum += (long) Octets.u8(bytes, end) << 8;
    }
    return sum;
  }

  /**
   * The unfolded sum of the pseudo-header of an upper-layer packet (RFC 768, RFC 8200 §8.1).
   *
   * @param addresses where source and destination lie, one behind the other
   * @param addressLength 4 or 16 octets each
   */
  public static long pseudoHeader(
      byte[] bytes, int addresses, int addressLength, int protocol, int length) {
    return sum(bytes, addresses, 2 * addressLength) + protocol + (length >> 16) + (length & 0xFFFF);
  }

  /** Folds a sum to 16 bits and complements it. */
  public static int finish(long sum) {
    long folded = sum;
    while (folded >> 16 != 0) {
      folded = (folded & 0xFFFF) + (folded >> 16);
    }
    return (int) ~folded & 0xFFFF;
  }

  /** The checksum of a region. */
  public static int of(byte[] bytes, int offset, int length) {
    return finish(sum(bytes, offset, length));
  }
}
