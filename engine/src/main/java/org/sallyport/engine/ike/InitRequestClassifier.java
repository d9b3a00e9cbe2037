package org.sallyport.engine.ike;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.crypto.KeyAgreement;
import org.sallyport.engine.crypto.KeyExchange;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.drop.DropReason;
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

/** Turns an IKE_SA_INIT request into an event (RFC 7296 §1.2, §2.6, §2.7). Keeps nothing. */
final class InitRequestClassifier {
  private final IkeContext context;

  InitRequestClassifier(IkeContext context) {
    this.context = context;
  }

  /** What the request is. Costly work comes last: after the cookie, the pool and the proposal. */
  Finding classify(Incoming message, long nowNs) {
    return switch (IkeParser.parseMessage(message.bytes(), message.offset(), message.length())) {
      case Refusal refusal -> refused(refusal);
      case IkeMessage parsed -> classify(message, parsed.payloads(), nowNs);
    };
  }

  private static Finding refused(Refusal refusal) {
    return refusal.reason() == DropReason.UNSUPPORTED_CRITICAL_PAYLOAD
        ? new Finding(
            HthEvent.RCV_INIT_REQUEST_UNKNOWN_CRITICAL,
            refusal.message(),
            new Finding.CriticalPayload(refusal.payloadType()))
        : Finding.of(HthEvent.RCV_INIT_REQUEST_MALFORMED, refusal.message());
  }

  private Finding classify(Incoming message, PayloadList payloads, long nowNs) {
    SecurityAssociationPayload offer = payloads.securityAssociation();
    KeyExchangePayload keyExchange = payloads.keyExchange();
    NoncePayload nonce = payloads.nonce();
    String defect = shapeDefect(message, payloads);
    if (defect != null || offer == null || keyExchange == null || nonce == null) {
      return Finding.of(
          HthEvent.RCV_INIT_REQUEST_MALFORMED,
          defect == null ? "SA, KE or nonce is missing (RFC 7296 section 1.2)" : defect);
    }
    if (needsCookie(message, payloads, nonce.data(), nowNs)) {
      OctetString cookie =
          context.cookies.make(nonce.data(), message.remote(), message.initiatorSpi(), nowNs);
      return Finding.of(HthEvent.RCV_INIT_REQUEST_NEEDS_COOKIE, new Finding.Cookie(cookie));
    }
    List<PeerConfig> peers =
        context.peersBetween(message.local().address(), message.remote().address());
    if (peers.isEmpty()) {
      return Finding.of(
          HthEvent.RCV_INIT_REQUEST_NO_PROPOSAL, "no peer is configured between these addresses");
    }
    IkeProposals.Choice choice = IkeProposals.choose(offer, IkeContext.proposalsOf(peers));
    if (choice == null) {
      return Finding.of(
          HthEvent.RCV_INIT_REQUEST_NO_PROPOSAL,
          "none of the offered proposals is configured; offer one of "
              + IkeContext.proposalsOf(peers));
    }
    KeyExchangeMethod method = choice.proposal().keyExchange();
    if (keyExchange.method() != method.id()) {
      return Finding.of(HthEvent.RCV_INIT_REQUEST_OTHER_GROUP, new Finding.WantedGroup(method));
    }
    if (context.table.isExhausted()) {
      return Finding.of(
          HthEvent.RCV_INIT_REQUEST_NO_TASK, "the pool of handshake tasks is exhausted");
    }
    return agree(message, payloads, choice, keyExchange, nonce.data());
  }

  private static @Nullable String shapeDefect(Incoming message, PayloadList payloads) {
    if (message.header().messageId() != 0) {
      return "the message ID of IKE_SA_INIT is zero (RFC 7296 section 2.2)";
    }
    if (payloads.count(PayloadType.SECURITY_ASSOCIATION) > 1
        || payloads.count(PayloadType.KEY_EXCHANGE) > 1
        || payloads.count(PayloadType.NONCE) > 1) {
      return "SA, KE or nonce stands twice (RFC 7296 section 1.2)";
    }
    return payloads.encrypted() == null && payloads.encryptedFragment() == null
        ? null
        : "nothing is encrypted in IKE_SA_INIT (RFC 7296 section 1.2)";
  }

  private boolean needsCookie(
      Incoming message, PayloadList payloads, OctetString nonce, long nowNs) {
    if (context.table.halfOpen() < context.config.limits().cookieThreshold()) {
      return false;
    }
    NotifyPayload cookie = payloads.notification(NotifyType.COOKIE);
    return cookie == null
        || !context.cookies.isValid(
            cookie.data(), nonce, message.remote(), message.initiatorSpi(), nowNs);
  }

  private Finding agree(
      Incoming message,
      PayloadList payloads,
      IkeProposals.Choice choice,
      KeyExchangePayload peerValue,
      OctetString peerNonce) {
    KeyExchange own = context.crypto.keyExchange(choice.proposal().keyExchange(), context.entropy);
    return switch (own.sharedSecret(peerValue.data().toArray())) {
      case KeyAgreement.Refused refused -> {
        own.destroy();
        yield Finding.of(
            HthEvent.RCV_INIT_REQUEST_MALFORMED,
            "the public value is refused: " + refused.reason());
      }
      case KeyAgreement.Agreed agreed ->
          Finding.of(
              HthEvent.RCV_INIT_REQUEST,
              new Finding.InitAgreement(
                  choice,
                  own,
                  agreed.secret(),
                  peerNonce,
                  context.nonce(),
                  context.ikeSpi(),
                  message.octets(),
                  NatDetection.examine(context.sha1, payloads, message)));
    };
  }
}
