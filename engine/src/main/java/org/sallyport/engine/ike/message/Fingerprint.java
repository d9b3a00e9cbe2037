// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.message;

import org.sallyport.engine.crypto.Digest;
import org.sallyport.engine.ike.path.Incoming;
import org.sallyport.engine.wire.OctetString;

/**
 * By what a repeated request is recognised (RFC 7296 §2.1): SHA-256 of its octets as they came,
 * since it is decrypted in place, and since what is over has no keys to decrypt with. Fragments
 * repeat in another way (RFC 7383 §2.6.1): that belongs here.
 *
 * @param digest the digest; empty when nothing can repeat it
 */
public record Fingerprint(OctetString digest) {
  /** Of what is no request: it repeats nothing and nothing repeats it. */
  public static final Fingerprint NONE = new Fingerprint(OctetString.EMPTY);

  /** Of a request on an IKE SA. */
  public static Fingerprint of(Digest sha256, Incoming message) {
    return new Fingerprint(OctetString.of(sha256.digest(message.octets().toArray())));
  }

  /**
   * Of an IKE_SA_INIT request and where it came from: the same octets from elsewhere are another's.
   */
  public static Fingerprint ofOrigin(Digest sha256, Incoming message) {
    // R7296-2.1-4
    byte[] port = {(byte) (message.remote().port() >> 8), (byte) message.remote().port()};
    return new Fingerprint(
        OctetString.of(
            sha256.digest(
                message.octets().toArray(),
                message.remote().address().toOctets().toArray(),
                port)));
  }

  /** Whether the other request is this one again. */
  public boolean repeats(Fingerprint other) {
    return equals(other) && !equals(NONE);
  }
}
