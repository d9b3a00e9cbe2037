// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire;

import org.sallyport.engine.drop.DropReason;

/**
 * Follows the extension headers of an IPv6 packet (RFC 8200 §4), in one pass, for the two that ask
 * about them: a host acts upon what follows the last header or the first fragment header; a policy
 * wants the upper-layer header, which in a first fragment may lie behind the fragment header too.
 * Bounded; every header is checked to lie inside the packet, in a first fragment as well (RFC 7112
 * §5).
 */
public final class Ipv6Extensions {
  /** The longest chain that is followed. */
  public static final int MAX_HEADERS = 8;

  /** Octets of a fragment header. */
  public static final int FRAGMENT_LENGTH = 8;

  private static final int PAD1 = 0;
  private static final int MORE_FRAGMENTS = 1;

  private DropReason hostRefusal = DropReason.NONE;
  private int protocol;
  private int payloadOffset;
  private int protocolFieldOffset;
  private boolean fragment;
  private boolean fragmentHeader;
  private int fragmentOffset;
  private boolean moreFragments;
  private long identification;
  private boolean laterFragment;
  private int upperProtocol;
  private int upperOffset;
  private int upperFieldOffset;

  /** A chain that was not followed yet. */
  public Ipv6Extensions() {}

  /**
   * Follows the headers of a packet whose fixed header was checked.
   *
   * @return NONE, or that the chain is too long or leaves the packet
   */
  public DropReason read(Ipv6Header header) {
    int end = header.offset() + Ipv6Header.LENGTH + header.payloadLength();
    hostRefusal = DropReason.NONE;
    fragment = false;
    fragmentHeader = false;
    laterFragment = false;
    upperFieldOffset = header.offset() + 6;
    upperProtocol = header.nextHeader();
    upperOffset = header.offset() + Ipv6Header.LENGTH;
    DropReason reason = follow(header.bytes(), end);
    if (!fragment) {
      notePayload();
    }
    return reason;
  }

  private DropReason follow(byte[] bytes, int end) {
    for (int count = 0; isExtension(upperProtocol) && !laterFragment; count++) {
      if (count == MAX_HEADERS || end - upperOffset < 8) {
        return DropReason.BAD_EXTENSION_HEADER;
      }
      int length = headerLength(bytes);
      if (length > end - upperOffset) {
        return DropReason.BAD_EXTENSION_HEADER;
      }
      boolean isFirstFragmentHeader = false;
      if (upperProtocol == IpProtocol.FRAGMENT) {
        isFirstFragmentHeader = readFragment(bytes);
      } else if (!fragment && isRefusedByHost(bytes, count, length)) {
        hostRefusal = DropReason.BAD_EXTENSION_HEADER;
      }
      upperFieldOffset = upperOffset;
      upperProtocol = Octets.u8(bytes, upperOffset);
      upperOffset += length;
      if (isFirstFragmentHeader) {
        notePayload();
      }
    }
    return DropReason.NONE;
  }

  private int headerLength(byte[] bytes) {
    return upperProtocol == IpProtocol.FRAGMENT
        ? FRAGMENT_LENGTH
        : 8 + 8 * Octets.u8(bytes, upperOffset + 1);
  }

  /** The headers that a host acts upon end here. */
  private void notePayload() {
    protocol = upperProtocol;
    payloadOffset = upperOffset;
    protocolFieldOffset = upperFieldOffset;
  }

  /**
   * Hop-by-hop options come first, options that may not be skipped are none that we know, and a
   * routing header with segments left is refused (RFC 5095).
   */
  private boolean isRefusedByHost(byte[] bytes, int count, int length) {
    return switch (upperProtocol) {
      case IpProtocol.HOP_BY_HOP -> count > 0 || !maySkipOptions(bytes, length);
      case IpProtocol.ROUTING -> Octets.u8(bytes, upperOffset + 3) != 0;
      default -> !maySkipOptions(bytes, length);
    };
  }

  /**
   * An unknown option is skipped when its two highest bits are zero, otherwise the packet is
   * dropped (RFC 8200 §4.2).
   */
  private boolean maySkipOptions(byte[] bytes, int length) {
    int at = upperOffset + 2;
    int end = upperOffset + length;
    while (at < end) {
      int type = Octets.u8(bytes, at);
      if (type == PAD1) {
        at++;
        continue;
      }
      if (end - at < 2 || end - at < 2 + Octets.u8(bytes, at + 1) || type >> 6 != 0) {
        return false;
      }
      at += 2 + Octets.u8(bytes, at + 1);
    }
    return true;
  }

  /** Whether it is the first header that makes the packet a fragment. */
  private boolean readFragment(byte[] bytes) {
    int field = Octets.u16(bytes, upperOffset + 2);
    fragmentHeader = true;
    laterFragment = (field & 0xFFF8) != 0;
    if (fragment || (field & (0xFFF8 | MORE_FRAGMENTS)) == 0) {
      return false; // inside a fragment, or whole (RFC 6946 §4)
    }
    fragment = true;
    fragmentOffset = field & 0xFFF8;
    moreFragments = (field & MORE_FRAGMENTS) != 0;
    identification = Octets.u32(bytes, upperOffset + 4);
    return true;
  }

  private static boolean isExtension(int nextHeader) {
    return nextHeader == IpProtocol.HOP_BY_HOP
        || nextHeader == IpProtocol.ROUTING
        || nextHeader == IpProtocol.FRAGMENT
        || nextHeader == IpProtocol.DESTINATION_OPTIONS;
  }

  /** Why a host must not act upon the packet (RFC 8200 §4.2, RFC 5095), or NONE. */
  public DropReason hostRefusal() {
    return hostRefusal;
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

  /** The upper-layer protocol, behind a first fragment's header as well. */
  public int upperProtocol() {
    return upperProtocol;
  }

  /** Where the upper-layer header starts; in a later fragment, where its piece does. */
  public int upperOffset() {
    return upperOffset;
  }

  /** Where the octet lies that names {@link #upperProtocol}. */
  public int upperFieldOffset() {
    return upperFieldOffset;
  }

  /** Whether the upper-layer header lies in another fragment. */
  public boolean isLaterFragment() {
    return laterFragment;
  }

  /** Whether there is a fragment header, be it that of a whole packet (RFC 6946). */
  public boolean hasFragmentHeader() {
    return fragmentHeader;
  }

  /** Whether this is a fragment of something larger. */
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
