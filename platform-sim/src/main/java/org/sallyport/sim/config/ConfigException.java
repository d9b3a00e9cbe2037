// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration file cannot be used. Holds everything that is wrong with it, in file order. */
public final class ConfigException extends Exception {
  @Serial private static final long serialVersionUID = 1L;
  private final transient List<ConfigProblem> problems;

  ConfigException(String file, List<ConfigProblem> problems) {
    super(
        problems.stream().map(problem -> problem.describe(file)).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, at least one. */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
