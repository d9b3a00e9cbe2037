// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.proofs.Claim.Answer;
import org.sallyport.proofs.ProofResult.Verdict;
import org.sallyport.proofs.claim.TableClaims;
import org.sallyport.sim.command.Sallyport;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Every claim, as a test of its own. */
final class ProveTest {
  private static final Path SPECIFICATION = Path.of("..", "spec", "src", "main", "tla");

  @TestFactory
  Stream<DynamicTest> claims() {
    return Prove.claims(SPECIFICATION).stream()
        .map(claim -> DynamicTest.dynamicTest(claim.name(), () -> assertComesTo(claim)));
  }

  private static void assertComesTo(Claim claim) {
    ProofResult result = claim.run();
    assertEquals(claim.expected(), result.observed(), claim.statement() + ": " + result.detail());
  }

  /** The launcher answers from these files: see {@code CommandLineTest} of module conformance. */
  @Test
  void theLaunchersHelpIsThatOfTheVerb() throws IOException {
    Path docs = Path.of("..", "docs");
    CommandLine root = Sallyport.commandLine();
    assertEquals(
        root.getSubcommands().get("prove").getUsageMessage(CommandLine.Help.Ansi.OFF),
        Files.readString(docs.resolve("help").resolve("prove.txt")));
    Matcher listed =
        Pattern.compile("(?m)^  prove .*\n(?: {8,}.*\n)*")
            .matcher(root.getUsageMessage(CommandLine.Help.Ansi.OFF));
    assertTrue(listed.find());
    String known = Files.readString(docs.resolve("help.txt"));
    assertTrue(known.contains("\n" + listed.group()), listed.group());
  }

  @Test
  void namesAreDistinctAndEveryKindIsThere() {
    List<String> names = Prove.claims(SPECIFICATION).stream().map(Claim::name).toList();
    Set<String> distinct = new HashSet<>(names);
    assertEquals(names.size(), distinct.size());
    for (String needed :
        List.of(
            "window-initial",
            "window-check",
            "window-advance",
            "esn-reconstructs",
            "esn-off",
            "inbound-esn",
            "inbound-32",
            "wrong-inbound-plain-taken-for-extended",
            "counter-initial-64",
            "iv-counter",
            "iv-cbc",
            "iv-sealed-native",
            "wrong-iv-repeats",
            "wrong-window-left-edge-64",
            "wrong-window-clear-short",
            "wrong-esn-plain-taken-for-extended",
            "wrong-esn-unguarded-decrement",
            "machine-agrees",
            "table-Hth",
            "table-ReplayWindow")) {
      assertTrue(distinct.contains(needed), needed);
    }
  }

  /** What is only claimed must not look as if it had been proved. */
  @Test
  void aListSaysWhatIsExpectedAndDecidesNothing() {
    StringWriter out = new StringWriter();
    CommandLine command = Sallyport.commandLine().setOut(new PrintWriter(out));
    String folder = SPECIFICATION.toString();
    assertEquals(0, command.execute("prove", "--specification", folder, "--list"));
    assertTrue(out.toString().startsWith("claim "), out.toString());
    assertTrue(out.toString().contains(" to be proved "), out.toString());
    assertTrue(out.toString().contains(" to be refuted "), out.toString());
    out.getBuffer().setLength(0);
    assertEquals(
        0, command.execute("prove", "--specification", folder, "--list", "--json", "esn-off"));
    assertTrue(out.toString().contains("\"expected\" : \"PROVED\""), out.toString());
    assertFalse(out.toString().contains("observed"), out.toString());
  }

  /** The help's list of verbs shows the first paragraph alone. */
  @Test
  void theHelpHasWholeSentences() {
    CommandSpec verb = Sallyport.commandLine().getSubcommands().get("prove").getCommandSpec();
    for (String paragraph : verb.usageMessage().description()) {
      assertTrue(paragraph.endsWith("."), paragraph);
    }
  }

  /** The specification is changed behind the table's back: one row accepts a replay. */
  @Test
  void aTableThatIsNotTheSpecificationIsRefuted(@TempDir Path folder) throws IOException {
    try (Stream<Path> modules = Files.list(SPECIFICATION)) {
      for (Path module : modules.filter(Files::isRegularFile).toList()) {
        Files.copy(module, folder.resolve(module.getFileName()));
      }
    }
    Path window = folder.resolve("ReplayWindow.tla");
    String row = "Row(\"both\", \"Checked\", \"AdvanceSeen\", \"Refused\", <<\"RefuseSeen\">>,";
    String text = Files.readString(window);
    assertTrue(text.contains(row));
    Files.writeString(
        window,
        text.replace(row, row.replace("\"Refused\", <<\"RefuseSeen\">>", "\"Accepted\", <<>>")));
    for (Claim claim : TableClaims.all(folder)) {
      ProofResult result = claim.run();
      boolean changed = claim.name().equals("table-ReplayWindow");
      assertEquals(
          changed ? Verdict.REFUTED : Verdict.PROVED,
          result.observed(),
          claim.name() + ": " + result.detail());
      assertTrue(!changed || result.detail().contains("checked x advanceseen"), result.detail());
    }
  }

  @Test
  void whatGoesWrongIsAnOutcomeAndDoesNotPass() {
    Claim broken =
        new Claim(
            "broken",
            "",
            "",
            Verdict.REFUTED,
            () -> {
              throw new IllegalStateException("no answer");
            });
    ProofResult result = broken.run();
    assertEquals(Verdict.FAILED, result.observed());
    assertTrue(!result.pass() && result.detail().contains("no answer"));
    assertTrue(!new Claim("", "", "", Verdict.REFUTED, () -> Answer.proved("")).run().pass());
  }
}
