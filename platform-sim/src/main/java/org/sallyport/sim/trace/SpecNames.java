package org.sallyport.sim.trace;

import org.sallyport.engine.table.EsnEvent;
import org.sallyport.engine.table.EsnState;
import org.sallyport.engine.table.ExchangeEvent;
import org.sallyport.engine.table.ExchangeState;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.table.ReplayWindowEvent;
import org.sallyport.engine.table.ReplayWindowState;
import org.sallyport.engine.table.SendCounterEvent;
import org.sallyport.engine.table.SendCounterState;

/** The names that states and events have in their specification. */
public final class SpecNames {
  private SpecNames() {}

  /** The specification's name of a constant of a generated table. */
  public static String of(Enum<?> constant) {
    return switch (constant) {
      case HthState state -> state.specName();
      case HthEvent event -> event.specName();
      case ExchangeState state -> state.specName();
      case ExchangeEvent event -> event.specName();
      case ReplayWindowState state -> state.specName();
      case ReplayWindowEvent event -> event.specName();
      case EsnState state -> state.specName();
      case EsnEvent event -> event.specName();
      case SendCounterState state -> state.specName();
      case SendCounterEvent event -> event.specName();
      default ->
          throw new IllegalArgumentException(
              constant.getDeclaringClass() + " is of no machine that the engine traces");
    };
  }
}
