// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What was noticed while a configuration file was read: what is wrong, and what should be known.
 */
final class ConfigNotes {
  private static final Comparator<ConfigProblem> FILE_ORDER =
      Comparator.comparingInt(ConfigProblem::line).thenComparingInt(ConfigProblem::column);

  private final List<ConfigProblem> problems = new ArrayList<>();
  private final List<ConfigProblem> warnings = new ArrayList<>();

  /** Something that makes the file unusable. */
  void problem(ConfigProblem problem) {
    problems.add(problem);
  }

  /** Something that is allowed. */
  void warning(ConfigProblem warning) {
    warnings.add(warning);
  }

  /** How much is wrong so far. */
  int problemCount() {
    return problems.size();
  }

  /** What is wrong, in the order of the file. */
  List<ConfigProblem> problems() {
    return problems.stream().sorted(FILE_ORDER).toList();
  }

  /** What should be known, in the order of the file, as the user reads it. */
  List<String> warnings(String file) {
    return warnings.stream().sorted(FILE_ORDER).map(note -> note.describe(file)).toList();
  }
}
