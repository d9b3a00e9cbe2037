// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * An immutable string of octets: what parsed values are made of, with equality by content. Never
 * for secrets (it can not be zeroed and its equality is not constant-time).
 */
public final class OctetString {
  /** The string of no octets. */
  public static final OctetString EMPTY = new OctetString(new byte[0]);

  private static final String DIGITS = "0123456789abcdef";

  private final byte[] bytes;

  private OctetString(byte[] owned) {
    this.bytes = owned;
  }

  /** A copy of all of {@code source}. */
  public static OctetString of(byte[] source) {
    return of(source, 0, source.length);
  }

  /** A copy of a region. */
  public static OctetString of(byte[] source, int offset, int length) {
    if (length == 0) {
      return EMPTY;
    }
    byte[] owned = new byte[length];
    System.arraycopy(source, offset, owned, 0, length);
    return new OctetString(owned);
  }

  /** The four octets of {@code value}, most significant first: an ESP SPI, for example. */
  public static OctetString ofInt(int value) {
    byte[] owned = new byte[4];
    Octets.put32(owned, 0, value);
    return new OctetString(owned);
  }

  /** The eight octets of {@code value}, most significant first: an IKE SPI, for example. */
  public static OctetString ofLong(long value) {
    byte[] owned = new byte[8];
    Octets.put64(owned, 0, value);
    return new OctetString(owned);
  }

  /** The octets of an ASCII text; characters past 0x7F become '?'. */
  public static OctetString ofAscii(String text) {
    byte[] owned = new byte[text.length()];
    for (int index = 0; index < owned.length; index++) {
      int code = text.charAt(index);
      owned[index] = (byte) (code < 0x80 ? code : 0x3F);
    }
    return new OctetString(owned);
  }

  /**
   * The octets written in hexadecimal, or null when {@code text} is not an even number of
   * hexadecimal digits.
   */
  public static @Nullable OctetString parseHex(String text) {
    if (text.length() % 2 != 0) {
      return null;
    }
    byte[] owned = new byte[text.length() / 2];
    for (int index = 0; index < owned.length; index++) {
      int high = Character.digit(text.charAt(2 * index), 16);
      int low = Character.digit(text.charAt(2 * index + 1), 16);
      if (high < 0 || low < 0) {
        return null;
      }
      owned[index] = (byte) (high << 4 | low);
    }
    return new OctetString(owned);
  }

  /** How many octets. */
  public int length() {
    return bytes.length;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /** The unsigned octet at {@code index}, which must be below {@link #length}. */
  public int at(int index) {
    return bytes[index] & 0xFF;
  }

  /** The unsigned 16-bit number at {@code index}; two octets must be there. */
  public int u16(int index) {
    return Octets.u16(bytes, index);
  }

  /** The 32 bits at {@code index}; four octets must be there. */
  public int i32(int index) {
    return Octets.i32(bytes, index);
  }

  /** The 64 bits at {@code index}; eight octets must be there. */
  public long i64(int index) {
    return Octets.i64(bytes, index);
  }

  /** Copies all octets into {@code target}. */
  public void copyInto(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, bytes.length);
  }

  /** A fresh array with the octets. */
  public byte[] toArray() {
    byte[] copy = new byte[bytes.length];
    copyInto(copy, 0);
    return copy;
  }

  /** The octets in lower-case hexadecimal. */
  public String toHex() {
    StringBuilder text = new StringBuilder(2 * bytes.length);
    for (byte octet : bytes) {
      text.append(DIGITS.charAt((octet >> 4) & 0x0F)).append(DIGITS.charAt(octet & 0x0F));
    }
    return text.toString();
  }

  /** Whether every octet is printable ASCII (and there is at least one). */
  public boolean isPrintable() {
    for (byte octet : bytes) {
      if (octet < 0x20 || octet == 0x7F) {
        return false;
      }
    }
    return bytes.length > 0;
  }

  /** The octets as ASCII text, with '.' for what is not printable. */
  public String toAscii() {
    StringBuilder text = new StringBuilder(bytes.length);
    for (byte octet : bytes) {
      text.append(octet < 0x20 || octet == 0x7F ? '.' : (char) octet);
    }
    return text.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OctetString that
        && that.bytes.length == bytes.length
        && Octets.equal(bytes, 0, that.bytes, 0, bytes.length);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (byte octet : bytes) {
      hash = 31 * hash + octet;
    }
    return hash;
  }

  @Override
  public String toString() {
    return toHex();
  }
}
