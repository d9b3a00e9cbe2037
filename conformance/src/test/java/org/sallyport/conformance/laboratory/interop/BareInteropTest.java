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
import org.sallyport.conformance.laboratory.interop.lab.Machine;
import org.sallyport.conformance.laboratory.interop.machine.BareKernel;

/**
 * Live: the kernel in QEMU, with every network interface, UDP and protocol 50, its pages, a
 * browser.
 */
class BareInteropTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path directory;

  @BeforeAll
  static void needsALaboratory() {
    LiveCells.requireLaboratory();
    Fitness.require(BareKernel.missing());
    Fitness.require(LinuxGuest.missing());
    Fitness.require(Machine.missingPrograms("curl", "chromium"));
  }

  @TestFactory
  Stream<DynamicTest> bareEngine() {
    return LiveCells.engine(Cell.bareMatrix(), directory);
  }
}
