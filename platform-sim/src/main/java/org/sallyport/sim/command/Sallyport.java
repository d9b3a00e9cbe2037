// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.sallyport.spec.check.CheckVerb;
import org.sallyport.spec.check.WrongArguments;
import org.sallyport.spec.file.SystemReason;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Root of the {@code sallyport} command: collects the verbs of all modules and runs one. */
@Command(
    name = "sallyport",
    mixinStandardHelpOptions = true,
    versionProvider = VersionVerb.Provider.class,
    synopsisSubcommandLabel = "VERB",
    description = "Sallyport: a formally specified, model-checked IPsec engine (IKEv2 and ESP).",
    subcommandsRepeatable = false,
    commandListHeading = "%nVerbs:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, and every check passed",
      "1:a check or the build failed",
      "2:wrong command line or configuration",
      "3:the machine lacks something; the message says what to do",
      "4:internal error"
    },
    footer = {
      "",
      "The launcher itself adds:",
      "  sallyport setup                          installs what the machine lacks (Debian, as root)",
      "  sallyport test [TEST]                    builds and tests everything, with counts; or one TEST",
      "",
      "Try:",
      "  sallyport simulate --seed 1 --loss 0.2   two engines over a lossy simulated network",
      "  sallyport gateway --config FILE --check  validate a gateway configuration",
      "  sallyport VERB --help                    options and examples of a verb"
    })
public final class Sallyport implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** Made by picocli. */
  public Sallyport() {}

  /** Without a verb there is nothing to do, which is no success. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }

  /**
   * @param arguments the verb and its options
   */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The complete command line with the verbs of every module on the class path. */
  public static CommandLine commandLine() {
    CommandLine root = new CommandLine(new Sallyport());
    for (SallyportVerb verb : verbs()) {
      root.addSubcommand(verb);
    }
    root.addSubcommand(new CommandLine.HelpCommand());
    root.setExecutionExceptionHandler(Sallyport::explain);
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setParameterExceptionHandler(new WrongArguments());
    root.setUsageHelpWidth(CheckVerb.HELP_COLUMNS);
    return root;
  }

  private static List<SallyportVerb> verbs() {
    List<SallyportVerb> verbs = new ArrayList<>();
    ServiceLoader.load(SallyportVerb.class).forEach(verbs::add);
    verbs.sort(Comparator.comparing(verb -> CommandSpec.forAnnotatedObject(verb).name()));
    return verbs;
  }

  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter out = command.getErr();
    return switch (failure) {
      case EnvironmentException missing -> {
        out.println(command.getCommandName() + ": " + missing.getMessage());
        yield ExitCode.ENVIRONMENT;
      }
      case UsageException wrong -> {
        out.println(command.getCommandName() + ": " + wrong.getMessage());
        yield ExitCode.USAGE;
      }
      case IOException refused -> explain(refused, command);
      case UncheckedIOException refused -> explain(refused.getCause(), command);
      default -> {
        out.println(command.getCommandName() + ": internal error; this is a defect of Sallyport:");
        failure.printStackTrace(out);
        yield ExitCode.INTERNAL;
      }
    };
  }

  /** What no verb has explained better: the system refused a file. */
  private static int explain(IOException refused, CommandLine command) {
    command
        .getErr()
        .println(
            command.getCommandName()
                + ": "
                + SystemReason.withFile(refused)
                + "\n  remedy: check the path, who may read and write there, and the room on its disk");
    return ExitCode.ENVIRONMENT;
  }
}
