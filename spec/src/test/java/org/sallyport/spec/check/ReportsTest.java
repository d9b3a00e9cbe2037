// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportsTest {
  /** The last line is what is read: it may not speak of success alone when the exit code is 1. */
  @Test
  void theLastLineCountsTheProblems() {
    assertTrue(text(List.of()).endsWith("\n0 of 0 passed in 2 s\n"));
    assertTrue(text(List.of("a")).endsWith("\n0 of 0 passed, 1 problem, in 2 s\n"));
    assertTrue(text(List.of("a", "b")).endsWith("\n0 of 0 passed, 2 problems, in 2 s\n"));
    assertFalse(report(List.of("a")).passed());
  }

  private static String text(List<String> problems) {
    return Reports.text(report(problems));
  }

  private static CheckReport report(List<String> problems) {
    return new CheckReport(List.of(), List.of(), 0, List.of(), List.of(), problems, 2);
  }
}
