// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.command;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sallyport.conformance.fuzz.FuzzCorpus;
import org.sallyport.conformance.fuzz.FuzzTarget;
import org.sallyport.conformance.fuzz.JazzerProcess;
import org.sallyport.sim.command.ExitCode;
import org.sallyport.sim.command.SallyportVerb;
import org.sallyport.sim.command.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sallyport fuzz}: Jazzer against everything that takes octets from outside. */
@Command(
    name = "fuzz",
    mixinStandardHelpOptions = true,
    description = {
      "Replays the kept corpus, then lets Jazzer search for inputs that break a law.",
      "An input that does is kept under .sallyport/fuzz/TARGET with the fuzzer's log."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing was found",
      "1:an input broke a law",
      "2:wrong command line",
      "3:the corpus or the folder of the work cannot be read or written"
    },
    footer = {
      "",
      "Examples:",
      "  sallyport fuzz --list",
      "  sallyport fuzz --seconds 60",
      "  sallyport fuzz --seconds 600 ike-message",
      "  sallyport fuzz --seconds 0              only replays the corpus",
      "  sallyport fuzz --seconds 600 --keep     adds what was learned to the kept corpus"
    })
public final class FuzzVerb implements SallyportVerb {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "TARGET", description = "what to fuzz (default: all)")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "how long to search, for each target (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(names = "--list", description = "list the targets")
  private boolean list;

  @Option(
      names = "--keep",
      description = "add to the kept corpus, as few inputs as do it, what reaches new code")
  private boolean keep;

  @Option(
      names = "--corpus",
      paramLabel = "DIRECTORY",
      description = "the kept corpus (default: conformance/corpus of this project)")
  private Path corpusDirectory;

  /** Made by the service loader. */
  public FuzzVerb() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      for (FuzzTarget target : FuzzTarget.values()) {
        out.printf(Locale.ROOT, "%-18s %s%n", target.folder(), target.description());
      }
      out.flush();
      return ExitCode.OK;
    }
    if (seconds < 0) {
      throw new UsageException("--seconds is " + seconds + "; give 0 or more");
    }
    if (corpusDirectory != null && !Files.isDirectory(corpusDirectory)) {
      throw new UsageException(
          "--corpus " + corpusDirectory + ": there is no such folder\n  remedy: check the path");
    }
    List<FuzzTarget> targets = targets();
    Path home = Path.of(System.getProperty("sallyport.home", "."));
    FuzzCorpus corpus =
        new FuzzCorpus(
            corpusDirectory == null ? home.resolve("conformance/corpus") : corpusDirectory);
    out.printf(
        Locale.ROOT,
        "%-18s %8s %8s %12s %8s  %s%n",
        "target",
        "corpus",
        "seconds",
        "executions",
        "edges",
        "found");
    int failed = 0;
    for (FuzzTarget target : targets) {
      failed += fuzz(target, corpus, home.resolve(".sallyport/fuzz")) ? 0 : 1;
    }
    out.flush();
    return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private List<FuzzTarget> targets() {
    if (names.isEmpty()) {
      return List.of(FuzzTarget.values());
    }
    return names.stream()
        .map(name ->
            FuzzTarget.of(name)
                .orElseThrow(() ->
                    new UsageException(
                        "there is no target "
                            + name
                            + "\n  remedy: name one of "
                            + Arrays.stream(FuzzTarget.values())
                                .map(FuzzTarget::folder)
                                .collect(Collectors.joining(", ")))))
        .toList();
  }

  private boolean fuzz(FuzzTarget target, FuzzCorpus corpus, Path workDirectory) {
    List<Path> inputs = corpus.inputs(target);
    for (Path input : inputs) {
      try {
        target.put(Files.readAllBytes(input));
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      } catch (RuntimeException | AssertionError broken) {
        line(target, inputs.size(), 0, 0, 0, input + ": " + broken);
        return false;
      }
    }
    if (seconds == 0) {
      line(target, inputs.size(), 0, 0, 0, "nothing");
      return true;
    }
    Path work = workDirectory.resolve(target.folder());
    Path learned = work.resolve("corpus");
    JazzerProcess.Outcome outcome =
        new JazzerProcess(target.type(), work, List.of(learned, corpus.folder(target)))
            .search(seconds, text -> progress(target, text));
    if (keep) {
      new JazzerProcess(
              target.type(), work.resolve("merge"), List.of(corpus.folder(target), learned))
          .merge(text -> progress(target, "keeping: " + text));
    }
    boolean nothing = outcome.finding() == null;
    line(
        target,
        inputs.size(),
        seconds,
        outcome.executions(),
        outcome.coverage(),
        nothing ? "nothing" : outcome.finding() + " (log: " + outcome.log() + ")");
    return nothing;
  }

  private void line(
      FuzzTarget target, int inputs, int spent, long executions, long coverage, String found) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%-18s %8d %8d %12d %8d  %s%n",
        target.folder(),
        inputs,
        spent,
        executions,
        coverage,
        found);
    out.flush();
  }

  private void progress(FuzzTarget target, String text) {
    if (isTerminal()) {
      PrintWriter err = spec.commandLine().getErr();
      err.print("\rfuzz " + target.folder() + ": " + text + "\033[K\r");
      err.flush();
    }
  }

  /** There is no console at all when neither input nor output is a terminal. */
  @SuppressWarnings("SystemConsoleNull") // JDK 25 returns null again; the check knows JDK 22 to 24.
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
