// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.IkeShape;

/**
 * Whether a message is made of the payloads that it must be made of. Which those are is the
 * specification's ({@code IkeShapes.tla}); this is the one check of it, for the engine, the
 * conformance suite and the fuzzers.
 */
public final class MessageShape {
  private MessageShape() {}

  /**
   * What a message must be from outside, before any key or state is known: null when it is, else
   * why not.
   */
  public static @Nullable Refusal check(IkeMessage message) {
    PayloadList payloads = message.payloads();
    boolean isResponse = message.header().response();
    return switch (message.header().exchangeType()) {
      case IKE_SA_INIT -> {
        Refusal header = checkInitHeader(message.header());
        yield header != null
            ? header
            : check(
                !isResponse
                    ? IkeShape.INIT_REQUEST
                    : onlyNotifies(payloads) ? IkeShape.INIT_NOTIFICATION : IkeShape.INIT_RESPONSE,
                payloads);
      }
      case IKE_SESSION_RESUME -> check(IkeShape.RESUME_REQUEST, payloads);
      case INFORMATIONAL ->
          inClear(payloads)
              ? check(
                  isResponse ? IkeShape.CLEAR_NOTIFICATION : IkeShape.CLEAR_INFORMATIONAL, payloads)
              : check(
                  isResponse ? IkeShape.PROTECTED_RESPONSE : IkeShape.PROTECTED_REQUEST, payloads);
      default ->
          isResponse && inClear(payloads)
              ? check(IkeShape.CLEAR_NOTIFICATION, payloads)
              : check(
                  isResponse ? IkeShape.PROTECTED_RESPONSE : IkeShape.PROTECTED_REQUEST, payloads);
    };
  }

  private static boolean onlyNotifies(PayloadList payloads) {
    return payloads.count(PayloadType.NOTIFY) > 0 && payloads.securityAssociation() == null;
  }

  private static boolean inClear(PayloadList payloads) {
    return payloads.count(PayloadType.NOTIFY) > 0
        && payloads.encrypted() == null
        && payloads.encryptedFragment() == null;
  }

  /** Null when the payloads have the shape; otherwise why not. */
  public static @Nullable Refusal check(IkeShape shape, PayloadList payloads) {
    Refusal repeated = checkOnce(payloads);
    if (repeated != null) {
      return repeated;
    }
    for (int i = 0; i < shape.forbiddenCount(); i++) {
      PayloadType type = PayloadType.of(shape.forbidden(i));
      if (payloads.count(type) > 0) {
        return refuse(DropReason.UNEXPECTED_PAYLOAD, type, "does not belong here", shape.rfc());
      }
    }
    for (int i = 0; i < shape.requiredCount(); i++) {
      PayloadType type = PayloadType.of(shape.required(i));
      if (payloads.count(type) == 0) {
        return refuse(DropReason.MISSING_PAYLOAD, type, "is missing", shape.rfc());
      }
    }
    return checkOneOf(shape, payloads);
  }

  private static @Nullable Refusal checkOneOf(IkeShape shape, PayloadList payloads) {
    for (int i = 0; i < shape.oneOfCount(); i++) {
      if (payloads.count(PayloadType.of(shape.oneOf(i))) > 0) {
        return null;
      }
    }
    return shape.oneOfCount() == 0
        ? null
        : refuse(
            DropReason.MISSING_PAYLOAD, PayloadType.of(shape.oneOf(0)), "is missing", shape.rfc());
  }

  /** Null when no payload that may occur only once is repeated. */
  public static @Nullable Refusal checkOnce(PayloadList payloads) {
    for (int i = 0; i < IkeShape.atMostOnceCount(); i++) {
      PayloadType type = PayloadType.of(IkeShape.atMostOnce(i));
      if (payloads.count(type) > 1) {
        return refuse(DropReason.UNEXPECTED_PAYLOAD, type, "is duplicate", "RFC 7296 appendix C");
      }
    }
    return null;
  }

  // The flags, ID and SPI of a first message (RFC 7296 §2.2, §3.1).
  private static @Nullable Refusal checkInitHeader(IkeHeaderFields header) {
    if (header.response() == header.fromInitiator()) {
      return headerRefusal(
          DropReason.MALFORMED_HEADER,
          IkeHeader.FLAGS,
          "flags of IKE_SA_INIT: a request is the initiator's (RFC 7296 section 3.1)");
    }
    if (header.messageId() != 0) {
      return headerRefusal(
          DropReason.MALFORMED_HEADER,
          IkeHeader.MESSAGE_ID,
          "the message ID of IKE_SA_INIT is zero (RFC 7296 section 2.2)");
    }
    return header.response() || header.responderSpi() == 0
        ? null
        : headerRefusal(
            DropReason.BAD_IKE_SPI,
            IkeHeader.RESPONDER_SPI,
            "the responder's SPI in the first request is zero (RFC 7296 section 3.1)");
  }

  private static Refusal headerRefusal(DropReason reason, int offset, String text) {
    return new Refusal(reason, offset, 0, text);
  }

  private static Refusal refuse(DropReason reason, PayloadType type, String what, String rfc) {
    return new Refusal(
        reason,
        IkeHeader.LENGTH,
        type.number(),
        "payload " + type.notation() + " " + what + " (" + rfc + ")");
  }
}
