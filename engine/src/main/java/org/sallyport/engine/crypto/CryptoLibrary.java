// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

/**
 * The paper's CL as a port: every cryptographic operation of the engine. Algorithms, keys and
 * lengths that do not fit together are our own bug and throw {@link IllegalArgumentException};
 * whatever comes from a peer is answered by a value.
 *
 * <p><b>Entropy.</b> A run that is recorded with one library is replayed with another, so every
 * library draws the same octets in the same order, each line one {@link EntropySource#fill}:
 *
 * <ul>
 *   <li>{@link #keyExchange}, MODP: the exponent, 40 octets (768 to 2048 bits), 56 (3072), 64
 *       (4096), 72 (6144) or 80 (8192), big-endian, of which the top bit is then set;
 *   <li>{@link #keyExchange}, ECP: as many octets as a coordinate has, big-endian, for 521 bits
 *       with the top seven cleared; drawn anew as long as the number is 0 or not below the order;
 *   <li>{@link #keyExchange}, X25519 and X448: 32 and 56 octets, as they are;
 *   <li>{@link #sealer}, AES-CBC: 16 octets, the key of the IV generator; every other suite: none;
 *   <li>nothing else draws.
 * </ul>
 */
public interface CryptoLibrary {
  /** A short name for logs and reports, such as {@code bouncycastle}. */
  String name();

  /** A pseudo-random function. */
  Prf prf(PrfAlgorithm algorithm);

  /** A hash function. */
  Digest digest(DigestAlgorithm algorithm);

  /** A key exchange with a fresh private value; its public value is not computed yet. */
  KeyExchange keyExchange(KeyExchangeMethod method, EntropySource entropy);

  /**
   * A key exchange with a given private value, for test vectors.
   *
   * @param privateValue MODP and ECP: big-endian number; X25519 and X448: the octets of RFC 7748
   */
  KeyExchange keyExchangeFrom(KeyExchangeMethod method, byte[] privateValue);

  /**
   * Loads the keys of a sending SA. The keys are copied; the caller zeroes its own.
   *
   * @param encryptionKey key and salt, {@link CipherSuite#encryptionKeyLength()} octets
   * @param integrityKey {@link CipherSuite#integrityKeyLength()} octets, empty for an AEAD
   * @param extendedSequence whether an ESP SA uses extended sequence numbers; false for IKE
   * @param entropy draws the key that makes CBC IVs
   */
  PacketSealer sealer(
      CipherSuite suite,
      byte[] encryptionKey,
      byte[] integrityKey,
      boolean extendedSequence,
      EntropySource entropy);

  /** Loads the keys of a receiving SA; arguments as of {@link #sealer}. */
  PacketOpener opener(
      CipherSuite suite, byte[] encryptionKey, byte[] integrityKey, boolean extendedSequence);

  /** Seals every packet of the burst. Its sealers were made by this library. */
  default void sealBurst(byte[] slab, SealBurst burst) {
    for (int i = 0; i < burst.count(); i++) {
      burst
          .sealer(i)
          .seal(
              slab,
              burst.offset(i),
              burst.aadLength(i),
              burst.textLength(i),
              burst.highSequence(i));
    }
  }

  /** Opens every packet of the burst and records each outcome. Its openers are of this library. */
  default void openBurst(byte[] slab, OpenBurst burst) {
    for (int i = 0; i < burst.count(); i++) {
      boolean authentic =
          burst
              .opener(i)
              .open(
                  slab,
                  burst.offset(i),
                  burst.aadLength(i),
                  burst.textLength(i),
                  burst.highSequence(i));
      burst.settle(i, authentic);
    }
  }

  /** Fails when the keys are not as long as the suite says. */
  static void checkKeys(CipherSuite suite, byte[] encryptionKey, byte[] integrityKey) {
    if (encryptionKey.length != suite.encryptionKeyLength()
        || integrityKey.length != suite.integrityKeyLength()) {
      throw new IllegalArgumentException("keys do not have the lengths of " + suite);
    }
  }
}
