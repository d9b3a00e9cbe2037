package org.sallyport.engine.crypto;

import java.util.Arrays;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc7748.X448;
import org.sallyport.engine.crypto.KeyAgreement.Agreed;
import org.sallyport.engine.crypto.KeyAgreement.Refusal;
import org.sallyport.engine.crypto.KeyAgreement.Refused;

/** X25519 and X448 (RFC 8031, RFC 7748), constant-time in Bouncy Castle. */
final class MontgomeryKeyExchange implements KeyExchange {
  private final KeyExchangeMethod method;
  private final byte[] scalar;
  private final byte[] publicValue;
  private boolean destroyed;

  MontgomeryKeyExchange(KeyExchangeMethod method, byte[] scalar) {
    if (scalar.length != method.publicLength()) {
      throw new IllegalArgumentException("private value of " + scalar.length + " octets");
    }
    this.method = method;
    this.scalar = scalar.clone();
    this.publicValue = new byte[method.publicLength()];
    if (method == KeyExchangeMethod.X25519) {
      X25519.scalarMultBase(this.scalar, 0, publicValue, 0);
    } else {
      X448.scalarMultBase(this.scalar, 0, publicValue, 0);
    }
  }

  @Override
  public KeyExchangeMethod method() {
    return method;
  }

  @Override
  public byte[] publicValue() {
    return publicValue.clone();
  }

  /** RFC 8031 §3.1: an all-zero result, from a point of small order, must abort the exchange. */
  @Override
  public KeyAgreement sharedSecret(byte[] peerPublic) {
    if (destroyed) {
      throw new IllegalStateException("key exchange used after its private value was zeroed");
    }
    if (peerPublic.length != method.publicLength()) {
      return new Refused(Refusal.WRONG_LENGTH);
    }
    byte[] secret = new byte[method.sharedLength()];
    if (method == KeyExchangeMethod.X25519) {
      X25519.scalarMult(scalar, 0, peerPublic, 0, secret, 0);
    } else {
      X448.scalarMult(scalar, 0, peerPublic, 0, secret, 0);
    }
    return ConstantTime.isZero(secret) ? new Refused(Refusal.SMALL_ORDER) : new Agreed(secret);
  }

  @Override
  public void destroy() {
    destroyed = true;
    Arrays.fill(scalar, (byte) 0);
  }
}
