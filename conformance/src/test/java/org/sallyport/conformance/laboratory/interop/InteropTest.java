// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.conformance.laboratory.interop.guest.LinuxGuest;
import org.sallyport.conformance.laboratory.interop.lab.Fitness;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.lab.Machine;
import org.sallyport.conformance.laboratory.interop.machine.BareKernel;

/** Live: needs root, strongSwan, tshark and tcpdump. */
class InteropTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path directory;

  @BeforeAll
  static void needsALaboratory() {
    Fitness.require(Machine.missing());
  }

  /** Whatever fails here is the laboratory's fault, not the engine's. */
  @Test
  void strongSwanAgainstItself() throws LabException {
    requirePass(InteropMatrix.selfCheck().run(Cell.matrix().getFirst(), directory.resolve("self")));
  }

  @TestFactory
  Stream<DynamicTest> engineAgainstStrongSwan() {
    InteropMatrix matrix = InteropMatrix.engineAgainstStrongSwan();
    return Cell.matrix().stream()
        .map(cell ->
            DynamicTest.dynamicTest(cell.name(), () -> requirePass(matrix.run(cell, directory))));
  }

  /** Protocol 50, transport mode and ESN: what strongSwan's user-space ESP does not speak. */
  @TestFactory
  Stream<DynamicTest> engineAgainstLinux() {
    Fitness.require(LinuxGuest.missing());
    InteropMatrix matrix = InteropMatrix.engineAgainstStrongSwan();
    return Cell.kernelMatrix().stream()
        .map(cell ->
            DynamicTest.dynamicTest(cell.name(), () -> requirePass(matrix.run(cell, directory))));
  }

  /** The kernel in QEMU: every network interface, UDP and protocol 50, its pages, a browser. */
  @TestFactory
  Stream<DynamicTest> bareEngine() {
    Fitness.require(BareKernel.missing());
    Fitness.require(LinuxGuest.missing());
    Fitness.require(Machine.missingPrograms("curl", "chromium"));
    InteropMatrix matrix = InteropMatrix.engineAgainstStrongSwan();
    return Cell.bareMatrix().stream()
        .map(cell ->
            DynamicTest.dynamicTest(cell.name(), () -> requirePass(matrix.run(cell, directory))));
  }

  private static void requirePass(CellResult result) {
    assertTrue(result.isPass(), () -> InteropReport.explanation(result));
  }
}
