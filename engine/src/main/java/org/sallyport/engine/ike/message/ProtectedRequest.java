// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.message;

import org.sallyport.engine.table.HthFacts;
import org.sallyport.engine.wire.ike.ExchangeType;

/** A request under SK, whose answer comes under SK too. */
public interface ProtectedRequest extends Request {
  /** The exchange that it opens, which is that of its answer too. */
  ExchangeType exchangeType();

  /** What it asks for, to the specification. */
  HthFacts.Asked asked();
}
