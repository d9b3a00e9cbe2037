// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.sim.command.Sallyport;
import org.sallyport.spec.check.CheckVerb;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What every verb owes to who types it: whole sentences, and refusals that say what to do. */
class CommandLineTest {
  @TempDir private Path folder;

  static Stream<CommandSpec> verbs() {
    return Sallyport.commandLine().getSubcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(verb -> !verb.name().equals("help"));
  }

  /**
   * The launcher answers from {@code docs/help.txt} and {@code docs/help}, without a build. The
   * verb of module {@code proofs}, which is not seen here, is held to them there.
   */
  @Test
  void theLaunchersHelpIsThatOfTheVerbs() throws IOException {
    Path docs = Path.of("..", "docs");
    Path fresh = Path.of("target", "help", "docs");
    Files.createDirectories(fresh.resolve("help"));
    String remedy = "remedy: cp -r conformance/target/help/docs . (in the project's folder)";
    CommandLine root = Sallyport.commandLine();
    Set<String> files = new TreeSet<>(Set.of("prove.txt", "setup.txt", "test.txt"));
    Set<String> stale = new TreeSet<>();
    for (Map.Entry<String, CommandLine> verb : root.getSubcommands().entrySet()) {
      String name = verb.getKey() + ".txt";
      files.add(name);
      String text = verb.getValue().getUsageMessage(CommandLine.Help.Ansi.OFF);
      Files.writeString(fresh.resolve("help").resolve(name), text);
      Path known = docs.resolve("help").resolve(name);
      if (!Files.exists(known) || !Files.readString(known).equals(text)) {
        stale.add(name);
      }
    }
    assertEquals(Set.of(), stale, remedy);
    assertEquals(files, new TreeSet<>(List.of(docs.resolve("help").toFile().list())));
    String known = Files.readString(docs.resolve("help.txt"));
    Matcher prove = Pattern.compile("(?m)^  prove .*\n(?: {8,}.*\n)*").matcher(known);
    assertTrue(prove.find(), known);
    String text =
        root.getUsageMessage(CommandLine.Help.Ansi.OFF)
            .replaceFirst("(?m)^  simulate ", Matcher.quoteReplacement(prove.group()) + "$0");
    Files.writeString(fresh.resolve("help.txt"), text);
    assertEquals(text, known, remedy);
  }

  @Test
  void noVerbIsWrongUsage() {
    VerbRun run = VerbRun.of();
    assertEquals(2, run.exitCode());
    assertEquals("", run.out());
    assertTrue(run.err().contains("Verbs:"), run.err());
  }

  /** The list of verbs shows the first paragraph alone, and help wraps every paragraph anew. */
  @ParameterizedTest
  @MethodSource("verbs")
  void everyParagraphOfTheHelpIsWhole(CommandSpec verb) {
    List<String> paragraphs = new ArrayList<>(List.of(verb.usageMessage().description()));
    assertTrue(paragraphs.get(0).length() <= 250, paragraphs.get(0));
    for (String paragraph : paragraphs) {
      assertTrue(paragraph.endsWith("."), verb.name() + ": " + paragraph);
    }
    for (OptionSpec option : verb.options()) {
      assertTrue(option.description().length <= 1, verb.name() + " " + option.longestName());
    }
    for (String line : verb.usageMessage().footer()) {
      assertTrue(line.length() <= CheckVerb.HELP_COLUMNS, verb.name() + ": " + line);
    }
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void anUnknownOptionIsRefusedInAFewLines(CommandSpec verb) {
    VerbRun run = VerbRun.of(verb.name(), "--not-an-option");
    assertEquals(2, run.exitCode(), run.err());
    assertTrue(run.err().startsWith(verb.name() + ": "), run.err());
    assertTrue(run.err().contains("remedy: see sallyport " + verb.name() + " --help"), run.err());
    assertTrue(run.err().lines().count() <= 4, run.err());
  }

  @Test
  void aMisspeltVerbIsNamedWithWhatMayBeMeant() {
    VerbRun run = VerbRun.of("chekc");
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("there is no verb chekc"), run.err());
    assertTrue(run.err().contains("sallyport check"), run.err());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "boot --port 8080, --port 8080: give 1 to 65535, and --stay with it",
        "boot --stay --port 65536, --port 65536: give 1 to 65535",
        "boot --soak 0, --soak 0: give 1 packet or more",
        "boot --soak x, 'x' is not a whole number",
        "check --jobs 0, --jobs is 0",
        "check --coverage Esn, it takes no model",
        "check --coverage --mutants, it takes no model",
        "check --spec FOLDER, holds no manifest.json",
        "fuzz --seconds 0 --corpus FOLDER/none, there is no such folder",
        "gateway --example --check, then --config FILE --check",
        "interop --bare --quick, leave one of them out",
        "mutate --score 101, give 0 to 100",
        "mutate --package ike --report FOLDER/text, --package does not go with it",
        "mutate --report FOLDER/none, cannot be read",
        "mutate --report FOLDER/text, is no report of PIT",
        "simulate --loss x, 'x' is not a number",
        "simulate --loss 2, --loss 2.0: give 0 to 1",
        "simulate --replay -0.1, --replay -0.1: give 0 to 1",
        "simulate --corruption NaN, --corruption NaN: give 0 to 1",
        "simulate --runs 2 --ike nonsense, remedy: ",
        "simulate --delay 5-1, --delay 5-1: ends before it begins",
        "simulate --partition 5-2, --partition 5-2: ends before it begins",
        "simulate --size 3, --size 3: give 4 to 1300",
        "simulate --runs 0, --runs 0: give 1 or more",
        "simulate --runs 2 --svg FOLDER/run.svg, are of one run",
        "simulate --runs 2 --json, are of one run",
        "version x, takes no argument x"
      })
  void nonsenseIsRefusedByName(String line, String says) throws IOException {
    Files.writeString(folder.resolve("text"), "garbage");
    VerbRun run = VerbRun.of(line.replace("FOLDER", folder.toString()).split(" "));
    assertEquals(2, run.exitCode(), run.out() + run.err());
    assertTrue(run.err().contains(says), run.err());
    assertFalse(run.err().contains("\tat "), run.err());
    assertEquals("", run.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "simulate --svg OUTPUT",
        "simulate --pcap OUTPUT",
        "simulate --trace OUTPUT",
        "site -c EXAMPLE -o OUTPUT",
        "image -c EXAMPLE --kernel KERNEL -o OUTPUT",
        "conform --junit OUTPUT",
        "conform --html OUTPUT"
      })
  void whatCannotBeWrittenIsSaidBeforeTheWork(String line) throws IOException {
    String command = withFiles(line);
    VerbRun missing =
        VerbRun.of(command.replace("OUTPUT", folder.resolve("none/x").toString()).split(" "));
    assertEquals(3, missing.exitCode(), missing.out() + missing.err());
    assertTrue(missing.err().contains("there is no folder " + folder), missing.err());
    assertEquals("", missing.out());
    VerbRun directory = VerbRun.of(command.replace("OUTPUT", folder.toString()).split(" "));
    assertEquals(3, directory.exitCode(), directory.out() + directory.err());
    assertTrue(directory.err().contains("it is a folder"), directory.err());
    assertFalse(Arrays.asList(folder.toFile().list()).contains("none"));
  }

  /** A command line with the files that are right in it; the others are the test's. */
  private String withFiles(String line) throws IOException {
    Path kernel = Files.write(folder.resolve("kernel"), new byte[] {0x7f, 'E', 'L', 'F'});
    return line.replace("EXAMPLE", "../platform-bare/src/main/site/example.toml")
        .replace("SPEC", "../spec/src/main/tla")
        .replace("KERNEL", kernel.toString());
  }

  /** As a superuser, who may write everywhere else, sees it too. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "simulate --quiet --svg /proc/x",
        "simulate --quiet --pcap /proc/x",
        "simulate --quiet --trace /proc/x",
        "simulate --quiet --key-log /proc/x/y",
        "site -c EXAMPLE -o /proc/x",
        "image -c EXAMPLE --kernel KERNEL -o /proc/x",
        "check --spec SPEC --svg /proc/x/y Esn"
      })
  void theSystemsReasonIsSaid(String line) throws IOException {
    VerbRun run = VerbRun.of(withFiles(line).split(" "));
    assertEquals(3, run.exitCode(), run.out() + run.err());
    assertTrue(
        run.err().matches("(?s).*/proc.*: (No such file or directory|you may not).*remedy: .*"),
        run.err());
    assertFalse(run.err().contains("Exception"), run.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gateway --check -c FILE",
        "site --check -c FILE",
        "status -c FILE",
        "image -o OUTPUT --kernel KERNEL -c FILE",
        "image -o OUTPUT -c EXAMPLE --kernel FILE",
        "conform --replay-scenarios FILE",
        "conform --esp-cases FILE",
        "conform --ike-message FILE",
        "check --spec FILE",
        "mutate --report FILE",
        "fuzz --seconds 0 --corpus FILE"
      })
  void whatCannotBeReadIsSaidWithoutNamesOfClasses(String line) throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "garbage\n");
    String command = withFiles(line).replace("OUTPUT", folder.resolve("x").toString());
    for (Path wrong : List.of(folder, text.resolve("below"), folder.resolve("none"))) {
      VerbRun run = VerbRun.of(command.replace("FILE", wrong.toString()).split(" "));
      if (line.startsWith("fuzz") && wrong.equals(folder)) {
        assertEquals(0, run.exitCode(), run.err());
        continue;
      }
      assertTrue(run.exitCode() == 2 || run.exitCode() == 3, run.exitCode() + run.err());
      assertTrue(run.err().contains(wrong.toString()), run.err());
      assertTrue(run.err().contains("remedy: "), run.err());
      assertFalse(run.err().contains("Exception"), run.err());
      assertFalse(run.err().contains("java."), run.err());
    }
  }

  @Test
  void anImageIsMadeOfAKernelOnly() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "garbage");
    Path image = folder.resolve("x.iso");
    VerbRun run =
        VerbRun.of(
            "image",
            "-c",
            "../platform-bare/src/main/site/example.toml",
            "-o",
            image.toString(),
            "--kernel",
            text.toString());
    assertEquals(2, run.exitCode(), run.out());
    assertTrue(run.err().contains(text + ": is no kernel"), run.err());
    assertFalse(Files.exists(image));
  }

  @Test
  void aReportInWhichNoTestRanShowsNothing() throws IOException {
    Path report =
        Files.writeString(
            folder.resolve("mutations.xml"),
            "<mutations><mutation detected='false' status='NO_COVERAGE'>"
                + "<mutatedClass>org.sallyport.engine.A</mutatedClass>"
                + "<mutatedMethod>run</mutatedMethod><lineNumber>1</lineNumber><index>1</index>"
                + "<description>changed</description></mutation></mutations>");
    VerbRun run = VerbRun.of("mutate", "--report", report.toString());
    assertEquals(3, run.exitCode(), run.out());
    assertTrue(run.err().contains("PIT ran no test"), run.err());
  }

  @ParameterizedTest
  @CsvSource({
    "nowhere, the engine has no package nowhere",
    "ike/.., the engine has no package ike/..",
    "ike., the engine has no package ike.",
    "'', the engine has no package",
    "gateway, gateway has no tests of its own"
  })
  void onlyPackagesWithTestsAreMutated(String name, String says) {
    String before = System.setProperty("sallyport.home", "..");
    try {
      VerbRun run = VerbRun.of("mutate", "--package", "crypto," + name + ",wire");
      assertEquals(2, run.exitCode(), run.out() + run.err());
      assertTrue(run.err().contains(says), run.err());
      assertTrue(run.err().contains("crypto, dataplane"), run.err());
    } finally {
      if (before == null) {
        System.clearProperty("sallyport.home");
      } else {
        System.setProperty("sallyport.home", before);
      }
    }
  }
}
