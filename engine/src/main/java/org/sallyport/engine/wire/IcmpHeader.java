// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire;

import org.sallyport.engine.drop.DropReason;

/**
 * The header that ICMP (RFC 792) and ICMPv6 (RFC 4443) messages share, 8 octets in place: type,
 * code, checksum, and a word.
 */
public final class IcmpHeader extends Header {
  /** Octets of the header. */
  public static final int LENGTH = 8;

  /** ICMP echo reply. */
  public static final int ECHO_REPLY = 0;

  /** ICMP destination unreachable. */
  public static final int UNREACHABLE = 3;

  /** ICMP echo request. */
  public static final int ECHO_REQUEST = 8;

  /** ICMP code: protocol unreachable. */
  public static final int CODE_PROTOCOL = 2;

  /** ICMP code: port unreachable. */
  public static final int CODE_PORT = 3;

  /** ICMP source quench, deprecated (RFC 6633). */
  public static final int SOURCE_QUENCH = 4;

  /** ICMP redirect. */
  public static final int REDIRECT = 5;

  /** ICMP time exceeded. */
  public static final int TIME_EXCEEDED = 11;

  /** ICMP parameter problem. */
  public static final int PARAMETER_PROBLEM = 12;

  /** ICMP code: fragmentation needed and DF set (RFC 1191). */
  public static final int CODE_FRAGMENTATION_NEEDED = 4;

  /** ICMPv6 packet too big (RFC 4443 §3.2). */
  public static final int V6_TOO_BIG = 2;

  /** ICMPv6 time exceeded (RFC 4443 §3.3). */
  public static final int V6_TIME_EXCEEDED = 3;

  /** The first ICMPv6 type that tells of no error (RFC 4443 §2.1). */
  public static final int V6_INFORMATIONAL = 128;

  /** ICMPv6 destination unreachable. */
  public static final int V6_UNREACHABLE = 1;

  /** ICMPv6 parameter problem. */
  public static final int V6_PARAMETER_PROBLEM = 4;

  /** ICMPv6 code: port unreachable. */
  public static final int V6_CODE_PORT = 4;

  /** ICMPv6 code: unrecognised next header. */
  public static final int V6_CODE_NEXT_HEADER = 1;

  /** ICMPv6 echo request. */
  public static final int V6_ECHO_REQUEST = 128;

  /** ICMPv6 echo reply. */
  public static final int V6_ECHO_REPLY = 129;

  /** Neighbour solicitation (RFC 4861 §4.3). */
  public static final int V6_NEIGHBOUR_SOLICITATION = 135;

  /** Neighbour advertisement (RFC 4861 §4.4). */
  public static final int V6_NEIGHBOUR_ADVERTISEMENT = 136;

  /** Looks at a message of exactly {@code count} octets. */
  public IcmpHeader wrap(byte[] array, int start, int count) {
    region(array, start, count);
    return this;
  }

  @Override
  public DropReason checkLength() {
    return available < LENGTH ? DropReason.TRUNCATED : DropReason.NONE;
  }

  /** The message type. */
  public int type() {
    return Octets.u8(bytes, offset);
  }

  /** The code within the type. */
  public int code() {
    return Octets.u8(bytes, offset + 1);
  }

  /** The word after the checksum: identifier and sequence number of an echo. */
  public long word() {
    return Octets.u32(bytes, offset + 4);
  }

  /**
   * Whether the checksum verifies; {@code pseudoHeader} is 0 for ICMP, the pseudo-header's sum for
   * ICMPv6.
   */
  public boolean checksumValid(long pseudoHeader) {
    return InternetChecksum.finish(InternetChecksum.sum(bytes, offset, available) + pseudoHeader)
        == 0;
  }

  /** Writes type and code and the checksum of the whole message of {@code length} octets. */
  public static void write(
      byte[] array, int start, int length, int type, int code, long pseudoHeader) {
    Octets.put8(array, start, type);
    Octets.put8(array, start + 1, code);
    Octets.put16(array, start + 2, 0);
    Octets.put16(
        array,
        start + 2,
        InternetChecksum.finish(InternetChecksum.sum(array, start, length) + pseudoHeader));
  }
}
