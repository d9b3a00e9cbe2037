// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import java.util.List;
import org.sallyport.engine.policy.AddressRange;

/** How selectors lie to each other. */
final class Ranges {
  private Ranges() {}

  static boolean sameFamily(AddressRange one, AddressRange other) {
    return one.start().length() == other.start().length();
  }

  /** Whether a packet's one end can lie in both. */
  static boolean overlap(AddressRange one, AddressRange other) {
    return sameFamily(one, other)
        && (one.protocol() == 0 || other.protocol() == 0 || one.protocol() == other.protocol())
        && portsOverlap(one, other)
        && one.start().compareTo(other.end()) <= 0
        && other.start().compareTo(one.end()) <= 0;
  }

  private static boolean portsOverlap(AddressRange one, AddressRange other) {
    return one.isOpaque()
        || other.isOpaque()
        || one.startPort() <= other.endPort() && other.startPort() <= one.endPort();
  }

  /** The same of two lists. */
  static boolean overlap(List<AddressRange> some, List<AddressRange> others) {
    return some.stream().anyMatch(one -> others.stream().anyMatch(other -> overlap(one, other)));
  }
}
