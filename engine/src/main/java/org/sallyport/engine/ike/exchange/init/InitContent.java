// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.exchange.init;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.crypto.Digest;
import org.sallyport.engine.ike.message.ClassifiedMessage;
import org.sallyport.engine.ike.message.ProtectedMessage;
import org.sallyport.engine.ike.negotiate.IkeProposals;
import org.sallyport.engine.ike.path.Incoming;
import org.sallyport.engine.ike.path.NatDetection;
import org.sallyport.engine.table.HthFacts;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.IkeMessage;
import org.sallyport.engine.wire.ike.IkeParser;
import org.sallyport.engine.wire.ike.KeyExchangePayload;
import org.sallyport.engine.wire.ike.MessageShape;
import org.sallyport.engine.wire.ike.NoncePayload;
import org.sallyport.engine.wire.ike.ParsedMessage;
import org.sallyport.engine.wire.ike.PayloadList;
import org.sallyport.engine.wire.ike.Refusal;

/**
 * The part of the facts that request and response of IKE_SA_INIT have in common: whether the
 * message parses and has its shape, and what its payloads say. It is parsed when the first fact
 * needs it.
 */
final class InitContent {
  private final Incoming message;
  private @Nullable ParsedMessage parsed;
  private String reason = "";

  InitContent(Incoming message) {
    this.message = message;
  }

  Incoming message() {
    return message;
  }

  /** Why the last fact is not as the peer would have it, for the operator; empty when it is. */
  String reason() {
    return reason;
  }

  /** Notes why a fact is against the peer. */
  boolean refusing(boolean refuses, String why) {
    reason = refuses ? why : reason;
    return refuses;
  }

  private ParsedMessage parsed() {
    ParsedMessage made = parsed;
    if (made == null) {
      made = IkeParser.parseMessage(message.bytes(), message.offset(), message.length());
      parsed = made;
    }
    return made;
  }

  HthFacts.Syntax syntax() {
    return switch (parsed()) {
      case Refusal refusal -> {
        refusing(true, refusal.message());
        yield ProtectedMessage.syntaxOf(refusal);
      }
      case IkeMessage whole -> HthFacts.Syntax.GOOD;
    };
  }

  /** Whether the payloads are those of the message. */
  boolean shapeFits() {
    Refusal defect = parsed() instanceof IkeMessage whole ? MessageShape.check(whole) : null;
    return !refusing(defect != null, defect == null ? "" : defect.text());
  }

  /** The payload whose type is unknown and which is critical. */
  ClassifiedMessage.CriticalPayload critical() {
    return new ClassifiedMessage.CriticalPayload(
        parsed() instanceof Refusal refusal ? refusal.payloadType() : 0);
  }

  /** The payloads; none when they do not parse. */
  PayloadList payloads() {
    return parsed() instanceof IkeMessage whole ? whole.payloads() : PayloadList.EMPTY;
  }

  /** The public value of the KE payload; empty without one. */
  OctetString publicValue() {
    KeyExchangePayload value = payloads().keyExchange();
    return value == null ? OctetString.EMPTY : value.data();
  }

  /** The nonce; empty without one. */
  OctetString nonce() {
    NoncePayload nonce = payloads().nonce();
    return nonce == null ? OctetString.EMPTY : nonce.data();
  }

  /** What the actions of an acceptable message need. */
  InitTerms terms(IkeProposals.Choice choice, Digest sha1) {
    return new InitTerms(
        choice,
        publicValue(),
        nonce(),
        message.copy(),
        NatDetection.examine(sha1, payloads(), message));
  }
}
