// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.spec.file.SystemReason;
import org.sallyport.spec.table.Machine;
import org.sallyport.spec.table.Nearest;
import org.sallyport.spec.table.SpecException;

/**
 * The rows that no engine fires, as {@code unfired-rows.json} lists them, each with the reason. An
 * entry names every pair of its states and events, so that what is not meant is not excused.
 */
final class UnfiredRows {
  static final String FILE = "unfired-rows.json";

  private final Map<String, String> reasons = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private UnfiredRows() {}

  /**
   * Rows with one reason.
   *
   * @param machine the machine
   * @param events the events
   * @param in the states; empty for all but {@code inAllBut}
   * @param inAllBut the states that are excepted; empty if {@code in} names the states
   * @param why the reason
   */
  record Entry(
      String machine, List<String> events, List<String> in, List<String> inAllBut, String why) {
    Entry {
      in = in == null ? List.of() : in;
      inAllBut = inAllBut == null ? List.of() : inAllBut;
    }
  }

  /**
   * Reads the list of a specification folder.
   *
   * @param machines the machines of the folder
   * @throws SpecException if it cannot be read
   */
  static UnfiredRows read(Path specFolder, List<Machine> machines) {
    Path file = specFolder.resolve(FILE);
    try {
      List<Entry> entries =
          new ObjectMapper()
              .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .readValue(file.toFile(), new TypeReference<List<Entry>>() {});
      return of(entries, machines);
    } catch (IOException e) {
      throw new SpecException("Cannot read " + file + ": " + SystemReason.of(e), e);
    }
  }

  static UnfiredRows of(List<Entry> entries, List<Machine> machines) {
    UnfiredRows rows = new UnfiredRows();
    for (Entry entry : entries) {
      machines.stream()
          .filter(machine -> machine.name().equals(entry.machine()))
          .findFirst()
          .ifPresentOrElse(
              machine -> rows.add(entry, machine),
              () -> rows.problems.add(FILE + ": no machine " + entry.machine()));
    }
    return rows;
  }

  private void add(Entry entry, Machine machine) {
    if (entry.why() == null || entry.why().isBlank()) {
      problems.add(FILE + ": rows of " + machine.name() + " have no reason");
    }
    if (entry.in().isEmpty() == entry.inAllBut().isEmpty()) {
      problems.add(FILE + ": " + machine.name() + " needs either in or inAllBut: " + entry.why());
    }
    List<String> states = machine.states().stream().map(Machine.Name::name).toList();
    known(entry.in(), states, machine);
    known(entry.inAllBut(), states, machine);
    known(entry.events(), machine.events().stream().map(Machine.Name::name).toList(), machine);
    Collection<String> named =
        entry.in().isEmpty()
            ? states.stream().filter(state -> !entry.inAllBut().contains(state)).toList()
            : entry.in();
    for (String state : named) {
      for (String event : entry.events()) {
        String row = machine.name() + " " + state + " " + event;
        if (reasons.put(row, entry.why()) != null) {
          problems.add(FILE + ": " + row + " is listed twice");
        }
      }
    }
  }

  private void known(List<String> names, List<String> all, Machine machine) {
    for (String name : names) {
      if (!all.contains(name)) {
        problems.add(FILE + ": " + machine.name() + " has no " + name + Nearest.hint(name, all));
      }
    }
  }

  /** By row, {@code Machine State Event}: why no engine fires it. */
  Map<String, String> reasons() {
    return reasons;
  }

  /** What is wrong with the list itself. */
  List<String> problems() {
    return problems;
  }
}
