// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.bare.boot.BoardKernel;
import org.sallyport.bare.run.Qemu;
import org.sallyport.bare.run.QemuRun;

/** Where the kernel that the build made takes its entropy from. */
class EntropyRunTest {
  private static final Path KERNEL = Path.of("target/sallyport.elf");
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String PLAIN_PROCESSOR = "qemu64";

  @BeforeAll
  static void needsQemuAndTheKernel() {
    BoardKernel.requireQemu();
    BoardKernel.requireFile(KERNEL);
  }

  private static String ending(Qemu machine, ExitStatus expected) {
    try (QemuRun run = machine.start()) {
      OptionalInt status = run.waitForStatus(LIMIT);
      assertEquals(OptionalInt.of(expected.code()), status, run::console);
      return run.console();
    }
  }

  @Test
  void withoutAnySourceIkeStaysSilent() {
    String console =
        ending(new Qemu().kernel(KERNEL, "").with("-cpu", PLAIN_PROCESSOR), ExitStatus.UNTRUSTED);
    assertTrue(console.contains("entropy: RDRAND gives nothing"), console);
    assertTrue(console.contains("no key is negotiated on this machine"), console);
    assertTrue(console.contains("IKE stays silent"), console);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "virtio-rng-pci",
        "virtio-rng-pci,disable-legacy=on",
        "virtio-rng-pci,disable-modern=on,disable-legacy=off"
      })
  void virtioIsEnoughWhereTheProcessorHasNothing(String device) {
    Qemu machine =
        new Qemu()
            .kernel(KERNEL, "measure=crypto")
            .with("-cpu", PLAIN_PROCESSOR, "-device", device);
    String console = ending(machine, ExitStatus.NO_SITE);
    assertTrue(console.contains("entropy: virtio-rng 00:"), console);
    assertTrue(console.contains(" healthy"), console);
    assertTrue(console.contains("packets by Bouncy Castle"), console);
    assertTrue(console.contains("crypto: aes128-sha1: "), console);
    assertFalse(console.contains("IKE stays silent"), console);
  }

  /** A host that gives nothing within a second is no source; the processor is. */
  @Test
  void aDryVirtioSourceIsLeftOut() {
    Qemu machine =
        new Qemu().kernel(KERNEL, "").with("-device", "virtio-rng-pci,max-bytes=8,period=60000");
    String console = ending(machine, ExitStatus.NO_SITE);
    assertTrue(console.contains("entropy: virtio-rng"), console);
    assertTrue(console.contains("gives nothing"), console);
    assertTrue(console.contains("entropy: RDRAND healthy"), console);
  }
}
