// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher in a folder of its own, with a Maven that notes its arguments and fails. */
class LauncherTest {
  private static final String SPECIFICATION_WRONG =
      """
      [INFO] Building engine 0.1.0-SNAPSHOT                                [3/7]
      [ERROR] Failed to execute goal org.codehaus.mojo:exec-maven-plugin:3.5.1:java (tables) on \
      project engine: An exception occurred while executing the Java class. The decisions cannot \
      be generated:
      [ERROR]   CookiesDecisions.tla:23: the fact MatchesCurent is not declared in FactDocs
      [ERROR] -> [Help 1]
      [ERROR]\s
      [ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.
      [ERROR] Re-run Maven using the -X switch to enable full debug logging.
      [ERROR]\s
      [ERROR] For more information about the errors and possible solutions, please read these:
      [ERROR] [Help 1] http://cwiki.apache.org/confluence/display/MAVEN/MojoExecutionException
      [ERROR]\s
      [ERROR] After correcting the problems, you can resume the build with the command
      [ERROR]   mvn <args> -rf :engine
      """;

  @TempDir private Path folder;

  private record Run(int exitCode, String text) {}

  @BeforeEach
  void copyLauncher() throws IOException {
    Files.copy(Path.of("..", "sallyport"), folder.resolve("sallyport"));
    Path docs = Path.of("..", "docs");
    Files.createDirectories(folder.resolve("docs").resolve("help"));
    Files.copy(docs.resolve("help.txt"), folder.resolve("docs").resolve("help.txt"));
    for (String file : docs.resolve("help").toFile().list()) {
      Path help = Path.of("docs", "help", file);
      Files.copy(Path.of("..").resolve(help), folder.resolve(help));
    }
    Path maven = folder.resolve("mvnw");
    Files.writeString(
        maven,
        """
        #!/usr/bin/env bash
        printf '%s\\n' "$@" > "${0%/*}/arguments"
        cat "${0%/*}/said"
        exit 1
        """);
    assertTrue(maven.toFile().setExecutable(true));
    said(SPECIFICATION_WRONG);
  }

  @Test
  void aBuildThatFailsSaysWhatIsWrongAndNoMore() throws Exception {
    Run run = run("version");
    assertEquals(1, run.exitCode(), run.text());
    assertTrue(
        run.text()
            .contains(
                """
                sallyport: the build failed:
                  The decisions cannot be generated:
                    CookiesDecisions.tla:23: the fact MatchesCurent is not declared in FactDocs
                sallyport: full output: \
                """),
        run.text());
  }

  @Test
  void whatCannotBeFetchedIsTheMachines() throws Exception {
    said("[ERROR] Could not transfer artifact org.junit:junit-bom:pom:6.1.3: unknown host\n");
    Run run = run("version");
    assertEquals(3, run.exitCode(), run.text());
    assertTrue(run.text().contains("  Could not transfer artifact"), run.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"conform", "mutate", "prove", "interop --list"})
  void theKernelIsNotBuiltForWhatDoesNotBootIt(String line) throws Exception {
    run(line.split(" "));
    assertTrue(arguments().contains("-Dkernel.skip=true"), arguments().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"boot", "boot --replay 7", "image -c x", "interop", "interop --bare"})
  void theKernelIsBuiltForWhatBootsIt(String line) throws Exception {
    run(line.split(" "));
    assertFalse(arguments().contains("-Dkernel.skip=true"), arguments().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "help",
        "boot --help",
        "check -h",
        "image -c x -h",
        "help boot",
        "help test",
        "help setup",
        "test --help",
        "setup -h"
      })
  void helpNeedsNoBuild(String line) throws Exception {
    Run run = run(line.split(" "));
    assertEquals(0, run.exitCode(), run.text());
    assertTrue(run.text().startsWith("Usage: sallyport "), run.text());
    assertFalse(Files.exists(folder.resolve("arguments")));
  }

  @ParameterizedTest
  @CsvSource({
    "chekc, there is no verb chekc, Did you mean: check?",
    "sim, there is no verb sim, Did you mean: simulate?",
    "SITE, there is no verb SITE, remedy: see sallyport --help",
    "../help, there is no verb ../help, remedy: see sallyport --help",
    "help tset, there is no verb tset, Did you mean: test?",
    "simulate --los 0.2, simulate: Unknown option: '--los', remedy: see sallyport simulate --help"
  })
  void whatIsMisspeltIsRefusedWithoutABuild(String line, String says, String remedy)
      throws Exception {
    Run run = run(line.split(" "));
    assertEquals(2, run.exitCode(), run.text());
    assertTrue(run.text().contains(says), run.text());
    assertTrue(run.text().contains(remedy), run.text());
    assertFalse(Files.exists(folder.resolve("arguments")));
  }

  @Test
  void withoutAVerbTheHelpIsAnError() throws Exception {
    Run run = run();
    assertEquals(2, run.exitCode(), run.text());
    assertTrue(run.text().contains("Verbs:"), run.text());
    assertFalse(Files.exists(folder.resolve("arguments")));
  }

  @Test
  void theFirstBuildSaysWhatItBuildsAndHowLongThatTakes() throws Exception {
    assertTrue(
        run("check").text().startsWith("sallyport: builds spec the first time: about a minute"));
    assertTrue(
        run("simulate", "--loss=0.2", "--quiet")
            .text()
            .startsWith("sallyport: builds spec, engine, platform-bare, platform-sim the first"));
  }

  @Test
  void oneTestIsRunByItsName() throws Exception {
    Path tests = Files.createDirectories(folder.resolve("engine/src/test/java/a"));
    Files.writeString(tests.resolve("LampTest.java"), "");
    Run missing = run("test", "LmapTest");
    assertEquals(2, missing.exitCode(), missing.text());
    assertTrue(missing.text().contains("there is no test LmapTest"), missing.text());
    assertFalse(Files.exists(folder.resolve("arguments")));
    assertEquals(1, run("test", "LampTest#shines", "-o").exitCode());
    assertTrue(
        String.join(" ", arguments()).contains("test -pl engine -am -Dtest=LampTest#shines"),
        arguments().toString());
    Files.writeString(folder.resolve("mvnw"), "#!/bin/sh\n");
    Run none = run("test", "LampTest#dims");
    assertEquals(1, none.exitCode(), none.text());
    assertTrue(none.text().contains("no test was run"), none.text());
  }

  @Test
  void setupTakesNothing() throws Exception {
    Run run = run("setup", "--yes");
    assertEquals(2, run.exitCode(), run.text());
    assertTrue(run.text().contains("setup takes no argument --yes"), run.text());
  }

  private void said(String log) throws IOException {
    Files.writeString(folder.resolve("said"), log);
  }

  private List<String> arguments() throws IOException {
    return Files.readAllLines(folder.resolve("arguments"));
  }

  /** Without HOME, too: a service may have none. */
  private Run run(String... words) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("bash", folder.resolve("sallyport").toString());
    builder.command().addAll(List.of(words));
    Map<String, String> environment = builder.environment();
    environment.remove("HOME");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    Path text = folder.resolve("text");
    Process launcher =
        builder
            .redirectErrorStream(true)
            .redirectOutput(text.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    int exitCode = launcher.waitFor();
    return new Run(exitCode, Files.readString(text, StandardCharsets.UTF_8));
  }
}
