// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.report;

import java.util.List;
import java.util.Locale;
import org.sallyport.conformance.suite.CaseResult;
import org.sallyport.conformance.suite.SuiteReport;

/**
 * One page that needs nothing else: no script, no font, no image from elsewhere. The sum comes
 * first, then what failed, then a line for each suite that opens into its cases.
 */
public final class HtmlReport {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --good: #2e7d32; --bad: #c62828; --line: #8884; }
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.5rem; margin-bottom: 0; }
      .sum { font-size: 1.1rem; margin: .3rem 0 1.2rem; }
      .good { color: var(--good); } .bad { color: var(--bad); }
      details { border-top: 1px solid var(--line); padding: .45rem 0; }
      summary { display: grid; grid-template-columns: 16rem 1fr 13rem; gap: 1rem; align-items: center; cursor: pointer; }
      .bar { height: .8rem; background: var(--bad); border-radius: .2rem; overflow: hidden; }
      .bar span { display: block; height: 100%; background: var(--good); }
      .origin { color: gray; margin: .4rem 0; }
      .count { text-align: right; font-variant-numeric: tabular-nums; }
      table { border-collapse: collapse; width: 100%; font-size: .88rem; table-layout: fixed; }
      th, td { text-align: left; vertical-align: top; padding: .2rem .6rem .2rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
      td:nth-child(n+2) { font-family: ui-monospace, monospace; }
      th:first-child { width: 34%; } th:last-child { width: 4rem; }
      tr.failed td { color: var(--bad); }
      """;

  private HtmlReport() {}

  /** The whole page. */
  public static String of(List<SuiteReport> reports) {
    int cases = 0;
    int passed = 0;
    long durationNs = 0;
    for (SuiteReport report : reports) {
      cases += report.results().size();
      passed += report.passed();
      durationNs += report.durationNs();
    }
    StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n");
    page.append("<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<title>Sallyport conformance</title>\n<style>\n").append(STYLE);
    page.append("</style>\n</head>\n<body>\n<h1>Sallyport conformance</h1>\n");
    page.append("<p class=\"sum ").append(passed == cases ? "good" : "bad").append("\">");
    page.append(passed).append(" of ").append(cases).append(" cases passed in ");
    page.append(reports.size()).append(" suites, ").append(seconds(durationNs)).append("</p>\n");
    failures(page, reports);
    reports.forEach(report -> suite(page, report));
    return page.append("</body>\n</html>\n").toString();
  }

  private static void failures(StringBuilder page, List<SuiteReport> reports) {
    List<CaseResult> failures =
        reports.stream().flatMap(report -> report.failures().stream()).toList();
    if (failures.isEmpty()) {
      return;
    }
    page.append("<h2 class=\"bad\">Failed</h2>\n");
    table(page, failures);
  }

  private static void suite(StringBuilder page, SuiteReport report) {
    int cases = report.results().size();
    double share = cases == 0 ? 0 : 100.0 * report.passed() / cases;
    page.append("<details>\n<summary><strong>").append(Markup.escape(report.name()));
    page.append("</strong><span class=\"bar\"><span style=\"width:");
    page.append(String.format(Locale.ROOT, "%.2f", share)).append("%\"></span></span>");
    page.append("<span class=\"count\">").append(report.passed()).append(" of ").append(cases);
    page.append(", ").append(seconds(report.durationNs())).append("</span></summary>\n");
    page.append("<p class=\"origin\">").append(Markup.escape(report.origin())).append("</p>\n");
    table(page, report.results());
    page.append("</details>\n");
  }

  private static void table(StringBuilder page, List<CaseResult> results) {
    page.append("<table>\n<tr><th>case</th><th>expected</th><th>observed</th><th></th></tr>\n");
    for (CaseResult result : results) {
      boolean failed = result.outcome() == CaseResult.Outcome.FAILED;
      page.append(failed ? "<tr class=\"failed\"><td title=\"" : "<tr><td title=\"");
      page.append(Markup.escape(result.origin())).append("\">");
      page.append(Markup.escape(result.name())).append("</td><td>");
      page.append(Markup.escape(result.expected())).append("</td><td>");
      page.append(Markup.escape(result.observed()));
      if (!result.detail().isEmpty()) {
        page.append("<br><small>").append(Markup.escape(result.detail())).append("</small>");
      }
      page.append("</td><td>");
      page.append(word(result.outcome())).append("</td></tr>\n");
    }
    page.append("</table>\n");
  }

  private static String word(CaseResult.Outcome outcome) {
    return switch (outcome) {
      case PASSED -> "pass";
      case FAILED -> "FAIL";
      case NOT_RUN -> "not run";
    };
  }

  private static String seconds(long durationNs) {
    return String.format(Locale.ROOT, "%.1f s", durationNs / 1e9);
  }
}
