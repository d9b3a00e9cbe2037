// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.web;

/** Numbers in hexadecimal, with leading zeros. */
final class Hexadecimal {
  private Hexadecimal() {}

  static String of(long value, int digits) {
    StringBuilder out = new StringBuilder(digits);
    for (int digit = digits - 1; digit >= 0; digit--) {
      out.append("0123456789abcdef".charAt((int) (value >> 4 * digit) & 15));
    }
    return out.toString();
  }
}
