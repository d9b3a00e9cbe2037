// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange.init;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.crypto.Digest;
import org.sallyport.engine.crypto.KeyAgreement;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.ike.auth.PeerAuthorizations;
import org.sallyport.engine.ike.message.ClassifiedMessage;
import org.sallyport.engine.ike.message.Fingerprint;
import org.sallyport.engine.ike.message.Fingerprinting;
import org.sallyport.engine.ike.message.ReceivedRequest;
import org.sallyport.engine.ike.negotiate.IkeProposals;
import org.sallyport.engine.ike.negotiate.Offers;
import org.sallyport.engine.ike.path.Incoming;
import org.sallyport.engine.ike.sa.IkeSaTable;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.table.HthFacts;
import org.sallyport.engine.table.HthInitRequestDecision;
import org.sallyport.engine.wire.ike.IkeHeader;
import org.sallyport.engine.wire.ike.KeyExchangePayload;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.SecurityAssociationPayload;

/**
 * Facts about an IKE_SA_INIT request that belongs to no IKE SA (RFC 7296 §1.2, §2.6, §2.7). Nothing
 * is kept.
 */
public final class InitRequestFacts implements ReceivedRequest, HthInitRequestDecision.Facts {
  private final Responder responder;
  private final Fingerprinting request;
  private final InitContent content;
  private final long nowNs;
  private @Nullable ClassifiedMessage classified;
  private IkeProposals.@Nullable Choice choice;

  /**
   * What a responder answers first messages with.
   *
   * @param cookieThreshold half-open tasks from which on a cookie is demanded
   */
  public record Responder(
      IkeSaTable table,
      PeerAuthorizations peers,
      Cookies cookies,
      int cookieThreshold,
      Digest sha1) {}

  public InitRequestFacts(Responder responder, Fingerprinting request, long nowNs) {
    this.responder = responder;
    this.request = request;
    this.content = new InitContent(request.request());
    this.nowNs = nowNs;
  }

  @Override
  public Incoming incoming() {
    return content.message();
  }

  @Override
  public Fingerprint fingerprint() {
    return request.fingerprint();
  }

  // ---- the machine Exchange: a first message takes part in no exchange yet

  /** An IKE SA begins with any first message; that its ID is zero is a matter of its shape. */
  @Override
  public boolean idExpected() {
    return true;
  }

  /** IKE_SA_INIT is not authenticated, and need not be. */
  @Override
  public boolean verified() {
    return true;
  }

  @Override
  public boolean answerPending() {
    return false;
  }

  @Override
  public boolean idAnsweredLast() {
    return false;
  }

  @Override
  public boolean sameOctets() {
    return false;
  }

  @Override
  public boolean onPath() {
    return false;
  }

  @Override
  public boolean fromOrigin() {
    return false;
  }

  @Override
  public boolean answeredOnPathJustNow() {
    return false;
  }

  @Override
  public boolean answeredToOriginJustNow() {
    return false;
  }

  @Override
  public boolean answeredElsewhereJustNow() {
    return false;
  }

  // ---- the machine Hth

  @Override
  public ClassifiedMessage classify() {
    ClassifiedMessage made = classified;
    if (made == null) {
      long known = HthInitRequestDecision.ask(this);
      HthEvent event = HthInitRequestDecision.event(known);
      made = new ClassifiedMessage(event, known, content.reason(), detail(event));
      classified = made;
    }
    return made;
  }

  private ClassifiedMessage.Detail detail(HthEvent event) {
    return switch (event) {
      case RCV_INIT_REQUEST_UNKNOWN_CRITICAL -> content.critical();
      case RCV_INIT_REQUEST_NEEDS_COOKIE ->
          new InitDetails.OurCookie(
              responder
                  .cookies()
                  .make(content.nonce(), incoming().remote(), incoming().initiatorSpi(), nowNs));
      case RCV_INIT_REQUEST_OTHER_GROUP -> new InitDetails.OurGroup(method());
      case RCV_INIT_REQUEST -> content.terms(choice(), responder.sha1());
      default -> new ClassifiedMessage.Nothing();
    };
  }

  @Override
  public boolean majorVersionHigher() {
    return incoming().header().majorVersion() > IkeHeader.MAJOR_VERSION;
  }

  @Override
  public HthFacts.Syntax syntax() {
    return content.syntax();
  }

  @Override
  public boolean shapeFits() {
    return content.shapeFits();
  }

  @Override
  public boolean cookieRequired() {
    return responder.table().halfOpen() >= responder.cookieThreshold();
  }

  @Override
  public boolean cookieValid() {
    NotifyPayload cookie = content.payloads().notification(NotifyType.COOKIE);
    return cookie != null
        && responder
            .cookies()
            .isValid(
                cookie.data(),
                content.nonce(),
                incoming().remote(),
                incoming().initiatorSpi(),
                nowNs);
  }

  @Override
  public boolean peerKnown() {
    return !content.refusing(
        responder.peers().between(incoming().local(), incoming().remote()).isEmpty(),
        "no peer is configured between these addresses");
  }

  @Override
  public boolean proposalFound() {
    SecurityAssociationPayload offer = content.payloads().securityAssociation();
    List<IkeProposal> configured =
        responder.peers().proposalsBetween(incoming().local(), incoming().remote());
    choice = offer == null ? null : IkeProposals.chooseOfGroup(offer, configured, offeredGroup());
    return !content.refusing(
        choice == null,
        choice == null
            ? "none of the offered proposals is configured: the peer offers "
                + (offer == null ? "nothing" : Offers.describe(offer))
                + ", configured are "
                + configured
            : "");
  }

  @Override
  public boolean groupMatches() {
    return offeredGroup() == method().id();
  }

  /** The group of the public value that came, by its number; -1 without one. */
  private int offeredGroup() {
    KeyExchangePayload offered = content.payloads().keyExchange();
    return offered == null ? -1 : offered.method();
  }

  @Override
  public boolean taskFree() {
    return responder.table().canAnswer();
  }

  @Override
  public boolean publicValueGood() {
    KeyAgreement.Refusal refusal = method().refusalOf(content.publicValue().toArray());
    return !content.refusing(refusal != null, "the public value is refused: " + refusal);
  }

  private KeyExchangeMethod method() {
    return choice().proposal().keyExchange();
  }

  private IkeProposals.Choice choice() {
    IkeProposals.Choice chosen = choice;
    if (chosen == null) {
      throw new IllegalStateException("the choice is asked for before the proposal");
    }
    return chosen;
  }
}
