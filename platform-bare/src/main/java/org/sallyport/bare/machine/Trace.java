// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.machine;

import org.sallyport.bare.board.Console;
import org.sallyport.engine.config.BareConfig;
import org.sallyport.engine.table.DecidedFacts;
import org.sallyport.engine.table.SpecName;
import org.sallyport.engine.table.TraceSink;

/**
 * The firing trace on the console, one JSON object on a line behind the word {@code trace}: what
 * the trace validator reads.
 */
final class Trace {
  private Trace() {}

  static TraceSink of(BareConfig bare) {
    return bare.tracesTransitions() ? Trace::write : TraceSink.NONE;
  }

  private static void write(
      String machine,
      long id,
      SpecName state,
      SpecName event,
      SpecName next,
      long known,
      long nowNs) {
    Console.line(
        "trace {\"time_ns\":"
            + nowNs
            + ",\"host\":\"bare\",\"machine\":\""
            + machine
            + "\",\"id\":"
            + id
            + ",\"state\":\""
            + state.specName()
            + "\",\"event\":\""
            + event.specName()
            + "\",\"next\":\""
            + next.specName()
            + "\",\"facts\":\""
            + DecidedFacts.describe(machine, known)
            + "\"}");
  }
}
