// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.mutate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.sim.command.UsageException;

/** Reports of PIT, and the list of survivors that need no test. */
class MutationReportTest {
  private static final String BOUNDARY = "changed conditional boundary";

  @TempDir Path folder;

  @Test
  void changesOfOneKindInOneMethodHaveKeysOfTheirOwn() throws IOException {
    MutationReport report =
        report(
            mutation("a.B", "run", 9, 40, BOUNDARY, "SURVIVED"),
            mutation("a.B", "run", 7, 12, BOUNDARY, "KILLED"),
            mutation("a.B", "run", 9, 44, BOUNDARY, "NO_COVERAGE"),
            mutation("a.B", "stop", 20, 3, BOUNDARY, "SURVIVED"));
    assertEquals(
        List.of(
            "a.B#run: " + BOUNDARY + " (2)",
            "a.B#run: " + BOUNDARY + " (3)",
            "a.B#stop: " + BOUNDARY),
        report.survivors().stream().map(Mutation::key).toList());
    assertEquals(25, report.scorePercent());
  }

  @Test
  void oneReasonCoversOneChange() throws IOException {
    MutationReport report =
        report(
            mutation("a.B", "run", 7, 12, BOUNDARY, "SURVIVED"),
            mutation("a.B", "run", 9, 40, BOUNDARY, "SURVIVED"));
    ExplainedSurvivors explained = list("a.B#run: " + BOUNDARY + " | both sides are equal there");
    assertEquals(
        List.of("a.B#run: " + BOUNDARY + " (2)"),
        explained.unexplained(report).stream().map(Mutation::key).toList());
    assertTrue(explained.obsolete(report).isEmpty());
  }

  @Test
  void aReasonForWhatATestNoticesIsObsolete() throws IOException {
    MutationReport report = report(mutation("a.B", "run", 7, 12, BOUNDARY, "KILLED"));
    String key = "a.B#run: " + BOUNDARY;
    assertEquals(List.of(key), list(key + " | none").obsolete(report));
    assertTrue(list("a.c.D#run: " + BOUNDARY + " | not in the report").obsolete(report).isEmpty());
  }

  /** A busy or a small machine is no test. */
  @ParameterizedTest
  @ValueSource(strings = {"TIMED_OUT", "MEMORY_ERROR"})
  void aReasonForWhatEndsARunStays(String status) throws IOException {
    MutationReport report = report(mutation("a.B", "run", 7, 12, BOUNDARY, status));
    String line = "a.B#run: " + BOUNDARY + " | more memory, the same result";
    assertTrue(list(line).obsolete(report).isEmpty());
    assertTrue(list(line).unexplained(report).isEmpty());
  }

  @Test
  void aListNamesItsWrongLine() {
    UsageException noReason = assertThrows(UsageException.class, () -> list("# x", "a.B#run: y"));
    assertTrue(noReason.getMessage().contains("survivors.txt:2: a survivor without a reason"));
    UsageException twice =
        assertThrows(UsageException.class, () -> list("a.B#run: y | z", "a.B#run: y | z"));
    assertTrue(twice.getMessage().contains("survivors.txt:2: this survivor is listed already"));
  }

  @Test
  void whatIsNoReportSaysSo() throws IOException {
    Path file = Files.writeString(folder.resolve("mutations.xml"), "<!DOCTYPE x><mutations/>");
    UsageException refused = assertThrows(UsageException.class, () -> MutationReport.read(file));
    assertTrue(refused.getMessage().contains("is no report of PIT"));
  }

  private MutationReport report(String... mutations) throws IOException {
    return MutationReport.read(
        Files.writeString(
            folder.resolve("mutations.xml"),
            "<mutations>" + String.join("", mutations) + "</mutations>"));
  }

  private ExplainedSurvivors list(String... lines) throws IOException {
    return ExplainedSurvivors.read(
        Files.writeString(folder.resolve("survivors.txt"), String.join("\n", lines)));
  }

  private static String mutation(
      String type, String method, int line, int index, String description, String status) {
    return "<mutation detected='%s' status='%s'>".formatted(status.equals("KILLED"), status)
        + "<mutatedClass>%s</mutatedClass><mutatedMethod>%s</mutatedMethod>".formatted(type, method)
        + "<lineNumber>%d</lineNumber><indexes><index>%d</index></indexes>".formatted(line, index)
        + "<description>%s</description></mutation>".formatted(description);
  }
}
