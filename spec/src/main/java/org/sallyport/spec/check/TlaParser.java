// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Recursive descent over the notation in which TLC prints values. */
final class TlaParser {
  private final String text;
  private int at;

  TlaParser(String text) {
    this.text = text;
  }

  TlaValue whole() {
    TlaValue value = value();
    skipBlanks();
    if (at < text.length()) {
      throw unexpected();
    }
    return value;
  }

  private TlaValue value() {
    skipBlanks();
    if (take("<<")) {
      return new TlaValue.Many(true, items(">>"));
    }
    if (take("{")) {
      return new TlaValue.Many(false, items("}"));
    }
    if (take("[")) {
      return record();
    }
    if (take("(")) {
      return function();
    }
    if (take("\"")) {
      int end = text.indexOf('"', at);
      if (end < 0) {
        throw unexpected();
      }
      String inside = text.substring(at, end);
      at = end + 1;
      return new TlaValue.Text(inside);
    }
    return new TlaValue.Atom(word());
  }

  private List<TlaValue> items(String end) {
    List<TlaValue> items = new ArrayList<>();
    skipBlanks();
    while (!take(end)) {
      items.add(value());
      skipBlanks();
      take(",");
      skipBlanks();
    }
    return List.copyOf(items);
  }

  /** After the bracket of {@code [name |-> value, ...]}. */
  private TlaValue record() {
    Map<String, TlaValue> fields = new TreeMap<>();
    skipBlanks();
    while (!take("]")) {
      String name = word();
      expect("|->");
      fields.put(name, value());
      skipBlanks();
      take(",");
      skipBlanks();
    }
    return new TlaValue.Fields(fields);
  }

  /** After the bracket of {@code (key :> value @@ ...)}. */
  private TlaValue function() {
    Map<String, TlaValue> fields = new TreeMap<>();
    skipBlanks();
    while (!take(")")) {
      TlaValue key = value();
      expect(":>");
      fields.put(key.toString(), value());
      skipBlanks();
      take("@@");
      skipBlanks();
    }
    return new TlaValue.Fields(fields);
  }

  private String word() {
    skipBlanks();
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "_-".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    if (at == start) {
      throw unexpected();
    }
    return text.substring(start, at);
  }

  private void expect(String token) {
    skipBlanks();
    if (!take(token)) {
      throw unexpected();
    }
  }

  private boolean take(String token) {
    if (text.startsWith(token, at)) {
      at += token.length();
      return true;
    }
    return false;
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private IllegalArgumentException unexpected() {
    int from = Math.max(0, at - 20);
    return new IllegalArgumentException(
        "not a TLA+ value at offset "
            + at
            + ": ..."
            + text.substring(from, Math.min(text.length(), at + 20)));
  }
}
