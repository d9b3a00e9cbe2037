// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.command;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.sallyport.conformance.field.CommandRun;
import org.sallyport.sim.command.Sallyport;
import picocli.CommandLine;

/**
 * What a user sees of one command.
 *
 * @param exitCode of the process
 * @param out standard output
 * @param err standard error
 */
record VerbRun(int exitCode, String out, String err) {
  /**
   * Runs the whole command line, as the launcher does. Whatever comes of it, the help of the verb
   * lists the exit code.
   */
  static VerbRun of(String... arguments) {
    CommandLine command = Sallyport.commandLine();
    CommandRun run = CommandRun.of(command, arguments);
    String verb = arguments.length == 0 ? "" : arguments[0];
    CommandLine asked = command.getSubcommands().getOrDefault(verb, command);
    Set<String> listed = asked.getCommandSpec().usageMessage().exitCodeList().keySet();
    assertTrue(
        listed.contains(Integer.toString(run.exitCode())),
        () ->
            verb
                + " ended with "
                + run.exitCode()
                + ", its help lists "
                + listed
                + "\n"
                + run.err());
    return new VerbRun(run.exitCode(), run.out(), run.err());
  }
}
