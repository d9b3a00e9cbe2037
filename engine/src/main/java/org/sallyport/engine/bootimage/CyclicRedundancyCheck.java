// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.bootimage;

/**
 * CRC-32 as gzip has it (RFC 1952 §8): finds every damage of up to 32 bits in a row. It tells
 * accidents, not forgery.
 */
final class CyclicRedundancyCheck {
  private static final int POLYNOMIAL = 0xEDB8_8320; // reflected
  private static final int[] TABLE = table();

  private CyclicRedundancyCheck() {}

  private static int[] table() {
    int[] table = new int[256];
    for (int octet = 0; octet < table.length; octet++) {
      int remainder = octet;
      for (int bit = 0; bit < 8; bit++) {
        remainder = (remainder >> 1 & 0x7FFF_FFFF) ^ ((remainder & 1) == 0 ? 0 : POLYNOMIAL);
      }
      table[octet] = remainder;
    }
    return table;
  }

  /** The check value of a region. */
  static int of(byte[] bytes, int offset, int length) {
    int remainder = -1;
    for (int index = offset; index < offset + length; index++) {
      remainder = (remainder >> 8 & 0xFF_FFFF) ^ TABLE[(remainder ^ bytes[index]) & 0xFF];
    }
    return ~remainder;
  }
}
