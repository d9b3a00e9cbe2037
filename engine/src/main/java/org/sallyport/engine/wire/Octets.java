// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire;

/**
 * Big-endian ("network order") access to octets: the one place of the engine where integers and
 * octets meet.
 *
 * <p>Shapes: 8, 16, 24-bit numbers are non-negative {@code int}; 32-bit numbers are non-negative
 * {@code long}; 64-bit fields are opaque {@code long}. Nothing here checks bounds: callers have
 * done so (a flyweight's {@code checkLength}), so that an out-of-bounds exception means a bug of
 * ours.
 */
public final class Octets {
  private Octets() {}

  /** The unsigned octet at {@code offset}. */
  public static int u8(byte[] bytes, int offset) {
    return bytes[offset] & 0xFF;
  }

  /** The unsigned 16-bit number at {@code offset}. */
  public static int u16(byte[] bytes, int offset) {
    return (bytes[offset] & 0xFF) << 8 | (bytes[offset + 1] & 0xFF);
  }

  /** The unsigned 24-bit number at {@code offset}. */
  public static int u24(byte[] bytes, int offset) {
    return (bytes[offset] & 0xFF) << 16
        | (bytes[offset + 1] & 0xFF) << 8
        | (bytes[offset + 2] & 0xFF);
  }

  /** The 32 bits at {@code offset}, as they lie (may be negative). */
  public static int i32(byte[] bytes, int offset) {
    return u16(bytes, offset) << 16 | u16(bytes, offset + 2);
  }

  /** The unsigned 32-bit number at {@code offset}. */
  public static long u32(byte[] bytes, int offset) {
    return i32(bytes, offset) & 0xFFFF_FFFFL;
  }

  /** The unsigned 48-bit number at {@code offset}: a MAC address. */
  public static long u48(byte[] bytes, int offset) {
    return (long) u16(bytes, offset) << 32 | u32(bytes, offset + 2);
  }

  /** The 64 bits at {@code offset}, as they lie (may be negative). */
  public static long i64(byte[] bytes, int offset) {
    return u32(bytes, offset) << 32 | u32(bytes, offset + 4);
  }

  /** Stores the low 8 bits of {@code value}. */
  public static void put8(byte[] bytes, int offset, int value) {
    bytes[offset] = (byte) value;
  }

  /** Stores the low 16 bits of {@code value}. */
  public static void put16(byte[] bytes, int offset, int value) {
    bytes[offset] = (byte) (value >> 8);
    bytes[offset + 1] = (byte) value;
  }

  /** Stores the low 24 bits of {@code value}. */
  public static void put24(byte[] bytes, int offset, int value) {
    bytes[offset] = (byte) (value >> 16);
    put16(bytes, offset + 1, value);
  }

  /** Stores the low 32 bits of {@code value}. */
  public static void put32(byte[] bytes, int offset, long value) {
    put16(bytes, offset, (int) (value >> 16));
    put16(bytes, offset + 2, (int) value);
  }

  /** Stores the low 48 bits of {@code value}: a MAC address. */
  public static void put48(byte[] bytes, int offset, long value) {
    put16(bytes, offset, (int) (value >> 32));
    put32(bytes, offset + 2, value);
  }

  /** Stores all 64 bits of {@code value}. */
  public static void put64(byte[] bytes, int offset, long value) {
    put32(bytes, offset, value >> 32);
    put32(bytes, offset + 4, value);
  }

  /**
   * Whether two regions hold the same octets. Not constant-time: never for secrets or check values.
   */
  public static boolean equal(
      byte[] left, int leftOffset, byte[] right, int rightOffset, int length) {
    for (int index = 0; index < length; index++) {
      if (left[leftOffset + index] != right[rightOffset + index]) {
        return false;
      }
    }
    return true;
  }

  /** Sets a region to zero. */
  public static void clear(byte[] bytes, int offset, int length) {
    for (int index = 0; index < length; index++) {
      bytes[offset + index] = 0;
    }
  }
}
