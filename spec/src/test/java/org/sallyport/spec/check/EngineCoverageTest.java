// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.spec.SpecFolder;
import org.sallyport.spec.fired.FiredRows;
import org.sallyport.spec.table.Machine;

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
    List<Machine> machines = SpecFolder.machines();
    EngineCoverage coverage =
        EngineCoverage.of(machines, notes, UnfiredRows.read(SpecFolder.PATH, machines));
    assertTrue(coverage.isTested());
    assertFalse(coverage.notFired().contains("Esn Off LowBelowEdge"));
    assertTrue(coverage.notFired().contains("Esn Off LowAtOrAboveEdge"));
    MachinePages pages = new MachinePages(coverage, SpecFolder.PATH, Path.of(".."));
    pages.write(home.resolve("pages"));
    String page = Files.readString(home.resolve("pages").resolve("Esn.html"));
    assertTrue(page.contains("src/test/java/org/sallyport/spec/check/EngineCoverageTest.java"));
    assertTrue(page.contains("https://www.rfc-editor.org/rfc/rfc4303#appendix-A"), page);
  }

  @Test
  void runsAloneAreNoTests() throws IOException {
    Path folder = Files.createDirectories(home.resolve(".sallyport").resolve("rows-fired"));
    Files.writeString(
        folder.resolve("simulation-simulate.txt"), "Esn Off LowBelowEdge SIMULATION simulate\n");
    List<Machine> machines = SpecFolder.machines();
    EngineCoverage coverage =
        EngineCoverage.of(
            machines, RowNotes.read(home), UnfiredRows.read(SpecFolder.PATH, machines));
    assertFalse(coverage.notFired().contains("Esn Off LowBelowEdge"));
    assertFalse(coverage.isTested());
  }

  @Test
  void rowThatIsNeitherFiredNorListedOrBothIsAProblem() throws IOException {
    Path folder = Files.createDirectories(home.resolve("engine").resolve("target/rows-fired"));
    Files.writeString(folder.resolve("unit-A.txt"), "Lamp Off Push UNIT ATest\n");
    Machine.Name off = new Machine.Name("Off", "", "");
    List<Machine.Name> events =
        List.of(new Machine.Name("Push", "", ""), new Machine.Name("Pull", "", ""));
    List<Machine.Row> rows = List.of(row("Push"), row("Pull"));
    Machine lamp =
        new Machine(
            "Lamp",
            List.of(off),
            events,
            List.of(),
            List.of(),
            Set.of(),
            Set.of(),
            rows,
            rows,
            List.of());
    assertEquals(
        List.of("no engine fires Lamp Off Pull, and unfired-rows.json does not say why"),
        problems(lamp, List.of()));
    assertEquals(
        List.of(), problems(lamp, List.of(entry(List.of("Pull"), List.of("Off"), List.of()))));
    assertEquals(
        List.of("fired by ATest: take Lamp Off Push out of unfired-rows.json"),
        problems(lamp, List.of(entry(List.of("Pull", "Push"), List.of("Off"), List.of()))));
    assertEquals(
        List.of(
            "unfired-rows.json: Lamp has no On; did you mean Off?",
            "unfired-rows.json: Lamp has no Twist; there are Push, Pull",
            "no engine fires Lamp Off Pull, and unfired-rows.json does not say why"),
        problems(
            lamp,
            List.of(
                entry(List.of("Twist"), List.of(), List.of("On")),
                entry(List.of(), List.of("Off"), List.of()))));
  }

  @Test
  void sectionsOfRfcsAreLinks() {
    String address = "<a href=\"https://www.rfc-editor.org/rfc/rfc7296";
    assertEquals(
        address
            + "\">RFC 7296</a> "
            + address
            + "#section-1.2\">1.2</a> "
            + address
            + "#section-2.15\">2.15</a>",
        MachinePages.sections("RFC 7296 1.2, 2.15"));
    assertEquals("Paper: UPD/DPD", MachinePages.sections("Paper: UPD/DPD"));
  }

  private static Machine.Row row(String event) {
    return new Machine.Row("both", "Off", event, "Off", List.of(), "", "", true, "");
  }

  private static UnfiredRows.Entry entry(
      List<String> events, List<String> in, List<String> inAllBut) {
    return new UnfiredRows.Entry("Lamp", events, in, inAllBut, "No hand pulls it.");
  }

  private List<String> problems(Machine machine, List<UnfiredRows.Entry> entries) {
    List<Machine> machines = List.of(machine);
    return EngineCoverage.of(machines, RowNotes.read(home), UnfiredRows.of(entries, machines))
        .problems();
  }
}
