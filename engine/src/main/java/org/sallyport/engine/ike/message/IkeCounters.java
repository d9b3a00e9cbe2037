// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.message;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.HthEvent;

/** How often messages were dropped, by reason, and which events the HTH was given. */
public final class IkeCounters {
  private final long[] drops = new long[DropReason.values().length];
  private final long[] events = new long[HthEvent.values().length];

  /** A message was dropped. */
  public void drop(DropReason reason) {
    drops[reason.ordinal()]++;
  }

  /** The HTH was given an event. */
  public void event(HthEvent event) {
    events[event.ordinal()]++;
  }

  public long drops(DropReason reason) {
    return drops[reason.ordinal()];
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
