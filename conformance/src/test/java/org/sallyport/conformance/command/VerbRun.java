// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.command;

import java.io.PrintWriter;
import java.io.StringWriter;
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
  /** Runs the whole command line, as the launcher does. */
  static VerbRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = Sallyport.commandLine();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    int exitCode = command.execute(arguments);
    return new VerbRun(exitCode, out.toString(), err.toString());
  }
}
