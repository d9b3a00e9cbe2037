// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.bare.run.Qemu;
import org.sallyport.bare.run.QemuRun;
import org.sallyport.conformance.laboratory.interop.lab.Fitness;

/** The way from a configuration file to a stick, as a user goes it. */
class ImageVerbTest {
  private static final Path KERNEL = Path.of("../platform-bare/target/sallyport.elf");
  private static final Path EXAMPLE = Path.of("../platform-bare/src/main/site/example.toml");

  @TempDir private Path directory;

  @Test
  void theExampleBecomesAStickThatBoots() {
    Fitness.require(
        Files.exists(KERNEL) && Qemu.PROGRAM.find().isPresent()
            ? List.of()
            : List.of("QEMU, and what builds " + KERNEL));
    Path stick = directory.resolve("sallyport.iso");
    VerbRun run =
        VerbRun.of(
            "image", "-c", EXAMPLE.toString(), "-o", stick.toString(), "--kernel", KERNEL + "");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("boots under BIOS and UEFI"), run.out());
    try (QemuRun machine = new Qemu().usbStick(stick).start()) {
      assertTrue(machine.await("Sallyport", Duration.ofSeconds(60)), machine::console);
      assertFalse(machine.console().contains("Processor exception"), machine::console);
    }
  }

  @Test
  void mistakesOfTheConfigurationAreNamed() throws IOException {
    Path site = Files.writeString(directory.resolve("site.toml"), "bare = {on_fault = \"stop\"}\n");
    Path kernel = Files.write(directory.resolve("kernel"), new byte[] {0x7f, 'E', 'L', 'F'});
    VerbRun run =
        VerbRun.of(
            "image",
            "-c",
            site.toString(),
            "-o",
            directory.resolve("x").toString(),
            "--kernel",
            kernel.toString());
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("known are: halt, reboot"), run.err());
  }

  @Test
  void aMissingKernelIsNamed() {
    Path none = directory.resolve("none.elf");
    VerbRun run =
        VerbRun.of(
            "image",
            "-c",
            EXAMPLE.toString(),
            "-o",
            directory.resolve("x").toString(),
            "--kernel",
            none.toString());
    assertEquals(3, run.exitCode());
    assertTrue(run.err().contains("the kernel is not at " + none), run.err());
    assertTrue(run.err().contains("check the path behind --kernel"), run.err());
  }
}
