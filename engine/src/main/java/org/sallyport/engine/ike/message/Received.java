// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.message;

import org.sallyport.engine.ike.path.Incoming;
import org.sallyport.engine.table.ExchangeEvent;

/**
 * A message that came in, as both machines ask about it. It computes facts, each at most once and
 * not before a rule of the specification asks for it.
 */
public interface Received {
  /** The message with where it came from. */
  Incoming incoming();

  /** By what a repetition of a request is recognised; {@link Fingerprint#NONE} for a response. */
  Fingerprint fingerprint();

  /** What the machine Exchange has to know of it. */
  long askForExchange();

  /** Its event of the machine Exchange. */
  ExchangeEvent exchangeEvent(long known);

  /** What it is to the machine Hth. */
  ClassifiedMessage classify();
}
