// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.rootcycle;

import org.sallyport.conformance.rootcycle.below.Below;

/** The root's half of a cycle, for the rule against cycles to find. */
public final class Root {
  /** The other half. */
  public Below below;
}
