// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.sallyport.spec.file.OutputPlace;
import org.sallyport.spec.file.SystemReason;
import org.sallyport.spec.table.SpecException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sallyport check}: model-checks the specifications against their manifest. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Model-checks the specifications against their manifest.",
      "Compared are result, distinct states and depth of every model. A property that fails is shown"
          + " as a message-sequence diagram."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything is as the manifest says",
      "1:something is not: a property fails, a model has changed, or a row is not covered",
      "2:wrong usage or specification",
      "3:no test has noted rows that --coverage could count, or a file cannot be written"
    },
    footer = {
      "",
      "Examples:",
      "  sallyport check                        every model that runs in seconds",
      "  sallyport check HthHandshake Esn       two of them",
      "  sallyport check --mutants              broken specifications, each of which must fail",
      "  sallyport check --coverage             rows fired by models, tests and runs; pages",
      "  sallyport check --large --json         larger bounds too; the report as JSON"
    })
public class CheckVerb implements Callable<Integer> {
  /** The width of help texts, of every verb. */
  public static final int HELP_COLUMNS = 100;

  private static final long QUIET_NS = 2_000_000_000L;
  private static final Pattern END = Pattern.compile(": (passed|CHANGED|FAILED) \\(");

  @Spec private CommandSpec spec;

  @Option(names = "--mutants", description = "Check the mutants instead: each must be caught.")
  private boolean mutants;

  @Option(names = "--large", description = "Also the models with larger bounds (minutes).")
  private boolean large;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Also write the report as JUnit XML.")
  private Path junit;

  @Option(
      names = "--spec",
      paramLabel = "FOLDER",
      description = "The specifications (default: the project's).")
  private Path specFolder;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Runs of TLC at once (default: the processors).")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--svg",
      paramLabel = "FOLDER",
      description = "Also draw each counterexample there, as NAME.svg.")
  private Path svg;

  @Option(names = "--examples", description = "Show the counterexample of every mutant caught.")
  private boolean examples;

  @Option(
      names = "--coverage",
      description =
          "Run nothing; print how many rows of each table the models, the engine's tests, simulations"
              + " and live runs have fired so far, refusals included. A row that no engine has fired"
              + " fails the check unless unfired-rows.json says why. Also writes a page for each"
              + " machine.")
  private boolean coverage;

  @Parameters(arity = "0..*", paramLabel = "MODEL", description = "Only these models or mutants.")
  private List<String> names = List.of();

  private long lastProgressNs = System.nanoTime();

  /** Made by the root command. */
  public CheckVerb() {}

  /**
   * The verb by itself: the launcher needs no module but this one for it.
   *
   * @param arguments the options
   */
  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new CheckVerb());
    command.setCommandName("sallyport check");
    command.setUsageHelpWidth(HELP_COLUMNS);
    command.setParameterExceptionHandler(new WrongArguments());
    command.setExitCodeExceptionMapper(defect -> 4);
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      refuseNonsense();
      Optional<OutputPlace.Refusal> unwritable = unwritable();
      if (unwritable.isPresent()) {
        OutputPlace.Refusal refusal = unwritable.orElseThrow();
        err.println("check: " + refusal.problem() + "\n  remedy: " + refusal.remedy());
        return 3;
      }
      if (coverage) {
        return printCoverage(out, err);
      }
      ModelChecker checker = new ModelChecker(folder(), line -> progress(err, line));
      boolean draws = examples || json || svg != null;
      CheckReport report =
          checker.check(new ModelChecker.Request(large, mutants, names, jobs, draws));
      out.print(json ? Reports.json(report) : Reports.text(report));
      if (examples && !json) {
        report
            .results()
            .forEach(result ->
                out.print(
                    "\n"
                        + result.name()
                        + " breaks "
                        + result.result()
                        + "\n"
                        + result.counterexample()));
      }
      out.flush();
      if (junit != null) {
        Files.writeString(junit, Reports.junit(report));
      }
      if (svg != null) {
        draw(report);
      }
      return report.passed() ? 0 : 1;
    } catch (SpecException e) {
      err.println("check: " + e.getMessage());
      return 2;
    } catch (IOException e) {
      return refused(err, e);
    } catch (UncheckedIOException e) {
      return refused(err, e.getCause());
    }
  }

  private Optional<OutputPlace.Refusal> unwritable() {
    return Optional.ofNullable(junit)
        .flatMap(OutputPlace::refusalOfFile)
        .or(() -> Optional.ofNullable(svg).flatMap(OutputPlace::refusalOfFolder));
  }

  private static int refused(PrintWriter err, IOException refused) {
    err.println(
        "check: cannot write the report or the pages: "
            + SystemReason.withFile(refused)
            + "\n  remedy: check the path, who may write there, and the room on its disk");
    return 3;
  }

  private void refuseNonsense() {
    if (jobs < 1) {
      throw new SpecException("--jobs is " + jobs + "; give 1 or more");
    }
    if (coverage && (mutants || large || json || examples || !names.isEmpty())) {
      throw new SpecException(
          "--coverage is of every machine and of all that was noted: it takes no model, and no"
              + " option but --spec");
    }
    if (!Files.isRegularFile(folder().resolve("manifest.json"))) {
      throw new SpecException(
          folder()
              + " holds no manifest.json\n  remedy: name the folder of the TLA+ modules with --spec");
    }
  }

  private void draw(CheckReport report) throws IOException {
    Files.createDirectories(svg);
    for (ModelResult result : report.results()) {
      if (!result.diagram().isEmpty()) {
        Files.writeString(svg.resolve(result.name() + ".svg"), result.diagram());
      }
    }
  }

  private int printCoverage(PrintWriter out, PrintWriter err) throws IOException {
    EngineCoverage engine = EngineCoverage.of(folder(), RowNotes.read(home()));
    if (!engine.isTested()) {
      err.println(
          "check: no test of the engine has noted its rows yet\n  remedy: run ./sallyport test");
      return 3;
    }
    out.print(engine.text());
    List<String> problems = engine.problems();
    out.println("\nproblems: " + problems.size());
    problems.forEach(problem -> out.println("  " + problem));
    Path pages = home().resolve(".sallyport").resolve("machines");
    new MachinePages(engine, folder(), home()).write(pages);
    out.println("\na page for each machine: " + pages.resolve("index.html"));
    out.flush();
    return problems.isEmpty() ? 0 : 1;
  }

  private static Path home() {
    return Path.of(System.getProperty("sallyport.home", "."));
  }

  private Path folder() {
    return specFolder != null ? specFolder : home().resolve("spec/src/main/tla");
  }

  /** Ends are always told, TLC's own progress only now and then. */
  private synchronized void progress(PrintWriter err, String line) {
    long nowNs = System.nanoTime();
    boolean end = END.matcher(line).find();
    if (end || nowNs - lastProgressNs > QUIET_NS) {
      lastProgressNs = nowNs;
      err.println("  " + line);
      err.flush();
    }
  }
}
