// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.message;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.table.ExchangeEvent;
import org.sallyport.engine.table.ExchangeResponseDecision;

/** What every response has in common: it is compared with the request that is outstanding. */
public interface ReceivedResponse extends Received, ExchangeResponseDecision.Facts {
  /** The requests and answers of its IKE SA. */
  MessageWindow window();

  /**
   * The request that was outstanding when the response came in; the machine Exchange forgets it
   * before an answer is handed on.
   */
  @Nullable Request request();

  @Override
  default Fingerprint fingerprint() {
    return Fingerprint.NONE;
  }

  @Override
  default long askForExchange() {
    return ExchangeResponseDecision.ask(this);
  }

  @Override
  default ExchangeEvent exchangeEvent(long known) {
    return ExchangeResponseDecision.event(known);
  }

  @Override
  default boolean outstanding() {
    return request() != null;
  }

  @Override
  default boolean idExpected() {
    return window().isOutstandingId(incoming().header().messageId());
  }
}
