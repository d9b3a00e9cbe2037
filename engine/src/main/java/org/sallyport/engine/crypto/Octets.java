// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

/** Big-endian numbers in octets. */
final class Octets {
  private Octets() {}

  static void putInt(byte[] target, int offset, int value) {
    target[offset] = (byte) (value >>> 24);
    target[offset + 1] = (byte) (value >>> 16);
    target[offset + 2] = (byte) (value >>> 8);
    target[offset + 3] = (byte) value;
  }

  static void putLong(byte[] target, int offset, long value) {
    putInt(target, offset, (int) (value >>> 32));
    putInt(target, offset + 4, (int) value);
  }

  static long getLong(byte[] source, int offset) {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | (source[offset + i] & 0xff);
    }
    return value;
  }
}
