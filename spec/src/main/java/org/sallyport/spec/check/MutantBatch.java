// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sallyport.spec.table.SpecException;

/**
 * Mutants that are checked in one JVM, one after the other, which spares two thirds of their time.
 *
 * <p>TLC was not made for that: it keeps its state in static fields. So a batch has mutants of one
 * system module, which have the same variables. It has none that defines a name of its own, because
 * TLC would give that the place of a name that it knows. It has none whose property is of progress,
 * because TLC keeps graphs in files for those, and a buffer of one file may come back as that of
 * another. And it counts only if afterwards TLC finds in what is unbroken just what it should.
 *
 * @param module the system module
 * @param mutants in the order of the manifest
 */
record MutantBatch(String module, List<Manifest.Mutant> mutants) {
  /** How many mutants share a JVM at most. */
  static final int MOST = 24;

  private static final Pattern DEFINITION = Pattern.compile("\\w+(?=\\s*(\\([^()]*\\))?\\s*==)");

  /**
   * Divides mutants into batches.
   *
   * @param parsed gives system modules as they are unbroken
   */
  static List<MutantBatch> of(
      List<Manifest.Mutant> mutants,
      Manifest manifest,
      Path specFolder,
      Function<String, ParsedModule> parsed) {
    List<MutantBatch> all = new ArrayList<>();
    Map<String, MutantBatch> open = new HashMap<>();
    for (Manifest.Mutant mutant : mutants) {
      String module = manifest.model(mutant.model()).module();
      if (definesMore(mutant) || isOfProgress(mutant, specFolder, parsed.apply(module))) {
        all.add(new MutantBatch(module, List.of(mutant)));
        continue;
      }
      MutantBatch batch = open.get(module);
      if (batch == null || batch.mutants.size() == MOST) {
        batch = new MutantBatch(module, new ArrayList<>());
        open.put(module, batch);
        all.add(batch);
      }
      batch.mutants.add(mutant);
    }
    return all;
  }

  private static boolean definesMore(Manifest.Mutant mutant) {
    return !definitions(mutant.replace()).containsAll(definitions(mutant.with()));
  }

  private static Set<String> definitions(String text) {
    return DEFINITION.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  private static boolean isOfProgress(
      Manifest.Mutant mutant, Path specFolder, ParsedModule module) {
    String property = mutant.mustViolate();
    Path model = ModelConfiguration.file(specFolder, mutant.model());
    return ModelConfiguration.read(model).temporal().contains(property)
        && !module.isOfSteps(property);
  }

  /**
   * Looks whether TLC is still itself where it ran more than once: it finds every state of the
   * smallest model, and no fault.
   *
   * @return what it finds instead, and what to do
   */
  Optional<String> doubt(TlcProcess tlc, Manifest manifest, Path specFolder, ParsedModule parsed)
      throws IOException {
    if (mutants.size() == 1) {
      return Optional.empty();
    }
    Manifest.Model smallest = smallestModel(manifest, specFolder);
    ModelConfiguration model = configuration(specFolder, smallest);
    Path scratch = Files.createTempDirectory("sallyport-unbroken");
    try {
      ProbedModel.copyModules(specFolder, scratch);
      Path configuration = scratch.resolve("unbroken.cfg");
      List<String> ofSteps = model.temporal().stream().filter(parsed::isOfSteps).toList();
      Files.writeString(configuration, model.with(model.invariants(), ofSteps));
      TlcOutcome found =
          tlc.run(new TlcRun(scratch, module, configuration, TlcRun.Size.SHORT), line -> {});
      if (found.verdict() == TlcOutcome.Verdict.HOLDS
          && found.distinctStates() == smallest.distinctStates()) {
        return Optional.empty();
      }
      return Optional.of(
          "in doubt: after the mutants of %s, %s, unbroken, gives %s and %d distinct states instead of %d %s; remedy: sallyport check %s, and correct the manifest if that has CHANGED; if it passes, the fault is the checker's"
              .formatted(
                  module,
                  smallest.name(),
                  found.result(),
                  found.distinctStates(),
                  smallest.distinctStates(),
                  found.detail(),
                  smallest.name()));
    } finally {
      TlcRun.delete(scratch);
    }
  }

  /** One with properties that need no graph. */
  private Manifest.Model smallestModel(Manifest manifest, Path specFolder) {
    return manifest.models().stream()
        .filter(model -> model.module().equals(module) && model.isCounted())
        .filter(model -> model.expected().equals("ok"))
        .filter(model -> !configuration(specFolder, model).invariants().isEmpty())
        .min(Comparator.comparingLong(Manifest.Model::distinctStates))
        .orElseThrow(() -> new SpecException("No model of " + module + " has invariants"));
  }

  private static ModelConfiguration configuration(Path specFolder, Manifest.Model model) {
    return ModelConfiguration.read(ModelConfiguration.file(specFolder, model.name()));
  }
}
