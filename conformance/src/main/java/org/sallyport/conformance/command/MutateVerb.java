// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.sallyport.conformance.mutate.ExplainedSurvivors;
import org.sallyport.conformance.mutate.Mutation;
import org.sallyport.conformance.mutate.MutationReport;
import org.sallyport.conformance.mutate.PitRun;
import org.sallyport.sim.command.EnvironmentException;
import org.sallyport.sim.command.ExitCode;
import org.sallyport.sim.command.SallyportVerb;
import org.sallyport.sim.command.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sallyport mutate}: PIT over the engine's Java. */
@Command(
    name = "mutate",
    mixinStandardHelpOptions = true,
    description = {
      "Changes the engine's Java one instruction at a time and runs the engine's tests on each change.",
      "A package is tested by the tests of its top package (those of ike for ike.sa). A change that none"
          + " of them notices is a survivor: it is killed by a test, or explained in"
          + " engine/src/test/mutants/survivors.txt.",
      "The package crypto.nativeapi is left out: it needs the C library, and is tested in"
          + " platform-sim and by the known answers of the booted image."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every survivor is explained and the score is reached",
      "1:a survivor is not explained, a listed one is none any more, or the score is too low",
      "2:wrong command line",
      "3:Maven or PIT failed, or a file cannot be read"
    },
    footer = {
      "",
      "Examples:",
      "  sallyport mutate                          all that --package names by default: an hour",
      "  sallyport mutate --package crypto         one package and what lies below it: minutes",
      "  sallyport mutate --report FILE            a report that PIT has written before"
    })
public final class MutateVerb implements SallyportVerb {
  private static final String EVERY = "crypto,dataplane,ike,net,task,wire";

  @Spec private CommandSpec spec;

  @Option(
      names = "--package",
      paramLabel = "P",
      split = ",",
      description = "packages of the engine, with what lies below them (default: " + EVERY + ")")
  private List<String> packages = new ArrayList<>();

  @Option(
      names = "--score",
      paramLabel = "PERCENT",
      defaultValue = "85",
      description = "mutations that tests must notice (default: ${DEFAULT-VALUE})")
  private int score;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      split = ",",
      description = "only read these reports, which PIT has written")
  private List<Path> reportFiles = new ArrayList<>();

  /** Made by the service loader. */
  public MutateVerb() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("sallyport.home", ".")).toAbsolutePath();
    if (score < 0 || score > 100) {
      throw new UsageException("--score " + score + ": give 0 to 100");
    }
    if (!packages.isEmpty() && !reportFiles.isEmpty()) {
      throw new UsageException(
          "--report only reads what PIT has written: --package does not go with it");
    }
    for (Path file : reportFiles) {
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new UsageException(
            "--report " + file + ": cannot be read\n  remedy: name PIT's mutations.xml");
      }
    }
    List<Path> files = reportFiles.isEmpty() ? run(home) : reportFiles;
    List<Mutation> mutations = new ArrayList<>();
    for (Path file : files) {
      MutationReport part = MutationReport.read(file);
      if (!part.isTested()) {
        throw new EnvironmentException(
            file + " shows nothing: PIT ran no test on any change",
            "see why in PIT's log; the tests have to pass by themselves");
      }
      mutations.addAll(part.mutations());
    }
    ExplainedSurvivors explained =
        ExplainedSurvivors.read(home.resolve("engine/src/test/mutants/survivors.txt"));
    return print(new MutationReport(List.copyOf(mutations)), explained)
        ? ExitCode.OK
        : ExitCode.FAILED;
  }

  private List<Path> run(Path home) throws IOException, InterruptedException {
    Path sources = home.resolve("engine/src/main/java/org/sallyport/engine");
    if (!Files.isDirectory(sources)) {
      throw new EnvironmentException(
          home + " holds no sources of the engine", "run it in a clone of Sallyport");
    }
    Path tests = home.resolve("engine/src/test/java/org/sallyport/engine");
    List<String> chosen = packages.isEmpty() ? List.of(EVERY.split(",")) : packages;
    for (String name : chosen) {
      if (!name.matches("[a-z]+(\\.[a-z]+)*")
          || !Files.isDirectory(sources.resolve(name.replace('.', '/')))) {
        throw new UsageException(
            "the engine has no package " + name + "\n  remedy: one of " + packagesOf(sources));
      }
      if (!hasTests(tests.resolve(PitRun.topOf(name)))) {
        throw new UsageException(
            name
                + " has no tests of its own: those of the root package test it\n"
                + "  remedy: one of "
                + packagesOf(tests));
      }
    }
    return new PitRun(home, spec.commandLine().getErr()).run(chosen);
  }

  private static boolean hasTests(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.anyMatch(file -> file.getFileName().toString().endsWith("Test.java"));
    }
  }

  private static List<String> packagesOf(Path sources) throws IOException {
    try (Stream<Path> folders = Files.list(sources)) {
      return folders
          .filter(Files::isDirectory)
          .map(p -> p.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private boolean print(MutationReport report, ExplainedSurvivors explained) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT, "%-44s %8s %8s %8s %7s%n", "package", "mutants", "killed", "open", "score");
    for (Map.Entry<String, MutationReport> part : report.byPackage().entrySet()) {
      line(out, part.getKey(), part.getValue(), explained);
    }
    line(out, "all", report, explained);
    List<Mutation> open = explained.unexplained(report);
    open.forEach(
        mutation -> out.println("survivor, line " + mutation.line() + ": " + mutation.key()));
    List<String> obsolete = explained.obsolete(report);
    obsolete.forEach(key -> out.println("explained, but no survivor any more: " + key));
    out.flush();
    return open.isEmpty() && obsolete.isEmpty() && report.scorePercent() >= score;
  }

  private static void line(
      PrintWriter out, String name, MutationReport report, ExplainedSurvivors explained) {
    out.printf(
        Locale.ROOT,
        "%-44s %8d %8d %8d %6.1f%%%n",
        name,
        report.mutations().size(),
        report.mutations().size() - report.survivors().size(),
        explained.unexplained(report).size(),
        report.scorePercent());
  }
}
