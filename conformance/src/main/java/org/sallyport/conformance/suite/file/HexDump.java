// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Octets as {@code xxd}, {@code hexdump -C}, {@code od}, {@code tcpdump -x} and Wireshark print
 * them: lines that begin with the offset of their first octet, perhaps with the octets' characters
 * at their end.
 *
 * <p>It is one only when every offset is just what the lines before it add up to, and there are two
 * lines at least: a line of plain digits may begin with zeroes as well.
 */
public final class HexDump {
  private static final Pattern LINE =
      Pattern.compile("\\s*(?:0[xX])?(\\p{XDigit}{4,16})(?::|\\s|$)(.*)");
  private static final Pattern GROUP = Pattern.compile("(\\s*)((?:\\p{XDigit}{2})+)(?=\\s|$|\\|)");
  private static final int HEXADECIMAL = 16;
  private static final int LEAST_GAP = 3; // blanks in front of characters, where octets are missing

  /** One line: the offset that it says, and what stands behind. */
  private record Line(long offset, String rest) {}

  private HexDump() {}

  /** The digits of a dump; empty when the lines are none. */
  public static Optional<String> digits(List<String> lines) {
    List<Line> dump = new ArrayList<>();
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      if (line.isBlank()) {
        continue;
      }
      if (!matcher.matches()) {
        return Optional.empty();
      }
      dump.add(new Line(Long.parseUnsignedLong(matcher.group(1), HEXADECIMAL), matcher.group(2)));
    }
    return dump.size() < 2 || dump.getFirst().offset() != 0 ? Optional.empty() : join(dump);
  }

  private static Optional<String> join(List<Line> dump) {
    StringBuilder digits = new StringBuilder();
    long widest = dump.get(1).offset();
    for (int i = 0; i < dump.size(); i++) {
      if (dump.get(i).offset() * 2 != digits.length()) {
        return Optional.empty();
      }
      boolean last = i == dump.size() - 1;
      long octets = last ? widest : dump.get(i + 1).offset() - dump.get(i).offset();
      digits.append(octets(dump.get(i).rest(), octets));
    }
    return Optional.of(digits.toString());
  }

  /** The first octets of a line, {@code most} of them, or all that stand before a wide gap. */
  private static String octets(String rest, long most) {
    StringBuilder digits = new StringBuilder();
    Matcher group = GROUP.matcher(rest);
    int end = 0;
    while (digits.length() < 2 * most && group.find() && group.start() == end) {
      boolean isGap = group.group(1).length() >= LEAST_GAP && !digits.isEmpty();
      if (isGap || digits.length() + group.group(2).length() > 2 * most) {
        break;
      }
      digits.append(group.group(2));
      end = group.end();
    }
    return digits.toString();
  }
}
