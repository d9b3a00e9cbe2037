// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sallyport.engine.table.HthEvent;

/** How often the HTH was given each event. */
public final class IkeCounters {
  private final long[] events = new long[HthEvent.values().length];

  /** The HTH was given an event. */
  void event(HthEvent event) {
    events[event.ordinal()]++;
  }

  public long events(HthEvent event) {
    return events[event.ordinal()];
  }

  /** Every event above zero, by the specification's name and in its order. */
  public Map<String, Long> events() {
    Map<String, Long> counted = new LinkedHashMap<>();
    for (HthEvent event : HthEvent.values()) {
      if (events[event.ordinal()] > 0) {
        counted.put(event.specName(), events[event.ordinal()]);
      }
    }
    return counted;
  }
}
