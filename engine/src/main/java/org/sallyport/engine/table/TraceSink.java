// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.table;

/**
 * Takes the firing trace: one call for every event that a machine was given, refused ones included.
 */
@FunctionalInterface
public interface TraceSink {
  /** Takes nothing. */
  TraceSink NONE = (machine, id, state, event, next, known, nowNs) -> {};

  /**
   * A firing. The names are those of the specification.
   *
   * @param machine the specification's module: {@code Hth}, {@code ReplayWindow} and so on
   * @param id for {@code Hth} and {@code Exchange} the number of the IKE SA within this engine,
   *     from 1, or 0 for what is answered without keeping state; else the SPI of the SA
   * @param state the state before
   * @param event the event
   * @param next the state after
   * @param known the facts that made the event, as the decision's {@code ask} packed them; see
   *     {@link DecidedFacts#describe}. 0 for an event that no decision made: of timers, operator
   *     and application
   */
  void transition(
      String machine,
      long id,
      SpecName state,
      SpecName event,
      SpecName next,
      long known,
      long nowNs);
}
