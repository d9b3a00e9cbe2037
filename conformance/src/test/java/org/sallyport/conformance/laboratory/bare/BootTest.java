// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.conformance.laboratory.interop.lab.Fitness;
import org.sallyport.conformance.laboratory.interop.machine.BareKernel;
import org.sallyport.conformance.laboratory.interop.machine.Nic;
import org.sallyport.sim.trace.sequence.SequenceEvent;

/** The kernel in QEMU against this JVM's engine; needs no privilege. */
class BootTest {
  private static final int SOAK_PACKETS = 20_000;
  private static final double LIMIT_SECONDS = 30;

  @TempDir private Path directory;

  @BeforeAll
  static void needsAKernel() {
    Fitness.require(BareKernel.missing());
  }

  @ParameterizedTest
  @EnumSource(Nic.class)
  void bootsServesThroughEspAndTakesLeave(Nic nic) throws Exception {
    BootResult result = BootRun.run(nic, directory, step -> {});
    assertTrue(result.isPassed(), () -> String.join("\n", lines(result)));
    BootStep last = result.steps().getLast();
    assertTrue(last.name().equals("orderly shutdown"), last::toString);
    assertTrue(last.atNs() / 1e9 < LIMIT_SECONDS, last::toString);
    assertTrue(
        result.handshake().stream()
            .anyMatch(event ->
                event instanceof SequenceEvent.Message message
                    && message.label().startsWith("IKE_AUTH response")),
        "the handshake is recorded");
  }

  @Test
  void nothingIsLostOrKeptUnderLossAndGarbage() throws Exception {
    SoakResult result = Soak.run(Nic.E1000, directory, SOAK_PACKETS, text -> {});
    assertTrue(result.isPassed(), result::text);
  }

  private static List<String> lines(BootResult result) {
    return result.steps().stream().map(BootReport::line).toList();
  }
}
