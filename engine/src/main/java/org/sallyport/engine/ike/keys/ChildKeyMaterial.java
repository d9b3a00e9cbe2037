// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.keys;

import java.util.Arrays;
import org.sallyport.engine.crypto.DirectionKeys;

/**
 * The keys of a pair of Child SAs, from KEYMAT in the order of RFC 7296 §2.17.
 *
 * @param encryptionInitiator encryption of what the initiator sends, the salt included
 * @param integrityInitiator integrity of what the initiator sends; empty for an AEAD
 * @param encryptionResponder encryption of what the responder sends, the salt included
 * @param integrityResponder integrity of what the responder sends; empty for an AEAD
 */
public record ChildKeyMaterial(
    byte[] encryptionInitiator,
    byte[] integrityInitiator,
    byte[] encryptionResponder,
    byte[] integrityResponder) {
  /** The keys of what one end sends. */
  public DirectionKeys sentBy(boolean initiator) {
    return initiator
        ? new DirectionKeys(encryptionInitiator, integrityInitiator)
        : new DirectionKeys(encryptionResponder, integrityResponder);
  }

  /** Zeroes everything. */
  public void destroy() {
    Arrays.fill(encryptionInitiator, (byte) 0);
    Arrays.fill(integrityInitiator, (byte) 0);
    Arrays.fill(encryptionResponder, (byte) 0);
    Arrays.fill(integrityResponder, (byte) 0);
  }
}
