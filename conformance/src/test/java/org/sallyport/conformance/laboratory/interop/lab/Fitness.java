// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.lab;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Skips tests on a machine that cannot run them, with the reason; in CI that is a failure. */
public final class Fitness {
  private Fitness() {}

  /** Goes on only when nothing is missing. */
  public static void require(List<String> missing) {
    if (missing.isEmpty()) {
      return;
    }
    String reason = "this machine lacks what the test needs: " + String.join("; ", missing);
    if ("true".equals(System.getenv("CI"))) {
      fail(reason + " (CI=true: a skip would hide it)");
    }
    Assumptions.abort(reason);
  }
}
