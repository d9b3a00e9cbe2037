// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.trace;

/**
 * One firing as the engine's trace records it. The names are those of the specification.
 *
 * @param machine the machine, for instance {@code Hth}
 * @param id the instance within the engine
 * @param state the state before
 * @param event the event
 * @param next the state after
 * @param facts the decision that made the event and the facts that it asked for, {@code Request
 *     IdExpected=TRUE Verified=TRUE}; empty for an event of a timer, the operator or the
 *     application
 */
public record Firing(
    String machine, long id, String state, String event, String next, String facts) {
  /** A firing whose event no decision made. */
  public Firing(String machine, long id, String state, String event, String next) {
    this(machine, id, state, event, next, "");
  }

  @Override
  public String toString() {
    return machine
        + " "
        + id
        + ": "
        + state
        + " --"
        + event
        + "--> "
        + next
        + (facts.isEmpty() ? "" : " (" + facts + ")");
  }
}
