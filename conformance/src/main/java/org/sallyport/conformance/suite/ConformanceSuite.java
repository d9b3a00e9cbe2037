// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite;

/**
 * A named set of cases with one origin. Suites are listed in {@code
 * org.sallyport.conformance.command.ConformanceSuites}.
 */
public interface ConformanceSuite {
  /** A short name of lower-case words joined by hyphens, such as {@code esp-rfc3602}. */
  String name();

  /** Where the expectations come from: RFC section, test suite of a peer, vector file. */
  String origin();

  /**
   * Runs every case and hands each outcome to {@code sink}, in the same order every time. A case
   * that goes wrong is a result, not an exception.
   */
  void run(Sink sink);

  /** Takes the outcomes of a suite as they come. */
  @FunctionalInterface
  interface Sink {
    /** The next outcome. */
    void accept(CaseResult result);
  }
}
