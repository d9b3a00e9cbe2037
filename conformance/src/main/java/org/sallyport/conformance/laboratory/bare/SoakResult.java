// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a soak went.
 *
 * @param packets how many were asked for
 * @param seconds how long it took
 * @param checks what had to hold
 * @param drops what the machine counted as refused meanwhile, by reason
 */
public record SoakResult(int packets, double seconds, List<Check> checks, Map<String, Long> drops) {
  /** Copies the collections. */
  public SoakResult {
    checks = List.copyOf(checks);
    drops = Map.copyOf(drops);
  }

  /** Two numbers that have to be equal. */
  public record Check(String claim, long expected, long observed) {
    /** Whether they are. */
    public boolean isPassed() {
      return expected == observed;
    }
  }

  /** Whether every check passed. */
  public boolean isPassed() {
    return checks.stream().allMatch(Check::isPassed);
  }

  /** For people. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Check check : checks) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-6s  %-52s  %,12d%s%n",
              check.isPassed() ? "ok" : "FAILED",
              check.claim(),
              check.observed(),
              check.isPassed() ? "" : String.format(Locale.ROOT, ", not %,d", check.expected())));
    }
    drops.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(drop ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "        dropped %-44s  %,12d%n",
                    drop.getKey(),
                    drop.getValue())));
    text.append(
        String.format(
            Locale.ROOT,
            "%,d packets in %.0f s, %,.0f a second%n",
            packets,
            seconds,
            packets / seconds));
    return text.toString();
  }

  /** For programs. */
  public String json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("pass", isPassed());
    root.put("packets", packets);
    root.put("seconds", seconds);
    for (Check check : checks) {
      ObjectNode one = root.withArray("/checks").addObject();
      one.put("claim", check.claim());
      one.put("expected", check.expected());
      one.put("observed", check.observed());
      one.put("pass", check.isPassed());
    }
    ObjectNode reasons = root.putObject("drops");
    drops.forEach(reasons::put);
    return root.toPrettyString() + "\n";
  }
}
