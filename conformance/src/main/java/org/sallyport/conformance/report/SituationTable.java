// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.report;

import java.util.Locale;
import org.sallyport.conformance.suite.CaseResult;
import org.sallyport.conformance.suite.SuiteReport;

/**
 * A suite of few cases as a table with a line for each, what was seen where it is wrong, the sum.
 */
public final class SituationTable {
  private SituationTable() {}

  /** The whole text, lines ended. */
  public static String of(SuiteReport report) {
    StringBuilder text = new StringBuilder();
    for (CaseResult result : report.results()) {
      text.append(word(result.outcome())).append("  ").append(result.name()).append('\n');
      if (!result.pass()) {
        text.append("           right:  ").append(result.expected()).append('\n');
        text.append("           here:   ").append(result.observed()).append('\n');
      }
    }
    return text.append(
            String.format(
                Locale.ROOT,
                "%d right, %d wrong, %d not tried, %.1f s%n",
                report.passed(),
                report.failures().size(),
                report.notRun().size(),
                report.durationNs() / 1e9))
        .toString();
  }

  private static String word(CaseResult.Outcome outcome) {
    return switch (outcome) {
      case PASSED -> "right    ";
      case FAILED -> "WRONG    ";
      case NOT_RUN -> "not tried";
    };
  }
}
