// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto.nativeface;

import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.crypto.GroupArithmetic;
import org.sallyport.engine.crypto.KeyExchangeMethod;

/** Key exchange on the native face, constant-time; X448, which it does not have, in Java. */
public final class NativeArithmetic implements GroupArithmetic {
  private final NativeFace face;

  /** Needs no more of the processor than the face itself. */
  public NativeArithmetic(NativeFace face) {
    this.face = face;
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
      done = face.power(result, two, privateValue, method.prime());
    } else {
      done = face.multiplyGenerator(method.id(), result, privateValue);
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
      return face.power(secret, peerPublic, privateValue, method.prime()) ? secret : null;
    }
    byte[] point = peerPublic.clone();
    boolean done = face.multiply(method.id(), point, privateValue);
    System.arraycopy(point, 0, secret, 0, secret.length);
    Arrays.fill(point, (byte) 0);
    return done ? secret : null;
  }
}
