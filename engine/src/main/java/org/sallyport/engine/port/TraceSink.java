package org.sallyport.engine.port;

/**
 * Takes the firing trace: one call for every event that a machine was given, refused ones included.
 */
@FunctionalInterface
public interface TraceSink {
  /** Takes nothing. */
  TraceSink NONE = (machine, id, state, event, next, nowNs) -> {};

  /**
   * A firing. The names are those of the specification.
   *
   * @param machine {@code Hth} or {@code Exchange}
   * @param id the number of the IKE SA within this engine, from 1; 0 for what is answered without
   *     keeping state
   * @param state the state before
   * @param event the event
   * @param next the state after
   */
  void transition(String machine, long id, Enum<?> state, Enum<?> event, Enum<?> next, long nowNs);
}
