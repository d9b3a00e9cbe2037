// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange.init;

import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.crypto.KeyAgreement;
import org.sallyport.engine.crypto.KeyExchange;
import org.sallyport.engine.ike.message.ClassifiedMessage;
import org.sallyport.engine.ike.message.Computation;
import org.sallyport.engine.ike.path.Incoming;
import org.sallyport.engine.ike.sa.Handshake;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.table.HthKeyExchangeDecision;

/**
 * Computes the shared secret with the peer's public value; before that, in a step of its own, a
 * responder's public value. Each step is one multiplication.
 */
final class SharedSecretJob implements Computation, HthKeyExchangeDecision.Facts {
  private final Handshake handshake;
  private final InitTerms terms;
  private final boolean responder;
  private final KeyExchange own;
  private @Nullable KeyAgreement outcome;

  /**
   * The job for the handshake's present key exchange.
   *
   * @param responder whether we answer; an initiator has its public value already
   */
  SharedSecretJob(Handshake handshake, InitTerms terms, boolean responder) {
    this.handshake = handshake;
    this.terms = terms;
    this.responder = responder;
    own = handshake.keyExchange();
  }

  @Override
  public void step() {
    if (own.hasPublicValue()) {
      outcome = own.sharedSecret(terms.publicValue().toArray());
    } else {
      own.computePublicValue();
    }
  }

  @Override
  public boolean isDone() {
    return outcome != null;
  }

  @Override
  public boolean isOurs() {
    return !responder;
  }

  @Override
  public @Nullable Incoming request() {
    return responder ? terms.message() : null;
  }

  @Override
  public ClassifiedMessage classify() {
    long known = HthKeyExchangeDecision.ask(this);
    HthEvent event = HthKeyExchangeDecision.event(known);
    return outcome instanceof KeyAgreement.Agreed agreed
        ? new ClassifiedMessage(
            event, known, "", new InitAgreement(terms, handshake, agreed.secret()))
        : new ClassifiedMessage(event, known, reason(), new ClassifiedMessage.Nothing());
  }

  private String reason() {
    return outcome instanceof KeyAgreement.Refused refused
        ? "the public value is refused: " + refused.reason()
        : "the shared secret is not computed";
  }

  @Override
  public boolean secretAgreed() {
    return outcome instanceof KeyAgreement.Agreed;
  }

  @Override
  public void destroy() {
    own.destroy();
    if (outcome instanceof KeyAgreement.Agreed agreed) {
      Arrays.fill(agreed.secret(), (byte) 0);
    }
  }
}
