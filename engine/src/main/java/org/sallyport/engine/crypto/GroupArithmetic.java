// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What a key exchange is made of, as a library brings it: two multiplications. Whatever can be
 * wrong with a peer's value is found before by {@link EphemeralKeyExchange}, the same for all.
 */
public interface GroupArithmetic {
  /** Arithmetic of every method without native code, see there what of it is constant-time. */
  GroupArithmetic PLAIN = new BouncyCastleArithmetic();

  /**
   * Our public value.
   *
   * @param privateValue as {@link PrivateValues} gives it
   * @return {@link KeyExchangeMethod#publicLength()} octets
   */
  byte[] publicValue(KeyExchangeMethod method, byte[] privateValue);

  /**
   * The shared secret.
   *
   * @param peerPublic of the right length and, MODP, in range or, ECP, a point of the curve
   * @return {@link KeyExchangeMethod#sharedLength()} octets, or null when the library refuses the
   *     peer's value after all
   */
  byte @Nullable [] sharedSecret(KeyExchangeMethod method, byte[] privateValue, byte[] peerPublic);
}
