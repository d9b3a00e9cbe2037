// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.file;

import java.util.HexFormat;
import java.util.Optional;

/** Octets as people write them: digits in either case, in groups, with or without {@code 0x}. */
public final class HexText {
  private HexText() {}

  /**
   * The octets of a text; empty when it is not hexadecimal or has half an octet. White space,
   * colons and hyphens between digits are let through, and one {@code 0x} in front of each group.
   */
  public static Optional<byte[]> parse(String text) {
    return digits(text).filter(digits -> digits.length() % 2 == 0).map(HexFormat.of()::parseHex);
  }

  /**
   * Only the digits of such a text, perhaps an odd number of them; empty when something else is in.
   */
  public static Optional<String> digits(String text) {
    StringBuilder digits = new StringBuilder(text.length());
    for (String group : text.strip().split("[\\s:-]+")) {
      boolean prefixed = group.startsWith("0x") || group.startsWith("0X");
      digits.append(group, prefixed ? 2 : 0, group.length());
    }
    return digits.chars().allMatch(HexFormat::isHexDigit)
        ? Optional.of(digits.toString())
        : Optional.empty();
  }
}
