// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A TLA+ value as TLC prints it. */
public sealed interface TlaValue {
  /** A number, a model value or a truth value, as printed. */
  record Atom(String text) implements TlaValue {
    @Override
    public String toString() {
      return text;
    }
  }

  /** A string, without its quotes. */
  record Text(String text) implements TlaValue {
    @Override
    public String toString() {
      return text;
    }
  }

  /** A sequence, or a set when {@code ordered} is false. */
  record Many(boolean ordered, List<TlaValue> items) implements TlaValue {
    @Override
    public String toString() {
      String inside = items.stream().map(Object::toString).collect(Collectors.joining(", "));
      return ordered ? "<" + inside + ">" : "{" + inside + "}";
    }
  }

  /** A record or another function; keys as printed, in alphabetical order. */
  record Fields(Map<String, TlaValue> fields) implements TlaValue {
    @Override
    public String toString() {
      return fields.entrySet().stream()
          .map(field -> field.getKey() + "=" + field.getValue())
          .collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /** The field of a record, or an empty atom if this is no record or has no such field. */
  default TlaValue field(String name) {
    if (this instanceof Fields record && record.fields.containsKey(name)) {
      return record.fields.get(name);
    }
    return new Atom("");
  }

  /** The items of a sequence or set; none for any other value. */
  default List<TlaValue> items() {
    return List.of();
  }

  /**
   * Parses one value.
   *
   * @throws IllegalArgumentException if the text is not a value as TLC prints it
   */
  static TlaValue parse(String text) {
    return new TlaParser(text).whole();
  }

  /**
   * Parses a state as TLC prints it: lines of the form {@code /\ variable = value}.
   *
   * @throws IllegalArgumentException if the text is not a state
   */
  static Map<String, TlaValue> parseState(String text) {
    Map<String, TlaValue> variables = new LinkedHashMap<>();
    for (String part : ("\n" + text.strip()).split("\n/\\\\ ")) {
      int equals = part.indexOf(" = ");
      if (equals > 0) {
        variables.put(part.substring(0, equals).strip(), parse(part.substring(equals + 3)));
      }
    }
    return new TreeMap<>(variables);
  }
}
