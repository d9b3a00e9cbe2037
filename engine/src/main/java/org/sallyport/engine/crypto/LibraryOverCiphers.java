// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A library that is put together from ciphers and MACs, one packet at a time. What the ciphers are
 * is the subclass's to say; how ESP and IKEv2 combine them is said here.
 */
public abstract class LibraryOverCiphers extends LibraryBase {
  /** A library with key exchange arithmetic of its own. */
  protected LibraryOverCiphers(String name, GroupArithmetic arithmetic) {
    super(name, arithmetic);
  }

  /** An AEAD; the salt follows the key. */
  protected abstract PacketCipher aead(
      CipherSuite suite, byte[] keyAndSalt, boolean extendedSequence);

  /** AES in CBC mode (RFC 3602). */
  protected abstract TextCipher cbc(byte[] key);

  /** An HMAC with its key loaded (RFC 2104). */
  protected abstract PacketMac hmac(DigestAlgorithm digest, byte[] key);

  /** AES on single blocks, which makes the IVs of CBC. */
  protected abstract IvGenerator.BlockEncryptor blockEncryptor(byte[] key);

  @Override
  public final PacketSealer sealer(
      CipherSuite suite,
      byte[] encryptionKey,
      byte[] integrityKey,
      boolean extendedSequence,
      EntropySource entropy) {
    PacketCipher cipher = cipher(suite, encryptionKey, integrityKey, extendedSequence);
    return cipher.sealer(
        suite, extendedSequence, IvGenerator.of(suite, entropy, this::blockEncryptor));
  }

  @Override
  public final PacketOpener opener(
      CipherSuite suite, byte[] encryptionKey, byte[] integrityKey, boolean extendedSequence) {
    return cipher(suite, encryptionKey, integrityKey, extendedSequence)
        .opener(suite, extendedSequence);
  }

  private PacketCipher cipher(
      CipherSuite suite, byte[] encryptionKey, byte[] integrityKey, boolean extendedSequence) {
    CryptoLibrary.checkKeys(suite, encryptionKey, integrityKey);
    return switch (suite.encryption()) {
      case AES_GCM_16, CHACHA20_POLY1305 -> aead(suite, encryptionKey, extendedSequence);
      case AES_CBC -> encryptThenMac(suite, extendedSequence, cbc(encryptionKey), integrityKey);
      case NULL -> encryptThenMac(suite, extendedSequence, TextCipher.NULL, integrityKey);
    };
  }

  private PacketCipher encryptThenMac(
      CipherSuite suite, boolean extendedSequence, TextCipher cipher, byte[] integrityKey) {
    DigestAlgorithm digest = suite.integrity().digest();
    @Nullable PacketMac mac = digest == null ? null : hmac(digest, integrityKey);
    return new EncryptThenMac(suite, extendedSequence, cipher, mac);
  }
}
