// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.file;

import java.util.OptionalLong;

/** Unsigned 64-bit numbers as people write them. */
public final class NumberText {
  private NumberText() {}

  /** Decimal digits, or hexadecimal ones behind {@code 0x}; empty for anything else. */
  public static OptionalLong parse(String text) {
    boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
    return hexadecimal ? parse(text.substring(2), 16) : parse(text, 10);
  }

  /** Hexadecimal digits with or without {@code 0x}; empty for anything else. */
  public static OptionalLong parseHex(String text) {
    boolean prefixed = text.startsWith("0x") || text.startsWith("0X");
    return parse(prefixed ? text.substring(2) : text, 16);
  }

  private static OptionalLong parse(String digits, int radix) {
    if (digits.isEmpty() || digits.startsWith("+") || digits.startsWith("-")) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseUnsignedLong(digits, radix));
    } catch (NumberFormatException notOne) {
      return OptionalLong.empty();
    }
  }
}
