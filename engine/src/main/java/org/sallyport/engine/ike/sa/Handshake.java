// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.sa;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.crypto.KeyExchange;
import org.sallyport.engine.ike.auth.SignedOctets;
import org.sallyport.engine.ike.keys.IkeKeys;
import org.sallyport.engine.ike.keys.NoncePair;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.IdentificationPayload;

/** What only the handshake needs, gone once the peer has authenticated (RFC 7296 §2.12, §2.15). */
public final class Handshake {
  private final boolean initiator;
  private final OctetString ownNonce;
  private OctetString peerNonce = OctetString.EMPTY;
  private KeyExchange keyExchange;
  private OctetString ownMessage = OctetString.EMPTY;
  private OctetString peerMessage = OctetString.EMPTY;
  private @Nullable OctetString cookie;
  private int restarts;

  /**
   * @param initiator whether we are
   */
  public Handshake(boolean initiator, OctetString ownNonce, KeyExchange keyExchange) {
    this.initiator = initiator;
    this.ownNonce = ownNonce;
    this.keyExchange = keyExchange;
  }

  public OctetString ownNonce() {
    return ownNonce;
  }

  /** Both nonces; the peer's is empty while unknown. */
  public NoncePair nonces() {
    return initiator ? new NoncePair(ownNonce, peerNonce) : new NoncePair(peerNonce, ownNonce);
  }

  public KeyExchange keyExchange() {
    return keyExchange;
  }

  /** The cookie that the responder demanded, or null. */
  public @Nullable OctetString cookie() {
    return cookie;
  }

  /** How often IKE_SA_INIT was repeated with a cookie or another group. */
  public int restarts() {
    return restarts;
  }

  /** Our first message goes out; AUTH covers the one that went last. */
  public void sent(OctetString message) {
    ownMessage = message;
  }

  /** The peer's first message was accepted. */
  public void accepted(OctetString message, OctetString nonce) {
    peerMessage = message;
    peerNonce = nonce;
  }

  /** IKE_SA_INIT starts over with this cookie (RFC 7296 §2.6). */
  public void restartWith(OctetString demanded) {
    cookie = demanded;
    restarts++;
  }

  /** IKE_SA_INIT starts over with another group; the cookie is kept (RFC 7296 §2.6.1). */
  public void restartWith(KeyExchange other) {
    keyExchange.destroy();
    keyExchange = other;
    restarts++;
  }

  /** What our AUTH covers. */
  public SignedOctets signedByUs(IkeKeys keys, IdentificationPayload identity) {
    byte[] keyP = initiator ? keys.material().pi() : keys.material().pr();
    return new SignedOctets(keys.prf(), ownMessage, peerNonce, keyP, identity);
  }

  /** What the peer's AUTH covers. */
  public SignedOctets signedByPeer(IkeKeys keys, IdentificationPayload identity) {
    byte[] keyP = initiator ? keys.material().pr() : keys.material().pi();
    return new SignedOctets(keys.prf(), peerMessage, ownNonce, keyP, identity);
  }

  /** Zeroes the private value; our public value stays known. */
  public void releasePrivateValue() {
    keyExchange.destroy();
  }

  /** Zeroes what is secret. */
  public void destroy() {
    releasePrivateValue();
  }
}
