// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.fired;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Notes which rows of the tables an engine fires, refusals included: each once, as a line {@code
 * Machine State Event Kind By} in a file of the folder that the property {@value #FOLDER} names.
 * Without the property nothing is noted. A row that was seen before costs two look-ups and no
 * memory.
 */
public final class FiredRows {
  /** Where the files go; the build sets it for tests. */
  public static final String FOLDER = "sallyport.rows";

  /** How the engine is run: its unit tests, the simulated network, real links. */
  public enum Kind {
    /** A test of the engine or one of its parts. */
    UNIT,
    /** The simulated network. */
    SIMULATION,
    /** Real links, the bare machine included. */
    LIVE
  }

  private static final FiredRows NOTHING = new FiredRows(null, "", Object::toString);

  /** By file, so that a test that makes many engines notes each row once all the same. */
  private static final Map<Path, FiredRows> OPEN = new ConcurrentHashMap<>();

  private final Path file;
  private final String suffix;
  private final Function<Object, String> name;
  private final Map<String, Map<Object, Set<Object>>> seen = new HashMap<>();

  private FiredRows(Path file, String suffix, Function<Object, String> name) {
    this.file = file;
    this.suffix = suffix;
    this.name = name;
  }

  /**
   * Notes for the test that is running, or else for {@code otherwise}.
   *
   * @param name what a state or event is called in the specification
   */
  public static FiredRows of(Kind kind, String otherwise, Function<Object, String> name) {
    String folder = System.getProperty(FOLDER);
    if (folder == null || folder.isEmpty()) {
      return NOTHING;
    }
    String by = runningTest(otherwise);
    Path place = Path.of(folder);
    Path file = place.resolve(kind.name().toLowerCase(Locale.ROOT) + "-" + by + ".txt");
    return OPEN.computeIfAbsent(
        file,
        any -> {
          create(place);
          return new FiredRows(file, " " + kind + " " + by + "\n", name);
        });
  }

  private static void create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(folder.toString(), e);
    }
  }

  private static String runningTest(String otherwise) {
    return StackWalker.getInstance()
        .walk(frames ->
            frames
                .map(StackWalker.StackFrame::getClassName)
                .map(type -> type.substring(type.lastIndexOf('.') + 1).replaceAll("\\$.*", ""))
                .filter(type -> type.endsWith("Test") || type.endsWith("IT"))
                .reduce((inner, outer) -> outer)
                .orElse(otherwise));
  }

  /** Whether anything is noted at all. */
  public boolean isOn() {
    return file != null;
  }

  /** An event was given to a machine. */
  public synchronized void note(String machine, Object state, Object event) {
    if (file == null) {
      return;
    }
    Map<Object, Set<Object>> states = seen.get(machine);
    Set<Object> events = states == null ? null : states.get(state);
    if (events != null && events.contains(event)) {
      return;
    }
    seen.computeIfAbsent(machine, any -> new HashMap<>())
        .computeIfAbsent(state, any -> new HashSet<>())
        .add(event);
    String line = machine + " " + name.apply(state) + " " + name.apply(event) + suffix;
    try {
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}
