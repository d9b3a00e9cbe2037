// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.sallyport.spec.file.SystemReason;
import org.sallyport.spec.fired.FiredRows;
import org.sallyport.spec.table.SpecException;

/**
 * Who fired which row, as models, tests and live runs noted it: see {@link FiredRows}, whose lines
 * end in the kind of run and in the model, test or verb.
 */
public final class RowNotes {
  /** The kind of run that a model is. */
  static final String MODEL = "MODEL";

  /** By row, by kind of run: the names of those that fired it. */
  private final Map<String, Map<String, Set<String>>> notes = new TreeMap<>();

  private RowNotes() {}

  /**
   * Reads what was noted by the modules of a project and by its command.
   *
   * @param home the project's folder
   */
  public static RowNotes read(Path home) {
    RowNotes all = new RowNotes();
    try (Stream<Path> modules = Files.list(home)) {
      for (Path module : modules.filter(Files::isDirectory).toList()) {
        all.readFolder(module.resolve("target").resolve("rows-fired"));
        if (module.endsWith(".sallyport")) {
          all.readFolder(module.resolve("rows-fired"));
        }
      }
    } catch (IOException e) {
      throw new SpecException("Cannot read the notes of rows: " + SystemReason.withFile(e), e);
    }
    return all;
  }

  private void readFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".txt")).toList()) {
        Files.readAllLines(file).forEach(this::add);
      }
    }
  }

  private void add(String line) {
    String[] words = line.split(" ");
    if (words.length == 5) {
      notes
          .computeIfAbsent(words[0] + " " + words[1] + " " + words[2], row -> new TreeMap<>())
          .computeIfAbsent(words[3], kind -> new TreeSet<>())
          .add(words[4]);
    }
  }

  /** Writes what a model fired, in place of what it fired before. */
  static void write(String model, Collection<String> rows) {
    String folder = System.getProperty(FiredRows.FOLDER, "");
    if (folder.isEmpty()) {
      return;
    }
    try {
      Path place = Files.createDirectories(Path.of(folder));
      List<String> lines = rows.stream().map(row -> row + " " + MODEL + " " + model).toList();
      Files.write(
          place.resolve("model-" + model + ".txt"),
          lines,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new SpecException(
          "Cannot note the rows of " + model + ": " + SystemReason.withFile(e), e);
    }
  }

  /** The names of those of a kind that fired a row, {@code Machine State Event}. */
  Set<String> by(String row, String kind) {
    return notes.getOrDefault(row, Map.of()).getOrDefault(kind, Set.of());
  }

  /** Whether an engine fired a row, in whatever kind of run. */
  boolean byEngine(String row) {
    return !engines(row).isEmpty();
  }

  /** The tests and runs in which an engine fired a row. */
  Set<String> engines(String row) {
    Set<String> engines = new TreeSet<>();
    for (FiredRows.Kind kind : FiredRows.Kind.values()) {
      engines.addAll(by(row, kind.name()));
    }
    return engines;
  }
}
