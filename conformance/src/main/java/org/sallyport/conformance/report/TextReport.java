// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.report;

import java.util.List;
import java.util.Locale;
import org.sallyport.conformance.suite.CaseResult;
import org.sallyport.conformance.suite.SuiteReport;

/** A table with a line for each suite, the failing cases, and the sum. */
public final class TextReport {
  private static final String HEAD = "suite";

  private TextReport() {}

  /** The whole text, lines ended. */
  public static String of(List<SuiteReport> reports) {
    int width = HEAD.length();
    for (SuiteReport report : reports) {
      width = Math.max(width, report.name().length());
    }
    StringBuilder text = new StringBuilder();
    line(text, width, HEAD, "cases", "passed", "failed", "seconds");
    int cases = 0;
    int passed = 0;
    long durationNs = 0;
    for (SuiteReport report : reports) {
      cases += report.results().size();
      passed += report.passed();
      durationNs += report.durationNs();
      line(
          text,
          width,
          report.name(),
          report.results().size(),
          report.passed(),
          report.durationNs());
    }
    line(text, width, "all", cases, passed, durationNs);
    for (SuiteReport report : reports) {
      for (CaseResult failure : report.failures()) {
        text.append('\n');
        text.append("FAILED  ").append(failure.suite()).append(" / ").append(failure.name());
        text.append("\n  expected  ").append(failure.expected());
        text.append("\n  observed  ").append(failure.observed());
        if (!failure.detail().isEmpty()) {
          text.append("\n  because   ").append(failure.detail());
        }
        text.append("\n  origin    ").append(failure.origin()).append('\n');
      }
    }
    return text.toString();
  }

  private static void line(
      StringBuilder text, int width, String name, int cases, int passed, long durationNs) {
    line(
        text,
        width,
        name,
        Integer.toString(cases),
        Integer.toString(passed),
        Integer.toString(cases - passed),
        String.format(Locale.ROOT, "%.1f", durationNs / 1e9));
  }

  private static void line(
      StringBuilder text,
      int width,
      String name,
      String cases,
      String passed,
      String failed,
      String seconds) {
    text.append(
        String.format(
            Locale.ROOT,
            "%-" + width + "s  %7s  %7s  %7s  %7s%n",
            name,
            cases,
            passed,
            failed,
            seconds));
  }
}
