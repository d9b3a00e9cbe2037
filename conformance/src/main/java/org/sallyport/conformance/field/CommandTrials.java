// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.field;

import java.util.List;
import org.sallyport.sim.command.ExitCode;

/** What a user meets at the command line. */
final class CommandTrials {
  private CommandTrials() {}

  static List<Trial> all() {
    return List.of(Trial.of(37, CommandTrials::reportThatCannotBeWritten));
  }

  private static void reportThatCannotBeWritten(Observations seen) {
    String nowhere = "/nonexistent-folder/report";
    String models = ProjectFolder.path("spec/src/main/tla");
    String[][] commands = {
      {"check", "--spec", models, "--junit", nowhere},
      {"check", "--spec", models, "--svg", models + "/manifest.json/deeper"},
      {"conform", "--html", nowhere},
      {"conform", "--junit", nowhere},
      {"simulate", "--svg", nowhere},
      {"simulate", "--pcap", nowhere},
      {"simulate", "--trace", nowhere},
    };
    for (String[] command : commands) {
      long startedNs = System.nanoTime();
      CommandRun run = CommandRun.of(command);
      String said = String.join(" ", command);
      seen.same(said + ": exit code", ExitCode.ENVIRONMENT, run.exitCode());
      seen.contains(run.err(), "cannot write " + command[command.length - 1]);
      seen.that(
          said + " is refused before its work",
          System.nanoTime() - startedNs < 10L * SimulatedPair.SECOND_NS,
          () -> "it took " + (System.nanoTime() - startedNs) / SimulatedPair.SECOND_NS + " s");
    }
  }
}
