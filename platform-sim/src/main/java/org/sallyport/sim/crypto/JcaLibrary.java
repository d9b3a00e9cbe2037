// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.DigestAlgorithm;
import org.sallyport.engine.crypto.GroupArithmetic;
import org.sallyport.engine.crypto.IvGenerator;
import org.sallyport.engine.crypto.LibraryOverCiphers;
import org.sallyport.engine.crypto.PacketCipher;
import org.sallyport.engine.crypto.PacketMac;
import org.sallyport.engine.crypto.Prf;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.crypto.TextCipher;

/**
 * The CL on {@code javax.crypto}, whose AES, GHASH and SHA use the processor's instructions and so
 * are free of secret-dependent table look-ups there. Ciphers take a new parameter object for each
 * packet, so unlike the other libraries this one allocates on the data path.
 *
 * <p>Hashes and key exchange are Bouncy Castle's: JCA gives no way to make a public value from a
 * private one, and its MODP arithmetic is the same {@code BigInteger}.
 */
public final class JcaLibrary extends LibraryOverCiphers {
  /** Needs nothing. */
  public JcaLibrary() {
    super("jca", GroupArithmetic.PLAIN);
  }

  @Override
  public Prf prf(PrfAlgorithm algorithm) {
    return new JcaPrf(algorithm);
  }

  @Override
  protected PacketCipher aead(CipherSuite suite, byte[] keyAndSalt, boolean extendedSequence) {
    return new JcaAead(suite, keyAndSalt, extendedSequence);
  }

  @Override
  protected TextCipher cbc(byte[] key) {
    return new JcaCbc(key);
  }

  @Override
  protected PacketMac hmac(DigestAlgorithm digest, byte[] key) {
    return new JcaHmac(digest, key);
  }

  @Override
  protected IvGenerator.BlockEncryptor blockEncryptor(byte[] key) {
    return JcaCbc.blockEncryptor(key);
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
  static Mac mac(DigestAlgorithm digest, byte[] key) {
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
      Mac mac = mac(algorithm.digest(), key);
      for (byte[] chunk : chunks) {
        mac.update(chunk);
      }
      return mac.doFinal();
    }
  }

  private static final class JcaHmac implements PacketMac {
    private final Mac mac;

    JcaHmac(DigestAlgorithm digest, byte[] key) {
      mac = mac(digest, key);
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
