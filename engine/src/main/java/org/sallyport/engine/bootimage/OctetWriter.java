// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.bootimage;

import java.util.Arrays;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.Octets;

/**
 * Writes fields one after the other, big-endian, into an array that grows. Lengths and counts that
 * their field cannot hold are a mistake of the caller and throw {@link IllegalArgumentException}.
 */
final class OctetWriter {
  /** The largest count or length of a 16-bit field. */
  static final int MOST_16 = 0xFFFF;

  private byte[] bytes = new byte[256];
  private int length;

  void u8(int value) {
    reserve(1);
    Octets.put8(bytes, length, bounded(value, 0xFF));
    length += 1;
  }

  void flag(boolean value) {
    u8(value ? 1 : 0);
  }

  void u16(int value) {
    reserve(2);
    Octets.put16(bytes, length, bounded(value, MOST_16));
    length += 2;
  }

  void i32(int value) {
    reserve(4);
    Octets.put32(bytes, length, value);
    length += 4;
  }

  void i64(long value) {
    reserve(8);
    Octets.put64(bytes, length, value);
    length += 8;
  }

  /** Octets with a 16-bit length before them. */
  void shortOctets(byte[] value) {
    u16(value.length);
    raw(value);
  }

  void shortOctets(OctetString value) {
    shortOctets(value.toArray());
  }

  /** Octets with a 32-bit length before them. */
  void longOctets(byte[] value) {
    i32(value.length);
    raw(value);
  }

  /** A text as its UTF-16 code units, with a 16-bit count before them. */
  void text(String value) {
    u16(value.length());
    for (int index = 0; index < value.length(); index++) {
      u16(value.charAt(index));
    }
  }

  void raw(byte[] value) {
    reserve(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, length);
  }

  /** Zeroes what was written: it may have held keys. */
  void clear() {
    Octets.clear(bytes, 0, length);
    length = 0;
  }

  private static int bounded(int value, int most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(value + " does not fit a field of at most " + most);
    }
    return value;
  }

  private void reserve(int more) {
    if (more > bytes.length - length) {
      byte[] larger = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
      Octets.clear(bytes, 0, length);
      bytes = larger;
    }
  }
}
