// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import java.math.BigInteger;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc7748.X448;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Key exchange arithmetic of every method, without native code. {@link BigInteger#modPow} is not
 * constant-time and a {@link BigInteger} cannot be zeroed, only dropped; the ECP groups do the same
 * operations for every scalar but their field arithmetic is not constant-time; X25519 and X448 are.
 */
final class BouncyCastleArithmetic implements GroupArithmetic {
  @Override
  public byte[] publicValue(KeyExchangeMethod method, byte[] privateValue) {
    return switch (method.family()) {
      case MODP -> ModpGroup.of(method).power(BigInteger.TWO, privateValue);
      case ECP -> {
        EcpGroup group = EcpGroup.of(method);
        yield group.encodeBoth(group.multiply(group.generator(), privateValue));
      }
      case MONTGOMERY -> {
        byte[] result = new byte[method.publicLength()];
        if (method == KeyExchangeMethod.X25519) {
          X25519.scalarMultBase(privateValue, 0, result, 0);
        } else {
          X448.scalarMultBase(privateValue, 0, result, 0);
        }
        yield result;
      }
    };
  }

  @Override
  public byte @Nullable [] sharedSecret(
      KeyExchangeMethod method, byte[] privateValue, byte[] peerPublic) {
    return switch (method.family()) {
      case MODP -> ModpGroup.of(method).power(new BigInteger(1, peerPublic), privateValue);
      case ECP -> {
        EcpGroup group = EcpGroup.of(method);
        @Nullable ECPoint peer = group.decode(peerPublic);
        yield peer == null ? null : group.encodeX(group.multiply(peer, privateValue));
      }
      case MONTGOMERY -> {
        byte[] secret = new byte[method.sharedLength()];
        if (method == KeyExchangeMethod.X25519) {
          X25519.scalarMult(privateValue, 0, peerPublic, 0, secret, 0);
        } else {
          X448.scalarMult(privateValue, 0, peerPublic, 0, secret, 0);
        }
        yield secret;
      }
    };
  }
}
