// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.message;

import org.sallyport.engine.table.ExchangeEvent;
import org.sallyport.engine.table.ExchangeRequestDecision;

/** What every request has in common. */
public interface ReceivedRequest extends Received, ExchangeRequestDecision.Facts {
  @Override
  default long askForExchange() {
    return ExchangeRequestDecision.ask(this);
  }

  @Override
  default ExchangeEvent exchangeEvent(long known) {
    return ExchangeRequestDecision.event(known);
  }
}
