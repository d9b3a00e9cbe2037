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

  /** The cases that were run and did not pass. */
  public List<CaseResult> failures() {
    return with(CaseResult.Outcome.FAILED);
  }

  /** The cases that could not be run here. */
  public List<CaseResult> notRun() {
    return with(CaseResult.Outcome.NOT_RUN);
  }

  private List<CaseResult> with(CaseResult.Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).toList();
  }
}
