// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.spec.check.EngineCoverage;
import org.sallyport.spec.check.MachinePages;
import org.sallyport.spec.check.RowNotes;

/**
 * Every row of every table, refusals included, is fired by the engine in the tests of the modules
 * that are built before this one, or {@code unfired-rows.json} says why it is not. The pages of the
 * machines go to {@code conformance/target/machines}.
 */
final class RowCoverageTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void everyRowIsFiredByTheEngineOrListedWithAReason() throws IOException {
    for (String module : List.of("engine", "platform-sim")) {
      assertTrue(
          Files.isDirectory(ROOT.resolve(module).resolve("target/rows-fired")),
          () -> "the tests of " + module + " have not run: ./sallyport test runs them all");
    }
    Path specifications = ROOT.resolve("spec/src/main/tla");
    EngineCoverage coverage = EngineCoverage.of(specifications, RowNotes.read(ROOT));
    new MachinePages(coverage, specifications, ROOT).write(Path.of("target", "machines"));
    assertEquals(
        List.of(), coverage.problems(), () -> "run ./sallyport test for all notes of rows\n");
  }
}
