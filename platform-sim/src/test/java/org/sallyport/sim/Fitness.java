// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What a test needs of the machine: without it the test is skipped, and in CI it fails. */
public final class Fitness {
  private Fitness() {}

  /** Goes on only as root with TUN and TAP. */
  public static void requireRootAndTun() {
    boolean isFit =
        "root".equals(System.getProperty("user.name")) && Files.exists(Path.of("/dev/net/tun"));
    if (!isFit) {
      lacks("root and /dev/net/tun");
    }
  }

  /** Ends the test: skipped with the reason, or failed where a skip would hide something. */
  public static void lacks(String what) {
    String reason = "this machine lacks what the test needs: " + what;
    if ("true".equals(System.getenv("CI"))) {
      Assertions.fail(reason + " (CI=true: a skip would hide it)");
    }
    Assumptions.abort(reason);
  }
}
