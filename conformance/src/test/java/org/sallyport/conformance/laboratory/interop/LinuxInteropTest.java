// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.conformance.laboratory.interop.guest.LinuxGuest;
import org.sallyport.conformance.laboratory.interop.lab.Fitness;

/**
 * Live: protocol 50, transport mode and ESN, which Linux' ESP speaks and strongSwan's user-space
 * ESP does not.
 */
class LinuxInteropTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path directory;

  @BeforeAll
  static void needsALaboratory() {
    LiveCells.requireLaboratory();
    Fitness.require(LinuxGuest.missing());
  }

  @TestFactory
  Stream<DynamicTest> engineAgainstLinux() {
    return LiveCells.engine(Cell.kernelMatrix(), directory);
  }
}
