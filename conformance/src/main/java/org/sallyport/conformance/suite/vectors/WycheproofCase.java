// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** One test of a Wycheproof file with the group it stands in. */
record WycheproofCase(JsonNode group, JsonNode test) {
  static List<WycheproofCase> all(String file) {
    List<WycheproofCase> cases = new ArrayList<>();
    for (JsonNode group : VectorFile.json(file).path("testGroups")) {
      for (JsonNode test : group.path("tests")) {
        cases.add(new WycheproofCase(group, test));
      }
    }
    return cases;
  }

  String name() {
    String comment = test.path("comment").asText();
    return "tcId " + test.path("tcId").asText() + (comment.isEmpty() ? "" : ": " + comment);
  }

  /** {@code valid}, {@code invalid} or {@code acceptable}. */
  String result() {
    return text("result");
  }

  boolean isValid() {
    return result().equals("valid");
  }

  boolean hasFlag(String flag) {
    for (JsonNode each : test.path("flags")) {
      if (each.asText().equals(flag)) {
        return true;
      }
    }
    return false;
  }

  String text(String key) {
    JsonNode value = test.get(key);
    if (value == null) {
      throw new VectorFormatException(name() + " has no '" + key + "'");
    }
    return value.asText();
  }

  byte[] hex(String key) {
    return HexFormat.of().parseHex(text(key));
  }
}
