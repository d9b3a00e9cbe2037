package org.sallyport.spec.trace;

/**
 * One firing as the engine's trace records it. The names are those of the specification.
 *
 * @param machine the machine, for instance {@code Hth}
 * @param id the instance within the engine
 * @param state the state before
 * @param event the event
 * @param next the state after
 */
public record Firing(String machine, long id, String state, String event, String next) {
  @Override
  public String toString() {
    return machine + " " + id + ": " + state + " --" + event + "--> " + next;
  }
}
