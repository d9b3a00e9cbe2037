// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sallyport.spec.file.SystemReason;
import org.sallyport.spec.table.GenerateTables;
import org.sallyport.spec.table.Nearest;
import org.sallyport.spec.table.SpecException;

/**
 * What {@code manifest.json} says: which models there are, what they must show, and which mutants
 * must fail.
 *
 * @param modules the system modules with the prose claim of each property
 * @param models the models, in the order in which they are listed
 * @param mutants broken specifications that must fail
 * @param unreachedRows rows of the tables that no model fires, each with the reason
 * @param unreadActions actions that no system module reads, {@code Machine Action}
 * @param idleAntecedents antecedents that occur in no model, {@code Module!Property: text}
 */
public record Manifest(
    List<SystemModule> modules,
    List<Model> models,
    List<Mutant> mutants,
    List<UnreachedRow> unreachedRows,
    List<Excepted> unreadActions,
    List<Excepted> idleAntecedents) {
  static final String FILE = "manifest.json";
  static final String DEADLOCK = "Deadlock";

  /**
   * A system module.
   *
   * @param name the module, without {@code .tla}
   * @param machines the machines whose tables it moves through
   * @param claims what each property says, in a sentence
   */
  public record SystemModule(String name, List<String> machines, Map<String, String> claims) {}

  /**
   * A model: bounds for a system module.
   *
   * @param name the configuration is {@code models/NAME.cfg}
   * @param module the system module
   * @param says what the bounds are about
   * @param tier {@code ci} or {@code large}
   * @param expected {@code ok}, or the property that must be violated
   * @param distinctStates how many distinct states there are; 0 for a large model that was not run
   *     to its end yet, whose counts are then not compared
   * @param depth the length of the longest of the shortest behaviours
   * @param seconds how long it took when it was recorded, for information
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Model(
      String name,
      String module,
      String says,
      String tier,
      String expected,
      long distinctStates,
      int depth,
      double seconds) {
    boolean isLarge() {
      return tier.equals("large");
    }

    /** Whether there are counts to compare with; every CI model must have them. */
    boolean isCounted() {
      return !isLarge() || distinctStates > 0;
    }
  }

  /**
   * A specification with one thing broken.
   *
   * @param name unique
   * @param says what is broken
   * @param file the module that is changed, without {@code .tla}
   * @param replace text that occurs exactly once in it
   * @param with what stands there instead
   * @param model the model that must fail
   * @param mustViolate the property that must be violated
   */
  public record Mutant(
      String name,
      String says,
      String file,
      String replace,
      String with,
      String model,
      String mustViolate) {}

  /**
   * A row that no model fires.
   *
   * @param row {@code Machine State Event}
   * @param why the reason
   */
  public record UnreachedRow(String row, String why) {}

  /**
   * Something that must not be and is allowed all the same.
   *
   * @param name what it is
   * @param why the reason
   */
  public record Excepted(String name, String why) {}

  /**
   * Reads and checks the manifest of a specification folder.
   *
   * @throws SpecException naming every mistake in it
   */
  public static Manifest read(Path specFolder) {
    Path file = specFolder.resolve(FILE);
    Manifest manifest;
    try {
      manifest =
          new ObjectMapper()
              .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .readValue(file.toFile(), Manifest.class);
    } catch (IOException e) {
      throw new SpecException("Cannot read " + file + ": " + SystemReason.of(e), e);
    }
    List<String> problems = manifest.problems(specFolder);
    if (!problems.isEmpty()) {
      throw new SpecException(file + " is wrong:\n  " + String.join("\n  ", problems));
    }
    return manifest;
  }

  /** The model of this name. */
  Model model(String name) {
    return models.stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new SpecException("No model " + name + Nearest.hint(name, names())));
  }

  private List<String> names() {
    return models.stream().map(Model::name).toList();
  }

  private List<String> problems(Path specFolder) {
    List<String> problems = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    Set<String> checked = new LinkedHashSet<>();
    for (Model model : models) {
      if (!seen.add(model.name())) {
        problems.add("the model " + model.name() + " is listed twice");
      }
      Path configuration = ModelConfiguration.file(specFolder, model.name());
      if (!Files.isRegularFile(configuration)) {
        problems.add("the model " + model.name() + " has no " + configuration.getFileName());
        continue;
      }
      Map<String, String> claims = claims(model.module());
      for (String property : ModelConfiguration.read(configuration).properties()) {
        checked.add(model.module() + "!" + property);
        if (!claims.containsKey(property)) {
          problems.add(
              model.name()
                  + " checks "
                  + property
                  + ", which has no claim under "
                  + model.module()
                  + Nearest.hint(property, claims.keySet()));
        }
      }
    }
    for (List<Excepted> exceptions : List.of(unreadActions, idleAntecedents)) {
      Set<String> excepted = new LinkedHashSet<>();
      for (Excepted exception : exceptions) {
        if (!excepted.add(exception.name())) {
          problems.add("the exception " + exception.name() + " is listed twice");
        }
        if (exception.why() == null || exception.why().isBlank()) {
          problems.add("the exception " + exception.name() + " has no reason");
        }
      }
    }
    Set<String> bitten = new LinkedHashSet<>();
    for (Mutant mutant : mutants) {
      if (!seen.add(mutant.name())) {
        problems.add("the mutant " + mutant.name() + " is listed twice");
      }
      models.stream()
          .filter(model -> model.name().equals(mutant.model()))
          .findFirst()
          .ifPresentOrElse(
              model -> {
                bitten.add(model.module() + "!" + mutant.mustViolate());
                Map<String, String> claims = claims(model.module());
                if (!claims.containsKey(mutant.mustViolate())
                    && !mutant.mustViolate().equals(DEADLOCK)) {
                  problems.add(
                      "the mutant "
                          + mutant.name()
                          + " is to violate the unknown "
                          + mutant.mustViolate()
                          + Nearest.hint(mutant.mustViolate(), claims.keySet()));
                }
              },
              () ->
                  problems.add(
                      "the mutant "
                          + mutant.name()
                          + " is for the unknown model "
                          + mutant.model()));
    }
    for (SystemModule module : modules) {
      List<String> machines = GenerateTables.machineModules(specFolder);
      for (String machine : module.machines()) {
        if (!machines.isEmpty() && !machines.contains(machine)) {
          problems.add(
              module.name() + " moves no machine " + machine + Nearest.hint(machine, machines));
        }
      }
      for (String property : module.claims().keySet()) {
        String key = module.name() + "!" + property;
        if (!checked.contains(key)) {
          problems.add("no model checks " + key);
        }
        if (!bitten.contains(key)) {
          problems.add("no mutant violates " + key);
        }
      }
    }
    return problems;
  }

  private Map<String, String> claims(String module) {
    return modules.stream()
        .filter(candidate -> candidate.name().equals(module))
        .findFirst()
        .map(SystemModule::claims)
        .orElse(Map.of());
  }
}
