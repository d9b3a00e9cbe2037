// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite;

import java.util.List;

/**
 * What a suite did.
 *
 * @param name the suite
 * @param origin where its expectations come from
 * @param durationNs how long it took
 * @param results one for each case, in the order of the suite
 */
public record SuiteReport(String name, String origin, long durationNs, List<CaseResult> results) {
  /** Copies the list. */
  public SuiteReport {
    results = List.copyOf(results);
  }

  /** How many cases passed. */
  public int passed() {
    int passed = 0;
    for (CaseResult result : results) {
      passed += result.pass() ? 1 : 0;
    }
    return passed;
  }

  /** The cases that did not pass. */
  public List<CaseResult> failures() {
    return results.stream().filter(result -> !result.pass()).toList();
  }
}
