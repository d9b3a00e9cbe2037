// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.table;

import org.sallyport.spec.fired.FiredRows;

/** The trace of the engine's tests: every row that is fired is noted for the row coverage. */
public final class NotedRows {
  private NotedRows() {}

  /** A trace for the test that is running. */
  public static TraceSink sink() {
    return and(TraceSink.NONE);
  }

  /** Likewise, and {@code other} sees every firing too. */
  public static TraceSink and(TraceSink other) {
    FiredRows rows =
        FiredRows.of(FiredRows.Kind.UNIT, "other", name -> ((SpecName) name).specName());
    return (machine, id, state, event, next, known, nowNs) -> {
      rows.note(machine, state, event);
      other.transition(machine, id, state, event, next, known, nowNs);
    };
  }
}
