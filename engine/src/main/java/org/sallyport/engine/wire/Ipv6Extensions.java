// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire;

import org.sallyport.engine.drop.DropReason;

/**
 * Walks the extension headers of an IPv6 packet to what a host acts upon (RFC 8200 §4): the
 * upper-layer header, ESP, or a fragment header. Bounded; every header is checked to lie inside the
 * packet. Options are judged by their action bits alone, and a routing header with segments left is
 * refused (RFC 5095).
 */
public final class Ipv6Extensions {
  /** The longest chain that is walked. */
  public static final int MAX_HEADERS = 8;

  /** Octets of a fragment header. */
  public static final int FRAGMENT_LENGTH = 8;

  private static final int PAD1 = 0;
  private static final int MORE_FRAGMENTS = 1;

  private int protocol;
  private int payloadOffset;
  private int protocolFieldOffset;
  private boolean fragment;
  private int fragmentOffset;
  private boolean moreFragments;
  private long identification;

  /** A walker that has not walked yet. */
  public Ipv6Extensions() {}

  /** Walks the headers of a packet whose fixed header was checked. */
  public DropReason walk(Ipv6Header header) {
    int end = header.offset() + Ipv6Header.LENGTH + header.payloadLength();
    protocolFieldOffset = header.offset() + 6;
    return walk(header.bytes(), header.nextHeader(), header.offset() + Ipv6Header.LENGTH, end);
  }

  private DropReason walk(byte[] bytes, int first, int start, int end) {
    protocol = first;
    payloadOffset = start;
    fragment = false;
    for (int count = 0; isExtension(protocol); count++) {
      if (count == MAX_HEADERS || end - payloadOffset < 8) {
        return DropReason.BAD_EXTENSION_HEADER;
      }
      int length =
          protocol == IpProtocol.FRAGMENT
              ? FRAGMENT_LENGTH
              : 8 + 8 * Octets.u8(bytes, payloadOffset + 1);
      DropReason reason =
          length > end - payloadOffset
              ? DropReason.BAD_EXTENSION_HEADER
              : verify(bytes, count, length);
      if (reason != DropReason.NONE) {
        return reason;
      }
      protocolFieldOffset = payloadOffset;
      protocol = Octets.u8(bytes, payloadOffset);
      payloadOffset += length;
      if (fragment) {
        return DropReason.NONE;
      }
    }
    return DropReason.NONE;
  }

  private DropReason verify(byte[] bytes, int count, int length) {
    return switch (protocol) {
      case IpProtocol.HOP_BY_HOP ->
          count > 0 ? DropReason.BAD_EXTENSION_HEADER : judgeOptions(bytes, length);
      case IpProtocol.DESTINATION_OPTIONS -> judgeOptions(bytes, length);
      case IpProtocol.ROUTING ->
          Octets.u8(bytes, payloadOffset + 3) != 0
              ? DropReason.BAD_EXTENSION_HEADER
              : DropReason.NONE;
      default -> readFragment(bytes);
    };
  }

  /**
   * An unknown option is skipped when its two highest bits are zero, otherwise the packet is
   * dropped (RFC 8200 §4.2).
   */
  private DropReason judgeOptions(byte[] bytes, int length) {
    int at = payloadOffset + 2;
    int end = payloadOffset + length;
    while (at < end) {
      int type = Octets.u8(bytes, at);
      if (type == PAD1) {
        at++;
        continue;
      }
      if (end - at < 2 || end - at < 2 + Octets.u8(bytes, at + 1) || type >> 6 != 0) {
        return DropReason.BAD_EXTENSION_HEADER;
      }
      at += 2 + Octets.u8(bytes, at + 1);
    }
    return DropReason.NONE;
  }

  private DropReason readFragment(byte[] bytes) {
    int field = Octets.u16(bytes, payloadOffset + 2);
    fragmentOffset = field & 0xFFF8;
    moreFragments = (field & MORE_FRAGMENTS) != 0;
    identification = Octets.u32(bytes, payloadOffset + 4);
    fragment = fragmentOffset != 0 || moreFragments; // else it is whole (RFC 6946 §4)
    return DropReason.NONE;
  }

  private static boolean isExtension(int nextHeader) {
    return nextHeader == IpProtocol.HOP_BY_HOP
        || nextHeader == IpProtocol.ROUTING
        || nextHeader == IpProtocol.FRAGMENT
        || nextHeader == IpProtocol.DESTINATION_OPTIONS;
  }

  /** The upper-layer protocol, or what the fragments hold. */
  public int protocol() {
    return protocol;
  }

  /** Where the upper-layer header, or this fragment's piece, starts. */
  public int payloadOffset() {
    return payloadOffset;
  }

  /**
   * Where the octet lies that names {@link #protocol}: what an ICMPv6 parameter problem points at.
   */
  public int protocolFieldOffset() {
    return protocolFieldOffset;
  }

  /** Whether the walk ended at a fragment header. */
  public boolean isFragment() {
    return fragment;
  }

  /** Where this fragment's piece belongs, in octets. */
  public int fragmentOffset() {
    return fragmentOffset;
  }

  /** Whether fragments follow. */
  public boolean moreFragments() {
    return moreFragments;
  }

  /** The identification that fragments share, 0 to 2^32-1. */
  public long identification() {
    return identification;
  }

  /** Writes a fragment header of 8 octets. */
  public static void writeFragment(
      byte[] array,
      int start,
      int nextHeader,
      int fragmentOffset,
      boolean more,
      int identification) {
    Octets.put8(array, start, nextHeader);
    Octets.put8(array, start + 1, 0);
    Octets.put16(array, start + 2, fragmentOffset | (more ? MORE_FRAGMENTS : 0));
    Octets.put32(array, start + 4, identification);
  }
}
