// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire;

import org.sallyport.engine.drop.DropReason;

/**
 * The fixed IPv6 header in place, 40 octets (RFC 8200 §3); what follows is read by {@link
 * Ipv6Extensions}.
 */
public final class Ipv6Header extends Header {
  /** Octets of the fixed header. */
  public static final int LENGTH = 40;

  /** The least MTU of an IPv6 link (RFC 8200 §5). */
  public static final int MIN_MTU = 1280;

  /** Where the source address lies; the destination follows it. */
  public static final int SOURCE = 8;

  /** Where the destination address lies. */
  public static final int DESTINATION = 24;

  private static final int PAYLOAD_LENGTH = 4;
  private static final int NEXT_HEADER = 6;
  private static final int HOP_LIMIT = 7;

  /** Looks at a packet. */
  public Ipv6Header wrap(byte[] array, int start, int count) {
    region(array, start, count);
    return this;
  }

  /** Version and payload length; octets after the payload are link padding. */
  @Override
  public DropReason checkLength() {
    if (available < LENGTH) {
      return DropReason.TRUNCATED;
    }
    if (Octets.u8(bytes, offset) >> 4 != 6) {
      return DropReason.UNSUPPORTED_VERSION;
    }
    return LENGTH + payloadLength() > available ? DropReason.TRUNCATED : DropReason.NONE;
  }

  /** Octets after the fixed header. */
  public int payloadLength() {
    return Octets.u16(bytes, offset + PAYLOAD_LENGTH);
  }

  /** DSCP and ECN. */
  public int trafficClass() {
    return Octets.u16(bytes, offset) >> 4 & 0xFF;
  }

  /** The flow label, 20 bits (RFC 6437). */
  public int flowLabel() {
    return Octets.i32(bytes, offset) & 0xF_FFFF;
  }

  /** What follows; see {@link IpProtocol}. */
  public int nextHeader() {
    return Octets.u8(bytes, offset + NEXT_HEADER);
  }

  public int hopLimit() {
    return Octets.u8(bytes, offset + HOP_LIMIT);
  }

  /** Writes a header; the two addresses at {@link #SOURCE} are there already. */
  public static void writeAroundAddresses(
      byte[] array, int start, int trafficClass, int payloadLength, int nextHeader, int hopLimit) {
    Octets.put32(array, start, 0x6000_0000L | (long) trafficClass << 20);
    Octets.put16(array, start + PAYLOAD_LENGTH, payloadLength);
    Octets.put8(array, start + NEXT_HEADER, nextHeader);
    Octets.put8(array, start + HOP_LIMIT, hopLimit);
  }

  /** Sets payload length and next header of a header. */
  public static void patch(byte[] array, int start, int payloadLength, int nextHeader) {
    Octets.put16(array, start + PAYLOAD_LENGTH, payloadLength);
    Octets.put8(array, start + NEXT_HEADER, nextHeader);
  }

  /** Sets the hop limit of a header. */
  public static void patchHopLimit(byte[] array, int start, int hopLimit) {
    Octets.put8(array, start + HOP_LIMIT, hopLimit);
  }
}
