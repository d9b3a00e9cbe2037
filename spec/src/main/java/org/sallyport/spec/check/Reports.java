// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.List;
import java.util.Locale;
import org.sallyport.spec.table.SpecException;

/** Writes a report as a table, as JSON, and in the XML form that build servers read. */
public final class Reports {
  private Reports() {}

  /** A table with one line per model or mutant, then what failed in full. */
  public static String text(CheckReport report) {
    StringBuilder out = new StringBuilder();
    int width =
        report.results().stream().mapToInt(result -> result.name().length()).max().orElse(5);
    String format = "%-" + Math.max(5, width) + "s  %-7s  %-22s %9s %6s %8s%n";
    out.append(
        String.format(Locale.ROOT, format, "name", "", "result", "states", "depth", "seconds"));
    for (ModelResult result : report.results()) {
      out.append(
          String.format(
              Locale.ROOT,
              format,
              result.name(),
              mark(result),
              result.result(),
              result.distinctStates(),
              result.depth(),
              String.format(Locale.ROOT, "%.1f", result.seconds())));
    }
    if (!report.coverage().isEmpty()) {
      out.append("\nrows fired by the models\n");
      for (CheckReport.RowCoverage machine : report.coverage()) {
        out.append(
            String.format(
                Locale.ROOT,
                "  %-14s %d of %d",
                machine.machine(),
                machine.fired(),
                machine.rows()));
        out.append(
            machine.notFired().isEmpty()
                ? "\n"
                : "; not " + String.join(", ", machine.notFired()) + "\n");
      }
    }
    if (report.antecedents() > 0 && !report.coverage().isEmpty()) {
      out.append(
          String.format(
              Locale.ROOT,
              "%nantecedents of properties that occur: %d of %d%n",
              report.antecedents() - report.idle().size(),
              report.antecedents()));
      report.idle().forEach(idle -> out.append("  never: ").append(idle).append('\n'));
      out.append(
          String.format(
              Locale.ROOT, "actions that no system module reads: %d%n", report.unread().size()));
      report.unread().forEach(action -> out.append("  ").append(action).append('\n'));
    }
    for (ModelResult result : report.results()) {
      if (!result.passed()) {
        out.append('\n').append(failure(result));
      }
    }
    if (!report.problems().isEmpty()) {
      out.append("\nproblems\n");
      report.problems().forEach(problem -> out.append("  ").append(problem).append('\n'));
    }
    long passed = report.results().stream().filter(ModelResult::passed).count();
    out.append(
        String.format(
            Locale.ROOT,
            "%n%d of %d passed%s in %.0f s%n",
            passed,
            report.results().size(),
            problems(report.problems().size()),
            report.seconds()));
    return out.toString();
  }

  /** In the last line too, because they fail the check even when every model passes. */
  private static String problems(int count) {
    return switch (count) {
      case 0 -> "";
      case 1 -> ", 1 problem,";
      default -> ", " + count + " problems,";
    };
  }

  private static String mark(ModelResult result) {
    return switch (result.verdict()) {
      case PASSED -> result.kind().equals("mutant") ? "caught" : "pass";
      case CHANGED -> "CHANGED";
      case FAILED -> "FAIL";
    };
  }

  private static String failure(ModelResult result) {
    StringBuilder out = new StringBuilder(result.name());
    out.append(result.verdict() == ModelResult.Verdict.CHANGED ? "\n" : " failed\n");
    result.problems().forEach(problem -> out.append("  ").append(problem).append('\n'));
    String claim = result.claims().get(result.result());
    if (claim != null) {
      out.append("  which says: ").append(claim).append('\n');
    }
    return out.append(result.counterexample()).toString();
  }

  /** The report as one JSON object. */
  public static String json(CheckReport report) {
    try {
      return new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(report)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new SpecException("Cannot write the report: " + e.getMessage(), e);
    }
  }

  /** The report as JUnit XML. */
  public static String junit(CheckReport report) {
    List<ModelResult> results = report.results();
    long failures =
        results.stream().filter(result -> !result.passed()).count() + report.problems().size();
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.append(
        String.format(
            Locale.ROOT,
            "<testsuite name=\"model check\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"0\" time=\"%.3f\">%n",
            results.size() + report.problems().size(),
            failures,
            report.seconds()));
    for (ModelResult result : results) {
      out.append(
          String.format(
              Locale.ROOT,
              "  <testcase classname=\"%s\" name=\"%s\" time=\"%.3f\"",
              escape(result.module()),
              escape(result.name()),
              result.seconds()));
      if (result.passed()) {
        out.append("/>\n");
      } else {
        out.append(">\n    <failure message=\"")
            .append(escape(String.join("; ", result.problems())))
            .append("\">");
        out.append(escape(failure(result))).append("</failure>\n  </testcase>\n");
      }
    }
    for (String problem : report.problems()) {
      out.append("  <testcase classname=\"manifest\" name=\"")
          .append(escape(problem))
          .append("\">\n");
      out.append("    <failure message=\"").append(escape(problem)).append("\"/>\n  </testcase>\n");
    }
    return out.append("</testsuite>\n").toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
