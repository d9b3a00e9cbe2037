// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire;

import org.sallyport.engine.drop.DropReason;

/** The IPv4 header in place (RFC 791). Options are tolerated: stepped over, never acted upon. */
public final class Ipv4Header extends Header {
  /** Octets of a header without options. */
  public static final int MIN_LENGTH = 20;

  /** Octets of the longest header. */
  public static final int MAX_LENGTH = 60;

  /** The longest datagram, header included. */
  public static final int MAX_DATAGRAM = 65535;

  /** Where the source address lies; the destination follows it. */
  public static final int SOURCE = 12;

  /** Where the destination address lies. */
  public static final int DESTINATION = 16;

  private static final int TOTAL_LENGTH = 2;
  private static final int IDENTIFICATION = 4;
  private static final int FRAGMENT = 6;
  private static final int TIME_TO_LIVE = 8;

  /** Where the octet lies that names the protocol. */
  public static final int PROTOCOL = 9;

  private static final int CHECKSUM = 10;
  private static final int DONT_FRAGMENT = 0x4000;
  private static final int MORE_FRAGMENTS = 0x2000;
  private static final int OFFSET_MASK = 0x1FFF;

  /** Looks at a packet. */
  public Ipv4Header wrap(byte[] array, int start, int count) {
    region(array, start, count);
    return this;
  }

  /** Version, header length and total length; octets after the total length are link padding. */
  @Override
  public DropReason checkLength() {
    if (available < MIN_LENGTH) {
      return DropReason.TRUNCATED;
    }
    if (Octets.u8(bytes, offset) >> 4 != 4) {
      return DropReason.UNSUPPORTED_VERSION;
    }
    if (headerLength() < MIN_LENGTH || totalLength() < headerLength()) {
      return DropReason.MALFORMED_HEADER;
    }
    return totalLength() > available ? DropReason.TRUNCATED : DropReason.NONE;
  }

  /** Whether the header checksum verifies. */
  public boolean checksumValid() {
    return InternetChecksum.of(bytes, offset, headerLength()) == 0;
  }

  /** Octets of the header, options included. */
  public int headerLength() {
    return (Octets.u8(bytes, offset) & 0x0F) * 4;
  }

  /** Octets of the datagram, header included. */
  public int totalLength() {
    return Octets.u16(bytes, offset + TOTAL_LENGTH);
  }

  /** DSCP and ECN. */
  public int trafficClass() {
    return Octets.u8(bytes, offset + 1);
  }

  /** The identification that fragments share. */
  public int identification() {
    return Octets.u16(bytes, offset + IDENTIFICATION);
  }

  /** Whether the datagram must not be fragmented. */
  public boolean dontFragment() {
    return (Octets.u16(bytes, offset + FRAGMENT) & DONT_FRAGMENT) != 0;
  }

  /** Whether fragments follow. */
  public boolean moreFragments() {
    return (Octets.u16(bytes, offset + FRAGMENT) & MORE_FRAGMENTS) != 0;
  }

  /** Where this fragment's payload belongs in the datagram's, in octets. */
  public int fragmentOffset() {
    return (Octets.u16(bytes, offset + FRAGMENT) & OFFSET_MASK) * 8;
  }

  /** Whether this is a fragment of something larger. */
  public boolean isFragment() {
    return moreFragments() || fragmentOffset() != 0;
  }

  public int timeToLive() {
    return Octets.u8(bytes, offset + TIME_TO_LIVE);
  }

  /** What follows; see {@link IpProtocol}. */
  public int protocol() {
    return Octets.u8(bytes, offset + PROTOCOL);
  }

  /**
   * Writes a header of 20 octets, checksum included; the two addresses at {@link #SOURCE} are there
   * already.
   */
  public static void writeAroundAddresses(
      byte[] array,
      int start,
      int trafficClass,
      int totalLength,
      int identification,
      boolean dontFragment,
      int timeToLive,
      int protocol) {
    Octets.put8(array, start, 0x45);
    Octets.put8(array, start + 1, trafficClass);
    Octets.put16(array, start + TOTAL_LENGTH, totalLength);
    Octets.put16(array, start + IDENTIFICATION, identification);
    Octets.put16(array, start + FRAGMENT, dontFragment ? DONT_FRAGMENT : 0);
    Octets.put8(array, start + TIME_TO_LIVE, timeToLive);
    Octets.put8(array, start + PROTOCOL, protocol);
    writeChecksum(array, start);
  }

  /**
   * Makes a header one of a fragment (or of a whole datagram: offset 0, none more), with length and
   * checksum.
   */
  public static void patchFragment(
      byte[] array, int start, int totalLength, int fragmentOffset, boolean more) {
    int flags = Octets.u16(array, start + FRAGMENT) & DONT_FRAGMENT;
    Octets.put16(array, start + TOTAL_LENGTH, totalLength);
    Octets.put16(array, start + FRAGMENT, flags | (more ? MORE_FRAGMENTS : 0) | fragmentOffset / 8);
    writeChecksum(array, start);
  }

  /** Sets the time to live of a header, with checksum. */
  public static void patchTimeToLive(byte[] array, int start, int timeToLive) {
    Octets.put8(array, start + TIME_TO_LIVE, timeToLive);
    writeChecksum(array, start);
  }

  /** Computes and stores the header checksum. */
  public static void writeChecksum(byte[] array, int start) {
    Octets.put16(array, start + CHECKSUM, 0);
    int headerLength = (Octets.u8(array, start) & 0x0F) * 4;
    Octets.put16(array, start + CHECKSUM, InternetChecksum.of(array, start, headerLength));
  }
}
