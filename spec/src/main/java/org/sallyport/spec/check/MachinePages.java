// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.spec.fired.FiredRows;
import org.sallyport.spec.table.DecisionModule;
import org.sallyport.spec.table.GenerateTables;
import org.sallyport.spec.table.Machine;

/**
 * A page for each machine: its diagram, and for every row, refusals included, a click away, the RFC
 * section, the story, the place in the specification, the rules that make the event, and the
 * models, tests and runs that fire it, or the reason why no engine does.
 */
public final class MachinePages {
  private static final Pattern RFC = Pattern.compile("RFC (\\d+)((?:,? [A-Z]?\\d+(?:\\.\\d+)*)*)");
  private static final Pattern SECTION = Pattern.compile("[A-Z]?\\d+(?:\\.\\d+)*");
  private static final String STYLE =
      """
      <style>
      body{font-family:sans-serif;max-width:72em;margin:1em auto;padding:0 1em;color:#222}
      table{border-collapse:collapse}td,th{padding:.2em .7em;text-align:right}
      td:first-child,th:first-child{text-align:left}tr:nth-child(even){background:#f4f4ee}
      details{border-bottom:1px solid #ddd;padding:.25em 0}summary{cursor:pointer}
      summary b{color:#1f5fa8}.listed summary b{color:#a33}dt{font-weight:bold;margin-top:.3em}
      dd{margin-left:1.5em}svg{max-width:100%;height:auto}
      </style>
      """;

  private final EngineCoverage coverage;
  private final Path specFolder;
  private final Path home;
  private final RowPlaces places;
  private final Map<String, DecisionModule> decisions = new TreeMap<>();
  private final Map<String, Path> tests;

  /**
   * @param coverage the machines and who fires their rows
   * @param specFolder the specifications
   * @param home the project's folder
   * @throws IOException if the tests' sources cannot be listed
   */
  public MachinePages(EngineCoverage coverage, Path specFolder, Path home) throws IOException {
    this.coverage = coverage;
    this.specFolder = specFolder.toAbsolutePath().normalize();
    this.home = home.toAbsolutePath().normalize();
    places = new RowPlaces(specFolder, coverage.machines());
    GenerateTables.decisions(specFolder, coverage.machines())
        .forEach(module -> decisions.put(module.machine(), module));
    tests = tests();
  }

  private Map<String, Path> tests() throws IOException {
    Map<String, Path> found = new TreeMap<>();
    try (Stream<Path> modules = Files.list(home)) {
      for (Path module : modules.toList()) {
        Path sources = module.resolve("src").resolve("test").resolve("java");
        if (Files.isDirectory(sources)) {
          try (Stream<Path> files = Files.walk(sources)) {
            files
                .filter(file -> file.toString().endsWith(".java"))
                .forEach(
                    file -> found.put(file.getFileName().toString().replace(".java", ""), file));
          }
        }
      }
    }
    return found;
  }

  /**
   * Writes {@code index.html} and a page for each machine.
   *
   * @param folder where to; it is made if it is not there
   * @throws IOException if it cannot be written
   */
  public void write(Path folder) throws IOException {
    Path target = Files.createDirectories(folder.toAbsolutePath().normalize());
    StringBuilder index = page("Machines");
    index.append("<p>Rows of each table, refusals included, and how many of them are fired by ");
    index.append("models, unit tests, simulations and live runs, or listed with the reason why ");
    index.append("no engine fires them.</p>\n<pre>").append(escaped(coverage.text()));
    index.append("</pre>\n<ul>\n");
    for (Machine machine : coverage.machines()) {
      String file = machine.name() + ".html";
      index.append("<li>").append(link(file, machine.name())).append("</li>\n");
      Files.writeString(target.resolve(file), page(machine, target));
    }
    Files.writeString(target.resolve("index.html"), index.append("</ul>\n"));
  }

  private String page(Machine machine, Path target) throws IOException {
    StringBuilder out = page(machine.name());
    out.append("<p>").append(link("index.html", "All machines")).append("; defined in ");
    out.append(file(specFolder.resolve(machine.name() + ".tla"), machine.name() + ".tla", target));
    out.append("</p>\n");
    Path diagram =
        home.resolve("engine/target/generated-diagrams").resolve(machine.name() + ".svg");
    if (Files.isRegularFile(diagram)) {
      out.append(Files.readString(diagram));
    }
    for (boolean isRefusal : List.of(false, true)) {
      List<Machine.Row> rows =
          machine.rows().stream().filter(row -> row.refusal() == isRefusal).toList();
      out.append("<h2>").append(isRefusal ? "Refusals" : "Rows").append(" (");
      out.append(rows.size()).append(")</h2>\n");
      for (Machine.Row row : rows) {
        append(out, machine, row, target);
      }
    }
    return out.toString();
  }

  private void append(StringBuilder out, Machine machine, Machine.Row row, Path target) {
    String key = EngineCoverage.key(machine, row);
    String why = coverage.reasons().get(key);
    out.append("<details id=\"").append(row.from()).append('-').append(row.on()).append('"');
    out.append(why == null ? ">" : " class=\"listed\">").append("<summary><b>");
    out.append(row.from()).append(" &times; ").append(row.on()).append("</b> &rarr; ");
    out.append(row.next()).append(": ").append(String.join(", ", row.actions()));
    out.append("</summary>\n<dl>\n");
    item(out, "Source", sections(row.rfc()));
    item(out, "Story", escaped(row.story()));
    item(out, "Event", escaped(says(machine.events(), row.on())));
    row.actions().forEach(action -> item(out, action, escaped(says(machine.actions(), action))));
    String place = places.of(machine.name(), row.from(), row.on());
    if (!place.isEmpty()) {
      Path module = specFolder.resolve(place.substring(0, place.indexOf(':')));
      item(out, "Specification", file(module, place, target));
    }
    item(out, "Made by", rules(machine, row.on()));
    item(
        out,
        "Models",
        coverage.notes().by(key, RowNotes.MODEL).stream()
            .map(name -> file(ModelConfiguration.file(specFolder, name), name, target))
            .collect(Collectors.joining(", ")));
    for (FiredRows.Kind kind : FiredRows.Kind.values()) {
      String title =
          switch (kind) {
            case UNIT -> "Tests";
            case SIMULATION -> "Simulated runs";
            case LIVE -> "Live runs";
          };
      item(out, title, names(coverage.notes().by(key, kind.name()), target));
    }
    item(out, "No engine fires it", why == null ? "" : escaped(why));
    out.append("</dl></details>\n");
  }

  private String names(Collection<String> names, Path target) {
    return names.stream()
        .map(name -> tests.containsKey(name) ? file(tests.get(name), name, target) : escaped(name))
        .collect(Collectors.joining(", "));
  }

  private String rules(Machine machine, String event) {
    if (machine.localEvents().contains(event)) {
      return "a timer, the operator or the engine itself";
    }
    DecisionModule module = decisions.get(machine.name());
    if (module == null) {
      return "";
    }
    return module.decisions().stream()
        .flatMap(decision ->
            decision.rules().stream()
                .filter(rule -> rule.event().equals(event))
                .map(rule -> decision.name() + ": " + rule.story() + " (" + rule.rfc() + ")"))
        .map(MachinePages::escaped)
        .collect(Collectors.joining("<br>"));
  }

  private static String says(List<Machine.Name> names, String name) {
    return names.stream()
        .filter(candidate -> candidate.name().equals(name))
        .map(Machine.Name::says)
        .findFirst()
        .orElse("");
  }

  /** The sections as links to the text of the RFC; other sources as they stand. */
  static String sections(String source) {
    Matcher rfc = RFC.matcher(source);
    StringBuilder out = new StringBuilder();
    int end = 0;
    while (rfc.find()) {
      out.append(escaped(source.substring(end, rfc.start())));
      String address = "https://www.rfc-editor.org/rfc/rfc" + rfc.group(1);
      out.append(link(address, "RFC " + rfc.group(1)));
      Matcher section = SECTION.matcher(rfc.group(2));
      while (section.find()) {
        String name = section.group();
        boolean isAppendix = Character.isLetter(name.charAt(0));
        String anchor = isAppendix ? "#appendix-" + name.charAt(0) : "#section-" + name;
        out.append(' ').append(link(address + anchor, name));
      }
      end = rfc.end();
    }
    return out.append(escaped(source.substring(end))).toString();
  }

  private static void item(StringBuilder out, String title, String html) {
    if (!html.isEmpty()) {
      out.append("<dt>").append(title).append("</dt><dd>").append(html).append("</dd>\n");
    }
  }

  private static String file(Path file, String text, Path target) {
    Path absolute = file.toAbsolutePath().normalize();
    return link(target.relativize(absolute).toString().replace('\\', '/'), text);
  }

  private static String link(String address, String text) {
    return "<a href=\"" + escaped(address) + "\">" + escaped(text) + "</a>";
  }

  private static StringBuilder page(String title) {
    return new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>")
        .append(title)
        .append("</title>\n")
        .append(STYLE)
        .append("<h1>")
        .append(title)
        .append("</h1>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
