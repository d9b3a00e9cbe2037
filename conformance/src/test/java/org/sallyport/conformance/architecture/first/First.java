// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.architecture.first;

import org.sallyport.conformance.architecture.second.Second;

/** One half of a cycle, for the rule against cycles to find. */
public final class First {
  /** The other half. */
  public Second second;
}
