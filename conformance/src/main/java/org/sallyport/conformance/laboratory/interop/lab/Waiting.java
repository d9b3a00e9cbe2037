// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.lab;

import java.time.Duration;

/** Waits for something to become true, for a bounded time. */
public final class Waiting {
  private static final long PAUSE_MS = 50;

  private Waiting() {}

  /** Whether {@code condition} came true within {@code limit}; it is asked at least once. */
  public static boolean until(Duration limit, Condition condition) throws LabException {
    long endNs = System.nanoTime() + limit.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - endNs > 0) {
        return false;
      }
      pause(PAUSE_MS);
    }
    return true;
  }

  private static void pause(long milliseconds) throws LabException {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while waiting");
    }
  }

  /** What is waited for. */
  @FunctionalInterface
  public interface Condition {
    /** Whether it holds now. */
    boolean holds() throws LabException;
  }
}
