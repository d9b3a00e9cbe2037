// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.spec.SpecFolder;

/** All machines of the project at once, which takes too long for the inner loop. */
class ShippedTablesIT {
  private static final String PACKAGE = "generated";

  @TempDir Path scratch;

  @Test
  void sameSpecificationGivesSameBytes() throws IOException {
    generate(scratch.resolve("one"));
    generate(scratch.resolve("two"));
    Map<String, String> one = contents(scratch.resolve("one"));
    assertTrue(
        one.containsKey(PACKAGE + "/HthTable.java") && one.containsKey("diagrams/Hth.svg"),
        one.keySet()::toString);
    assertEquals(one, contents(scratch.resolve("two")));
  }

  @Test
  void everyMachineIsDrawnWithItsStatesAndWithoutRefusals() {
    for (Machine machine : SpecFolder.machines()) {
      String svg = new StateDiagram(machine).svg();
      machine
          .states()
          .forEach(state -> assertTrue(svg.contains(">" + state.name() + "<"), state.name()));
      machine.alwaysRefused().forEach(event -> assertFalse(svg.contains(event), event));
    }
  }

  @Test
  void theShippedDecisionsAndShapesMayBeGenerated() {
    List<Machine> machines = SpecFolder.machines();
    List<DecisionModule> modules = GenerateTables.decisions(SpecFolder.PATH, machines);
    assertTrue(
        modules.stream()
            .map(DecisionModule::machine)
            .toList()
            .containsAll(List.of("Hth", "Exchange")),
        modules::toString);
    assertEquals(
        List.of(), ShapeChecks.problems(IsolatedTlc.shapes(SpecFolder.PATH, ShapeModule.NAME)));
  }

  private static void generate(Path output) {
    GenerateTables.generate(SpecFolder.PATH, output, PACKAGE, output.resolve("diagrams"));
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return contents;
  }
}
