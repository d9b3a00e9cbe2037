// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sallyport.conformance.suite.CaseResult;
import org.sallyport.conformance.suite.SuiteReport;

/**
 * An array with one object for each case, each on its line: {@code suite}, {@code name}, {@code
 * expected}, {@code observed}, {@code pass} (true, false, or null when the case could not be run
 * here), {@code origin} and, where there is something to say, {@code detail}.
 */
public final class JsonReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonReport() {}

  /** The whole array, lines ended. */
  public static String of(List<SuiteReport> reports) {
    StringBuilder text = new StringBuilder("[");
    String separator = "\n";
    for (SuiteReport report : reports) {
      for (CaseResult result : report.results()) {
        text.append(separator).append(object(result));
        separator = ",\n";
      }
    }
    return text.append("\n]\n").toString();
  }

  private static String object(CaseResult result) {
    ObjectNode object = JSON.createObjectNode();
    object.put("suite", result.suite());
    object.put("name", result.name());
    object.put("expected", result.expected());
    object.put("observed", result.observed());
    if (result.outcome() == CaseResult.Outcome.NOT_RUN) {
      object.putNull("pass");
    } else {
      object.put("pass", result.pass());
    }
    object.put("origin", result.origin());
    if (!result.detail().isEmpty()) {
      object.put("detail", result.detail());
    }
    try {
      return JSON.writeValueAsString(object);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
