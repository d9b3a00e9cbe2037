// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.spec.SpecFolder;

/** All machines of the project at once, which takes too long for the inner loop. */
class ShippedTablesIT {
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
}
