// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * One table of a TOML file, read key by key. Whatever is wrong is noted with its place and reading
 * goes on with a stand-in, so that the user learns of everything at once; the stand-ins are never
 * used, because a file with problems gives no configuration. {@link #finish} then finds the keys
 * that nobody asked for.
 */
final class TomlSection {
  private final TomlTable table;
  private final String path;
  private final TomlPosition position;
  private final ConfigNotes notes;
  private final TreeSet<String> asked = new TreeSet<>();

  TomlSection(TomlTable table, String path, TomlPosition position, ConfigNotes notes) {
    this.table = table;
    this.path = path;
    this.position = position;
    this.notes = notes;
  }

  /** Makes a value of a text. */
  interface Reader<T> {
    T read(String text) throws TextException;
  }

  boolean has(String key) {
    asked.add(key);
    return table.contains(List.of(key));
  }

  /** How much is wrong so far, in the whole file. */
  int problemCount() {
    return notes.problemCount();
  }

  /** Whether the value is a text; decides between kinds of one key. */
  boolean isText(String key) {
    asked.add(key);
    return table.get(List.of(key)) instanceof String;
  }

  /** Whether the value is a list of nothing. */
  boolean isEmptyList(String key) {
    return table.get(List.of(key)) instanceof TomlArray array && array.isEmpty();
  }

  /** Notes a problem at a key, or at the table's head when the key is not there. */
  void problem(String key, String problem, String remedy) {
    note(place(key), key, problem, remedy);
  }

  /** Notes what is allowed and should be known, in the same way. */
  void warning(String key, String warning, String remedy) {
    notes.warning(entry(place(key), key, warning, remedy));
  }

  private TomlPosition place(String key) {
    TomlPosition at = key.isEmpty() ? null : table.inputPositionOf(List.of(key));
    return at == null ? position : at;
  }

  private void note(TomlPosition at, String key, String problem, String remedy) {
    notes.problem(entry(at, key, problem, remedy));
  }

  private ConfigProblem entry(TomlPosition at, String key, String text, String remedy) {
    String whole = key.isEmpty() ? path : path.isEmpty() ? key : path + "." + key;
    return new ConfigProblem(at.line(), at.column(), whole, text, remedy);
  }

  /** The name of a table in it as it stands in brackets, where no element has a number. */
  private String header(String key) {
    String child = path.isEmpty() ? key : path + "." + key;
    return child.replaceAll("\\[\\d+\\]", "");
  }

  Optional<String> text(String key) {
    return value(key, String.class, "a text in quotes");
  }

  <T> Optional<T> text(String key, Reader<T> reader) {
    return text(key).flatMap(text -> read(key, null, text, reader));
  }

  /** A text that must be there. */
  <T> Optional<T> requiredText(String key, String example, Reader<T> reader) {
    if (!has(key)) {
      problem(key, "is missing", "add " + key + " = " + example);
      return Optional.empty();
    }
    return text(key, reader);
  }

  boolean flag(String key, boolean standard) {
    return value(key, Boolean.class, "true or false").orElse(standard);
  }

  int number(String key, int standard, int least, int most) {
    Optional<Long> value = value(key, Long.class, "a whole number");
    if (value.isPresent() && (value.get() < least || value.get() > most)) {
      problem(
          key,
          value.get() + " is out of range",
          "write a number from " + least + " to " + most + " (standard: " + standard + ")");
      return standard;
    }
    return value.map(Long::intValue).orElse(standard);
  }

  long durationNs(String key, long standardNs) {
    return text(key, DurationText::parseNs).orElse(standardNs);
  }

  /** One of the constants of an enum, written in lower case with hyphens. */
  <E extends Enum<E>> E choice(String key, Class<E> type, E standard) {
    return text(key, text -> choice(text, type)).orElse(standard);
  }

  static <E extends Enum<E>> E choice(String text, Class<E> type) throws TextException {
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equals(text)) {
        return constant;
      }
      names.add(name);
    }
    throw new TextException("\"" + text + "\" is not known", NearestName.remedy(text, names));
  }

  /** Texts in brackets; a single text stands for a list of one. */
  <T> List<T> texts(String key, Reader<T> reader) {
    asked.add(key);
    Object value = table.get(List.of(key));
    List<T> result = new ArrayList<>();
    switch (value) {
      case null -> {}
      case String text -> read(key, null, text, reader).ifPresent(result::add);
      case TomlArray array -> {
        for (int i = 0; i < array.size(); i++) {
          TomlPosition at = array.inputPositionOf(i);
          if (array.get(i) instanceof String text) {
            read(key + "[" + (i + 1) + "]", at, text, reader).ifPresent(result::add);
          } else {
            note(at, key + "[" + (i + 1) + "]", "must be a text in quotes", "put it in quotes");
          }
        }
      }
      default ->
          problem(
              key, "must be a list of texts in quotes", "write " + key + " = [\"...\", \"...\"]");
    }
    return result;
  }

  /** A table that may be missing: then an empty one stands in, with this one's place. */
  TomlSection table(String key) {
    asked.add(key);
    Object value = table.get(List.of(key));
    TomlPosition at = table.inputPositionOf(List.of(key));
    String child = path.isEmpty() ? key : path + "." + key;
    if (value instanceof TomlTable inner) {
      return new TomlSection(inner, child, at == null ? position : at, notes);
    }
    if (value != null) {
      problem(key, "must be a table", "write [" + header(key) + "] on a line of its own");
    }
    return new TomlSection(Toml.parse(""), child, position, notes);
  }

  /** An array of tables, [[key]]; at least one must be there described by {@code missing}. */
  List<TomlSection> tables(String key, String missing) {
    asked.add(key);
    Object value = table.get(List.of(key));
    String child = path.isEmpty() ? key : path + "." + key;
    List<TomlSection> sections = new ArrayList<>();
    if (value instanceof TomlArray array && !array.isEmpty()) {
      for (int i = 0; i < array.size(); i++) {
        String element = child + "[" + (i + 1) + "]";
        TomlPosition at = array.inputPositionOf(i);
        if (array.get(i) instanceof TomlTable inner) {
          sections.add(new TomlSection(inner, element, at, notes));
        } else {
          note(at, key, "must be tables", "write [[" + header(key) + "]] on a line of its own");
        }
      }
    } else if (value != null) {
      problem(
          key,
          "must be written with two brackets, one for each",
          "write [[" + header(key) + "]] on a line of its own");
    } else {
      problem(key, "is missing: " + missing, "add a section [[" + header(key) + "]]");
    }
    return sections;
  }

  /** Notes every key that is there and was never asked for. */
  void finish() {
    for (String key : table.keySet()) {
      if (!asked.contains(key)) {
        problem(key, "is not known here", NearestName.remedy(key, asked));
      }
    }
  }

  private <T> Optional<T> value(String key, Class<T> type, String kind) {
    asked.add(key);
    Object value = table.get(List.of(key));
    if (value == null || type.isInstance(value)) {
      return Optional.ofNullable(type.cast(value));
    }
    problem(key, "must be " + kind, "write " + kind + " behind " + key + " =");
    return Optional.empty();
  }

  private <T> Optional<T> read(String key, TomlPosition at, String text, Reader<T> reader) {
    try {
      return Optional.of(reader.read(text));
    } catch (TextException wrong) {
      if (at == null) {
        problem(key, wrong.getMessage(), wrong.remedy());
      } else {
        note(at, key, wrong.getMessage(), wrong.remedy());
      }
      return Optional.empty();
    }
  }
}
