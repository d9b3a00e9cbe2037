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
import java.util.function.Consumer;
import java.util.function.Function;
import org.sallyport.spec.table.SpecException;

/**
 * Mutants that are checked in one JVM, one after the other, which spares two thirds of their time.
 *
 * <p>TLC was not made for that: it keeps its state in static fields. So a batch has mutants of one
 * system module, which have the same variables; it has none whose property is of progress, because
 * TLC keeps graphs in files for those, and a buffer of one file may come back as that of another;
 * and it counts only if afterwards TLC finds in what is unbroken just what it should.
 *
 * @param module the system module
 * @param mutants in the order of the manifest
 */
record MutantBatch(String module, List<Manifest.Mutant> mutants) {
  private static final int MOST = 24;

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
      if (isOfProgress(mutant, specFolder, parsed.apply(module))) {
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

  private static boolean isOfProgress(
      Manifest.Mutant mutant, Path specFolder, ParsedModule module) {
    String property = mutant.mustViolate();
    Path model = ModelConfiguration.file(specFolder, mutant.model());
    return ModelConfiguration.read(model).temporal().contains(property)
        && !module.isOfSteps(property);
  }

  /**
   * Looks whether TLC is still itself where it ran more than once.
   *
   * @throws SpecException if it does not find every state of the smallest model, and no fault
   */
  void requireSound(TlcProcess tlc, Manifest manifest, Path specFolder, Consumer<String> progress)
      throws IOException {
    if (mutants.size() == 1) {
      return;
    }
    Manifest.Model smallest = smallestModel(manifest, specFolder);
    ModelConfiguration bounds = configuration(specFolder, smallest);
    Path scratch = Files.createTempDirectory("sallyport-unbroken");
    try {
      ProbedModel.copyModules(specFolder, scratch);
      Path configuration = scratch.resolve("unbroken.cfg");
      Files.writeString(configuration, bounds.withOnly(bounds.invariants().get(0)));
      TlcOutcome outcome =
          tlc.run(
              new TlcRun(scratch, module, configuration, TlcRun.Size.SHORT),
              line -> progress.accept(smallest.name() + ", unbroken: " + line));
      if (outcome.verdict() != TlcOutcome.Verdict.HOLDS
          || outcome.distinctStates() != smallest.distinctStates()) {
        throw new SpecException(
            "The mutants of %s show nothing: after them %s, unbroken, gives %s and %d distinct states instead of %d\n  remedy: sallyport check %s; if that passes, the fault is the checker's"
                .formatted(
                    module,
                    smallest.name(),
                    outcome.result(),
                    outcome.distinctStates(),
                    smallest.distinctStates(),
                    smallest.name()));
      }
    } finally {
      TlcRun.delete(scratch);
    }
  }

  /** One with invariants, which are checked without files. */
  private Manifest.Model smallestModel(Manifest manifest, Path specFolder) {
    return manifest.models().stream()
        .filter(model -> model.module().equals(module) && model.isCounted())
        .filter(model -> !configuration(specFolder, model).invariants().isEmpty())
        .min(Comparator.comparingLong(Manifest.Model::distinctStates))
        .orElseThrow(() -> new SpecException("No model of " + module + " has invariants"));
  }

  private static ModelConfiguration configuration(Path specFolder, Manifest.Model model) {
    return ModelConfiguration.read(ModelConfiguration.file(specFolder, model.name()));
  }
}
