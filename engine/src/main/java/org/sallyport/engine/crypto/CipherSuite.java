// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * An encryption algorithm with its key length and an integrity algorithm: what protects the packets
 * of one SA. A suite that exists is consistent; {@link #refusal} says beforehand why it cannot be.
 *
 * @param keyBits key length in bits, the salt not counted; 0 for NULL
 */
public record CipherSuite(
    EncryptionAlgorithm encryption, int keyBits, IntegrityAlgorithm integrity) {

  /** Refuses an inconsistent suite: ask {@link #refusal} first where the input is not trusted. */
  public CipherSuite {
    String refusal = refusal(encryption, keyBits, integrity);
    if (refusal != null) {
      throw new IllegalArgumentException(refusal);
    }
  }

  /**
   * Why the three do not go together, or null when they do.
   *
   * <p>CBC with no integrity is let through because RFC 3602's vectors are made of it; RFC 8221 §4
   * forbids negotiating it, see {@link #isAuthenticated()}.
   */
  public static @Nullable String refusal(
      EncryptionAlgorithm encryption, int keyBits, IntegrityAlgorithm integrity) {
    if (!encryption.admitsKeyBits(keyBits)) {
      return encryption.displayName() + " has no key of " + keyBits + " bits";
    }
    if (encryption.isAead() && integrity != IntegrityAlgorithm.NONE) {
      return encryption.displayName() + " takes no integrity algorithm (RFC 5282 section 8)";
    }
    // R4303-3.2-1, R4303-3.2-2
    if (encryption == EncryptionAlgorithm.NULL && integrity == IntegrityAlgorithm.NONE) {
      return "NULL encryption without integrity protects nothing (RFC 4303 section 3.2)";
    }
    return null;
  }

  /** Whether packets are authenticated; a suite that is not must never be negotiated. */
  public boolean isAuthenticated() {
    return encryption.isAead() || integrity != IntegrityAlgorithm.NONE;
  }

  /** Octets of explicit IV. */
  public int ivLength() {
    return encryption.ivLength();
  }

  /** Octets of ICV at the end of the packet. */
  public int icvLength() {
    return encryption.isAead() ? encryption.icvLength() : integrity.icvLength();
  }

  /** What the text length must be a multiple of. */
  public int blockLength() {
    return encryption.blockLength();
  }

  /** Octets of encryption key in the keying material, the salt included. */
  public int encryptionKeyLength() {
    return keyBits / 8 + encryption.saltLength();
  }

  /** Octets of integrity key in the keying material. */
  public int integrityKeyLength() {
    return integrity.keyLength();
  }

  /**
   * Whether a text of so many octets can have been made by this suite. The empty text can; that ESP
   * and IKE need a pad length in it (RFC 4303 §2.4, RFC 7296 §3.14) is for them to check.
   */
  public boolean admitsTextLength(int textLength) {
    return textLength >= 0 && textLength % blockLength() == 0;
  }

  /** Whether it is off unless asked for. */
  public boolean isLegacy() {
    return integrity.isLegacy();
  }

  /** The name in strongSwan's proposals, such as {@code aes128-sha1}. */
  public String strongSwanName() {
    String name = encryption.strongSwanName(keyBits);
    return integrity == IntegrityAlgorithm.NONE ? name : name + "-" + integrity.strongSwanName();
  }
}
