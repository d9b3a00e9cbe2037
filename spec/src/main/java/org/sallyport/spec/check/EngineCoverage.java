// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sallyport.spec.fired.FiredRows;
import org.sallyport.spec.table.GenerateTables;
import org.sallyport.spec.table.Machine;

/**
 * Which rows the engine has fired, refusals included, beside those that the models have fired: each
 * row is fired by an engine or listed in {@code unfired-rows.json}, and not both. Only what was
 * noted counts: see {@link RowNotes}.
 */
public final class EngineCoverage {
  private static final List<String> KINDS =
      List.of(
          RowNotes.MODEL,
          FiredRows.Kind.UNIT.name(),
          FiredRows.Kind.SIMULATION.name(),
          FiredRows.Kind.LIVE.name());

  private final List<Machine> machines;
  private final RowNotes notes;
  private final UnfiredRows unfired;

  private EngineCoverage(List<Machine> machines, RowNotes notes, UnfiredRows unfired) {
    this.machines = machines;
    this.notes = notes;
    this.unfired = unfired;
  }

  /**
   * @param specFolder the specifications
   * @param notes what was fired
   */
  public static EngineCoverage of(Path specFolder, RowNotes notes) {
    List<Machine> machines = GenerateTables.evaluate(specFolder);
    return of(machines, notes, UnfiredRows.read(specFolder, machines));
  }

  static EngineCoverage of(List<Machine> machines, RowNotes notes, UnfiredRows unfired) {
    return new EngineCoverage(machines, notes, unfired);
  }

  static String key(Machine machine, Machine.Row row) {
    return machine.name() + " " + row.from() + " " + row.on();
  }

  /** The machines, in the order of their names. */
  List<Machine> machines() {
    return machines;
  }

  /** Who fired what. */
  RowNotes notes() {
    return notes;
  }

  /** By row: why no engine fires it. */
  Map<String, String> reasons() {
    return unfired.reasons();
  }

  /** Whether any test of the engine has noted a row: runs alone cover too little to compare. */
  public boolean isTested() {
    return rows().stream().anyMatch(row -> !notes.by(row, FiredRows.Kind.UNIT.name()).isEmpty());
  }

  /** The rows that no engine has fired: {@code Machine State Event}. */
  public List<String> notFired() {
    return rows().stream().filter(row -> !notes.byEngine(row)).toList();
  }

  /** Rows that are neither fired nor listed, or both, and mistakes in the list. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>(unfired.problems());
    for (String row : rows()) {
      boolean isListed = reasons().containsKey(row);
      if (notes.byEngine(row)) {
        if (isListed) {
          problems.add(
              "fired by "
                  + String.join(", ", notes.engines(row))
                  + ": take "
                  + row
                  + " out of "
                  + UnfiredRows.FILE);
        }
      } else if (!isListed) {
        problems.add("no engine fires " + row + ", and " + UnfiredRows.FILE + " does not say why");
      }
    }
    return List.copyOf(problems);
  }

  private List<String> rows() {
    return machines.stream()
        .flatMap(machine -> machine.rows().stream().map(row -> key(machine, row)))
        .toList();
  }

  /** A table with one line per machine, then the rows that are listed, by reason. */
  public String text() {
    StringBuilder out = new StringBuilder();
    String format = "%-16s %6s %8s %8s %8s %8s %8s %8s%n";
    out.append(
        String.format(
            Locale.ROOT,
            format,
            "machine",
            "rows",
            "models",
            "unit",
            "simul.",
            "live",
            "engine",
            "listed"));
    List<Long> sums = new ArrayList<>();
    for (Machine machine : machines) {
      List<Long> counts = counts(machine);
      append(out, format, machine.name(), counts);
      for (int i = 0; i < counts.size(); i++) {
        if (sums.size() == i) {
          sums.add(0L);
        }
        sums.set(i, sums.get(i) + counts.get(i));
      }
    }
    append(out, format, "all", sums);
    Map<String, Integer> listed = new LinkedHashMap<>();
    unfired
        .reasons()
        .forEach((row, why) ->
            listed.merge(row.substring(0, row.indexOf(' ')) + ": " + why, 1, Integer::sum));
    out.append(String.format(Locale.ROOT, "%nrows that no engine fires, by reason%n"));
    listed.forEach(
        (why, count) -> out.append(String.format(Locale.ROOT, "  %3d %s%n", count, why)));
    return out.toString();
  }

  private static void append(StringBuilder out, String format, String name, List<Long> counts) {
    List<Object> cells = new ArrayList<>(List.of(name));
    cells.addAll(counts);
    out.append(String.format(Locale.ROOT, format, cells.toArray()));
  }

  private List<Long> counts(Machine machine) {
    List<String> keys = machine.rows().stream().map(row -> key(machine, row)).toList();
    List<Long> counts = new ArrayList<>(List.of((long) keys.size()));
    for (String kind : KINDS) {
      counts.add(keys.stream().filter(key -> !notes.by(key, kind).isEmpty()).count());
    }
    counts.add(keys.stream().filter(notes::byEngine).count());
    counts.add(keys.stream().filter(reasons()::containsKey).count());
    return counts;
  }
}
