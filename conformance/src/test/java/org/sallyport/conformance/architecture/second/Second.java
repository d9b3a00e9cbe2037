// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.architecture.second;

import org.sallyport.conformance.architecture.first.First;

/** The other half of the cycle. */
public final class Second {
  /** The one half. */
  public First first;
}
