// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sallyport.spec.fired.FiredRows;
import org.sallyport.spec.table.GenerateTables;
import org.sallyport.spec.table.Machine;

/**
 * Which rows the engine has fired, refusals included, beside those that the models have fired. Only
 * what was noted counts: see {@link RowNotes}.
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

  private EngineCoverage(List<Machine> machines, RowNotes notes) {
    this.machines = machines;
    this.notes = notes;
  }

  /**
   * @param specFolder the specifications
   * @param notes what was fired
   */
  public static EngineCoverage of(Path specFolder, RowNotes notes) {
    return new EngineCoverage(GenerateTables.evaluate(specFolder), notes);
  }

  static String key(Machine machine, Machine.Row row) {
    return machine.name() + " " + row.from() + " " + row.on();
  }

  /** The rows that no engine has fired: {@code Machine State Event}. */
  public List<String> notFired() {
    return machines.stream()
        .flatMap(machine -> machine.rows().stream().map(row -> key(machine, row)))
        .filter(row -> !notes.byEngine(row))
        .toList();
  }

  /** A table with one line per machine: how many of its rows each kind of run fires. */
  public String text() {
    StringBuilder out = new StringBuilder();
    String format = "%-16s %6s %8s %8s %8s %8s %8s%n";
    out.append(
        String.format(
            Locale.ROOT, format, "machine", "rows", "models", "unit", "simul.", "live", "engine"));
    for (Machine machine : machines) {
      List<String> keys = machine.rows().stream().map(row -> key(machine, row)).toList();
      List<Object> cells = new ArrayList<>(List.of(machine.name(), keys.size()));
      for (String kind : KINDS) {
        cells.add(keys.stream().filter(key -> !notes.by(key, kind).isEmpty()).count());
      }
      cells.add(keys.stream().filter(notes::byEngine).count());
      out.append(String.format(Locale.ROOT, format, cells.toArray()));
    }
    return out.toString();
  }
}
