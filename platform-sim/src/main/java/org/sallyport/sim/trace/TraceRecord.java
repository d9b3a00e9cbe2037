package org.sallyport.sim.trace;

/**
 * One firing of a state machine, named as in the specification.
 *
 * @param host which engine
 * @param id of the IKE SA within the engine; 0 for what is answered without keeping state
 */
public record TraceRecord(
    long timeNs, String host, String machine, long id, String state, String event, String next) {

  /** One JSON object on one line, keys in this order. The names need no escaping. */
  public String toJson() {
    return "{\"time_ns\":%d,\"host\":\"%s\",\"machine\":\"%s\",\"id\":%d,\"state\":\"%s\",\"event\":\"%s\",\"next\":\"%s\"}"
        .formatted(timeNs, host, machine, id, state, event, next);
  }
}
