// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.crypto.KeyExchange;
import org.sallyport.engine.wire.OctetString;

/** What only the handshake needs, gone once the peer has authenticated (RFC 7296 §2.12, §2.15). */
final class Handshake {
  private final OctetString ownNonce;
  private OctetString peerNonce = OctetString.EMPTY;
  private KeyExchange keyExchange;
  private OctetString ownMessage = OctetString.EMPTY;
  private OctetString peerMessage = OctetString.EMPTY;
  private @Nullable OctetString cookie;
  private int restarts;
  private int offeredChildSpi;
  private @Nullable ChildConfig offeredChild;

  Handshake(OctetString ownNonce, KeyExchange keyExchange) {
    this.ownNonce = ownNonce;
    this.keyExchange = keyExchange;
  }

  /** Our nonce. */
  OctetString ownNonce() {
    return ownNonce;
  }

  /** The peer's nonce; empty while unknown. */
  OctetString peerNonce() {
    return peerNonce;
  }

  /** Our key pair. */
  KeyExchange keyExchange() {
    return keyExchange;
  }

  /** Our first message as it was sent last: what our AUTH covers. */
  OctetString ownMessage() {
    return ownMessage;
  }

  /** The peer's first message: what its AUTH covers; empty while unknown. */
  OctetString peerMessage() {
    return peerMessage;
  }

  /** The cookie that the responder demanded, or null. */
  @Nullable OctetString cookie() {
    return cookie;
  }

  /** How often IKE_SA_INIT was repeated with a cookie or another group. */
  int restarts() {
    return restarts;
  }

  /** The inbound SPI that our IKE_AUTH request offers. */
  int offeredChildSpi() {
    return offeredChildSpi;
  }

  /** The Child SA that our IKE_AUTH request offers. */
  ChildConfig offeredChild() {
    ChildConfig offered = offeredChild;
    if (offered == null) {
      throw new IllegalStateException("an answer to an offer that was not made");
    }
    return offered;
  }

  /** Remembers what our IKE_AUTH request offers. */
  void offerChild(ChildConfig child, int inboundSpi) {
    offeredChild = child;
    offeredChildSpi = inboundSpi;
  }

  /** Our first message goes out. */
  void sent(OctetString message) {
    ownMessage = message;
  }

  /** The peer's first message was accepted. */
  void accepted(OctetString message, OctetString nonce) {
    peerMessage = message;
    peerNonce = nonce;
  }

  /** IKE_SA_INIT starts over with this cookie (RFC 7296 §2.6). */
  void restartWith(OctetString demanded) {
    cookie = demanded;
    restarts++;
  }

  /** IKE_SA_INIT starts over with another group; the cookie is kept (RFC 7296 §2.6.1). */
  void restartWith(KeyExchange other) {
    keyExchange.destroy();
    keyExchange = other;
    restarts++;
  }

  /** Zeroes what is secret. */
  void destroy() {
    keyExchange.destroy();
  }
}
