// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.conformance.laboratory.interop.lab.LabException;

/** Live: strongSwan with ESP in user space. */
class StrongSwanInteropTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path directory;

  @BeforeAll
  static void needsALaboratory() {
    LiveCells.requireLaboratory();
  }

  /** Whatever fails here is the laboratory's fault, not the engine's. */
  @Test
  void strongSwanAgainstItself() throws LabException {
    LiveCells.pass(InteropMatrix.selfCheck(), Cell.matrix().getFirst(), directory.resolve("self"));
  }

  @TestFactory
  Stream<DynamicTest> engineAgainstStrongSwan() {
    return LiveCells.engine(Cell.matrix(), directory);
  }
}
