// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.bare.run.QemuRun;

/** Time goes forward at the right rate, and waiting ends when it should. */
class ClockTest {
  @Test
  void twoSecondsOfTheBoardAreTwoSecondsOfTheHost() {
    try (QemuRun run = BoardKernel.machine("test=clock").start()) {
      assertTrue(run.await("clock start", BoardKernel.LIMIT), run::console);
      long startNs = System.nanoTime();
      assertTrue(run.await("clock end", BoardKernel.LIMIT), run::console);
      long elapsedMs = (System.nanoTime() - startNs) / 1_000_000;
      assertTrue(run.await("done", BoardKernel.LIMIT), run::console);
      assertTrue(run.console().contains("backwards: 0\n"), run::console);
      // Lines arrive late on a busy host, early never by much.
      assertTrue(elapsedMs > 1_800 && elapsedMs < 3_500, () -> elapsedMs + " ms");
    }
  }

  @Test
  void idlingEndsAtItsTimeAndNotBefore() {
    BoardKernel.Outcome outcome = BoardKernel.run(BoardKernel.machine("test=idle"));
    assertEquals(0, outcome.number("interrupts"));
    long idledMs = outcome.number("idled milliseconds");
    assertTrue(idledMs >= 1_500 && idledMs < 2_500, outcome::console);
    long hundredMs = outcome.number("hundred milliseconds");
    assertTrue(hundredMs >= 100 && hundredMs < 2_000, outcome::console);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pc", "q35"})
  void aDeviceOnThePciBusEndsIdlingEachTimeItAsks(String machine) {
    BoardKernel.Outcome outcome =
        BoardKernel.run(
            BoardKernel.machine("test=device").with("-machine", machine, "-device", "e1000"));
    assertWoken(outcome);
  }

  static void assertWoken(BoardKernel.Outcome outcome) {
    outcome
        .says("line enabled: 1\n" + "slow: 0\ncause: 4\n".repeat(3) + "woken early: 0\n")
        .ended(0);
    assertEquals(3, outcome.number("interrupts"), outcome.console());
  }

  @Test
  void anInterruptEndsIdling() {
    try (QemuRun run = BoardKernel.machine("test=wake").start()) {
      assertTrue(run.await("press a key", BoardKernel.LIMIT), run::console);
      run.monitor("sendkey a");
      assertTrue(run.await("done", BoardKernel.LIMIT), run::console);
      BoardKernel.Outcome outcome = BoardKernel.ending(run);
      assertTrue(outcome.number("woken after milliseconds") < 30_000, run::console);
      assertEquals(1, outcome.number("interrupts"), run::console);
      assertEquals(1, outcome.number("key waits"), run::console);
    }
  }
}
