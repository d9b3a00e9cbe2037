// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The text forms of {@link IpAddress}: strict dotted decimal, and IPv6 as RFC 4291 §2.2 reads and
 * RFC 5952 §4 writes it.
 */
final class IpAddressText {
  private static final int GROUPS = 8;

  private IpAddressText() {}

  static byte @Nullable [] parseIpv4(String text) {
    byte[] octets = new byte[IpAddress.IPV4_LENGTH];
    int position = 0;
    for (int index = 0; index < octets.length; index++) {
      int start = position;
      int value = 0;
      while (position < text.length() && position < start + 3 && isDecimal(text.charAt(position))) {
        value = 10 * value + text.charAt(position) - '0';
        position++;
      }
      boolean leadingZero = position > start + 1 && text.charAt(start) == '0';
      if (position == start || value > 0xFF || leadingZero) {
        return null;
      }
      octets[index] = (byte) value;
      boolean last = index == octets.length - 1;
      if (last
          ? position != text.length()
          : position == text.length() || text.charAt(position++) != '.') {
        return null;
      }
    }
    return octets;
  }

  static byte @Nullable [] parseIpv6(String text) {
    int[] groups = new int[GROUPS];
    int count = 0;
    int gap = -1;
    int position = 0;
    if (text.startsWith("::")) {
      gap = 0;
      position = 2;
    }
    while (position < text.length()) {
      int end = text.indexOf(':', position);
      String part = end < 0 ? text.substring(position) : text.substring(position, end);
      if (part.indexOf('.') >= 0) {
        byte[] tail = end < 0 ? parseIpv4(part) : null;
        if (tail == null || count > GROUPS - 2) {
          return null;
        }
        groups[count++] = Octets.u16(tail, 0);
        groups[count++] = Octets.u16(tail, 2);
        break;
      }
      int group = parseGroup(part);
      if (group < 0 || count == GROUPS) {
        return null;
      }
      groups[count++] = group;
      if (end < 0) {
        break;
      }
      position = end + 1;
      if (position == text.length()) {
        return null;
      }
      if (text.charAt(position) == ':') {
        if (gap >= 0) {
          return null;
        }
        gap = count;
        position++;
      }
    }
    return expand(groups, count, gap);
  }

  private static byte @Nullable [] expand(int[] groups, int count, int gap) {
    if (gap < 0 ? count != GROUPS : count == GROUPS) {
      return null;
    }
    byte[] octets = new byte[IpAddress.IPV6_LENGTH];
    int skipped = GROUPS - count;
    for (int index = 0; index < count; index++) {
      int target = gap >= 0 && index >= gap ? index + skipped : index;
      Octets.put16(octets, 2 * target, groups[index]);
    }
    return octets;
  }

  private static int parseGroup(String part) {
    if (part.isEmpty() || part.length() > 4) {
      return -1;
    }
    int value = 0;
    for (int index = 0; index < part.length(); index++) {
      char character = part.charAt(index);
      int digit = character < 0x80 ? Character.digit(character, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static boolean isDecimal(char character) {
    return character >= '0' && character <= '9';
  }

  static String formatIpv4(byte[] octets) {
    StringBuilder text = new StringBuilder(15);
    for (int index = 0; index < octets.length; index++) {
      text.append(index == 0 ? "" : ".").append(octets[index] & 0xFF);
    }
    return text.toString();
  }

  /**
   * RFC 5952 §4: lower case, no leading zeros, the first longest run of two or more zero groups as
   * "::".
   */
  static String formatIpv6(byte[] octets) {
    int gap = -1;
    int gapLength = 1;
    int run = 0;
    for (int group = 0; group < GROUPS; group++) {
      run = Octets.u16(octets, 2 * group) == 0 ? run + 1 : 0;
      if (run > gapLength) {
        gapLength = run;
        gap = group - run + 1;
      }
    }
    StringBuilder text = new StringBuilder(39);
    for (int group = 0; group < GROUPS; group++) {
      if (group == gap) {
        text.append("::");
        group += gapLength - 1;
        continue;
      }
      if (group > 0 && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(Octets.u16(octets, 2 * group)));
    }
    return text.toString();
  }
}
