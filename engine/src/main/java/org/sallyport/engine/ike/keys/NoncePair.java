// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.keys;

import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.wire.OctetString;

/**
 * The nonces of an exchange that makes keys (RFC 7296 §2.10).
 *
 * @param initiator Ni
 * @param responder Nr
 */
public record NoncePair(OctetString initiator, OctetString responder) {
  /**
   * Octets of our nonces: half of the longest prf key at least, and no fewer than 16 (RFC 7296
   * §2.10).
   */
  private static final int LENGTH = 32;

  /** A fresh nonce of ours. */
  public static OctetString draw(EntropySource entropy) {
    // R7296-2.10-1
    byte[] octets = new byte[LENGTH];
    entropy.fill(octets, 0, octets.length);
    return OctetString.of(octets);
  }
}
