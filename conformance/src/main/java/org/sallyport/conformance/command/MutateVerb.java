// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
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
      "A change that no test notices is a survivor: it is killed by a test, or explained in"
          + " engine/src/test/mutants/survivors.txt."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every survivor is explained and the score is reached",
      "1:a survivor is not explained, a listed one is none any more, or the score is too low",
      "2:wrong command line",
      "3:Maven or PIT failed"
    },
    footer = {
      "",
      "Examples:",
      "  sallyport mutate                          every package but the tables: hours",
      "  sallyport mutate --package crypto         one package and what lies below it: minutes",
      "  sallyport mutate --report FILE            a report that PIT has written before"
    })
public final class MutateVerb implements SallyportVerb {
  private static final String ENGINE = "org.sallyport.engine.";

  @Spec private CommandSpec spec;

  @Option(
      names = "--package",
      paramLabel = "P",
      split = ",",
      description =
          "packages of the engine, with what lies below them (default: every package but the tables)")
  private List<String> packages = new ArrayList<>();

  @Option(
      names = "--score",
      paramLabel = "PERCENT",
      defaultValue = "85",
      description = "mutations that tests must notice (default: ${DEFAULT-VALUE})")
  private int score;

  @Option(names = "--report", paramLabel = "FILE", description = "only read this mutations.xml")
  private Path reportFile;

  /** Made by the service loader. */
  public MutateVerb() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("sallyport.home", ".")).toAbsolutePath();
    Path file = reportFile;
    if (score < 0 || score > 100) {
      throw new UsageException("--score " + score + ": give 0 to 100");
    }
    if (file != null && !Files.isReadable(file)) {
      throw new UsageException(
          "--report " + file + ": cannot be read\n  remedy: name PIT's mutations.xml");
    }
    if (file == null) {
      file = home.resolve("engine/target/pit-reports/mutations.xml");
      if (!run(home, file)) {
        return ExitCode.ENVIRONMENT;
      }
    }
    MutationReport report = MutationReport.read(file);
    if (!report.isTested()) {
      throw new EnvironmentException(
          file + " shows nothing: PIT ran no test on any change",
          "see why in .sallyport/mutate.log; the tests have to pass by themselves");
    }
    ExplainedSurvivors explained =
        ExplainedSurvivors.read(home.resolve("engine/src/test/mutants/survivors.txt"));
    return print(report, explained) ? ExitCode.OK : ExitCode.FAILED;
  }

  private boolean run(Path home, Path report) throws IOException, InterruptedException {
    List<String> classes = new ArrayList<>();
    for (String name : packages.isEmpty() ? List.of("") : packages) {
      Path folder =
          home.resolve("engine/src/main/java/org/sallyport/engine").resolve(name.replace('.', '/'));
      if (!name.matches("[a-z.]*") || !Files.isDirectory(folder)) {
        throw new UsageException(
            "the engine has no package " + name + "\n  remedy: one of " + packagesOf(home));
      }
      classes.add(ENGINE + (name.isEmpty() ? "*" : name + ".*"));
    }
    Files.deleteIfExists(report);
    Path log = home.resolve(".sallyport/mutate.log");
    Files.createDirectories(log.getParent());
    Process maven =
        new ProcessBuilder(
                home.resolve("mvnw").toString(),
                "-B",
                "-Dfast",
                "-Dkernel.skip=true",
                "-f",
                home.resolve("pom.xml").toString(),
                "-pl",
                "engine",
                "-am",
                "-Pmutate",
                "-Dmutate.classes=" + String.join(",", classes),
                "-Dmutate.tests=" + ENGINE + "*",
                "process-test-classes")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Thread ender = new Thread(maven::destroy);
    Runtime.getRuntime().addShutdownHook(ender);
    PrintWriter err = spec.commandLine().getErr();
    err.println("mutating " + String.join(", ", classes) + " (log: " + log + ")");
    err.flush();
    int result = maven.waitFor();
    Runtime.getRuntime().removeShutdownHook(ender);
    if (result != 0 || !Files.isRegularFile(report)) {
      err.println("PIT failed; full output: " + log);
      return false;
    }
    return true;
  }

  private static List<String> packagesOf(Path home) {
    Path root = home.resolve("engine/src/main/java/org/sallyport/engine");
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(Files::isDirectory)
          .map(p -> p.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
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
