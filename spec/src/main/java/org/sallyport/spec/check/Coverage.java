// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sallyport.spec.table.Machine;

/**
 * Which rows of the tables the models fire: every row that is not a refusal must be, or the
 * manifest says why not.
 */
final class Coverage {
  private Coverage() {}

  /**
   * @param fired every row that some model fired, {@code Machine State Event}
   * @param problems is told of rows that are not fired and of exceptions that are not needed
   */
  static List<CheckReport.RowCoverage> of(
      List<Machine> machines, Manifest manifest, Set<String> fired, List<String> problems) {
    Set<String> excused = new LinkedHashSet<>();
    manifest.unreachedRows().forEach(row -> excused.add(row.row()));
    Set<String> modelled = new LinkedHashSet<>();
    manifest.modules().forEach(module -> modelled.addAll(module.machines()));
    List<CheckReport.RowCoverage> coverage = new ArrayList<>();
    for (Machine machine : machines) {
      if (!modelled.contains(machine.name())) {
        problems.add("no system module moves the machine " + machine.name());
        continue;
      }
      List<String> notFired = new ArrayList<>();
      int rows = 0;
      for (Machine.Row row : machine.rows()) {
        if (row.refusal()) {
          continue;
        }
        rows++;
        String key = machine.name() + " " + row.from() + " " + row.on();
        if (fired.contains(key)) {
          if (excused.contains(key)) {
            problems.add("the row " + key + " is fired: take it out of unreachedRows");
          }
        } else {
          notFired.add(row.from() + " x " + row.on());
          if (!excused.contains(key)) {
            problems.add("no model fires the row " + key);
          }
        }
      }
      coverage.add(
          new CheckReport.RowCoverage(
              machine.name(), rows, rows - notFired.size(), List.copyOf(notFired)));
    }
    return List.copyOf(coverage);
  }
}
