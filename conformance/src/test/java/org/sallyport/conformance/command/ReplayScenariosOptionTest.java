// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.sim.command.ExitCode;

/** {@code conform --replay-scenarios} with good and bad files. */
final class ReplayScenariosOptionTest {
  @TempDir private Path directory;

  @Test
  void runsEveryKindOfLine() throws IOException {
    JsonNode results =
        json(
            ExitCode.OK,
            """
            # mine

            scenario plain
            origin somewhere # 1
            kind esp
            window 64
            esn 0
            note any text
            pkt 1 accept
            PKT 1 drop replay x3
            range 2 10 step 4 accept
            range 2 11 step 4 drop replay
            each 3 5 accept-then-drop
            each 9 7 accept-then-drop
            forged 5000 drop integ x2
            pkt 0 drop
            pkt 0x40 accept   # 64
            set_top 0xffffffff
            pkt 4294967295 accept
            pkt 10 drop old

            scenario extended
            window 100
            esn 1
            set_top 0x1fffffff0
            pkt 0x200000001 accept
            pkt 8589934593 drop replay
            pkt 0x100000001 drop replay
            pkt 0x100000002 drop integ
            pkt 0xffffffffffffffff drop integ

            scenario counters | kind wg | window 8128
            pkt 0 accept
            pkt 0 drop replay
            pkt 8128 accept
            pkt 0 drop
            pkt 1 accept
            pkt 0xfffffffffffffffe accept
            pkt 18446744073709551614 drop replay
            """);
    assertEquals(3, results.size());
    for (JsonNode result : results) {
      assertTrue(result.path("pass").asBoolean(), result.toString());
      assertEquals(result.path("expected"), result.path("observed"));
    }
    assertEquals("plain", results.get(0).path("name").asText());
    assertEquals("counters", results.get(2).path("name").asText());
    assertEquals("12 accepted, 16 dropped", results.get(0).path("observed").asText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pkt 1 drop | expected drop, observed accept",
        "pkt 0 accept | expected accept, observed drop (ZERO_SEQUENCE)",
        "range 1 9 step 1 accept; pkt 5 drop old | 5 (0x5): expected drop old, observed drop replay",
        "pkt 99 accept; pkt 1 drop replay | 1 (0x1): expected drop replay, observed drop old",
        "each 1 1 accept-then-drop; each 1 1 accept-then-drop | expected accept, observed drop replay",
        "set_top 500; pkt 500 drop | 500 (0x1f4): expected drop, observed accept"
      })
  void showsWhatIsNotAsExpected(String lines, String deviation) throws IOException {
    JsonNode result =
        json(ExitCode.FAILED, "scenario s\nwindow 64\n" + lines.replace("; ", "\n")).get(0);
    assertEquals("false", result.path("pass").toString());
    String detail = result.path("detail").asText();
    assertTrue(detail.contains(deviation) && detail.contains("scenarios.txt:"), detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "pkt 1 accept | 1: stands before the first scenario",
        "scenario | 1: a scenario without a name",
        "scenario a;window 64;pkt 1 accept;scenario a | 4: a second scenario named a",
        "scenario a;pkt 1 accept | 1: scenario a has no window",
        "scenario a;window 64 | 1: scenario a does nothing",
        "scenario a;window 0;pkt 1 accept | 2: a window of 0",
        "scenario a;window 31;pkt 1 accept | 2: a window of 31",
        "scenario a;window 99999999999999999999;pkt 1 accept | 2: a window of 99999999999999999999",
        "scenario a;window sixty;pkt 1 accept | 2: a window of sixty",
        "scenario a;window;pkt 1 accept | 2: this line has one value",
        "scenario a;window 64;kind ah;pkt 1 accept | 3: unknown kind ah",
        "scenario a;window 64;esn 2;pkt 1 accept | 3: esn is 2",
        "scenario a;window 64;pkt 1 accept;esn 1 | 4: stands after a packet",
        "scenario a;window 64;pkt 1 | 3: a packet without number or outcome",
        "scenario a;window 64;pkt one accept | 3: not a sequence number: one",
        "scenario a;window 64;pkt -1 accept | 3: not a sequence number: -1",
        "scenario a;window 64;pkt 0x accept | 3: not a sequence number: 0x",
        "scenario a;window 64;pkt 18446744073709551616 accept | 3: not a sequence number",
        "scenario a;window 64;pkt 0x10000000000000000 drop | 3: not a sequence number",
        "scenario a;window 64;pkt 1 accept replay | 3: not an outcome: accept replay",
        "scenario a;window 64;pkt 1 maybe | 3: not an outcome: maybe",
        "scenario a;window 64;pkt 1 drop late | 3: unknown reason late",
        "scenario a;window 64;pkt 1 accept x0 | 3: not a number of times: x0",
        "scenario a;window 64;pkt 1 accept xx | 3: not an outcome",
        "scenario a;window 64;pkt 1 accept x99999999999 | 3: more than 10000000 packets",
        "scenario a;window 64;forged 1 accept | 3: a forged packet is never accepted",
        "scenario a;window 64;range 1 9 accept | 3: a range needs two numbers",
        "scenario a;window 64;range 1 9 step 0 accept | 3: step is 0",
        "scenario a;window 64;range 9 1 step 1 accept | 3: the range ends before it starts",
        "scenario a;window 64;range 0 0xffffffffffffffff step 1 accept | 3: more than 10000000",
        "scenario a;window 64;each 0 0xffffffffffffffff accept-then-drop | 3: more than 10000000",
        "scenario a;window 64;each 1 2 accept | 3: not what each does",
        "scenario a;window 64;set_top | 3: set_top has one number",
        "scenario a;window 64;set_top 0x100000000 | 3: without ESN no number is above",
        "scenario a;window 64;burst 1 2 | 3: unknown word burst",
        "# nothing | : holds no scenario"
      })
  void saysWhereAFileIsWrong(String lines, String problem) throws IOException {
    VerbRun run = run(lines.replace(";", "\n"), "--json");
    assertEquals(ExitCode.USAGE, run.exitCode(), run.out());
    assertEquals("", run.out());
    String place = "scenarios.txt" + (problem.startsWith(":") ? "" : ":") + problem;
    assertTrue(run.err().contains(place), run.err());
    assertTrue(run.err().contains("\n  remedy: "), run.err());
  }

  @Test
  void oneSourceAtATime() throws IOException {
    String file = Files.writeString(directory.resolve("f"), "").toString();
    VerbRun run = VerbRun.of("conform", "--replay-scenarios", file, "--esp-cases", file);
    assertEquals(ExitCode.USAGE, run.exitCode());
    assertTrue(run.err().contains("mutually exclusive"), run.err());
  }

  private JsonNode json(int exitCode, String content) throws IOException {
    VerbRun run = run(content, "--json");
    assertEquals(exitCode, run.exitCode(), run.out() + run.err());
    return new ObjectMapper().readTree(run.out());
  }

  private VerbRun run(String content, String option) throws IOException {
    Path file = Files.writeString(directory.resolve("scenarios.txt"), content);
    return VerbRun.of("conform", "--replay-scenarios", file.toString(), option);
  }
}
