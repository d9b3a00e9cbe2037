// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.report;

import java.util.List;
import java.util.Locale;
import org.sallyport.conformance.suite.CaseResult;
import org.sallyport.conformance.suite.SuiteReport;

/** The XML that continuous integration systems read: {@code testsuites} of JUnit's Ant task. */
public final class JunitReport {
  private JunitReport() {}

  /** The whole document. */
  public static String of(List<SuiteReport> reports) {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<testsuites name=\"sallyport conform\">\n");
    for (SuiteReport report : reports) {
      xml.append("  <testsuite name=\"").append(Markup.escape(report.name()));
      xml.append("\" tests=\"").append(report.results().size());
      xml.append("\" failures=\"").append(report.failures().size());
      xml.append("\" errors=\"0\" skipped=\"").append(report.notRun().size());
      xml.append("\" time=\"");
      xml.append(String.format(Locale.ROOT, "%.3f", report.durationNs() / 1e9)).append("\">\n");
      report.results().forEach(result -> testCase(xml, result));
      xml.append("  </testsuite>\n");
    }
    return xml.append("</testsuites>\n").toString();
  }

  private static void testCase(StringBuilder xml, CaseResult result) {
    xml.append("    <testcase classname=\"").append(Markup.escape(result.suite()));
    xml.append("\" name=\"").append(Markup.escape(result.name())).append('"');
    if (result.pass()) {
      xml.append("/>\n");
      return;
    }
    if (result.outcome() == CaseResult.Outcome.NOT_RUN) {
      xml.append(">\n      <skipped message=\"").append(Markup.escape(result.observed()));
      xml.append("\"/>\n    </testcase>\n");
      return;
    }
    xml.append(">\n      <failure message=\"expected ").append(Markup.escape(result.expected()));
    xml.append(", observed ").append(Markup.escape(result.observed())).append("\">");
    xml.append(Markup.escape(result.detail() + "\norigin: " + result.origin()))
        .append("</failure>\n    </testcase>\n");
  }
}
