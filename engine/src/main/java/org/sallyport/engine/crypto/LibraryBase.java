// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

/**
 * What all libraries have in common: hashes and PRFs on Bouncy Castle unless a library brings its
 * own, and key exchanges that differ in their arithmetic only.
 */
public abstract class LibraryBase implements CryptoLibrary {
  private final String name;
  private final GroupArithmetic arithmetic;

  /** A library with key exchange arithmetic of its own. */
  protected LibraryBase(String name, GroupArithmetic arithmetic) {
    this.name = name;
    this.arithmetic = arithmetic;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public Prf prf(PrfAlgorithm algorithm) {
    return new BouncyCastlePrf(algorithm);
  }

  @Override
  public Digest digest(DigestAlgorithm algorithm) {
    return new BouncyCastleDigest(algorithm);
  }

  @Override
  public final KeyExchange keyExchange(KeyExchangeMethod method, EntropySource entropy) {
    return new EphemeralKeyExchange(method, arithmetic, PrivateValues.draw(method, entropy));
  }

  @Override
  public final KeyExchange keyExchangeFrom(KeyExchangeMethod method, byte[] privateValue) {
    return new EphemeralKeyExchange(method, arithmetic, PrivateValues.given(method, privateValue));
  }
}
