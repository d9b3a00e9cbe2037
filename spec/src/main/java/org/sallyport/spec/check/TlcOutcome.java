// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a run of TLC showed.
 *
 * @param verdict how it ended
 * @param detail the property violated, or the error; empty when all is well
 * @param distinctStates how many distinct states were found
 * @param depth the depth of the state graph
 * @param seconds how long it took
 * @param rows the rows fired, each {@code Machine State Event}
 * @param occurred the numbers of the probed antecedents that occur
 * @param counterexample the behaviour that breaks the property, if one does
 * @param rejection where a recorded trace is not allowed, if one was validated and is not
 */
record TlcOutcome(
    Verdict verdict,
    String detail,
    long distinctStates,
    int depth,
    double seconds,
    Set<String> rows,
    Set<Integer> occurred,
    Optional<Counterexample> counterexample,
    Optional<Rejection> rejection) {
  /** Where and why a recorded trace is not allowed. */
  record Rejection(int at, String reason) {}

  /** How a run ends. */
  enum Verdict {
    /** Every property holds in every reachable state. */
    HOLDS,
    /** A property is violated. */
    VIOLATED,
    /** A state is reached in which nothing can happen. */
    DEADLOCK,
    /** TLC could not check the model. */
    ERROR
  }

  /** {@code ok}, the name of the violated property, or {@code error}; as the manifest writes it. */
  String result() {
    return switch (verdict) {
      case HOLDS -> "ok";
      case VIOLATED -> detail;
      case DEADLOCK -> Manifest.DEADLOCK;
      case ERROR -> "error";
    };
  }

  /** Whether this is the violation of {@code property}. TLC does not name temporal properties. */
  boolean violates(String property, List<String> temporal) {
    return result().equals(property)
        || (result().equals(TlcOutput.TEMPORAL) && temporal.contains(property));
  }
}
