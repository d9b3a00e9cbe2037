package org.sallyport.engine.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The CL on Bouncy Castle's lightweight API: the reference for differential tests and what remains
 * when a platform has nothing better. It needs no {@code java.security}, so it is compiled ahead of
 * time for the bare machine too.
 *
 * <p>What is constant-time: ChaCha20, Poly1305, GHASH, HMAC, X25519, X448, all comparisons. What is
 * not: AES, whose S-box is a table in every Bouncy Castle engine (the smallest table is used, which
 * narrows a cache channel and does not close it); MODP, which is {@link BigInteger#modPow}; and
 * field arithmetic of the ECP groups, though their scalar multiplication does the same operations
 * for every scalar. Private values are used once.
 */
public final class BouncyCastleLibrary implements CryptoLibrary {
  @Override
  public String name() {
    return "bouncycastle";
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
  public KeyExchange keyExchange(KeyExchangeMethod method, EntropySource entropy) {
    return switch (method.family()) {
      case MODP -> new ModpKeyExchange(method, ModpGroup.of(method).draw(entropy));
      case ECP -> new EcpKeyExchange(method, EcpGroup.of(method).draw(entropy));
      case MONTGOMERY -> {
        byte[] scalar = new byte[method.publicLength()];
        entropy.fill(scalar, 0, scalar.length);
        KeyExchange exchange = new MontgomeryKeyExchange(method, scalar);
        Arrays.fill(scalar, (byte) 0);
        yield exchange;
      }
    };
  }

  @Override
  public KeyExchange keyExchangeFrom(KeyExchangeMethod method, byte[] privateValue) {
    return switch (method.family()) {
      case MODP -> new ModpKeyExchange(method, new BigInteger(1, privateValue));
      case ECP -> new EcpKeyExchange(method, new BigInteger(1, privateValue));
      case MONTGOMERY -> new MontgomeryKeyExchange(method, privateValue);
    };
  }

  @Override
  public PacketSealer sealer(
      CipherSuite suite,
      byte[] encryptionKey,
      byte[] integrityKey,
      boolean extendedSequence,
      EntropySource entropy) {
    IvGenerator ivs = IvGenerator.of(suite, entropy, BouncyCastleAes::blockEncryptor);
    return cipher(suite, encryptionKey, integrityKey, extendedSequence)
        .sealer(suite, extendedSequence, ivs);
  }

  @Override
  public PacketOpener opener(
      CipherSuite suite, byte[] encryptionKey, byte[] integrityKey, boolean extendedSequence) {
    return cipher(suite, encryptionKey, integrityKey, extendedSequence)
        .opener(suite, extendedSequence);
  }

  private static PacketCipher cipher(
      CipherSuite suite, byte[] encryptionKey, byte[] integrityKey, boolean extendedSequence) {
    CryptoLibrary.checkKeys(suite, encryptionKey, integrityKey);
    return switch (suite.encryption()) {
      case AES_GCM_16 -> new BouncyCastleGcm(encryptionKey, extendedSequence);
      case CHACHA20_POLY1305 -> new BouncyCastleChaCha(encryptionKey, extendedSequence);
      case AES_CBC ->
          encryptThenMac(suite, extendedSequence, new BouncyCastleCbc(encryptionKey), integrityKey);
      case NULL -> encryptThenMac(suite, extendedSequence, TextCipher.NULL, integrityKey);
    };
  }

  private static PacketCipher encryptThenMac(
      CipherSuite suite, boolean extendedSequence, TextCipher cipher, byte[] integrityKey) {
    DigestAlgorithm digest = suite.integrity().digest();
    return new EncryptThenMac(
        suite,
        extendedSequence,
        cipher,
        digest == null ? null : new BouncyCastleHmac(digest, integrityKey));
  }

  static org.bouncycastle.crypto.Digest engine(DigestAlgorithm algorithm) {
    return switch (algorithm) {
      case SHA1 -> new SHA1Digest();
      case SHA2_256 -> new SHA256Digest();
      case SHA2_384 -> new SHA384Digest();
      case SHA2_512 -> new SHA512Digest();
    };
  }

  /** A key in Bouncy Castle's wrapper; zero it with {@link #wipe} once it is loaded. */
  static KeyParameter key(byte[] source, int length) {
    return new KeyParameter(source, 0, length);
  }

  /** {@link KeyParameter#getKey} gives the wrapper's own array, not a copy. */
  static void wipe(KeyParameter key) {
    Arrays.fill(key.getKey(), (byte) 0);
  }
}
