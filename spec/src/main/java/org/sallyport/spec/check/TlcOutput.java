// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what TLC prints with {@code -tool}: messages framed by their codes. */
final class TlcOutput {
  /** What a violated temporal property is called when there are several. */
  static final String TEMPORAL = "temporal property";

  private static final Pattern START = Pattern.compile("@!@!@STARTMSG (\\d+):(\\d) @!@!@");
  private static final Pattern END = Pattern.compile("@!@!@ENDMSG \\d+ @!@!@");
  private static final Pattern ROW =
      Pattern.compile("<<\"ROW\", \"(\\w+)\", \"(\\w+)\", \"(\\w+)\">>");
  private static final Pattern REJECTED = Pattern.compile("\"REJECTED (\\d+) (.*)\"");
  private static final Pattern OCCURS = Pattern.compile("<<\"OCCURS\", (\\d+)>>");
  private static final Pattern STATES = Pattern.compile("([\\d,]+) distinct states found");
  private static final Pattern DEPTH = Pattern.compile("graph search is (\\d+)");
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:Invariant|Action property|Temporal property|Property) (\\w+) is violated");
  private static final Pattern PROPERTY_LINE = Pattern.compile("Action property line (\\d+)");
  private static final Pattern BACK =
      Pattern.compile("^(\\d+): Back to state|Back to state (\\d+)");

  private static final int SEVERITY_ERROR = 1;
  private static final int SEVERITY_FAILURE = 2;

  private final Consumer<String> progress;
  private final Set<String> rows = new TreeSet<>();
  private final Set<Integer> occurred = new TreeSet<>();
  private final List<Map<String, TlaValue>> states = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final StringBuilder message = new StringBuilder();
  private int code = -1;
  private int severity;
  private TlcOutcome.Verdict verdict = TlcOutcome.Verdict.ERROR;
  private String detail = "";
  private String ending = "";
  private Optional<TlcOutcome.Rejection> rejection = Optional.empty();
  private long distinctStates;
  private int depth;

  /**
   * @param progress is told each progress line
   */
  TlcOutput(Consumer<String> progress) {
    this.progress = progress;
  }

  void accept(String line) {
    Matcher start = START.matcher(line);
    if (start.matches()) {
      code = Integer.parseInt(start.group(1));
      severity = Integer.parseInt(start.group(2));
      message.setLength(0);
    } else if (END.matcher(line).matches()) {
      message(message.toString().strip());
      code = -1;
    } else if (code >= 0) {
      message.append(line).append('\n');
    } else {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.add(row.group(1) + " " + row.group(2) + " " + row.group(3));
      } else if (line.startsWith("<<\"OCCURS")) {
        Matcher occurs = OCCURS.matcher(line);
        if (occurs.matches()) {
          occurred.add(Integer.parseInt(occurs.group(1)));
        }
      } else if (line.startsWith("\"REJECTED ")) {
        Matcher rejected = REJECTED.matcher(line);
        if (rejected.matches() && rejection.isEmpty()) {
          String reason = rejected.group(2).replace("\\\"", "");
          rejection =
              Optional.of(new TlcOutcome.Rejection(Integer.parseInt(rejected.group(1)), reason));
        }
      } else if (line.startsWith("Exception")
          || line.contains("Error: ")
          || line.startsWith("***")) {
        errors.add(line);
      }
    }
  }

  private void message(String text) {
    switch (code) {
      case 2200 -> progress.accept(text);
      case 2199 -> distinctStates = number(STATES, text, distinctStates);
      case 2194 -> depth = (int) number(DEPTH, text, depth);
      case 2193 -> {
        if (verdict == TlcOutcome.Verdict.ERROR && errors.isEmpty()) {
          verdict = TlcOutcome.Verdict.HOLDS;
        }
      }
      case 2107, 2108, 2110, 2112, 2116, 2302 -> violated(text);
      case 2114 -> {
        verdict = TlcOutcome.Verdict.DEADLOCK;
        detail = Manifest.DEADLOCK;
      }
      case 2217 -> states.add(TlaValue.parseState(text.substring(Math.max(0, text.indexOf('\n')))));
      case 2218 -> ending = "... and then nothing more happens, forever.";
      case 2122 -> ending = backTo(text);
      case 2121, 2264 -> {}
      default -> {
        if (severity == SEVERITY_ERROR || severity == SEVERITY_FAILURE) {
          errors.add(text);
        }
      }
    }
  }

  private void violated(String text) {
    verdict = TlcOutcome.Verdict.VIOLATED;
    Matcher named = NAMED.matcher(text);
    Matcher line = PROPERTY_LINE.matcher(text);
    if (named.find()) {
      detail = named.group(1);
    } else {
      detail = line.find() ? "property in line " + line.group(1) : TEMPORAL;
    }
  }

  private static String backTo(String text) {
    Matcher back = BACK.matcher(text);
    if (!back.find()) {
      return "... and so on, forever.";
    }
    int state = Integer.parseInt(back.group(1) != null ? back.group(1) : back.group(2));
    return "... and so on from step " + state + ", forever.";
  }

  private static long number(Pattern pattern, String text, long otherwise) {
    Matcher found = pattern.matcher(text);
    return found.find() ? Long.parseLong(found.group(1).replace(",", "")) : otherwise;
  }

  /** The JVM has ended in the middle: what it said until then shows nothing. */
  void broken() {
    verdict = TlcOutcome.Verdict.ERROR;
    errors.add("TLC's JVM ended before the run did");
  }

  TlcOutcome outcome(double seconds) {
    boolean failed = verdict == TlcOutcome.Verdict.ERROR;
    Optional<Counterexample> counterexample =
        states.size() > 1 ? Optional.of(Counterexample.of(states, ending)) : Optional.empty();
    return new TlcOutcome(
        verdict,
        failed ? String.join("\n", errors) : detail,
        distinctStates,
        depth,
        seconds,
        Set.copyOf(rows),
        Set.copyOf(occurred),
        counterexample,
        rejection);
  }
}
