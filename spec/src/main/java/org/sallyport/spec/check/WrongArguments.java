// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Refuses a wrong command line in a few lines: what is wrong, what may have been meant, and where
 * the options are listed. The whole help would push the reason off the screen.
 */
public final class WrongArguments implements IParameterExceptionHandler {
  /** Stateless. */
  public WrongArguments() {}

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(command.getCommandName() + ": " + reason(wrong));
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println("  remedy: see " + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String reason(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException extra && !extra.isUnknownOption()) {
      String words = String.join(" ", extra.getUnmatched());
      return wrong.getCommandLine().getSubcommands().isEmpty()
          ? "takes no argument " + words
          : "there is no verb " + words;
    }
    return wrong
        .getMessage()
        .replaceFirst("^Error: ", "")
        .replaceFirst("is not an? (int|long)$", "is not a whole number")
        .replaceFirst("is not a double$", "is not a number");
  }
}
