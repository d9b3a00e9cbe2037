// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.sallyport.spec.file.SystemReason;
import org.sallyport.spec.table.GenerateTables;
import org.sallyport.spec.table.Machine;
import org.sallyport.spec.table.Nearest;
import org.sallyport.spec.table.ShapeModule;
import org.sallyport.spec.table.SpecException;
import tla2sany.semantic.ModuleNode;

/** Checks the models and mutants of a specification folder against its manifest. */
public final class ModelChecker {
  /**
   * What to check.
   *
   * @param large also the models with larger bounds
   * @param mutants the mutants instead of the models
   * @param names only these models or mutants; all if empty
   * @param jobs how many runs of TLC at once
   * @param examples draw also the counterexamples that were expected: placing their rows in the
   *     source costs as much as finding them
   */
  public record Request(
      boolean large, boolean mutants, List<String> names, int jobs, boolean examples) {}

  /** From here on the optimising compiler pays, as measured. */
  private static final long MANY_STATES = 6_000;

  private final Path specFolder;
  private final Manifest manifest;
  private final Map<String, ParsedModule> parsed = new ConcurrentHashMap<>();
  private final Consumer<String> progress;

  /**
   * @param specFolder the folder with the modules, {@code models/} and {@code manifest.json}
   * @param progress is told what goes on, a line at a time, from several threads
   */
  public ModelChecker(Path specFolder, Consumer<String> progress) {
    this.specFolder = specFolder.toAbsolutePath();
    this.manifest = Manifest.read(this.specFolder);
    this.progress = progress;
  }

  /** The manifest that is checked against. */
  public Manifest manifest() {
    return manifest;
  }

  /**
   * Runs what is asked for.
   *
   * <p>What a build would refuse of the machines is refused here before any model runs: TLC only
   * sees what its states evaluate, and names no line.
   *
   * @throws SpecException if a name is unknown, a mutant does not fit its module, or no tables can
   *     be generated
   */
  public CheckReport check(Request request) {
    long startNs = System.nanoTime();
    List<Callable<List<Done>>> tasks = new ArrayList<>();
    List<Manifest.Model> models;
    List<Manifest.Mutant> mutants = request.mutants() ? selectedMutants(request) : List.of();
    if (request.mutants()) {
      models = mutants.stream().map(mutant -> manifest.model(mutant.model())).distinct().toList();
    } else {
      models = selectedModels(request);
      models.forEach(model -> tasks.add(() -> List.of(check(model, request.examples()))));
    }
    List<Machine> machines =
        GenerateTables.evaluate(
            specFolder,
            request.names().isEmpty()
                ? GenerateTables.machineModules(specFolder)
                : machinesOf(models));
    GenerateTables.decisions(specFolder, machines);
    if (isPartOf(models, ShapeModule.NAME)) {
      GenerateTables.shapes(specFolder);
    }
    for (MutantBatch batch : MutantBatch.of(mutants, manifest, specFolder, this::parsed)) {
      tasks.add(() -> check(batch, request.examples()));
    }
    List<String> unread = request.mutants() ? List.of() : unreadActions(machines);
    List<String> problems = new ArrayList<>();
    List<ModelResult> results = new ArrayList<>();
    Set<String> rows = new TreeSet<>();
    Set<String> probed = new TreeSet<>();
    Set<String> occurred = new TreeSet<>();
    for (Done done : runAll(tasks, request.jobs())) {
      results.add(done.result);
      rows.addAll(done.rows);
      probed.addAll(done.probed);
      occurred.addAll(done.occurred);
    }
    List<CheckReport.RowCoverage> coverage = List.of();
    List<String> idle = List.of();
    boolean everything = !request.mutants() && request.names().isEmpty();
    if (everything) {
      coverage = Coverage.of(machines, manifest, rows, problems);
      compareUnread(unread, problems);
      idle = probed.stream().filter(antecedent -> !occurred.contains(antecedent)).toList();
      Exceptions.compare(
          idle,
          manifest.idleAntecedents(),
          "this antecedent occurs in no model",
          "idleAntecedents",
          problems);
    }
    return new CheckReport(
        List.copyOf(results),
        coverage,
        probed.size(),
        idle,
        everything ? unread : List.of(),
        List.copyOf(problems),
        (System.nanoTime() - startNs) / 1e9);
  }

  /** The machines that these models are made of. */
  private List<String> machinesOf(List<Manifest.Model> models) {
    Set<String> used = new TreeSet<>();
    for (Manifest.Model model : models) {
      for (ModuleNode module : parsed(model.module()).modules()) {
        used.add(module.getName().toString());
      }
    }
    return GenerateTables.machineModules(specFolder).stream().filter(used::contains).toList();
  }

  private boolean isPartOf(List<Manifest.Model> models, String module) {
    return models.stream()
        .map(Manifest.Model::module)
        .distinct()
        .flatMap(system -> parsed(system).modules().stream())
        .anyMatch(part -> part.getName().toString().equals(module));
  }

  /**
   * Actions that no system module reads, each with an exception in the manifest.
   *
   * @throws SpecException if one has none: TLC would only say that no condition of a CASE is true
   */
  List<String> unreadActions(List<Machine> machines) {
    List<String> unread = UnreadActions.of(this::parsed, manifest, machines);
    Set<String> undone = new LinkedHashSet<>(unread);
    manifest.unreadActions().forEach(exception -> undone.remove(exception.name()));
    if (!undone.isEmpty()) {
      throw new SpecException(
          "no system module does these actions:\n  "
              + String.join("\n  ", undone)
              + "\n  remedy: say in a system module of the machine what each does to its world, or"
              + " list it under unreadActions in manifest.json with the reason");
    }
    return unread;
  }

  private ParsedModule parsed(String module) {
    return parsed.computeIfAbsent(module, name -> ParsedModule.parse(specFolder, name));
  }

  /** Problems are told of exceptions that no action needs. */
  void compareUnread(List<String> unread, List<String> problems) {
    Exceptions.compare(
        unread,
        manifest.unreadActions(),
        "no system module reads this action",
        "unreadActions",
        problems);
  }

  private record Done(
      ModelResult result, Set<String> rows, Set<String> probed, Set<String> occurred) {
    Done failedFor(String problem) {
      return new Done(result.failedFor(problem), rows, probed, occurred);
    }
  }

  private List<Manifest.Model> selectedModels(Request request) {
    if (!request.names().isEmpty()) {
      return request.names().stream().map(manifest::model).toList();
    }
    return manifest.models().stream().filter(model -> request.large() || !model.isLarge()).toList();
  }

  private List<Manifest.Mutant> selectedMutants(Request request) {
    if (request.names().isEmpty()) {
      return manifest.mutants();
    }
    List<Manifest.Mutant> selected =
        manifest.mutants().stream()
            .filter(mutant ->
                request.names().contains(mutant.name()) || request.names().contains(mutant.model()))
            .toList();
    if (selected.isEmpty()) {
      throw new SpecException(
          "No mutant and no mutant's model is called "
              + String.join(" or ", request.names())
              + Nearest.hint(
                  request.names().get(0),
                  manifest.mutants().stream().map(Manifest.Mutant::name).toList()));
    }
    return selected;
  }

  private static List<Done> runAll(List<Callable<List<Done>>> tasks, int jobs) {
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, jobs));
    try {
      List<Done> all = new ArrayList<>();
      for (Future<List<Done>> future : pool.invokeAll(tasks)) {
        all.addAll(future.get());
      }
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SpecException("Interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SpecException wrong) {
        throw wrong;
      }
      throw new SpecException("The checker failed: " + e.getCause(), e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private Done check(Manifest.Model model, boolean examples) {
    Path configuration = ModelConfiguration.file(specFolder, model.name());
    List<Antecedent> antecedents = antecedents(model, configuration);
    TlcOutcome outcome = runProbed(model, configuration, antecedents);
    List<String> problems = new ArrayList<>();
    ModelResult.Verdict verdict = ModelResult.Verdict.PASSED;
    List<String> temporal = ModelConfiguration.read(configuration).temporal();
    boolean expectedResult =
        outcome.result().equals(model.expected()) || outcome.violates(model.expected(), temporal);
    if (!expectedResult) {
      verdict = ModelResult.Verdict.FAILED;
      problems.add(
          "expected " + model.expected() + ", found " + outcome.result() + detail(outcome));
    } else if (outcome.verdict() == TlcOutcome.Verdict.HOLDS && model.isCounted()) {
      compareCounts(model, outcome).ifPresent(problems::add);
      verdict = problems.isEmpty() ? verdict : ModelResult.Verdict.CHANGED;
    }
    Set<String> probed = new TreeSet<>();
    Set<String> occurred = new TreeSet<>();
    for (int i = 0; i < antecedents.size(); i++) {
      String name =
          model.module() + "!" + antecedents.get(i).property() + ": " + antecedents.get(i).text();
      probed.add(name);
      if (outcome.occurred().contains(i)) {
        occurred.add(name);
      }
    }
    ModelResult result =
        result(
            model.name(),
            "model",
            model,
            outcome,
            outcome.result(),
            verdict,
            problems,
            example(specFolder, outcome, verdict, examples));
    if (result.passed()) {
      RowNotes.write(model.name(), outcome.rows());
    }
    return new Done(result, outcome.rows(), probed, occurred);
  }

  private List<Antecedent> antecedents(Manifest.Model model, Path configuration) {
    ParsedModule system = parsed(model.module());
    ModelConfiguration bounds = ModelConfiguration.read(configuration);
    List<String> unknown = ConfigurationNames.problems(system, bounds);
    if (!unknown.isEmpty()) {
      throw new SpecException(
          configuration
              + " is wrong for "
              + model.module()
              + ":\n  "
              + String.join("\n  ", unknown));
    }
    List<Antecedent> all = new ArrayList<>();
    synchronized (system) {
      for (String property : bounds.properties()) {
        all.addAll(Antecedents.of(system, property));
      }
    }
    return all;
  }

  private TlcOutcome runProbed(
      Manifest.Model model, Path configuration, List<Antecedent> antecedents) {
    try {
      Path scratch = Files.createTempDirectory("sallyport-model");
      try {
        Path probed =
            ProbedModel.write(specFolder, scratch, model.module(), configuration, antecedents);
        return new TlcRun(scratch, ProbedModel.MODULE, probed, size(model))
            .run(line -> progress.accept(model.name() + ": " + line));
      } finally {
        TlcRun.delete(scratch);
      }
    } catch (IOException e) {
      throw new SpecException("Cannot write the model " + model.name() + ": " + e.getMessage(), e);
    }
  }

  private static TlcRun.Size size(Manifest.Model model) {
    if (model.isLarge()) {
      return TlcRun.Size.LARGE;
    }
    return model.distinctStates() < MANY_STATES ? TlcRun.Size.SHORT : TlcRun.Size.LONG;
  }

  /** Other counts are no fault by themselves: who changed the model says whether it was meant. */
  private static Optional<String> compareCounts(Manifest.Model model, TlcOutcome outcome) {
    if (model.distinctStates() == outcome.distinctStates() && model.depth() == outcome.depth()) {
      return Optional.empty();
    }
    return Optional.of(
        "the model has changed: "
            + outcome.distinctStates()
            + " distinct states, depth "
            + outcome.depth()
            + "; the manifest says "
            + model.distinctStates()
            + ", depth "
            + model.depth()
            + ". Every property holds. If the change was meant, correct the manifest");
  }

  private List<Done> check(MutantBatch batch, boolean examples) {
    try (TlcProcess tlc = TlcProcess.start(TlcRun.Size.SHORT)) {
      List<Done> all = new ArrayList<>();
      for (Manifest.Mutant mutant : batch.mutants()) {
        if (Thread.interrupted()) {
          throw new SpecException("Interrupted before " + mutant.name());
        }
        all.add(check(mutant, tlc, examples));
      }
      Optional<String> doubt = batch.doubt(tlc, manifest, specFolder, parsed(batch.module()));
      return doubt.isEmpty() ? all : all.stream().map(done -> done.failedFor(doubt.get())).toList();
    } catch (IOException e) {
      throw new SpecException("Cannot run TLC: " + SystemReason.withFile(e), e);
    }
  }

  private Done check(Manifest.Mutant mutant, TlcProcess tlc, boolean examples) {
    Manifest.Model model = manifest.model(mutant.model());
    try {
      Path scratch = Files.createTempDirectory("sallyport-mutant");
      try {
        ModelConfiguration original =
            ModelConfiguration.read(ModelConfiguration.file(specFolder, mutant.model()));
        MutantFolder.write(specFolder, scratch, mutant);
        Path configuration = scratch.resolve("mutant.cfg");
        Files.writeString(configuration, original.withOnly(mutant.mustViolate()));
        TlcOutcome outcome =
            tlc.run(
                new TlcRun(scratch, model.module(), configuration, TlcRun.Size.SHORT),
                line -> progress.accept(mutant.name() + ": " + line));
        List<String> problems = new ArrayList<>();
        boolean caught = outcome.violates(mutant.mustViolate(), original.temporal());
        if (!caught) {
          problems.add(
              "not caught: expected "
                  + mutant.mustViolate()
                  + ", found "
                  + outcome.result()
                  + detail(outcome));
        }
        ModelResult.Verdict verdict =
            caught ? ModelResult.Verdict.PASSED : ModelResult.Verdict.FAILED;
        ModelResult result =
            result(
                mutant.name(),
                "mutant",
                model,
                outcome,
                caught ? mutant.mustViolate() : outcome.result(),
                verdict,
                problems,
                example(scratch, outcome, verdict, examples));
        return new Done(result, outcome.rows(), Set.of(), Set.of());
      } finally {
        TlcRun.delete(scratch);
      }
    } catch (IOException e) {
      throw new SpecException(
          "Cannot write the mutant " + mutant.name() + ": " + e.getMessage(), e);
    }
  }

  private static String detail(TlcOutcome outcome) {
    return outcome.verdict() == TlcOutcome.Verdict.ERROR ? ":\n" + outcome.detail() : "";
  }

  private static Optional<Counterexample> example(
      Path folder, TlcOutcome outcome, ModelResult.Verdict verdict, boolean examples) {
    return examples || verdict == ModelResult.Verdict.FAILED
        ? outcome.counterexample().map(found -> found.located(new RowPlaces(folder)))
        : Optional.empty();
  }

  private ModelResult result(
      String name,
      String kind,
      Manifest.Model model,
      TlcOutcome outcome,
      String result,
      ModelResult.Verdict verdict,
      List<String> problems,
      Optional<Counterexample> example) {
    Map<String, String> claims = new LinkedHashMap<>();
    Optional<Manifest.SystemModule> module =
        manifest.modules().stream()
            .filter(candidate -> candidate.name().equals(model.module()))
            .findFirst();
    for (String property :
        ModelConfiguration.read(ModelConfiguration.file(specFolder, model.name())).properties()) {
      module.ifPresent(found -> claims.put(property, found.claims().get(property)));
    }
    ModelResult row =
        new ModelResult(
            name,
            kind,
            model.module(),
            result,
            verdict,
            outcome.distinctStates(),
            outcome.depth(),
            outcome.seconds(),
            claims,
            List.copyOf(problems),
            example.map(SequenceDiagram::draw).orElse(""),
            example.map(found -> SequenceSvg.draw(name + ": " + result, found)).orElse(""));
    progress.accept(
        name
            + ": "
            + switch (verdict) {
              case PASSED -> "passed (" + result + ")";
              case CHANGED -> "CHANGED (" + outcome.distinctStates() + " distinct states)";
              case FAILED -> "FAILED (" + result + ")";
            });
    return row;
  }
}
