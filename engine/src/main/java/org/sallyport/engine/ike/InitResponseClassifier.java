package org.sallyport.engine.ike;

import java.util.List;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.crypto.KeyAgreement;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.IkeMessage;
import org.sallyport.engine.wire.ike.IkeParser;
import org.sallyport.engine.wire.ike.KeyExchangePayload;
import org.sallyport.engine.wire.ike.NoncePayload;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.PayloadList;
import org.sallyport.engine.wire.ike.PayloadType;
import org.sallyport.engine.wire.ike.Refusal;
import org.sallyport.engine.wire.ike.SecurityAssociationPayload;

/**
 * Turns an IKE_SA_INIT response, which nobody vouches for yet, into an event (RFC 7296 §1.2, §2.6,
 * §2.7, §2.21.1).
 */
final class InitResponseClassifier {
  /** The longest cookie (RFC 7296 §2.6). */
  private static final int MAXIMUM_COOKIE_LENGTH = 64;

  private final IkeContext context;

  InitResponseClassifier(IkeContext context) {
    this.context = context;
  }

  /** What the response is to the request of {@code handshake}. */
  Finding classify(Incoming message, IkeSa sa, Handshake handshake) {
    return switch (IkeParser.parseMessage(message.bytes(), message.offset(), message.length())) {
      case Refusal refusal -> malformed(refusal.message());
      case IkeMessage parsed -> classify(message, parsed.payloads(), sa, handshake);
    };
  }

  private Finding classify(Incoming message, PayloadList payloads, IkeSa sa, Handshake handshake) {
    NotifyPayload cookie = payloads.notification(NotifyType.COOKIE);
    if (cookie != null) {
      return cookie(cookie.data(), handshake);
    }
    NotifyPayload invalidKe = payloads.notification(NotifyType.INVALID_KE_PAYLOAD);
    if (invalidKe != null) {
      return otherGroup(invalidKe.data(), sa, handshake);
    }
    NotifyPayload error = Notifications.firstError(payloads);
    if (error != null) {
      return Finding.of(
          HthEvent.RCV_INIT_REFUSED, "the responder says " + Notifications.name(error));
    }
    return accept(message, payloads, sa, handshake);
  }

  private Finding cookie(OctetString cookie, Handshake handshake) {
    if (cookie.length() == 0 || cookie.length() > MAXIMUM_COOKIE_LENGTH) {
      return malformed("a cookie has 1 to 64 octets (RFC 7296 section 2.6)");
    }
    return mayRestart(handshake)
        ? Finding.of(HthEvent.RCV_INIT_COOKIE, new Finding.Cookie(cookie))
        : malformed("the responder demands cookies without end");
  }

  private Finding otherGroup(OctetString data, IkeSa sa, Handshake handshake) {
    KeyExchangeMethod wanted = data.length() == 2 ? KeyExchangeMethod.byId(data.u16(0)) : null;
    if (wanted == null || !sa.peer().offers(wanted)) {
      return malformed("the responder wants a group that was not offered (RFC 7296 section 1.2)");
    }
    if (wanted == handshake.keyExchange().method()) {
      return malformed("the responder wants the very group that it got");
    }
    return mayRestart(handshake)
        ? Finding.of(HthEvent.RCV_INIT_INVALID_KE, new Finding.WantedGroup(wanted))
        : malformed("the responder wants other groups without end");
  }

  private boolean mayRestart(Handshake handshake) {
    return handshake.restarts() < context.config.limits().maximumInitRestarts();
  }

  private Finding accept(Incoming message, PayloadList payloads, IkeSa sa, Handshake handshake) {
    SecurityAssociationPayload answer = payloads.securityAssociation();
    KeyExchangePayload peerValue = payloads.keyExchange();
    NoncePayload nonce = payloads.nonce();
    if (answer == null || peerValue == null || nonce == null) {
      return malformed("SA, KE or nonce is missing (RFC 7296 section 1.2)");
    }
    if (message.responderSpi() == 0) {
      return malformed("the responder has no SPI (RFC 7296 section 2.6)");
    }
    if (payloads.count(PayloadType.SECURITY_ASSOCIATION) > 1
        || payloads.count(PayloadType.KEY_EXCHANGE) > 1
        || payloads.count(PayloadType.NONCE) > 1) {
      return malformed("SA, KE or nonce stands twice (RFC 7296 section 1.2)");
    }
    if (nonce.data().equals(handshake.ownNonce())) {
      return malformed("the responder's nonce is our own: our message came back");
    }
    List<IkeProposal> offered = sa.peer().ikeProposals();
    IkeProposals.Choice choice = IkeProposals.accepted(answer, offered);
    if (choice == null) {
      return malformed("the responder chose what was not offered (RFC 7296 section 2.7)");
    }
    KeyExchangeMethod method = handshake.keyExchange().method();
    if (choice.proposal().keyExchange() != method || peerValue.method() != method.id()) {
      return malformed("proposal and KE payload speak of another group than ours");
    }
    return agree(message, payloads, choice, peerValue.data(), nonce.data(), handshake);
  }

  private Finding agree(
      Incoming message,
      PayloadList payloads,
      IkeProposals.Choice choice,
      OctetString peerValue,
      OctetString peerNonce,
      Handshake handshake) {
    return switch (handshake.keyExchange().sharedSecret(peerValue.toArray())) {
      case KeyAgreement.Refused refused ->
          malformed("the public value is refused: " + refused.reason());
      case KeyAgreement.Agreed agreed ->
          Finding.of(
              HthEvent.RCV_INIT_RESPONSE,
              new Finding.InitAgreement(
                  choice,
                  handshake.keyExchange(),
                  agreed.secret(),
                  handshake.ownNonce(),
                  peerNonce,
                  message.responderSpi(),
                  message.octets(),
                  NatDetection.examine(context.sha1, payloads, message)));
    };
  }

  private static Finding malformed(String reason) {
    return Finding.of(HthEvent.RCV_INIT_RESPONSE_MALFORMED, reason);
  }
}
