// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.sallyport.bare.boot.BoardKernel;
import org.sallyport.bare.build.CryptoObjects;
import org.sallyport.bare.build.KernelLinker;
import org.sallyport.bare.run.Qemu;
import org.sallyport.bare.run.QemuRun;

/** The native crypto library linked for the bare machine, on processors of several kinds. */
final class CryptoKernelTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int SSE = 1;
  private static final int AVX2 = 2;

  private static Path linked;

  private static synchronized Path kernel() throws IOException {
    if (linked == null) {
      Path work = Files.createDirectories(Path.of("target/crypto-kernel")).toAbsolutePath();
      Path sources = Path.of("src/main/c");
      KernelLinker linker = new KernelLinker(sources, work);
      List<Path> objects = new ArrayList<>(linker.compileBoot());
      for (String name : List.of("runtime/memory.S", "runtime/string.c")) {
        objects.add(
            linker.compile(
                sources.resolve(name).toAbsolutePath(), work.resolve(name + ".o"), List.of()));
      }
      objects.add(
          linker.compile(
              Path.of("src/test/c/crypto.c").toAbsolutePath(),
              work.resolve("test/crypto.o"),
              List.of()));
      CryptoObjects crypto = new CryptoObjects(linker, sources, work);
      objects.addAll(crypto.compile());
      Path kernel = work.resolve("crypto.elf");
      linker.link(objects, crypto.libraries(), kernel);
      linked = kernel;
    }
    return linked;
  }

  private static String run(String processor, String commandLine, int status) throws IOException {
    BoardKernel.requireQemu();
    Qemu machine = new Qemu().kernel(kernel(), commandLine).with("-cpu", processor);
    try (QemuRun run = machine.start()) {
      OptionalInt ended = run.waitForStatus(LIMIT);
      assertEquals(OptionalInt.of(status), ended, run::console);
      return run.console();
    }
  }

  private static void assertLevel(int level, String console) {
    assertTrue(console.contains("level: " + level + "\n"), console);
    assertTrue(console.contains("all good\n"), console);
  }

  @Test
  void aProcessorWithAvx2UsesIt() throws IOException {
    assertLevel(AVX2, run("max", "", 0));
  }

  @Test
  void withoutAvx2TheLevelIsSse() throws IOException {
    assertLevel(SSE, run("max,-avx2", "", 0));
  }

  @Test
  void theLevelCanBeHeldDown() throws IOException {
    assertLevel(SSE, run("max", "highest=1", 0));
  }

  /** Packets are then Bouncy Castle's; key exchange needs no special instructions. */
  @Test
  void withoutAesInstructionsOnlyKeyExchangeIsNative() throws IOException {
    String console = run("qemu64", "", 0);
    assertLevel(0, console);
    assertTrue(console.contains("good: X25519"), console);
  }

  @Test
  void whatWasLeftOutOfTheKernelEndsTheRunPlainly() throws IOException {
    String console = run("max", "absent=1", 0x40);
    assertTrue(console.contains("an algorithm was asked for that is not in the kernel"), console);
  }

  /** The kernel with all of it stays small: libIPSec_MB alone would be 12.7 MB. */
  @Test
  void theLibrariesAreTrimmed() throws IOException {
    long octets = Files.size(kernel());
    assertTrue(octets < 3_000_000, octets + " octets");
  }
}
