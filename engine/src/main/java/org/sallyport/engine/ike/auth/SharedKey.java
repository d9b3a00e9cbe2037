// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.auth;

import java.util.Arrays;
import org.sallyport.engine.config.PresharedKey;
import org.sallyport.engine.crypto.ConstantTime;
import org.sallyport.engine.ike.keys.KeySchedule;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.AuthenticationPayload;

/** AUTH with a pre-shared key (RFC 7296 §2.15). */
public final class SharedKey implements Authenticator {
  private final PresharedKey secret;

  public SharedKey(PresharedKey secret) {
    this.secret = secret;
  }

  @Override
  public AuthenticationPayload authenticate(SignedOctets own) {
    return new AuthenticationPayload(
        AuthenticationPayload.SHARED_KEY, OctetString.of(compute(own)));
  }

  @Override
  public boolean verifies(SignedOctets peers, AuthenticationPayload stated) {
    // R7296-2.15-1
    byte[] expected = compute(peers);
    return stated.method() == AuthenticationPayload.SHARED_KEY
        && ConstantTime.equal(expected, stated.data().toArray());
  }

  private byte[] compute(SignedOctets covered) {
    byte[] octets = secret.octets();
    byte[] authentication =
        KeySchedule.sharedKeyAuthentication(
            covered.prf(),
            octets,
            covered.message().toArray(),
            covered.peerNonce().toArray(),
            covered.keyP(),
            covered.identity().body().toArray());
    Arrays.fill(octets, (byte) 0);
    return authentication;
  }
}
