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
 * @param pass whether the two agree
 * @param origin where the expectation comes from: an RFC section, a vector file, the user's file
 *     with its line
 * @param detail why it was observed, for people; may be empty
 */
public record CaseResult(
    String suite,
    String name,
    String expected,
    String observed,
    boolean pass,
    String origin,
    String detail) {
  /** Every part is there. */
  public CaseResult {
    Objects.requireNonNull(suite);
    Objects.requireNonNull(name);
    Objects.requireNonNull(expected);
    Objects.requireNonNull(observed);
    Objects.requireNonNull(origin);
    Objects.requireNonNull(detail);
  }

  /** A case that needs no explanation. */
  public CaseResult(
      String suite, String name, String expected, String observed, boolean pass, String origin) {
    this(suite, name, expected, observed, pass, origin, "");
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
