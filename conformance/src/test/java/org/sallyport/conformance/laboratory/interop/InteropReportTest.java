// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.sallyport.conformance.laboratory.interop.CheckResult.Check;
import org.sallyport.conformance.laboratory.interop.CheckResult.Outcome;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class InteropReportTest {
  private final CellResult good = result(0, Outcome.PASS, "seen");
  private final CellResult bad = result(1, Outcome.FAIL, "said \"<no>\" & left\u0001");

  @Test
  void theTableNamesWhatFailedAndWhereToLook() {
    String table = InteropReport.table(List.of(good, bad));
    assertTrue(table.contains("1 of 2 cells passed"), table);
    assertTrue(table.contains("ping: FAILED: said"), table);
    assertTrue(table.contains("/nowhere/1"), table);
    assertTrue(table.contains("last words"), table);
    assertFalse(table.contains("/nowhere/0"), table);
  }

  @Test
  void jsonHasEveryCheck() throws Exception {
    JsonNode root = new ObjectMapper().readTree(InteropReport.json(List.of(good, bad)));
    assertFalse(root.get("pass").asBoolean());
    assertEquals(2, root.get("cells").size());
    JsonNode checks = root.get("cells").get(1).get("checks");
    assertEquals(bad.cell().checks().size(), checks.size());
    for (JsonNode check : checks) {
      boolean isPing = check.get("name").asText().equals(Check.PING.title());
      assertEquals(isPing ? "fail" : "pass", check.get("outcome").asText());
    }
  }

  @Test
  void junitXmlIsWellFormed() throws Exception {
    String xml = InteropReport.junitXml(List.of(good, bad));
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)));
    assertEquals(
        2 * good.cell().checks().size(), document.getElementsByTagName("testcase").getLength());
    assertEquals(1, document.getElementsByTagName("failure").getLength());
  }

  @Test
  void aCellThatSkippedACheckDidNotPass() {
    assertTrue(good.isPass());
    assertFalse(bad.isPass());
    List<CheckResult> fewer = good.checks().subList(1, good.checks().size());
    assertFalse(new CellResult(good.cell(), fewer, good.directory(), List.of()).isPass());
  }

  private static CellResult result(int number, Outcome ofPing, String detail) {
    List<CheckResult> checks = new ArrayList<>();
    for (Check check : Cell.matrix().get(number).checks()) {
      Outcome outcome = check == Check.PING ? ofPing : Outcome.PASS;
      checks.add(new CheckResult(check, outcome, detail, 0.5));
    }
    return new CellResult(
        Cell.matrix().get(number), checks, Path.of("/nowhere/" + number), List.of("last words"));
  }
}
