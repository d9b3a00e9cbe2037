// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.peer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code swanctl --raw} prints: lines of {@code name event {key=value key {...} key [...]}},
 * as nested maps. Unknown keys are kept; what does not close ends at the end of the text.
 */
final class SwanctlOutput {
  private final String text;
  private int at;

  private SwanctlOutput(String text) {
    this.text = text;
  }

  /** The IKE SAs of {@code --list-sas --raw}. */
  static List<Map<String, Object>> securityAssociations(String output) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (String line : output.lines().toList()) {
      int brace = line.indexOf('{');
      if (!line.startsWith("list-sa event") || brace < 0) {
        continue;
      }
      SwanctlOutput reader = new SwanctlOutput(line);
      reader.at = brace + 1;
      all.addAll(sections(reader.section()));
    }
    return all;
  }

  /** The nested maps of a map. */
  static List<Map<String, Object>> sections(Map<String, Object> section) {
    List<Map<String, Object>> nested = new ArrayList<>();
    for (Object value : section.values()) {
      if (value instanceof Map<?, ?> map) {
        nested.add(typed(map));
      }
    }
    return nested;
  }

  /** The nested map of a key, empty when there is none. */
  static Map<String, Object> section(Map<String, Object> section, String key) {
    return section.get(key) instanceof Map<?, ?> map ? typed(map) : Map.of();
  }

  /** A value as text, empty when there is none. */
  static String value(Map<String, Object> section, String key) {
    return section.get(key) instanceof String text ? text : "";
  }

  private static Map<String, Object> typed(Map<?, ?> map) {
    Map<String, Object> typed = new LinkedHashMap<>();
    map.forEach((key, value) -> typed.put((String) key, value));
    return typed;
  }

  private Map<String, Object> section() {
    Map<String, Object> section = new LinkedHashMap<>();
    while (true) {
      skipSpaces();
      if (at >= text.length() || text.charAt(at) == '}') {
        at++;
        return section;
      }
      String key = upTo("={[ }");
      skipSpaces();
      char next = at < text.length() ? text.charAt(at) : '}';
      if (next == '{') {
        at++;
        section.put(key, section());
      } else if (next == '[') {
        at++;
        section.put(key, upTo("]"));
        at++;
      } else if (next == '=') {
        at++;
        section.put(key, upTo(" }"));
      }
    }
  }

  private String upTo(String ends) {
    int start = at;
    while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  private void skipSpaces() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }
}
