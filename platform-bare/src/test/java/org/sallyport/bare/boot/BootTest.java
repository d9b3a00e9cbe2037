// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.bare.run.QemuRun;

/** From power-on to the first C function, and what that function is given. */
class BootTest {
  private static final int KEPT_STATUS = 7;

  @Test
  void theKernelLearnsItsCommandLineAndEndsWithItsOwnStatus() {
    BoardKernel.Outcome outcome = BoardKernel.run(BoardKernel.machine("test=report other=word"));
    outcome.says("command line: test=report other=word\n").says("done\n").ended(KEPT_STATUS);
    assertEquals(255, outcome.number("memory end"));
    assertEquals(0, outcome.number("dirty pages"));
  }

  @Test
  void modulesArriveWholeUnderTheirNames(@TempDir Path directory) throws IOException {
    byte[] large = new byte[300_001];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 13 + i / 256);
    }
    Path first = Files.write(directory.resolve("first.bin"), large);
    Path second = Files.writeString(directory.resolve("with, comma.txt"), "pages");
    // A path with a space cannot be told from a path and a name; commas are escaped.
    Path plain = Files.move(second, directory.resolve("with,comma.txt"));
    BoardKernel.Outcome outcome =
        BoardKernel.run(
            BoardKernel.machine("test=report").module(first, "site").module(plain, "pages"));
    outcome
        .says("module site: 300001 octets, sum " + sum(large) + "\n")
        .says(
            "module pages: 5 octets, sum "
                + sum("pages".getBytes(StandardCharsets.US_ASCII))
                + "\n")
        .ended(KEPT_STATUS);
  }

  static long sum(byte[] octets) {
    long sum = 0;
    for (byte octet : octets) {
      sum = sum * 31 + (octet & 0xFF);
    }
    return sum & 0xFFFF_FFFFL;
  }

  @Test
  void tooLittleMemoryIsSaidPlainly() {
    BoardKernel.run(BoardKernel.machine("test=report").memoryMebibytes(64))
        .says("Sallyport needs 146 MiB of RAM in one piece; this machine offers 63 MiB:")
        .ended(0x41);
  }

  @Test
  void vectorStateIsSwitchedOnWhereTheProcessorHasIt() {
    BoardKernel.Outcome with = BoardKernel.run(BoardKernel.machine("test=report"));
    assertEquals(7, with.number("extended state"), "x87, SSE and AVX");
    BoardKernel.Outcome without =
        BoardKernel.run(BoardKernel.machine("test=report").with("-cpu", "qemu64"));
    assertEquals(3, without.number("extended state"), "x87 and SSE");
    without.ended(KEPT_STATUS);
  }

  @Test
  void a32BitProcessorIsRefused() {
    try (QemuRun run = BoardKernel.machine("test=report").with("-cpu", "pentium3").start()) {
      assertTrue(run.await("Sallyport needs a 64-bit processor.", BoardKernel.LIMIT), run::console);
    }
  }

  @Test
  void theNewerChipsetBootsToo() {
    BoardKernel.run(BoardKernel.machine("test=report").with("-machine", "q35")).ended(KEPT_STATUS);
  }

  @Test
  void hardwareRandomNumbersDiffer() {
    BoardKernel.Outcome outcome = BoardKernel.run(BoardKernel.machine("test=random"));
    assertEquals(1, outcome.number("random"));
    BoardKernel.Outcome none =
        BoardKernel.run(BoardKernel.machine("test=random").with("-cpu", "qemu64"));
    assertEquals(0, none.number("random"));
    assertEquals(0, none.number("seed"));
  }

  @Test
  void theSecondSerialPortCarriesOctetsAsTheyAre(@TempDir Path directory) throws IOException {
    Path record = directory.resolve("record");
    BoardKernel.Outcome outcome =
        BoardKernel.run(BoardKernel.machine("test=record").record(record));
    assertEquals(70_000, outcome.number("recorded"));
    byte[] expected = new byte[70_000];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (byte) (i * 7 + i / 256);
    }
    assertArrayEquals(expected, Files.readAllBytes(record));
    assertEquals(
        0, BoardKernel.run(BoardKernel.machine("test=record")).number("recorded"), "no port");
  }

  @Test
  void addressesAboveFourGibibytesAreMappedOnDemand() {
    BoardKernel.run(BoardKernel.machine("test=map"))
        .says("mapped: 1\nread: 1\nmapped: 1\nread: 1\nmapped: 1\nread: 1\nrefused: 1\n")
        .ended(0);
  }

  @Test
  void theTextScreenScrollsAndWraps(@TempDir Path directory) throws IOException {
    Path memory = directory.resolve("screen");
    try (QemuRun run = BoardKernel.machine("test=screen").start()) {
      assertTrue(run.await("last line", BoardKernel.LIMIT), run::console);
      run.monitor("pmemsave 0xb8000 4000 \"" + memory + "\"");
      byte[] cells = Files.readAllBytes(memory);
      assertEquals("line: 81", row(cells, 0));
      assertEquals("line: 100", row(cells, 19));
      assertEquals("0123456789".repeat(8), row(cells, 20));
      assertTrue(row(cells, 21).startsWith(" !\"#$%&'()*+,-./0123456789:;<=>?@ABC"));
      assertEquals("pqrstuvwxyz{|}~", row(cells, 22));
      assertEquals("last line", row(cells, 23));
      assertEquals("", row(cells, 24));
      assertEquals(OptionalInt.empty(), run.waitFor(Duration.ofMillis(1)));
    }
  }

  @Test
  void theConsoleCanBeKeptToOnePlace(@TempDir Path directory) throws IOException {
    BoardKernel.Outcome screen = BoardKernel.run(BoardKernel.machine("test=report console=screen"));
    assertEquals("", screen.console());
    screen.ended(KEPT_STATUS);
    Path memory = directory.resolve("screen");
    try (QemuRun run = BoardKernel.machine("test=screen console=serial").start()) {
      assertTrue(run.await("last line", BoardKernel.LIMIT), run::console);
      run.monitor("pmemsave 0xb8000 4000 \"" + memory + "\"");
      byte[] cells = Files.readAllBytes(memory);
      for (int row = 0; row < 25; row++) {
        assertTrue(!row(cells, row).startsWith("line: "), run::console);
      }
    }
  }

  private static String row(byte[] cells, int row) {
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < 80; column++) {
      text.append((char) cells[(row * 80 + column) * 2]);
    }
    return text.toString().stripTrailing();
  }
}
