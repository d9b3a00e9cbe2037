// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The requirements of the RFCs by ids of our own ({@code docs/requirements}): each is done by code
 * or a specification and attacked by a test, or is listed as open with the reason. The table goes
 * to {@code conformance/target/requirements.md}.
 */
final class RequirementTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path FOLDER = ROOT.resolve("docs/requirements");
  private static final Pattern ID = Pattern.compile("\\bR\\d{4}-[0-9.]+-\\d+\\b");

  /** Where an id is named. */
  private record Places(Set<String> specification, Set<String> code, Set<String> tests) {
    Places() {
      this(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    }
  }

  @Test
  void everyRequirementIsDoneAndTestedOrOpenWithAReason() throws IOException {
    Map<String, String> rules = lines("rfc");
    Map<String, String> open = lines("open");
    Map<String, Places> places = places();
    assertTrue(rules.size() >= 40, () -> "only " + rules.size() + " requirements");
    assertEquals(List.of(), unknown(places.keySet(), rules), "ids that no file declares");
    assertEquals(List.of(), unknown(open.keySet(), rules), "open ids that no file declares");
    List<String> problems = new ArrayList<>();
    for (String id : rules.keySet()) {
      Places found = places.getOrDefault(id, new Places());
      boolean isDone =
          !found.tests().isEmpty() && !(found.code().isEmpty() && found.specification().isEmpty());
      if (!isDone && !open.containsKey(id)) {
        problems.add(id + " lacks " + (found.tests().isEmpty() ? "a test" : "code and row"));
      }
      if (isDone && open.containsKey(id)) {
        problems.add(id + " is listed as open and is done");
      }
    }
    write(rules, open, places);
    assertEquals(List.of(), problems);
  }

  private static List<String> unknown(Set<String> ids, Map<String, String> rules) {
    return ids.stream().filter(id -> !rules.containsKey(id)).toList();
  }

  // Lines of ID | the rest, of every file whose name starts so.
  private static Map<String, String> lines(String prefix) throws IOException {
    Map<String, String> lines = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file :
          files
              .filter(f -> f.getFileName().toString().matches(prefix + ".*\\.txt"))
              .sorted()
              .toList()) {
        for (String line : Files.readAllLines(file)) {
          if (!line.isBlank() && !line.startsWith("#")) {
            int bar = line.indexOf('|');
            String id = line.substring(0, Math.max(bar, 0)).strip();
            assertTrue(ID.matcher(id).matches(), () -> file + ": no id in: " + line);
            assertTrue(
                lines.put(id, line.substring(bar + 1).strip()) == null,
                () -> id + " is declared twice");
          }
        }
      }
    }
    return lines;
  }

  private static Map<String, Places> places() throws IOException {
    Map<String, Places> places = new TreeMap<>();
    for (String module :
        List.of("spec", "engine", "platform-bare", "platform-sim", "conformance", "proofs")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
        for (Path file : files.filter(f -> f.toString().matches(".*\\.(java|tla|c|h)")).toList()) {
          note(file, places);
        }
      }
    }
    return places;
  }

  private static void note(Path file, Map<String, Places> places) throws IOException {
    if (file.endsWith("RequirementTest.java")) {
      return;
    }
    Matcher ids = ID.matcher(Files.readString(file));
    while (ids.find()) {
      Places found = places.computeIfAbsent(ids.group(), id -> new Places());
      String path = ROOT.relativize(file).toString();
      if (path.endsWith(".tla")) {
        found.specification().add(path);
      } else if (path.contains("/src/test/")) {
        found.tests().add(path);
      } else {
        found.code().add(path);
      }
    }
  }

  private static void write(
      Map<String, String> rules, Map<String, String> open, Map<String, Places> places)
      throws IOException {
    StringBuilder out =
        new StringBuilder("# Requirements\n\n| id | rule | specification | code | tests |\n")
            .append("|---|---|---|---|---|\n");
    rules.forEach((id, rule) -> {
      Places found = places.getOrDefault(id, new Places());
      out.append("| ").append(id).append(" | ").append(rule.replace("|", "·"));
      out.append(open.containsKey(id) ? " (open: " + open.get(id) + ")" : "");
      for (Set<String> names : List.of(found.specification(), found.code(), found.tests())) {
        out.append(" | ");
        out.append(
            String.join(", ", names.stream().map(n -> n.replaceAll(".*/", "")).sorted().toList()));
      }
      out.append(" |\n");
    });
    Path target = Path.of("target");
    Files.createDirectories(target);
    Files.writeString(target.resolve("requirements.md"), out.toString());
  }
}
