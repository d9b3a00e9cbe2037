package org.sallyport.sim.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.Digest;
import org.sallyport.engine.crypto.DigestAlgorithm;
import org.sallyport.engine.crypto.EncryptThenMac;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.crypto.IvGenerator;
import org.sallyport.engine.crypto.KeyExchange;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PacketCipher;
import org.sallyport.engine.crypto.PacketMac;
import org.sallyport.engine.crypto.PacketOpener;
import org.sallyport.engine.crypto.PacketSealer;
import org.sallyport.engine.crypto.Prf;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.crypto.TextCipher;

/**
 * The CL on {@code javax.crypto}, whose AES, GHASH and SHA use the processor's instructions and so
 * are free of secret-dependent table look-ups there. Ciphers take a new parameter object for each
 * packet, so unlike the other libraries this one allocates on the data path.
 *
 * <p>Hashes and key exchange come from {@link BouncyCastleLibrary}: JCA gives no way to make a
 * public value from a private one, and its MODP arithmetic is the same {@code BigInteger}.
 */
public final class JcaLibrary implements CryptoLibrary {
  private final CryptoLibrary fallback = new BouncyCastleLibrary();

  @Override
  public String name() {
    return "jca";
  }

  @Override
  public Prf prf(PrfAlgorithm algorithm) {
    return new JcaPrf(algorithm);
  }

  @Override
  public Digest digest(DigestAlgorithm algorithm) {
    return fallback.digest(algorithm);
  }

  @Override
  public KeyExchange keyExchange(KeyExchangeMethod method, EntropySource entropy) {
    return fallback.keyExchange(method, entropy);
  }

  @Override
  public KeyExchange keyExchangeFrom(KeyExchangeMethod method, byte[] privateValue) {
    return fallback.keyExchangeFrom(method, privateValue);
  }

  @Override
  public PacketSealer sealer(
      CipherSuite suite,
      byte[] encryptionKey,
      byte[] integrityKey,
      boolean extendedSequence,
      EntropySource entropy) {
    IvGenerator ivs = IvGenerator.of(suite, entropy, JcaCbc::blockEncryptor);
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
      case AES_GCM_16, CHACHA20_POLY1305 -> new JcaAead(suite, encryptionKey, extendedSequence);
      case AES_CBC ->
          encryptThenMac(suite, extendedSequence, new JcaCbc(encryptionKey), integrityKey);
      case NULL -> encryptThenMac(suite, extendedSequence, TextCipher.NULL, integrityKey);
    };
  }

  private static PacketCipher encryptThenMac(
      CipherSuite suite, boolean extendedSequence, TextCipher cipher, byte[] integrityKey) {
    DigestAlgorithm digest = suite.integrity().digest();
    PacketMac mac = digest == null ? null : new JcaHmac(digest, integrityKey);
    return new EncryptThenMac(suite, extendedSequence, cipher, mac);
  }

  /** A cipher that every JDK has; its absence is a broken installation. */
  static Cipher cipher(String transformation) {
    try {
      return Cipher.getInstance(transformation);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no " + transformation, e);
    }
  }

  /** An HMAC with its key loaded; HMAC pads keys with zeros, so an empty key is one zero octet. */
  static Mac hmac(DigestAlgorithm digest, byte[] key) {
    String name =
        switch (digest) {
          case SHA1 -> "HmacSHA1";
          case SHA2_256 -> "HmacSHA256";
          case SHA2_384 -> "HmacSHA384";
          case SHA2_512 -> "HmacSHA512";
        };
    try {
      Mac mac = Mac.getInstance(name);
      mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, name));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no " + name, e);
    }
  }

  private record JcaPrf(PrfAlgorithm algorithm) implements Prf {
    @Override
    public byte[] prf(byte[] key, byte[]... chunks) {
      Mac mac = hmac(algorithm.digest(), key);
      for (byte[] chunk : chunks) {
        mac.update(chunk);
      }
      return mac.doFinal();
    }
  }

  private static final class JcaHmac implements PacketMac {
    private final Mac mac;

    JcaHmac(DigestAlgorithm digest, byte[] key) {
      mac = hmac(digest, key);
    }

    @Override
    public int outputLength() {
      return mac.getMacLength();
    }

    @Override
    public void update(byte[] input, int offset, int length) {
      mac.update(input, offset, length);
    }

    @Override
    public void finish(byte[] output, int offset) {
      try {
        mac.doFinal(output, offset);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void destroy() {
      byte[] zeros = new byte[outputLength()];
      try {
        mac.init(new SecretKeySpec(zeros, mac.getAlgorithm()));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
