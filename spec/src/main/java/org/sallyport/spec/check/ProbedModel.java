// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A model with probes: the module {@value #MODULE} extends the system module and tells, once each,
 * of the antecedents that occur. Its constraints are always true, so that the states are those of
 * the model.
 */
final class ProbedModel {
  static final String MODULE = "ProbedModel";

  /** Registers of TLC from here on are the probes'; the first ones are those of Firings. */
  private static final int FIRST_REGISTER = 100;

  private ProbedModel() {}

  /**
   * Writes modules and configuration into {@code target}.
   *
   * @return the configuration
   */
  static Path write(
      Path specFolder, Path target, String system, Path model, List<Antecedent> antecedents)
      throws IOException {
    copyModules(specFolder, target);
    Files.writeString(target.resolve(MODULE + ".tla"), module(system, antecedents));
    Path configuration = target.resolve(MODULE + ".cfg");
    Files.writeString(
        configuration,
        Files.readString(model) + "\nCONSTRAINT ProbesOfStates\nACTION_CONSTRAINT ProbesOfSteps\n");
    return configuration;
  }

  static void copyModules(Path specFolder, Path target) throws IOException {
    try (Stream<Path> files = Files.list(specFolder)) {
      for (Path file : files.filter(f -> f.getFileName().toString().endsWith(".tla")).toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
  }

  private static String module(String system, List<Antecedent> antecedents) {
    StringBuilder out = new StringBuilder("---- MODULE " + MODULE + " ----\n");
    out.append("EXTENDS ").append(system).append("\n");
    List<String> ofStates = new ArrayList<>();
    List<String> ofSteps = new ArrayList<>();
    for (int i = 0; i < antecedents.size(); i++) {
      int register = FIRST_REGISTER + i;
      out.append("ASSUME TLCSet(").append(register).append(", FALSE)\n");
      out.append("Probe").append(i).append(" ==\n").append(antecedents.get(i).probe()).append('\n');
      String note =
          String.format(
              "  /\\ (TLCGet(%d) \\/ (Probe%d => (TLCSet(%d, TRUE) /\\ PrintT(<<\"OCCURS\", %d>>))))%n",
              register, i, register, i);
      (antecedents.get(i).ofStep() ? ofSteps : ofStates).add(note);
    }
    out.append("ProbesOfStates ==\n  /\\ TRUE\n").append(String.join("", ofStates));
    out.append("ProbesOfSteps ==\n  /\\ TRUE\n").append(String.join("", ofSteps));
    return out.append("====\n").toString();
  }
}
