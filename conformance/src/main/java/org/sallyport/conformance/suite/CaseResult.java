// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite;

import java.util.Objects;

/**
 * The outcome of one conformance case.
 *
 * @param suite the suite that the case belongs to
 * @param name the case, distinct within its suite
 * @param expected what the vector, the RFC or the user's file says, in a few words
 * @param observed what the engine did, in the same words when it is right
 * @param outcome whether the two agree, or that it was not run here
 * @param origin where the expectation comes from: an RFC section, a vector file, the user's file
 *     with its line
 * @param detail why it was observed, for people; may be empty
 */
public record CaseResult(
    String suite,
    String name,
    String expected,
    String observed,
    Outcome outcome,
    String origin,
    String detail) {
  /** How a case ended. */
  public enum Outcome {
    /** What was observed is what was expected. */
    PASSED,
    /** It is something else. */
    FAILED,
    /**
     * This machine or this user lacks what the case needs; {@link CaseResult#observed} says what.
     */
    NOT_RUN;

    private static Outcome of(boolean pass) {
      return pass ? PASSED : FAILED;
    }
  }

  /** Every part is there. */
  public CaseResult {
    Objects.requireNonNull(suite);
    Objects.requireNonNull(name);
    Objects.requireNonNull(expected);
    Objects.requireNonNull(observed);
    Objects.requireNonNull(outcome);
    Objects.requireNonNull(origin);
    Objects.requireNonNull(detail);
  }

  /** A case that needs no explanation. */
  public CaseResult(
      String suite, String name, String expected, String observed, boolean pass, String origin) {
    this(suite, name, expected, observed, pass, origin, "");
  }

  /** A case that was run. */
  public CaseResult(
      String suite,
      String name,
      String expected,
      String observed,
      boolean pass,
      String origin,
      String detail) {
    this(suite, name, expected, observed, Outcome.of(pass), origin, detail);
  }

  /** A case that was not run, and why. */
  public static CaseResult notRun(
      String suite, String name, String expected, String reason, String origin) {
    return new CaseResult(suite, name, expected, reason, Outcome.NOT_RUN, origin, "");
  }

  /** Whether it was run and is as it should be. */
  public boolean pass() {
    return outcome == Outcome.PASSED;
  }

  /** A case that passes exactly when {@code observed} equals {@code expected}. */
  public static CaseResult compare(
      String suite, String name, String expected, String observed, String origin) {
    return new CaseResult(suite, name, expected, observed, expected.equals(observed), origin);
  }

  /** A case during which something was thrown that should not have been. */
  public static CaseResult thrown(
      String suite, String name, String expected, Throwable thrown, String origin) {
    return new CaseResult(suite, name, expected, "threw " + thrown, false, origin);
  }
}
