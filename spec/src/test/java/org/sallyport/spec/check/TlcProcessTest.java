// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a run of TLC ends when it does not end well. */
@Timeout(60)
class TlcProcessTest {
  @TempDir private Path folder;

  private TlcRun counter(String name, String next) throws IOException {
    Path place = Files.createDirectory(folder.resolve(name));
    Files.writeString(
        place.resolve("Counter.tla"),
        """
        ---- MODULE Counter ----
        EXTENDS Naturals, TLC
        VARIABLE x
        Init == x = 0
        Next == %s
        Small == x < 4
        ====
        """
            .formatted(next));
    Path configuration = place.resolve("Counter.cfg");
    Files.writeString(
        configuration, "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\nINVARIANTS Small\n");
    return new TlcRun(place, "Counter", configuration, TlcRun.Size.SHORT);
  }

  @Test
  void oneRunAfterTheOtherFindsWhatIsThere() throws IOException {
    try (TlcProcess tlc = TlcProcess.start(TlcRun.Size.SHORT)) {
      TlcOutcome whole = tlc.run(counter("whole", "x < 3 /\\ x' = x + 1"), line -> {});
      assertEquals("ok", whole.result());
      assertEquals(4, whole.distinctStates());
      assertEquals("Small", tlc.run(counter("broken", "x' = x + 1"), line -> {}).result());
      assertEquals(
          "ok",
          tlc.run(counter("ein\tTabulator, Gänge und Lücken", "UNCHANGED x"), line -> {}).result());
    }
  }

  @Test
  void aJvmThatEndsInTheMiddleShowsNothing() throws IOException {
    try (TlcProcess tlc = TlcProcess.start(TlcRun.Size.SHORT)) {
      TlcRun run = counter("short", "x' = (x + 1) % 3");
      assertEquals("ok", tlc.run(run, line -> {}).result());
      tlc.kill();
      for (int i = 0; i < 2; i++) {
        TlcOutcome after = tlc.run(run, line -> {});
        assertEquals("error", after.result());
        assertTrue(after.detail().contains("TLC's JVM ended before the run did"), after::detail);
      }
    }
  }

  /** TLC prints more than the pipe holds, and nobody reads it any more. */
  @Test
  void aRunThatIsLeftInTheMiddleIsEnded() throws IOException {
    try (TlcProcess tlc = TlcProcess.start(TlcRun.Size.SHORT)) {
      tlc.order(counter("talkative", "x' = x + 1 /\\ \\A i \\in 1..100000 : PrintT(<<x, i>>)"));
    }
  }
}
