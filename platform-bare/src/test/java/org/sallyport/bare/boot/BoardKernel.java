// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.sallyport.bare.build.KernelLinker;
import org.sallyport.bare.run.Qemu;
import org.sallyport.bare.run.QemuRun;

/** The test kernel, linked once, and runs of it. */
public final class BoardKernel {
  /** Long enough for a machine that does much else; a run in peace takes a second. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  private static Path linked;

  private BoardKernel() {}

  /** What a run printed, and the status that it ended with. */
  record Outcome(String console, OptionalInt status) {
    long number(String name) {
      Matcher line = Pattern.compile("(?m)^" + Pattern.quote(name) + ": (\\d+)$").matcher(console);
      assertTrue(line.find(), () -> "no line '" + name + ": NUMBER' in\n" + console);
      return Long.parseLong(line.group(1));
    }

    Outcome says(String text) {
      assertTrue(console.contains(text), () -> "'" + text + "' is missing in\n" + console);
      return this;
    }

    Outcome ended(int expected) {
      assertEquals(OptionalInt.of(expected), status, console);
      return this;
    }
  }

  /** Ends the test where QEMU is missing: skipped, or failed in CI, where a skip would hide it. */
  public static void requireQemu() {
    if (Qemu.PROGRAM.find().isEmpty()) {
      end("this machine lacks what the test needs: " + Qemu.PROGRAM.name());
    }
  }

  /** Ends the test in the same way where the build could not make a file. */
  public static void requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      end(file + " was not built; the build said why");
    }
  }

  private static void end(String reason) {
    if ("true".equals(System.getenv("CI"))) {
      Assertions.fail(reason + " (CI=true: a skip would hide it)");
    }
    Assumptions.abort(reason);
  }

  static synchronized Path file() {
    if (linked == null) {
      Path work = Path.of("target/board-kernel").toAbsolutePath();
      try {
        Files.createDirectories(work);
      } catch (IOException unwritable) {
        throw new UncheckedIOException(unwritable);
      }
      KernelLinker linker = new KernelLinker(Path.of("src/main/c"), work);
      List<Path> objects = new ArrayList<>(linker.compileBoot());
      objects.add(
          linker.compile(
              Path.of("src/test/c/board.c").toAbsolutePath(),
              work.resolve("test/board.o"),
              List.of("-Wno-infinite-recursion")));
      Path kernel = work.resolve("board.elf");
      linker.link(objects, List.of(), kernel);
      linked = kernel;
    }
    return linked;
  }

  /** A machine that boots the kernel directly. */
  static Qemu machine(String commandLine) {
    requireQemu();
    return new Qemu().kernel(file(), commandLine);
  }

  /** Runs a machine to its end. */
  static Outcome run(Qemu machine) {
    try (QemuRun run = machine.start()) {
      return ending(run);
    }
  }

  /** Waits for the end of a machine that already runs. */
  static Outcome ending(QemuRun run) {
    OptionalInt status = run.waitForStatus(LIMIT);
    return new Outcome(run.console(), status);
  }
}
