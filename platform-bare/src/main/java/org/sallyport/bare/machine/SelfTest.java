// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.machine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.bare.board.Console;

/**
 * What is checked at every start: that the compilers did to this kernel what Java promises, and
 * that the cryptographic library gives known answers. A name for each check, a line for each fault.
 */
public final class SelfTest {
  private final Map<String, Check> checks = new LinkedHashMap<>();

  /** The checks of the compiled Java and of memory. */
  public static SelfTest ofMachine() {
    SelfTest test = new SelfTest();
    LanguageChecks.addTo(test);
    ExceptionChecks.addTo(test);
    MemoryChecks.addTo(test);
    return test;
  }

  /** One more check, after those that are there. */
  public void add(String name, Check check) {
    checks.put(name, check);
  }

  /** All checks by name. */
  Map<String, Check> checks() {
    return Collections.unmodifiableMap(checks);
  }

  /** Runs all; how many failed. */
  public int run() {
    int failed = 0;
    for (Map.Entry<String, Check> entry : checks.entrySet()) {
      String fault = fault(entry.getValue());
      if (fault != null) {
        failed++;
        Console.line("self-test FAILED: " + entry.getKey() + ": " + fault);
      }
    }
    Console.line("self-test: " + (checks.size() - failed) + " passed, " + failed + " failed");
    return failed;
  }

  /** The fault of one check, an exception being one too; null when all is well. */
  static @Nullable String fault(Check check) {
    try {
      return check.fault();
    } catch (RuntimeException | AssertionError thrown) {
      return "threw " + thrown;
    }
  }
}
