// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * IKEv2 transform type 1 (RFC 7296 §3.3.2 and the IANA registry): the encryption algorithms of ESP
 * and of the IKE SK payload. Sizes are in octets, key lengths in bits as the Key Length attribute
 * carries them (RFC 7296 §3.3.5).
 */
public enum EncryptionAlgorithm {
  /** RFC 2410. Only together with an integrity algorithm. */
  NULL(11, "NULL", 1, 0, 0, 0, false, 0),
  /** RFC 3602. */
  AES_CBC(12, "AES-CBC", 16, 16, 0, 0, true, 128, 192, 256),
  /** RFC 4106 (ESP), RFC 5282 (IKEv2). */
  AES_GCM_16(20, "AES-GCM-16", 1, 8, 16, 4, true, 128, 192, 256),
  /** RFC 7634. The key length attribute is never sent. */
  CHACHA20_POLY1305(28, "CHACHA20-POLY1305", 1, 8, 16, 4, false, 256);

  private final int id;
  private final String displayName;
  private final int blockLength;
  private final int ivLength;
  private final int icvLength;
  private final int saltLength;
  private final boolean keyLengthAttribute;

  // Written once here and never handed out.
  @SuppressWarnings("ImmutableEnumChecker")
  private final int[] keyBits;

  EncryptionAlgorithm(
      int id,
      String displayName,
      int blockLength,
      int ivLength,
      int icvLength,
      int saltLength,
      boolean keyLengthAttribute,
      int... keyBits) {
    this.id = id;
    this.displayName = displayName;
    this.blockLength = blockLength;
    this.ivLength = ivLength;
    this.icvLength = icvLength;
    this.saltLength = saltLength;
    this.keyLengthAttribute = keyLengthAttribute;
    this.keyBits = keyBits;
  }

  /** The transform id of the IANA registry. */
  public int id() {
    return id;
  }

  /** The name used in files and reports, such as {@code AES-GCM-16}. */
  public String displayName() {
    return displayName;
  }

  /** What the text must be a multiple of: 16 for CBC, 1 for the rest (ESP itself aligns to 4). */
  public int blockLength() {
    return blockLength;
  }

  /** Octets of explicit IV in the packet. */
  public int ivLength() {
    return ivLength;
  }

  /** Octets of ICV that the encryption algorithm itself produces; 0 unless it is an AEAD. */
  public int icvLength() {
    return icvLength;
  }

  /** Octets of salt that follow the key in the keying material (RFC 4106 §8.1, RFC 7634 §2). */
  public int saltLength() {
    return saltLength;
  }

  /** Whether the algorithm authenticates by itself and so is used with no integrity algorithm. */
  public boolean isAead() {
    return icvLength > 0;
  }

  /** Whether a proposal must carry the Key Length attribute (RFC 7296 §3.3.5). */
  public boolean takesKeyLengthAttribute() {
    return keyLengthAttribute;
  }

  /** Whether {@code bits} is a key length of this algorithm, the salt not counted. */
  public boolean admitsKeyBits(int bits) {
    for (int admitted : keyBits) {
      if (admitted == bits) {
        return true;
      }
    }
    return false;
  }

  /** The name in strongSwan's proposals, such as {@code aes128gcm16}. */
  public String strongSwanName(int bits) {
    return switch (this) {
      case NULL -> "null";
      case AES_CBC -> "aes" + bits;
      case AES_GCM_16 -> "aes" + bits + "gcm16";
      case CHACHA20_POLY1305 -> "chacha20poly1305";
    };
  }

  /** The name in tshark's ESP SA table; null when tshark 4.0 cannot decrypt the algorithm. */
  public @Nullable String tsharkEspName() {
    return switch (this) {
      case NULL -> "NULL";
      case AES_CBC -> "AES-CBC [RFC3602]";
      case AES_GCM_16 -> "AES-GCM with 16 octet ICV [RFC4106]";
      case CHACHA20_POLY1305 -> null;
    };
  }

  /** The name in tshark's IKEv2 decryption table; null when tshark 4.0 has none. */
  public @Nullable String tsharkIkeName(int bits) {
    return switch (this) {
      case NULL -> "NULL [RFC2410]";
      case AES_CBC -> "AES-CBC-" + bits + " [RFC3602]";
      case AES_GCM_16 -> "AES-GCM-" + bits + " with 16 octet ICV [RFC5282]";
      case CHACHA20_POLY1305 -> null;
    };
  }

  /** The algorithm of a transform id, or null: unknown ids are parsed and not chosen. */
  public static @Nullable EncryptionAlgorithm byId(int id) {
    for (EncryptionAlgorithm algorithm : values()) {
      if (algorithm.id == id) {
        return algorithm;
      }
    }
    return null;
  }

  /** The algorithm of a {@link #displayName()}, or null. */
  public static @Nullable EncryptionAlgorithm byDisplayName(String name) {
    for (EncryptionAlgorithm algorithm : values()) {
      if (algorithm.displayName.equals(name)) {
        return algorithm;
      }
    }
    return null;
  }
}
