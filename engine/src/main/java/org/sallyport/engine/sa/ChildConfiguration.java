package org.sallyport.engine.sa;

import java.util.List;

/**
 * How the associations of a PROTECT policy are made.
 *
 * @param name for logs, and how IKE finds the connection that the policy belongs to
 * @param mode tunnel or transport
 * @param suites proposals in order of preference, at least one
 * @param windowSize anti-replay window in numbers, 32 to 4096
 * @param lifetime limits of each association
 * @param header what of the inner header is copied to the outer one
 */
public record ChildConfiguration(
    String name,
    Mode mode,
    List<ChildSuite> suites,
    int windowSize,
    Lifetime lifetime,
    HeaderPolicy header) {
  /** Copies the list. */
  public ChildConfiguration {
    suites = List.copyOf(suites);
    if (suites.isEmpty()) {
      throw new IllegalArgumentException("a protecting policy needs a suite");
    }
  }
}
