// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

/**
 * One ephemeral private value of a key exchange method. A peer's value is untrusted: whatever is
 * wrong with it comes back as {@link KeyAgreement.Refused}, never as an exception.
 */
public interface KeyExchange {
  /** Which method it is. */
  KeyExchangeMethod method();

  /** Computes our public value, if that was not done yet: one multiplication, which takes long. */
  void computePublicValue();

  /** Whether our public value was computed. */
  boolean hasPublicValue();

  /**
   * Our public value as the KE payload carries it, {@link KeyExchangeMethod#publicLength()} octets;
   * computed now if it was not before.
   */
  byte[] publicValue();

  /**
   * The shared secret with the peer, or why its public value is refused (RFC 6989, RFC 7748 §6):
   * one multiplication, which takes long, of a value that {@link KeyExchangeMethod#refusalOf}
   * takes.
   */
  KeyAgreement sharedSecret(byte[] peerPublic);

  /** Zeroes the private value; the object is of no use afterwards. */
  void destroy();
}
