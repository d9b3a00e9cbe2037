// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange.auth;

import java.util.List;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.ike.message.OutgoingMessage;
import org.sallyport.engine.ike.message.ProtectedRequest;
import org.sallyport.engine.ike.sa.Handshake;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.table.HthFacts;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.IkePayload;

/**
 * IKE_AUTH, and what its answer is compared with.
 *
 * @param peer who has to answer
 * @param handshake what its AUTH covers
 * @param child the Child SA that is offered
 * @param childSpi the inbound SPI that is offered
 * @param payloads all of it, our AUTH included
 */
public record AuthRequest(
    IkeSa sa,
    PeerConfig peer,
    Handshake handshake,
    ChildConfig child,
    int childSpi,
    List<IkePayload> payloads)
    implements ProtectedRequest {
  @Override
  public ExchangeType exchangeType() {
    return ExchangeType.IKE_AUTH;
  }

  @Override
  public HthFacts.Asked asked() {
    return HthFacts.Asked.AUTH;
  }

  @Override
  public OutgoingMessage write(long messageId) {
    return sa.seal(ExchangeType.IKE_AUTH.number(), false, messageId, payloads);
  }
}
