// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.sallyport.conformance.suite.CaseResult;
import org.sallyport.conformance.suite.ConformanceRun;
import org.sallyport.conformance.suite.ConformanceSuite;
import org.sallyport.conformance.suite.SuiteReport;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The four forms of one run. */
final class ReportTest {
  private static final String NASTY = "<b>\"&' \u0001 \ud800 \ud83d\ude00";
  private static final List<SuiteReport> REPORTS =
      List.of(
          new SuiteReport(
              "first",
              "RFC 1 & 2",
              1_500_000_000L,
              List.of(
                  CaseResult.compare("first", "good", "a", "a", "o"),
                  new CaseResult("first", NASTY, "a" + NASTY, "b", false, "o", "since " + NASTY))),
          new SuiteReport(
              "second", "o", 0, List.of(CaseResult.compare("second", "fine", "x", "x", "o"))));

  @Test
  void table() {
    assertEquals(
        """
        suite     cases   passed   failed  seconds
        first         2        1        1      1.5
        second        1        1        0      0.0
        all           3        2        1      1.5

        FAILED  first / %1$s
          expected  a%1$s
          observed  b
          because   since %1$s
          origin    o
        """
            .formatted(NASTY),
        TextReport.of(REPORTS));
  }

  @Test
  void json() throws Exception {
    JsonNode cases = new ObjectMapper().readTree(JsonReport.of(REPORTS));
    assertEquals(3, cases.size());
    assertEquals(
        "{\"suite\":\"first\",\"name\":\"good\",\"expected\":\"a\",\"observed\":\"a\",\"pass\":true,"
            + "\"origin\":\"o\"}",
        cases.get(0).toString());
    assertFalse(cases.get(1).path("pass").asBoolean());
    assertTrue(cases.get(1).path("detail").asText().startsWith("since <b>"));
  }

  @Test
  void junit() throws Exception {
    Document document = parse(JunitReport.of(REPORTS));
    Element first = (Element) document.getElementsByTagName("testsuite").item(0);
    assertEquals("2", first.getAttribute("tests"));
    assertEquals("1", first.getAttribute("failures"));
    assertEquals("1.500", first.getAttribute("time"));
    Element failed = (Element) document.getElementsByTagName("testcase").item(1);
    assertEquals("<b>\"&' \ufffd \ufffd \ud83d\ude00", failed.getAttribute("name"));
    assertEquals(1, failed.getElementsByTagName("failure").getLength());
    assertEquals(3, document.getElementsByTagName("testcase").getLength());
  }

  @Test
  void page() {
    String page = HtmlReport.of(REPORTS);
    assertTrue(page.contains("2 of 3 cases passed in 2 suites"), page);
    assertTrue(page.contains("&lt;b&gt;&quot;&amp;&#39;"), page);
    assertFalse(page.contains("<b>"), "what came in is escaped");
    assertFalse(page.matches("(?s).*(src=|href=|url\\(|<script).*"), "nothing from elsewhere");
  }

  @Test
  void aSuiteThatThrowsOrIsEmptyOrRepeatsANameFails() {
    assertFailsWith(
        "threw java.lang.IllegalStateException: x",
        sink -> {
          throw new IllegalStateException("x");
        });
    assertFailsWith("no case", sink -> {});
    assertFailsWith(
        "two cases named a",
        sink -> {
          sink.accept(CaseResult.compare("s", "a", "1", "1", "o"));
          sink.accept(CaseResult.compare("s", "a", "1", "1", "o"));
        });
    assertFalse(ConformanceRun.passed(List.of()), "nothing run is nothing passed");
  }

  private interface Body {
    void run(ConformanceSuite.Sink sink);
  }

  private static void assertFailsWith(String observed, Body body) {
    SuiteReport report =
        ConformanceRun.run(
            new ConformanceSuite() {
              @Override
              public String name() {
                return "s";
              }

              @Override
              public String origin() {
                return "o";
              }

              @Override
              public void run(Sink sink) {
                body.run(sink);
              }
            });
    assertEquals(observed, report.failures().getFirst().observed());
    assertFalse(ConformanceRun.passed(List.of(report)));
  }

  private static Document parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }
}
