// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.field;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.sallyport.sim.command.ExitCode;
import org.sallyport.sim.command.Sallyport;

/** What a user meets at the command line. */
final class CommandTrials {
  private CommandTrials() {}

  static List<Trial> all() {
    return List.of(
        Trial.of(33, CommandTrials::mistakesInSpecifications),
        Trial.of(35, CommandTrials::configurationsOfModels),
        Trial.of(37, CommandTrials::reportThatCannotBeWritten),
        Trial.of(38, CommandTrials::helpAndUnknownOptions),
        new Trial(39, Need.PROOFS, CommandTrials::claimsBeforeTheyAreDecided),
        Trial.of(41, CommandTrials::dumpsAndCaptures),
        Trial.of(44, CommandTrials::copiedExample));
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

  private static void mistakesInSpecifications(Observations seen) throws IOException {
    Path models = Path.of(ProjectFolder.path("spec/src/main/tla"));
    try (TemporaryFolder folder = TemporaryFolder.copyOf(models)) {
      Path hth = folder.path().resolve("Hth.tla");
      String right = Files.readString(hth);
      String event = "\"RcvInitRequestNoTask\", \"Idle\"";
      Files.writeString(hth, right.replace(event, "\"RcvInitRequestNoTsk\", \"Idle\""));
      CommandRun misspelt = check(folder.path());
      seen.same("exit code of a misspelt event", ExitCode.USAGE, misspelt.exitCode());
      long line = right.substring(0, right.indexOf(event)).lines().count();
      seen.contains(misspelt.err(), "Hth.tla:" + line + ": ");
      seen.contains(misspelt.err(), "RcvInitRequestNoTsk");
      Files.writeString(hth, right.replaceFirst("Rows == <<", "Rows == <"));
      CommandRun syntax = check(folder.path());
      seen.same("exit code of a syntax error", ExitCode.USAGE, syntax.exitCode());
      seen.that(
          "file and line are named",
          syntax.err().lines().anyMatch(text -> text.strip().matches("Hth\\.tla:\\d+: .*")),
          syntax::err);
    }
  }

  private static CommandRun check(Path models) {
    return CommandRun.of("check", "--spec", models.toString(), "HthClose");
  }

  private static void configurationsOfModels(Observations seen) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(ProjectFolder.path("spec/src/main/tla")))) {
      List<Path> systems =
          files.filter(file -> file.toString().endsWith("System.tla")).sorted().toList();
      seen.that("there are system modules", !systems.isEmpty(), () -> systems);
      for (Path system : systems) {
        Path configuration =
            system.resolveSibling(system.getFileName().toString().replace(".tla", ".cfg"));
        seen.that(
            configuration + " lies beside its module and can be read",
            Files.isReadable(configuration),
            () -> "it does not");
      }
    }
    seen.contains(Files.readString(Path.of(ProjectFolder.path("spec/README.md"))), "Toolbox");
  }

  private static void helpAndUnknownOptions(Observations seen) {
    for (String verb : Sallyport.commandLine().getSubcommands().keySet()) {
      if (verb.equals("help")) {
        continue;
      }
      CommandRun help = CommandRun.of(verb, "--help");
      seen.same(verb + " --help: exit code", ExitCode.OK, help.exitCode());
      CommandRun unknown = CommandRun.of(verb, "--no-such-option");
      seen.same(verb + ": exit code of an unknown option", ExitCode.USAGE, unknown.exitCode());
      seen.that(
          verb + " refuses it in few lines", unknown.err().lines().count() <= 4, unknown::err);
      seen.that(
          "the option is named, or what is missing before it",
          unknown.err().contains("--no-such-option") || unknown.err().contains("Missing required"),
          unknown::err);
      seen.contains(unknown.err(), "remedy: ");
    }
  }

  private static void claimsBeforeTheyAreDecided(Observations seen) {
    CommandRun list =
        CommandRun.of(
            "prove", "--list", "--specification", ProjectFolder.path("spec/src/main/tla"));
    seen.same("exit code", ExitCode.OK, list.exitCode());
    seen.that("no claim is said to be proved", !list.out().contains("PROVED"), list::out);
    seen.that("claims are listed", list.out().lines().count() > 10, list::out);
  }

  private static void dumpsAndCaptures(Observations seen) throws IOException {
    String first = "0000   11 22 33 44 55 66 77 88 00 00 00 00 00 00 00 00   .\"3DUfw.........\n";
    String second = "0010   21 20 22 08 00 00 00 00 00 00 00 1c               ! \".........\n";
    String plain = "1122334455667788 0000000000000000 21202208 00000000 0000001c\n";
    try (TemporaryFolder folder = TemporaryFolder.empty()) {
      Path file = folder.path().resolve("message");
      Files.writeString(file, plain);
      String expected = CommandRun.of("conform", "--ike-message", file.toString()).out();
      Files.writeString(file, first + second);
      seen.same(
          "what is said of a dump with offsets",
          expected,
          CommandRun.of("conform", "--ike-message", file.toString()).out());
      for (int magic : new int[] {0xa1b2c3d4, 0xd4c3b2a1, 0x0a0d0d0a, 0xa1b23c4d}) {
        Files.write(file, ByteBuffer.allocate(64).putInt(magic).array());
        CommandRun capture = CommandRun.of("conform", "--ike-message", file.toString());
        seen.same("exit code of a capture", ExitCode.USAGE, capture.exitCode());
        seen.contains(capture.err(), "is a capture (pcap)");
        seen.contains(capture.err(), "tshark -r");
      }
    }
  }

  private static void copiedExample(Observations seen) throws IOException {
    Path site = Path.of(ProjectFolder.path("platform-bare/src/main/site"));
    try (TemporaryFolder folder = TemporaryFolder.copyOf(site)) {
      String example = folder.path().resolve("example.toml").toString();
      CommandRun whole = CommandRun.of("site", "--config", example, "--check");
      seen.same("exit code of the copied folder", ExitCode.OK, whole.exitCode());
      seen.contains(whole.out(), "2 pages");
    }
    try (TemporaryFolder folder = TemporaryFolder.empty()) {
      Path alone = folder.path().resolve("site.toml");
      Files.copy(site.resolve("example.toml"), alone);
      CommandRun run = CommandRun.of("site", "--config", alone.toString(), "--check");
      seen.same("exit code of the file alone", ExitCode.USAGE, run.exitCode());
      seen.contains(run.err(), "platform-bare/src/main/site/pages");
    }
    seen.contains(
        Files.readString(Path.of(ProjectFolder.path("platform-bare/README.md"))),
        "cp -r platform-bare/src/main/site my-site");
  }
}
