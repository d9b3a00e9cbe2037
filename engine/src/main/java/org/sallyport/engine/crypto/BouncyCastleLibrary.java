// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import java.util.Arrays;
import java.util.function.Consumer;
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
 * narrows a cache channel and does not close it), and MODP and ECP, see {@link
 * BouncyCastleArithmetic}. Private values are used once.
 */
public final class BouncyCastleLibrary extends LibraryOverCiphers {
  /** Needs nothing. */
  public BouncyCastleLibrary() {
    this(GroupArithmetic.PLAIN);
  }

  /** With better arithmetic, for a machine that has that and nothing better for packets. */
  public BouncyCastleLibrary(GroupArithmetic arithmetic) {
    super("bouncycastle", arithmetic);
  }

  @Override
  protected PacketCipher aead(CipherSuite suite, byte[] keyAndSalt, boolean extendedSequence) {
    return suite.encryption() == EncryptionAlgorithm.AES_GCM_16
        ? new BouncyCastleGcm(keyAndSalt, extendedSequence)
        : new BouncyCastleChaCha(keyAndSalt, extendedSequence);
  }

  @Override
  protected TextCipher cbc(byte[] key) {
    return new BouncyCastleCbc(key);
  }

  @Override
  protected PacketMac hmac(DigestAlgorithm digest, byte[] key) {
    return new BouncyCastleHmac(digest, key);
  }

  @Override
  protected IvGenerator.BlockEncryptor blockEncryptor(byte[] key) {
    return BouncyCastleAes.blockEncryptor(key);
  }

  static org.bouncycastle.crypto.Digest engine(DigestAlgorithm algorithm) {
    return switch (algorithm) {
      case SHA1 -> new SHA1Digest();
      case SHA2_256 -> new SHA256Digest();
      case SHA2_384 -> new SHA384Digest();
      case SHA2_512 -> new SHA512Digest();
    };
  }

  /**
   * Loads the first {@code length} octets of a key through Bouncy Castle's wrapper, whose copy is
   * zero when {@code target} returns or fails: {@link KeyParameter#getKey} gives the wrapper's own
   * array.
   */
  static void load(byte[] key, int length, Consumer<KeyParameter> target) {
    KeyParameter parameter = new KeyParameter(key, 0, length);
    try {
      target.accept(parameter);
    } finally {
      Arrays.fill(parameter.getKey(), (byte) 0);
    }
  }
}
