// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time: {@code "4s"}, {@code "500ms"}, {@code "2.5s"}, {@code "10m"}, {@code "3h"}. */
final class DurationText {
  private static final Pattern SHAPE =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s|m|h|d)");

  private DurationText() {}

  static long parseNs(String text) throws TextException {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw new TextException(
          "\"" + text + "\" is no span of time",
          "write a number with a unit: ms, s, m, h or d, as in \"4s\"");
    }
    double unitNs =
        switch (matcher.group(2)) {
          case "ms" -> 1e6;
          case "s" -> 1e9;
          case "m" -> 60e9;
          case "h" -> 3600e9;
          default -> 86400e9;
        };
    double lengthNs = Double.parseDouble(matcher.group(1)) * unitNs;
    if (lengthNs > 9e18) {
      throw new TextException("\"" + text + "\" is over 285 years", "write a shorter span");
    }
    return (long) lengthNs;
  }
}
