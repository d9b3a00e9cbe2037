// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.ike;

import org.sallyport.engine.crypto.CipherSuite;

/**
 * The keys that open the SK payloads of one IKE SA (RFC 7296 §2.14). For an AEAD the encryption
 * keys hold the salt at their end (RFC 5282 §7.1) and the integrity keys are empty.
 *
 * @param suite the algorithms
 * @param initiator keys of what the original initiator sends; null when not given
 * @param responder keys of what the original responder sends; null when not given
 */
public record IkeKeys(CipherSuite suite, Direction initiator, Direction responder) {
  /**
   * The keys of one direction.
   *
   * @param encryption SK_ei or SK_er
   * @param integrity SK_ai or SK_ar
   */
  public record Direction(byte[] encryption, byte[] integrity) {}

  /** The keys for a message of this sender, or null. */
  public Direction of(boolean fromInitiator) {
    return fromInitiator ? initiator : responder;
  }
}
