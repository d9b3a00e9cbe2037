// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.sallyport.spec.file.SystemReason;
import org.sallyport.spec.table.SpecException;

/**
 * A model's TLC configuration, in the form that all models of this project have: {@code INVARIANTS}
 * and {@code PROPERTIES} each on a line of their own.
 *
 * @param invariants properties of states
 * @param temporal properties of behaviours
 * @param rest every other line
 */
record ModelConfiguration(List<String> invariants, List<String> temporal, List<String> rest) {
  private static final String INVARIANTS = "INVARIANTS ";
  private static final String PROPERTIES = "PROPERTIES ";
  private static final String NOTES = "ACTION_CONSTRAINT NoteRows";

  static Path file(Path specFolder, String model) {
    return specFolder.resolve("models").resolve(model + ".cfg");
  }

  static ModelConfiguration read(Path file) {
    List<String> invariants = new ArrayList<>();
    List<String> temporal = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith(INVARIANTS)) {
          invariants.addAll(names(line));
        } else if (line.startsWith(PROPERTIES)) {
          temporal.addAll(names(line));
        } else {
          rest.add(line);
        }
      }
    } catch (IOException e) {
      throw new SpecException("Cannot read " + file + ": " + SystemReason.of(e), e);
    }
    return new ModelConfiguration(
        List.copyOf(invariants), List.copyOf(temporal), List.copyOf(rest));
  }

  private static List<String> names(String line) {
    return Arrays.stream(line.strip().split("\\s+")).skip(1).toList();
  }

  /** All properties that the model checks. */
  List<String> properties() {
    List<String> all = new ArrayList<>(invariants);
    all.addAll(temporal);
    return all;
  }

  /** The same model with one property only, so that another cannot fail first. */
  String withOnly(String property) {
    if (property.equals(Manifest.DEADLOCK)) {
      return bounds();
    }
    if (invariants.contains(property)) {
      return with(List.of(property), List.of());
    }
    if (temporal.contains(property)) {
      return with(List.of(), List.of(property));
    }
    throw new SpecException("The model does not check " + property + "; it checks " + properties());
  }

  /** The same model with these properties, which may end anywhere. */
  String with(List<String> ofStates, List<String> ofBehaviours) {
    StringBuilder text = new StringBuilder(bounds()).append("CHECK_DEADLOCK FALSE\n");
    if (!ofStates.isEmpty()) {
      text.append(INVARIANTS).append(String.join(" ", ofStates)).append('\n');
    }
    if (!ofBehaviours.isEmpty()) {
      text.append(PROPERTIES).append(String.join(" ", ofBehaviours)).append('\n');
    }
    return text.toString();
  }

  /** Without properties, and without noting rows: they are counted by the models as they are. */
  private String bounds() {
    return rest.stream()
        .filter(line -> !line.equals(NOTES))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
