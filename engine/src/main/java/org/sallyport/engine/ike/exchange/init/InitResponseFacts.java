// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange.init;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.crypto.Digest;
import org.sallyport.engine.crypto.KeyAgreement;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.ike.message.ClassifiedMessage;
import org.sallyport.engine.ike.message.MessageWindow;
import org.sallyport.engine.ike.message.Notifications;
import org.sallyport.engine.ike.message.ReceivedResponse;
import org.sallyport.engine.ike.message.Request;
import org.sallyport.engine.ike.negotiate.IkeProposals;
import org.sallyport.engine.ike.path.Incoming;
import org.sallyport.engine.ike.sa.Handshake;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.table.HthFacts;
import org.sallyport.engine.table.HthInitResponseDecision;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.KeyExchangePayload;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.SecurityAssociationPayload;

/**
 * Facts about an IKE_SA_INIT response, which is not authenticated yet (RFC 7296 §1.2, §2.6, §2.7,
 * §2.21.1).
 */
public final class InitResponseFacts implements ReceivedResponse, HthInitResponseDecision.Facts {
  /** The longest cookie (RFC 7296 §2.6). */
  private static final int MAXIMUM_COOKIE_LENGTH = 64;

  private final IkeSa sa;
  private final InitContent content;
  private final Digest sha1;
  private final int maximumRestarts;
  private final @Nullable Request outstanding;
  private @Nullable ClassifiedMessage classified;
  private IkeProposals.@Nullable Choice choice;

  /**
   * @param maximumRestarts how often a request is repeated with a cookie or another group
   */
  public InitResponseFacts(IkeSa sa, Incoming message, Digest sha1, int maximumRestarts) {
    this.sa = sa;
    this.content = new InitContent(message);
    this.sha1 = sha1;
    this.maximumRestarts = maximumRestarts;
    outstanding = sa.window().outstanding();
  }

  @Override
  public Incoming incoming() {
    return content.message();
  }

  // ---- the machine Exchange

  @Override
  public MessageWindow window() {
    return sa.window();
  }

  @Override
  public @Nullable Request request() {
    return outstanding;
  }

  @Override
  public boolean exchangeMatches() {
    return outstanding instanceof InitRequest;
  }

  private InitRequest asked() {
    if (outstanding instanceof InitRequest asked) {
      return asked;
    }
    throw new IllegalStateException("an answer is looked into before there is a request");
  }

  private Handshake handshake() {
    return asked().handshake();
  }

  /** IKE_SA_INIT is not authenticated, and need not be. */
  @Override
  public boolean verified() {
    return true;
  }

  /** Whether it is good shows when the shared secret is computed. */
  @Override
  public boolean completes() {
    return false;
  }

  // ---- the machine Hth

  @Override
  public ClassifiedMessage classify() {
    ClassifiedMessage made = classified;
    if (made == null) {
      long known = HthInitResponseDecision.ask(this);
      HthEvent event = HthInitResponseDecision.event(known);
      made = new ClassifiedMessage(event, known, content.reason(), detail(event));
      classified = made;
    }
    return made;
  }

  private ClassifiedMessage.Detail detail(HthEvent event) {
    return switch (event) {
      case RCV_INIT_COOKIE -> new InitDetails.CookieDemanded(handshake(), cookie());
      case RCV_INIT_INVALID_KE ->
          new InitDetails.GroupDemanded(asked().peer(), handshake(), wantedMethod());
      case RCV_INIT_RESPONSE -> new InitDetails.Answered(handshake(), terms());
      default -> new ClassifiedMessage.Nothing();
    };
  }

  private KeyExchangeMethod wantedMethod() {
    KeyExchangeMethod wanted = wantedGroup();
    if (wanted == null) {
      throw new IllegalStateException("a group that was offered has a method");
    }
    return wanted;
  }

  private InitTerms terms() {
    IkeProposals.Choice chosen = choice;
    if (chosen == null) {
      throw new IllegalStateException("an acceptable response without a choice");
    }
    return content.terms(chosen, sha1);
  }

  @Override
  public HthFacts.Syntax syntax() {
    return content.syntax();
  }

  @Override
  public HthFacts.Notification notification() {
    if (content.payloads().notification(NotifyType.COOKIE) != null) {
      return HthFacts.Notification.COOKIE;
    }
    if (content.payloads().notification(NotifyType.INVALID_KE_PAYLOAD) != null) {
      return HthFacts.Notification.INVALID_KE;
    }
    NotifyPayload error = Notifications.firstError(content.payloads());
    if (error == null) {
      return HthFacts.Notification.NONE;
    }
    content.refusing(true, "the responder says " + Notifications.name(error));
    return HthFacts.Notification.ERROR;
  }

  private OctetString cookie() {
    NotifyPayload cookie = content.payloads().notification(NotifyType.COOKIE);
    return cookie == null ? OctetString.EMPTY : cookie.data();
  }

  @Override
  public boolean cookieWellFormed() {
    // R7296-2.6-4
    int length = cookie().length();
    return !content.refusing(
        length == 0 || length > MAXIMUM_COOKIE_LENGTH,
        "a cookie has 1 to 64 octets (RFC 7296 section 2.6)");
  }

  @Override
  public boolean cookieNew() {
    return !content.refusing(
        cookie().equals(handshake().cookie()), "the responder demands the cookie that it got");
  }

  private @Nullable KeyExchangeMethod wantedGroup() {
    NotifyPayload wanted = content.payloads().notification(NotifyType.INVALID_KE_PAYLOAD);
    return wanted == null || wanted.data().length() != 2
        ? null
        : KeyExchangeMethod.byId(wanted.data().u16(0));
  }

  @Override
  public boolean groupOffered() {
    KeyExchangeMethod wanted = wantedGroup();
    return !content.refusing(
        wanted == null || !asked().peer().offers(wanted),
        "the responder wants a group that was not offered (RFC 7296 section 1.2)");
  }

  @Override
  public boolean groupNew() {
    return !content.refusing(
        wantedGroup() == handshake().keyExchange().method(),
        "the responder wants the group that it got");
  }

  @Override
  public boolean restartsRemain() {
    // R7296-2.6-5
    return !content.refusing(
        handshake().restarts() >= maximumRestarts,
        "the responder demands other forms of IKE_SA_INIT without end");
  }

  @Override
  public boolean shapeFits() {
    return content.shapeFits() && content.payloads().securityAssociation() != null;
  }

  @Override
  public boolean spiPresent() {
    return !content.refusing(
        incoming().responderSpi() == 0, "the responder has no SPI (RFC 7296 section 2.6)");
  }

  @Override
  public boolean nonceForeign() {
    return !content.refusing(
        content.nonce().equals(handshake().ownNonce()),
        "the responder's nonce is our own: our message came back");
  }

  @Override
  public boolean proposalFound() {
    SecurityAssociationPayload answer = content.payloads().securityAssociation();
    choice = answer == null ? null : IkeProposals.accepted(answer, asked().peer().ikeProposals());
    return !content.refusing(
        choice == null, "the responder chose what was not offered (RFC 7296 section 2.7)");
  }

  @Override
  public boolean groupMatches() {
    KeyExchangeMethod method = handshake().keyExchange().method();
    IkeProposals.Choice chosen = choice;
    KeyExchangePayload value = content.payloads().keyExchange();
    return !content.refusing(
        chosen == null
            || value == null
            || chosen.proposal().keyExchange() != method
            || value.method() != method.id(),
        "proposal and KE payload are of another group than ours");
  }

  @Override
  public boolean publicValueGood() {
    KeyAgreement.Refusal refusal =
        handshake().keyExchange().method().refusalOf(content.publicValue().toArray());
    return !content.refusing(refusal != null, "the public value is refused: " + refusal);
  }
}
