package org.sallyport.engine.crypto;

import java.math.BigInteger;
import org.sallyport.engine.crypto.KeyAgreement.Agreed;
import org.sallyport.engine.crypto.KeyAgreement.Refusal;
import org.sallyport.engine.crypto.KeyAgreement.Refused;

/**
 * Diffie-Hellman in a MODP group (RFC 7296 §2.14). {@link BigInteger#modPow} is not constant-time
 * and a {@link BigInteger} cannot be zeroed, only dropped.
 */
final class ModpKeyExchange implements KeyExchange {
  private final KeyExchangeMethod method;
  private final ModpGroup group;
  private final byte[] publicValue;
  private BigInteger exponent;
  private boolean destroyed;

  ModpKeyExchange(KeyExchangeMethod method, BigInteger exponent) {
    this.method = method;
    this.group = ModpGroup.of(method);
    this.exponent = exponent;
    this.publicValue = group.encode(BigInteger.TWO.modPow(exponent, group.prime()));
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
    BigInteger peer = new BigInteger(1, peerPublic);
    if (!group.admits(peer)) {
      return new Refused(Refusal.OUT_OF_RANGE);
    }
    return new Agreed(group.encode(peer.modPow(exponent, group.prime())));
  }

  @Override
  public void destroy() {
    destroyed = true;
    exponent = BigInteger.ZERO;
  }
}
