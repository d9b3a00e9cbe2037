// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.sallyport.conformance.laboratory.interop.CheckResult.Check;
import org.sallyport.conformance.laboratory.interop.CheckResult.Outcome;
import org.sallyport.conformance.report.JunitReport;
import org.sallyport.conformance.suite.CaseResult;
import org.sallyport.conformance.suite.SuiteReport;

/** Results of cells as a table, as JSON and as JUnit XML. */
final class InteropReport {
  private static final String ORIGIN = "live: a foreign implementation and independent verifiers";

  private InteropReport() {}

  /** A table, cell by check, with one line more for everything that did not pass. */
  static String table(List<CellResult> results) {
    int width = results.stream().mapToInt(result -> result.cell().name().length()).max().orElse(4);
    StringBuilder text = new StringBuilder(padded("cell", width));
    for (Check check : Check.values()) {
      text.append("  ").append(check.title());
    }
    text.append("  seconds\n");
    for (CellResult result : results) {
      text.append(padded(result.cell().name(), width));
      for (Check check : Check.values()) {
        text.append("  ").append(padded(mark(result, check), check.title().length()));
      }
      text.append(String.format(Locale.ROOT, "  %7.1f%n", result.seconds()));
    }
    for (CellResult result : results) {
      if (!result.isPass()) {
        text.append('\n').append(explanation(result));
      }
    }
    long passed = results.stream().filter(CellResult::isPass).count();
    text.append(passed).append(" of ").append(results.size()).append(" cells passed\n");
    return text.toString();
  }

  /** What went wrong in a cell, where its files are, and what both sides said last. */
  static String explanation(CellResult result) {
    StringBuilder text = new StringBuilder(result.cell().name() + "\n");
    for (CheckResult check : result.checks()) {
      if (check.outcome() != Outcome.PASS) {
        text.append("  ")
            .append(check.check().title())
            .append(": ")
            .append(check.outcome() == Outcome.FAIL ? "FAILED: " : "not run: ")
            .append(check.detail())
            .append('\n');
      }
    }
    text.append("  logs, keys and capture: ").append(result.directory()).append('\n');
    for (String line : result.tails()) {
      text.append("  ").append(line).append('\n');
    }
    return text.append('\n').toString();
  }

  private static String mark(CellResult result, Check check) {
    return result.checks().stream()
        .filter(one -> one.check() == check)
        .map(one ->
            switch (one.outcome()) {
              case PASS -> "ok";
              case FAIL -> "FAIL";
              case NOT_RUN -> "-";
            })
        .findFirst()
        .orElse("-");
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** One object: the cells with their checks, and whether all passed. */
  static String json(List<CellResult> results) {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    root.put("pass", results.stream().allMatch(CellResult::isPass));
    ArrayNode cells = root.putArray("cells");
    for (CellResult result : results) {
      ObjectNode cell = cells.addObject();
      cell.put("name", result.cell().name());
      cell.put("ike", result.cell().suite().ike());
      cell.put("esp", result.cell().suite().esp());
      cell.put("initiator", result.cell().initiator().name().toLowerCase(Locale.ROOT));
      cell.put("outer", result.cell().outer().name().toLowerCase(Locale.ROOT));
      cell.put("pass", result.isPass());
      cell.put("seconds", Math.round(result.seconds() * 1000) / 1000.0);
      ArrayNode checks = cell.putArray("checks");
      for (CheckResult check : result.checks()) {
        ObjectNode one = checks.addObject();
        one.put("name", check.check().title());
        one.put("outcome", check.outcome().name().toLowerCase(Locale.ROOT));
        one.put("observed", check.detail());
        one.put("seconds", Math.round(check.seconds() * 1000) / 1000.0);
      }
    }
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A test suite for each cell, a test case for each check; what was not run did not pass. */
  static String junitXml(List<CellResult> results) {
    return JunitReport.of(results.stream().map(InteropReport::suite).toList());
  }

  private static SuiteReport suite(CellResult result) {
    String name = "interop " + result.cell().name();
    List<CaseResult> cases =
        result.checks().stream()
            .map(check ->
                new CaseResult(
                    name,
                    check.check().title(),
                    check.check().expectation(),
                    check.detail(),
                    check.outcome() == Outcome.PASS,
                    ORIGIN))
            .toList();
    return new SuiteReport(name, ORIGIN, (long) (result.seconds() * 1e9), cases);
  }
}
