// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.rootcycle.below;

import org.sallyport.conformance.rootcycle.Root;

/** The half of the cycle below the root. */
public final class Below {
  /** The root's half. */
  public Root root;
}
