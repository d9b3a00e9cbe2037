package org.sallyport.engine.wire.ike;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;

/**
 * Which payloads a message must and may have from outside, before any key or state is known (RFC
 * 7296 §1.2, Appendix C): what an IKE_SA_INIT must carry, and that every later exchange travels in
 * SK or SKF. What stands inside SK is judged by the exchange.
 */
public final class MessageShape {
  private static final PayloadType[] ONCE = {
    PayloadType.SECURITY_ASSOCIATION,
    PayloadType.KEY_EXCHANGE,
    PayloadType.IDENTIFICATION_INITIATOR,
    PayloadType.IDENTIFICATION_RESPONDER,
    PayloadType.AUTHENTICATION,
    PayloadType.NONCE,
    PayloadType.TRAFFIC_SELECTORS_INITIATOR,
    PayloadType.TRAFFIC_SELECTORS_RESPONDER,
    PayloadType.CONFIGURATION,
    PayloadType.EAP,
  };

  private MessageShape() {}

  /** Null when the outer payloads are what the exchange wants; otherwise why not. */
  public static @Nullable Refusal check(IkeMessage message) {
    Refusal repeated = checkOnce(message.payloads());
    if (repeated != null) {
      return repeated;
    }
    return switch (message.header().exchangeType()) {
      case IKE_SA_INIT -> checkInit(message);
      case IKE_SESSION_RESUME -> checkPresent(message.payloads(), PayloadType.NONCE);
      default -> checkEncrypted(message);
    };
  }

  /**
   * Null when no payload that may stand only once stands twice; serves the inside of SK as well.
   */
  public static @Nullable Refusal checkOnce(PayloadList payloads) {
    for (PayloadType type : ONCE) {
      if (payloads.count(type) > 1) {
        return refuse(DropReason.UNEXPECTED_PAYLOAD, type, "stands twice (RFC 7296 appendix C)");
      }
    }
    return null;
  }

  /**
   * An IKE_SA_INIT request has SA, KE and nonce; a response has them too, or is a notification
   * (cookie, group, error).
   */
  private static @Nullable Refusal checkInit(IkeMessage message) {
    PayloadList payloads = message.payloads();
    IkeHeaderFields header = message.header();
    if (payloads.encrypted() != null || payloads.encryptedFragment() != null) {
      return refuse(
          DropReason.UNEXPECTED_PAYLOAD,
          PayloadType.ENCRYPTED,
          "stands in IKE_SA_INIT (RFC 7296 section 1.2)");
    }
    if (header.response() == header.fromInitiator()) {
      return new Refusal(
          DropReason.MALFORMED_HEADER,
          IkeHeader.FLAGS,
          0,
          "flags of IKE_SA_INIT: a request is the initiator's (RFC 7296 section 3.1)");
    }
    if (header.messageId() != 0) {
      return new Refusal(
          DropReason.MALFORMED_HEADER,
          IkeHeader.MESSAGE_ID,
          0,
          "the message ID of IKE_SA_INIT is zero (RFC 7296 section 2.2)");
    }
    if (header.response()) {
      boolean notifiesOnly =
          payloads.count(PayloadType.NOTIFY) > 0 && payloads.securityAssociation() == null;
      return notifiesOnly ? null : checkInitPayloads(payloads);
    }
    if (header.responderSpi() != 0) {
      return new Refusal(
          DropReason.BAD_IKE_SPI,
          IkeHeader.RESPONDER_SPI,
          0,
          "the responder's SPI in the first request is zero (RFC 7296 section 3.1)");
    }
    return checkInitPayloads(payloads);
  }

  private static @Nullable Refusal checkInitPayloads(PayloadList payloads) {
    Refusal missing = checkPresent(payloads, PayloadType.SECURITY_ASSOCIATION);
    missing = missing == null ? checkPresent(payloads, PayloadType.KEY_EXCHANGE) : missing;
    return missing == null ? checkPresent(payloads, PayloadType.NONCE) : missing;
  }

  /** Notifications outside SK are legal only as an answer without keys (RFC 7296 §1.5). */
  private static @Nullable Refusal checkEncrypted(IkeMessage message) {
    PayloadList payloads = message.payloads();
    if (payloads.encrypted() != null || payloads.encryptedFragment() != null) {
      return null;
    }
    boolean unprotectedNotify =
        message.header().exchangeType() == ExchangeType.INFORMATIONAL
            || message.header().response();
    if (unprotectedNotify && payloads.count(PayloadType.NOTIFY) > 0) {
      return null;
    }
    return refuse(
        DropReason.MISSING_PAYLOAD,
        PayloadType.ENCRYPTED,
        "is not there, and this exchange needs it (RFC 7296 section 1.2)");
  }

  private static @Nullable Refusal checkPresent(PayloadList payloads, PayloadType type) {
    return payloads.count(type) > 0
        ? null
        : refuse(DropReason.MISSING_PAYLOAD, type, "is not there (RFC 7296 section 1.2)");
  }

  private static Refusal refuse(DropReason reason, PayloadType type, String what) {
    return new Refusal(
        reason, IkeHeader.LENGTH, type.number(), "payload " + type.notation() + " " + what);
  }
}
