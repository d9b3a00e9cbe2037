package org.sallyport.conformance.command;

import java.util.List;
import org.sallyport.conformance.ConformanceSuite;

/** Every suite that {@code sallyport conform} runs, in the order of the report. */
public final class ConformanceSuites {
  private ConformanceSuites() {}

  /** All suites; each call makes new ones. */
  public static List<ConformanceSuite> all() {
    return List.of();
  }
}
