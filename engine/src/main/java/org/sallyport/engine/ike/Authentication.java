// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import java.util.Arrays;
import org.sallyport.engine.config.PresharedKey;
import org.sallyport.engine.crypto.ConstantTime;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.AuthenticationPayload;
import org.sallyport.engine.wire.ike.IdentificationPayload;

/** AUTH with a pre-shared key, ours and the peer's (RFC 7296 §2.15). */
final class Authentication {
  private Authentication() {}

  /** Our AUTH: over our first message, the peer's nonce and our identity. */
  static AuthenticationPayload ours(
      IkeSa sa, Handshake handshake, PresharedKey secret, IdentificationPayload identity) {
    IkeKeyMaterial material = sa.keys().material();
    byte[] authentication =
        compute(
            sa,
            secret,
            handshake.ownMessage(),
            handshake.peerNonce(),
            sa.initiator ? material.pi() : material.pr(),
            identity);
    return new AuthenticationPayload(
        AuthenticationPayload.SHARED_KEY, OctetString.of(authentication));
  }

  /** Whether the peer's AUTH is right: over its first message, our nonce and its identity. */
  static boolean verifies(
      IkeSa sa,
      Handshake handshake,
      PresharedKey secret,
      IdentificationPayload identity,
      AuthenticationPayload stated) {
    // R7296-2.15-1
    IkeKeyMaterial material = sa.keys().material();
    byte[] expected =
        compute(
            sa,
            secret,
            handshake.peerMessage(),
            handshake.ownNonce(),
            sa.initiator ? material.pr() : material.pi(),
            identity);
    return stated.method() == AuthenticationPayload.SHARED_KEY
        && ConstantTime.equal(expected, stated.data().toArray());
  }

  private static byte[] compute(
      IkeSa sa,
      PresharedKey secret,
      OctetString message,
      OctetString nonce,
      byte[] keyP,
      IdentificationPayload identity) {
    byte[] octets = secret.octets();
    byte[] authentication =
        KeySchedule.sharedKeyAuthentication(
            sa.keys().prf(),
            octets,
            message.toArray(),
            nonce.toArray(),
            keyP,
            identity.body().toArray());
    Arrays.fill(octets, (byte) 0);
    return authentication;
  }
}
