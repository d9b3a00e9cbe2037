// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.message;

import org.sallyport.engine.crypto.Digest;
import org.sallyport.engine.ike.path.Incoming;
import org.sallyport.engine.wire.OctetString;

/**
 * By what a repeated request is recognised (RFC 7296 §2.1): SHA-256 of its octets as they came,
 * since it is decrypted in place, and since what is over has no keys to decrypt with. It is
 * computed only when there is something to compare it with, or to keep it for. Fragments repeat in
 * another way (RFC 7383 §2.6.1): that belongs here.
 *
 * @param digest the digest; empty when nothing can repeat it
 */
public record Fingerprint(OctetString digest) {
  /** Of what is no request: it repeats nothing and nothing repeats it. */
  public static final Fingerprint NONE = new Fingerprint(OctetString.EMPTY);

  /** Of a request. */
  public static Fingerprint of(Digest sha256, Incoming message) {
    return new Fingerprint(OctetString.of(sha256.digest(message.octets().toArray())));
  }

  /** Whether the other request is this one again. */
  public boolean repeats(Fingerprint other) {
    return equals(other) && !equals(NONE);
  }
}
