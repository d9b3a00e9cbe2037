package org.sallyport.sim.trace;

import org.sallyport.engine.table.ExchangeEvent;
import org.sallyport.engine.table.ExchangeState;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.table.HthState;

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
      default ->
          throw new IllegalArgumentException(
              constant.getDeclaringClass() + " is of no machine that the engine traces");
    };
  }
}
