// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sallyport.bare.build.TestKernel;
import org.sallyport.bare.run.Qemu;
import org.sallyport.bare.run.QemuRun;

/**
 * The library and the entropy as Java on the machine finds them, on processors of several kinds.
 */
final class CryptoBootTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static Path kernel;

  @BeforeAll
  static void build() {
    kernel = TestKernel.of(CryptoMachine.class);
  }

  private static String run(String processor) {
    try (QemuRun run = new Qemu().kernel(kernel, "").with("-cpu", processor).start()) {
      OptionalInt ended = run.waitForStatus(LIMIT);
      String console = run.console();
      assertEquals(OptionalInt.of(0), ended, console);
      assertTrue(console.contains("wrong: []"), console);
      assertFalse(console.contains("WRONG"), console);
      assertTrue(console.contains("associations lost: 0"), console);
      assertEquals(number(console, "answers: "), number(console, "corrupted: "), console);
      return console;
    }
  }

  private static int number(String console, String name) {
    int start = console.indexOf(name) + name.length();
    return Integer.parseInt(console.substring(start, console.indexOf('\n', start)).strip());
  }

  @Test
  void aProcessorWithAllThatQemuEmulates() {
    String console = run("max");
    assertTrue(console.contains("library: native on AVX2"), console);
    assertTrue(console.contains("entropy: RDRAND healthy"), console);
    assertTrue(number(console.replace(", failure null", ""), "values: ") > 200, console);
  }

  @Test
  void withoutAvx2() {
    assertTrue(run("max,-avx2").contains("library: native on SSE"));
  }

  @Test
  void withoutAesInstructionsBouncyCastleTakesThePackets() {
    String console = run("qemu64");
    assertTrue(console.contains("library: bouncycastle on NONE"), console);
    assertTrue(console.contains("entropy: RDSEED gives nothing"), console);
    assertTrue(console.contains("no key is negotiated on this machine"), console);
    assertFalse(console.contains("values: "), console);
  }
}
