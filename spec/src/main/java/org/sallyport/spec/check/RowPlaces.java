// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.spec.table.IsolatedTlc;
import org.sallyport.spec.table.Machine;
import org.sallyport.spec.table.SpecException;

/** Where the rows of the tables stand in the specification: file and line. */
final class RowPlaces {
  private final Path folder;
  private final Map<String, Optional<Machine>> machines = new HashMap<>();

  /**
   * @param folder where the machines' modules are
   */
  RowPlaces(Path folder) {
    this.folder = folder;
  }

  /**
   * The same for machines that were evaluated already.
   *
   * @param folder where the machines' modules are
   * @param machines the machines
   */
  RowPlaces(Path folder, List<Machine> machines) {
    this(folder);
    machines.forEach(machine -> this.machines.put(machine.name(), Optional.of(machine)));
  }

  /**
   * The place of the row that answers {@code on} in {@code from}: of a refusal the branch of {@code
   * Refusal} that makes it. Empty if the machine cannot be read.
   */
  String of(String machine, String from, String on) {
    return machines
        .computeIfAbsent(machine, this::read)
        .flatMap(read ->
            read.rows().stream()
                .filter(row -> row.from().equals(from) && row.on().equals(on))
                .findFirst())
        .map(Machine.Row::place)
        .orElse("");
  }

  private Optional<Machine> read(String machine) {
    try {
      return Optional.of(IsolatedTlc.evaluate(folder, machine));
    } catch (SpecException broken) {
      return Optional.empty();
    }
  }
}
