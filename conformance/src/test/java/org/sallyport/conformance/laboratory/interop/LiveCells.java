// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.sallyport.conformance.laboratory.interop.lab.Fitness;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.lab.Machine;

/**
 * What the live tests share. Cells against each peer are a class of their own, so that they run
 * beside each other: they mostly wait.
 */
final class LiveCells {
  private LiveCells() {}

  /** Needs root, strongSwan, tshark and tcpdump. */
  static void requireLaboratory() {
    Fitness.require(Machine.missing());
  }

  /** A test for each cell of our engine against strongSwan. */
  static Stream<DynamicTest> engine(List<Cell> cells, Path directory) {
    InteropMatrix matrix = InteropMatrix.engineAgainstStrongSwan();
    return cells.stream()
        .map(cell -> DynamicTest.dynamicTest(cell.name(), () -> pass(matrix, cell, directory)));
  }

  static void pass(InteropMatrix matrix, Cell cell, Path directory) throws LabException {
    CellResult result = matrix.run(cell, directory);
    assertTrue(result.isPass(), () -> InteropReport.explanation(result));
  }
}
