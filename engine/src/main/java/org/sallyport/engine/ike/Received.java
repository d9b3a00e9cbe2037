// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import org.sallyport.engine.table.ExchangeEvent;
import org.sallyport.engine.wire.OctetString;

/**
 * A message that came in, as both machines ask about it. It computes facts, each at most once and
 * not before a rule of the specification asks for it.
 */
interface Received {
  /** The message with where it came from. */
  Incoming incoming();

  /** SHA-256 of a request, by which a repetition is recognised; empty for a response. */
  OctetString digest();

  /** What the machine Exchange has to know of it. */
  long askForExchange();

  /** Its event of the machine Exchange. */
  ExchangeEvent exchangeEvent(long known);

  /** What it is to the machine Hth. */
  ClassifiedMessage classify();
}
