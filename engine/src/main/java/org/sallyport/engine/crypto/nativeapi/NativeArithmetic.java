// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto.nativeapi;

import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.crypto.GroupArithmetic;
import org.sallyport.engine.crypto.KeyExchangeMethod;

/** Key exchange on the native API, constant-time; X448, which it does not have, in Java. */
public final class NativeArithmetic implements GroupArithmetic {
  private final NativeCrypto nativeCrypto;

  /** Needs no more of the processor than the native code itself. */
  public NativeArithmetic(NativeCrypto nativeCrypto) {
    this.nativeCrypto = nativeCrypto;
  }

  @Override
  public byte[] publicValue(KeyExchangeMethod method, byte[] privateValue) {
    if (method == KeyExchangeMethod.X448) {
      return PLAIN.publicValue(method, privateValue);
    }
    byte[] result = new byte[method.publicLength()];
    boolean done;
    if (method.family() == KeyExchangeMethod.Family.MODP) {
      byte[] two = new byte[result.length];
      two[two.length - 1] = 2;
      done = nativeCrypto.power(result, two, privateValue, method.prime());
    } else {
      done = nativeCrypto.multiplyGenerator(method.id(), result, privateValue);
    }
    if (!done) {
      throw new IllegalStateException("the native library does not take " + method);
    }
    return result;
  }

  @Override
  public byte @Nullable [] sharedSecret(
      KeyExchangeMethod method, byte[] privateValue, byte[] peerPublic) {
    if (method == KeyExchangeMethod.X448) {
      return PLAIN.sharedSecret(method, privateValue, peerPublic);
    }
    byte[] secret = new byte[method.sharedLength()];
    if (method.family() == KeyExchangeMethod.Family.MODP) {
      return nativeCrypto.power(secret, peerPublic, privateValue, method.prime()) ? secret : null;
    }
    byte[] point = peerPublic.clone();
    boolean done = nativeCrypto.multiply(method.id(), point, privateValue);
    System.arraycopy(point, 0, secret, 0, secret.length);
    Arrays.fill(point, (byte) 0);
    return done ? secret : null;
  }
}
