// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.spec.SpecFolder;
import org.sallyport.spec.fired.FiredRows;

class EngineCoverageTest {
  @TempDir Path home;

  @Test
  void rowsAreNotedOnceWithTheTestThatFiresThem() throws IOException {
    Path folder = home.resolve("engine").resolve("target").resolve("rows-fired");
    String before = System.getProperty(FiredRows.FOLDER);
    System.setProperty(FiredRows.FOLDER, folder.toString());
    try {
      FiredRows rows = FiredRows.of(FiredRows.Kind.UNIT, "other", Object::toString);
      rows.note("Esn", "Off", "LowBelowEdge");
      rows.note("Esn", "Off", "LowBelowEdge");
    } finally {
      if (before == null) {
        System.clearProperty(FiredRows.FOLDER);
      } else {
        System.setProperty(FiredRows.FOLDER, before);
      }
    }
    String line = "Esn Off LowBelowEdge UNIT EngineCoverageTest\n";
    assertEquals(line, Files.readString(folder.resolve("unit-EngineCoverageTest.txt")));
    RowNotes notes = RowNotes.read(home);
    assertEquals(Set.of("EngineCoverageTest"), notes.by("Esn Off LowBelowEdge", "UNIT"));
    EngineCoverage coverage = EngineCoverage.of(SpecFolder.PATH, notes);
    assertFalse(coverage.notFired().contains("Esn Off LowBelowEdge"));
    assertTrue(coverage.notFired().contains("Esn Off LowAtOrAboveEdge"));
  }
}
