// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * An immutable IPv4 or IPv6 address (4 or 16 octets), the one address type of the engine. Ordered
 * by family, then as an unsigned number. Text forms: dotted decimal (RFC 6943 strict form) and RFC
 * 5952 for IPv6.
 */
public final class IpAddress implements Comparable<IpAddress> {
  /** Octets of an IPv4 address. */
  public static final int IPV4_LENGTH = 4;

  /** Octets of an IPv6 address. */
  public static final int IPV6_LENGTH = 16;

  /** 0.0.0.0. */
  public static final IpAddress ANY_IPV4 = new IpAddress(new byte[IPV4_LENGTH]);

  /** The unspecified IPv6 address. */
  public static final IpAddress ANY_IPV6 = new IpAddress(new byte[IPV6_LENGTH]);

  private final byte[] octets;

  private IpAddress(byte[] owned) {
    this.octets = owned;
  }

  /** The address of the 4 octets of {@code bits}, most significant first. */
  public static IpAddress ofIpv4(int bits) {
    byte[] owned = new byte[IPV4_LENGTH];
    Octets.put32(owned, 0, bits);
    return new IpAddress(owned);
  }

  /** A copy of {@code length} octets, which must be 4 or 16. */
  public static IpAddress of(byte[] source, int offset, int length) {
    if (length != IPV4_LENGTH && length != IPV6_LENGTH) {
      throw new IllegalArgumentException("an IP address has 4 or 16 octets, not " + length);
    }
    byte[] owned = new byte[length];
    System.arraycopy(source, offset, owned, 0, length);
    return new IpAddress(owned);
  }

  /** The address written in {@code text}, or null when it is none. */
  public static @Nullable IpAddress parse(String text) {
    byte[] owned =
        text.indexOf(':') >= 0 ? IpAddressText.parseIpv6(text) : IpAddressText.parseIpv4(text);
    return owned == null ? null : new IpAddress(owned);
  }

  /** Whether this is an IPv4 address; otherwise it is an IPv6 one. */
  public boolean isIpv4() {
    return octets.length == IPV4_LENGTH;
  }

  /** 4 or 16. */
  public int length() {
    return octets.length;
  }

  /** The unsigned octet at {@code index}, which must be below {@link #length}. */
  public int at(int index) {
    return octets[index] & 0xFF;
  }

  /** The 32 bits of an IPv4 address, as they lie. */
  public int ipv4Bits() {
    assert isIpv4() : "not an IPv4 address";
    return Octets.i32(octets, 0);
  }

  /** Copies the octets into {@code target}. */
  public void copyInto(byte[] target, int offset) {
    System.arraycopy(octets, 0, target, offset, octets.length);
  }

  /** The octets as a value. */
  public OctetString toOctets() {
    return OctetString.of(octets);
  }

  /**
   * Whether the octets at {@code offset} (as many as {@link #length}) are those of this address.
   */
  public boolean matches(byte[] bytes, int offset) {
    return Octets.equal(octets, 0, bytes, offset, octets.length);
  }

  /**
   * Compares with the address in place at {@code offset}, which is of the same family: negative,
   * zero or positive.
   */
  public int compareTo(byte[] bytes, int offset) {
    for (int index = 0; index < octets.length; index++) {
      int difference = (octets[index] & 0xFF) - (bytes[offset + index] & 0xFF);
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  /**
   * Whether the first {@code prefixLength} bits of both are the same; false for different families.
   */
  public boolean sharesPrefix(IpAddress other, int prefixLength) {
    return other.length() == length() && sharesPrefix(other.octets, 0, prefixLength);
  }

  /**
   * Whether the first {@code prefixLength} bits are those of the address in place at {@code offset}
   * (same family).
   */
  public boolean sharesPrefix(byte[] bytes, int offset, int prefixLength) {
    int whole = prefixLength / 8;
    if (!Octets.equal(octets, 0, bytes, offset, whole)) {
      return false;
    }
    int rest = prefixLength % 8;
    return rest == 0 || ((octets[whole] ^ bytes[offset + whole]) & 0xFF) >> (8 - rest) == 0;
  }

  /**
   * This address with the bits past {@code prefixLength} cleared ({@code last} false) or set
   * ({@code last} true).
   */
  public IpAddress prefixBound(int prefixLength, boolean last) {
    byte[] owned = new byte[octets.length];
    for (int index = 0; index < owned.length; index++) {
      int kept = Math.max(0, Math.min(8, prefixLength - 8 * index));
      int mask = 0xFF00 >> kept & 0xFF;
      owned[index] = (byte) ((octets[index] & mask) | (last ? ~mask & 0xFF : 0));
    }
    return new IpAddress(owned);
  }

  /** Whether all octets are zero. */
  public boolean isUnspecified() {
    for (byte octet : octets) {
      if (octet != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether this is a multicast address (RFC 5771, RFC 4291 §2.7). */
  public boolean isMulticast() {
    return isIpv4() ? (octets[0] & 0xF0) == 0xE0 : (octets[0] & 0xFF) == 0xFF;
  }

  /** Whether this is a link-local IPv6 unicast address (RFC 4291 §2.5.6). */
  public boolean isLinkLocalIpv6() {
    return !isIpv4() && (octets[0] & 0xFF) == 0xFE && (octets[1] & 0xC0) == 0x80;
  }

  @Override
  public int compareTo(IpAddress other) {
    return other.length() == length() ? compareTo(other.octets, 0) : length() - other.length();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpAddress that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (byte octet : octets) {
      hash = 31 * hash + octet;
    }
    return hash;
  }

  @Override
  public String toString() {
    return isIpv4() ? IpAddressText.formatIpv4(octets) : IpAddressText.formatIpv6(octets);
  }
}
