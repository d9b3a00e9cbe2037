package org.sallyport.conformance.file;

import java.util.HexFormat;
import java.util.Optional;

/** Octets as people write them: digits in either case, in groups, with or without {@code 0x}. */
public final class HexText {
  private HexText() {}

  /**
   * The octets of a text; empty when it is not hexadecimal or has half an octet. White space, colons
   * and hyphens between octets are let through, and one {@code 0x} in front of each group.
   */
  public static Optional<byte[]> parse(String text) {
    StringBuilder digits = new StringBuilder(text.length());
    for (String group : text.strip().split("[\\s:-]+")) {
      boolean prefixed = group.startsWith("0x") || group.startsWith("0X");
      digits.append(group, prefixed ? 2 : 0, group.length());
    }
    try {
      return Optional.of(HexFormat.of().parseHex(digits));
    } catch (IllegalArgumentException notHex) {
      return Optional.empty();
    }
  }
}
