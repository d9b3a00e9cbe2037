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
  private byte @Nullable [] publicValue;
  private boolean destroyed;

  /**
   * Takes over {@code privateValue}, which {@link PrivateValues} made, and zeroes it in the end.
   */
  EphemeralKeyExchange(KeyExchangeMethod method, GroupArithmetic arithmetic, byte[] privateValue) {
    this.method = method;
    this.arithmetic = arithmetic;
    this.privateValue = privateValue;
  }

  @Override
  public KeyExchangeMethod method() {
    return method;
  }

  @Override
  public void computePublicValue() {
    computed();
  }

  @Override
  public boolean hasPublicValue() {
    return publicValue != null;
  }

  @Override
  public byte[] publicValue() {
    return computed().clone();
  }

  private byte[] computed() {
    byte[] present = publicValue;
    if (present == null) {
      checkLive();
      present = arithmetic.publicValue(method, privateValue);
      publicValue = present;
    }
    return present;
  }

  private void checkLive() {
    if (destroyed) {
      throw new IllegalStateException("key exchange used after its private value was zeroed");
    }
  }

  @Override
  public KeyAgreement sharedSecret(byte[] peerPublic) {
    checkLive();
    Refusal refusal = method.refusalOf(peerPublic);
    if (refusal != null) {
      return new Refused(refusal);
    }
    byte @Nullable [] secret = arithmetic.sharedSecret(method, privateValue, peerPublic);
    if (secret == null) {
      return new Refused(method.refusalOfItsGroup());
    }
    // RFC 8031 §3.1: an all-zero result, from a point of small order, must abort the exchange.
    boolean smallOrder = method.family() == Family.MONTGOMERY && ConstantTime.isZero(secret);
    return smallOrder ? new Refused(Refusal.SMALL_ORDER) : new Agreed(secret);
  }

  @Override
  public void destroy() {
    destroyed = true;
    Arrays.fill(privateValue, (byte) 0);
  }
}
