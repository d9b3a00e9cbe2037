package org.sallyport.engine.crypto;

import java.math.BigInteger;
import org.bouncycastle.math.ec.ECPoint;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.crypto.KeyAgreement.Agreed;
import org.sallyport.engine.crypto.KeyAgreement.Refusal;
import org.sallyport.engine.crypto.KeyAgreement.Refused;

/** Diffie-Hellman in an ECP group (RFC 5903). */
final class EcpKeyExchange implements KeyExchange {
  private final KeyExchangeMethod method;
  private final EcpGroup group;
  private final byte[] publicValue;
  private BigInteger scalar;
  private boolean destroyed;

  EcpKeyExchange(KeyExchangeMethod method, BigInteger scalar) {
    this.method = method;
    this.group = EcpGroup.of(method);
    if (scalar.signum() <= 0 || scalar.compareTo(group.order()) >= 0) {
      throw new IllegalArgumentException("private value outside 1 .. n-1");
    }
    this.scalar = scalar;
    this.publicValue = group.encodeBoth(group.multiply(group.generator(), scalar));
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
    @Nullable ECPoint peer = group.decode(peerPublic);
    if (peer == null) {
      return new Refused(Refusal.NOT_ON_CURVE);
    }
    return new Agreed(group.encodeX(group.multiply(peer, scalar)));
  }

  @Override
  public void destroy() {
    destroyed = true;
    scalar = BigInteger.ONE;
  }
}
