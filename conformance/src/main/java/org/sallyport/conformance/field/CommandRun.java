// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.field;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.sallyport.sim.command.Sallyport;
import picocli.CommandLine;

/**
 * What a user sees of one command, run in this process.
 *
 * @param exitCode of the process
 * @param out standard output
 * @param err standard error
 */
public record CommandRun(int exitCode, String out, String err) {
  /** Runs the whole command line, as the launcher does. */
  public static CommandRun of(String... arguments) {
    return of(Sallyport.commandLine(), arguments);
  }

  /** The same on a command line that the caller wants to ask further. */
  public static CommandRun of(CommandLine command, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    int exitCode = command.execute(arguments);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  /** Both outputs. */
  public String text() {
    return out + err;
  }
}
