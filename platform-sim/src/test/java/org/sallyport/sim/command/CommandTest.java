// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandTest {
  @ParameterizedTest
  @ValueSource(strings = {"close", "gateway", "initiate", "simulate", "site", "status", "version"})
  void everyVerbHelpsWithAnExample(String verb) {
    Run run = new Run(verb, "--help");
    assertEquals(ExitCode.OK, run.exitCode, run.all());
    assertTrue(run.out.contains("Usage: sallyport " + verb), run.out);
    assertTrue(run.out.contains("Example"), run.out);
    assertTrue(new Run("--help").out.contains("\n  " + verb + " "), "listed by the root");
  }

  @Test
  void wrongCommandLinesAreUsageErrors() {
    assertEquals(ExitCode.USAGE, new Run("nonsense").exitCode);
    assertEquals(ExitCode.USAGE, new Run("gateway").exitCode);
    assertEquals(ExitCode.USAGE, new Run("simulate", "--loss", "much").exitCode);
    assertEquals(ExitCode.USAGE, new Run("simulate", "--loss", "1.5").exitCode);
    assertEquals(ExitCode.USAGE, new Run("simulate", "--partition", "5").exitCode);
    Run proposal = new Run("simulate", "--ike", "aes128gcm16-x25519");
    assertEquals(ExitCode.USAGE, proposal.exitCode);
    assertTrue(proposal.err.contains("no PRF") && proposal.err.contains("remedy"), proposal.err);
  }

  @Test
  void weakAlgorithmsAreNamedOnOneLine() {
    Run weak =
        new Run("simulate", "--quiet", "--ike", "aes128-sha1-modp1024", "--esp", "aes128-sha1");
    assertEquals(ExitCode.OK, weak.exitCode, weak.all());
    assertEquals(
        "simulate: warning: kept only for old peers (RFC 8247, RFC 8221): sha1, prfsha1, modp1024",
        weak.err.strip());
    assertEquals("", new Run("simulate", "--quiet").err);
  }

  /** The check reads what would be written, the state diagrams among it. */
  @Test
  void theCheckOfASiteCountsThePagesThatAreWritten(@TempDir Path folder) throws Exception {
    Path diagrams = Files.createDirectories(folder.resolve("engine/target/generated-diagrams"));
    Files.writeString(diagrams.resolve("Lamp.svg"), "<svg/>");
    String before = System.setProperty("sallyport.home", folder.toString());
    try {
      String site = "../platform-bare/src/main/site/example.toml";
      Run check = new Run("site", "-c", site, "--check");
      Run written = new Run("site", "-c", site, "-o", folder.resolve("site").toString());
      assertEquals(ExitCode.OK, check.exitCode, check.all());
      assertTrue(check.out.contains(" 3 pages"), check.out);
      assertTrue(written.out.contains(" 3 pages"), written.out);
    } finally {
      if (before == null) {
        System.clearProperty("sallyport.home");
      } else {
        System.setProperty("sallyport.home", before);
      }
    }
  }

  @Test
  void versionNamesWhatRuns() {
    Run run = new Run("version");
    assertEquals(ExitCode.OK, run.exitCode);
    assertTrue(run.out.matches("(?s)sallyport [0-9]+\\.[0-9].*java 2[5-9].*system .*"), run.out);
  }

  @Test
  void exampleConfigurationPassesItsOwnCheck(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("gateway.toml");
    Files.writeString(file, new Run("gateway", "--example").out);
    Run check = new Run("gateway", "--config", file.toString(), "--check");
    assertEquals(ExitCode.OK, check.exitCode, check.all());
    assertTrue(check.out.contains("valid; 1 peer"), check.out);
  }

  @Test
  void brokenConfigurationIsRefusedWithPlaceAndRemedy(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("gateway.toml");
    Files.writeString(
        file, new Run("gateway", "--example").out.replace("type = \"tap\"", "type = \"tab\""));
    Run check = new Run("gateway", "--config", file.toString(), "--check");
    assertEquals(ExitCode.USAGE, check.exitCode);
    assertTrue(check.err.contains("gateway.toml:"), check.err);
    assertTrue(check.err.contains("did you mean \"tap\"?"), check.err);
    assertFalse(check.err.contains("\tat "), "no stack trace for a user's mistake");
    Run missing = new Run("gateway", "--config", folder.resolve("none").toString(), "--check");
    assertEquals(ExitCode.USAGE, missing.exitCode);
    assertTrue(missing.err.contains("does not exist"), missing.err);
  }

  @Test
  void nobodyToAskIsTheEnvironmentsFault(@TempDir Path folder) {
    Run run = new Run("status", "--socket", folder.resolve("none.sock").toString());
    assertEquals(ExitCode.ENVIRONMENT, run.exitCode, run.all());
    assertTrue(run.err.contains("no gateway answers"), run.err);
    assertTrue(run.err.contains("remedy"), run.err);
  }

  /** The command run in this JVM. */
  private static final class Run {
    final String out;
    final String err;
    final int exitCode;

    Run(String... arguments) {
      StringWriter standard = new StringWriter();
      StringWriter errors = new StringWriter();
      CommandLine command = Sallyport.commandLine();
      command.setOut(new PrintWriter(standard));
      command.setErr(new PrintWriter(errors));
      exitCode = command.execute(arguments);
      out = standard.toString();
      err = errors.toString();
    }

    String all() {
      return "exit " + exitCode + "\n" + out + err;
    }
  }
}
