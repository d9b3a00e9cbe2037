package org.sallyport.engine.crypto;

/**
 * What all libraries have in common: hashes and PRFs on Bouncy Castle unless a library brings its
 * own, and key exchanges that differ in their arithmetic only.
 */
public abstract class LibraryBase implements CryptoLibrary {
  private final String name;

  /** For implementations. */
  protected LibraryBase(String name) {
    this.name = name;
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

  /** The arithmetic of a method; Bouncy Castle's unless the library has a better one. */
  protected GroupArithmetic arithmetic(KeyExchangeMethod method) {
    return BouncyCastleArithmetic.INSTANCE;
  }

  @Override
  public final KeyExchange keyExchange(KeyExchangeMethod method, EntropySource entropy) {
    return new EphemeralKeyExchange(
        method, arithmetic(method), PrivateValues.draw(method, entropy));
  }

  @Override
  public final KeyExchange keyExchangeFrom(KeyExchangeMethod method, byte[] privateValue) {
    return new EphemeralKeyExchange(
        method, arithmetic(method), PrivateValues.given(method, privateValue));
  }
}
