// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Runs suites one after the other. A suite that throws, that holds no case, or that gives two cases
 * one name is itself a failing case: nothing passes by not being run.
 */
public final class ConformanceRun {
  private ConformanceRun() {}

  /**
   * @param suites what to run
   * @param progress told each suite's report when it is done
   */
  public static List<SuiteReport> run(
      List<ConformanceSuite> suites, Consumer<SuiteReport> progress) {
    List<SuiteReport> reports = new ArrayList<>();
    for (ConformanceSuite suite : suites) {
      SuiteReport report = run(suite);
      progress.accept(report);
      reports.add(report);
    }
    return reports;
  }

  /** Runs one suite. */
  public static SuiteReport run(ConformanceSuite suite) {
    long startedNs = System.nanoTime();
    List<CaseResult> results = new ArrayList<>();
    try {
      suite.run(results::add);
    } catch (RuntimeException | AssertionError thrown) {
      results.add(
          CaseResult.thrown(
              suite.name(), "(the suite itself)", "runs to its end", thrown, suite.origin()));
    }
    if (results.isEmpty()) {
      results.add(
          CaseResult.compare(
              suite.name(), "(the suite itself)", "some cases", "no case", suite.origin()));
    }
    Set<String> names = new HashSet<>();
    for (CaseResult result : List.copyOf(results)) {
      if (!names.add(result.name())) {
        results.add(
            CaseResult.compare(
                suite.name(),
                "(the suite itself)",
                "distinct names",
                "two cases named " + result.name(),
                suite.origin()));
      }
    }
    return new SuiteReport(suite.name(), suite.origin(), System.nanoTime() - startedNs, results);
  }

  /** Whether there was something to run and every case of every suite passed. */
  public static boolean passed(List<SuiteReport> reports) {
    return !reports.isEmpty() && reports.stream().allMatch(report -> report.failures().isEmpty());
  }
}
