// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.trace;

/**
 * One firing of a state machine, named as in the specification.
 *
 * @param host which engine
 * @param id of the IKE SA within the engine; 0 for what is answered without keeping state
 * @param facts the decision that made the event and the facts that it asked for; empty for an event
 *     that no decision made
 */
public record TraceRecord(
    long timeNs,
    String host,
    String machine,
    long id,
    String state,
    String event,
    String next,
    String facts) {

  /** One JSON object on one line, keys in this order. The names need no escaping. */
  public String toJson() {
    return "{\"time_ns\":%d,\"host\":\"%s\",\"machine\":\"%s\",\"id\":%d,\"state\":\"%s\",\"event\":\"%s\",\"next\":\"%s\",\"facts\":\"%s\"}"
        .formatted(timeNs, host, machine, id, state, event, next, facts);
  }
}
