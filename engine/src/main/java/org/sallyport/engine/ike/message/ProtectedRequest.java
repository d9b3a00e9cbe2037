// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.message;

import org.sallyport.engine.table.HthFacts;

/** A request under SK, whose answer comes under SK too. */
public interface ProtectedRequest extends Request {
  /** What it asks for, to the specification. */
  HthFacts.Asked asked();
}
