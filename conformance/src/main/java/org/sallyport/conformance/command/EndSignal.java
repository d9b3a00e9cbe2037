// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.sallyport.sim.command.ExitCode;

/**
 * SIGINT or SIGTERM as the ordinary end of a verb: the work is told, and the process ends with the
 * verb's exit code once the work is over, or as failed when that takes too long.
 */
final class EndSignal {
  private static final long LIMIT_SECONDS = 20;

  private final CountDownLatch isOver = new CountDownLatch(1);
  private volatile boolean isGiven;
  private volatile int exitCode = ExitCode.FAILED;

  private EndSignal() {}

  /** From now on signals are heard. */
  static EndSignal heard() {
    EndSignal signal = new EndSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(signal::follow, "end"));
    return signal;
  }

  private void follow() {
    isGiven = true;
    try {
      isOver.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    // Without this the JVM would report 128 and the signal's number.
    Runtime.getRuntime().halt(exitCode);
  }

  /** Whether the end is wished for. */
  boolean isGiven() {
    return isGiven;
  }

  /** The work is over, and everything closed and written. */
  void over(int code) {
    exitCode = code;
    isOver.countDown();
  }
}
