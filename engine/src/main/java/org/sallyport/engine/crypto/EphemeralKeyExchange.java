// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.crypto.KeyAgreement.Agreed;
import org.sallyport.engine.crypto.KeyAgreement.Refusal;
import org.sallyport.engine.crypto.KeyAgreement.Refused;
import org.sallyport.engine.crypto.KeyExchangeMethod.Family;

/**
 * The key exchange of every method and library: it owns the private value and checks the peer's, so
 * that no arithmetic ever sees a value that is not of its group (RFC 6989 §2, RFC 5903 §7).
 */
final class EphemeralKeyExchange implements KeyExchange {
  private final KeyExchangeMethod method;
  private final GroupArithmetic arithmetic;
  private final byte[] privateValue;
  private final byte[] publicValue;
  private boolean destroyed;

  /**
   * Takes over {@code privateValue}, which {@link PrivateValues} made, and zeroes it in the end.
   */
  EphemeralKeyExchange(KeyExchangeMethod method, GroupArithmetic arithmetic, byte[] privateValue) {
    this.method = method;
    this.arithmetic = arithmetic;
    this.privateValue = privateValue;
    this.publicValue = arithmetic.publicValue(method, privateValue);
  }

  @Override
  public KeyExchangeMethod method() {
    return method;
  }

  @Override
  public byte[] publicValue() {
    return publicValue.clone();
  }

  @Override
  public KeyAgreement sharedSecret(byte[] peerPublic) {
    if (destroyed) {
      throw new IllegalStateException("key exchange used after its private value was zeroed");
    }
    if (peerPublic.length != method.publicLength()) {
      return new Refused(Refusal.WRONG_LENGTH);
    }
    byte @Nullable [] secret =
        isOfTheGroup(peerPublic) ? arithmetic.sharedSecret(method, privateValue, peerPublic) : null;
    if (secret == null) {
      return new Refused(
          switch (method.family()) {
            case MODP -> Refusal.OUT_OF_RANGE;
            case ECP -> Refusal.NOT_ON_CURVE;
            case MONTGOMERY -> Refusal.SMALL_ORDER;
          });
    }
    // RFC 8031 §3.1: an all-zero result, from a point of small order, must abort the exchange.
    boolean smallOrder = method.family() == Family.MONTGOMERY && ConstantTime.isZero(secret);
    return smallOrder ? new Refused(Refusal.SMALL_ORDER) : new Agreed(secret);
  }

  private boolean isOfTheGroup(byte[] peerPublic) {
    return switch (method.family()) {
      case MODP -> ModpGroup.of(method).admits(peerPublic);
      case ECP -> EcpGroup.of(method).decode(peerPublic) != null;
      case MONTGOMERY -> true;
    };
  }

  @Override
  public void destroy() {
    destroyed = true;
    Arrays.fill(privateValue, (byte) 0);
  }
}
