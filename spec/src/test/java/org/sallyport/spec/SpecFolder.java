// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.sallyport.spec.table.GenerateTables;
import org.sallyport.spec.table.Machine;

/** The project's specifications, and changed copies of them. */
public final class SpecFolder {
  /** Where the specifications are, as seen from the module that tests run in. */
  public static final Path PATH = Path.of("src", "main", "tla");

  private SpecFolder() {}

  /** The project's machines, evaluated once for all tests of a JVM. */
  public static List<Machine> machines() {
    return Evaluated.MACHINES;
  }

  /** Made when it is asked for first. */
  private static final class Evaluated {
    static final List<Machine> MACHINES = GenerateTables.evaluate(PATH);
  }

  /**
   * Copies the machines' modules into {@code target} with one text replaced, which must be there.
   */
  public static Path changed(Path target, String module, String replace, String with)
      throws IOException {
    try (Stream<Path> files = Files.list(PATH)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".tla")).toList()) {
        Files.copy(file, target.resolve(file.getFileName().toString()));
      }
    }
    change(target.resolve(module + ".tla"), replace, with);
    return target;
  }

  /** Copies one machine only, which extends nothing but a transition table. */
  public static Path only(Path target, String machine) throws IOException {
    for (String module : List.of("TransitionTable", machine)) {
      Files.copy(PATH.resolve(module + ".tla"), target.resolve(module + ".tla"));
    }
    return target;
  }

  /** The same with one text replaced, which must be there. */
  public static Path changedMachine(Path target, String machine, String replace, String with)
      throws IOException {
    change(only(target, machine).resolve(machine + ".tla"), replace, with);
    return target;
  }

  private static void change(Path file, String replace, String with) throws IOException {
    String text = Files.readString(file);
    if (!text.contains(replace)) {
      throw new IllegalArgumentException(file + " has no " + replace);
    }
    Files.writeString(file, text.replace(replace, with));
  }
}
