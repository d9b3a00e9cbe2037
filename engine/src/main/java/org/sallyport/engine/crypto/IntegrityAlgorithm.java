// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import org.checkerframework.checker.nullness.qual.Nullable;

/** IKEv2 transform type 3 (RFC 7296 §3.3.2): HMACs of ESP and of the IKE SK payload. */
public enum IntegrityAlgorithm {
  /** No integrity algorithm: goes with an AEAD. */
  NONE(0, "NONE", null, 0, "", "NULL", "NONE [RFC4306]", false),
  /** RFC 2404. The paper's. */
  HMAC_SHA1_96(
      2,
      "HMAC-SHA1-96",
      DigestAlgorithm.SHA1,
      12,
      "sha1",
      "HMAC-SHA-1-96 [RFC2404]",
      "HMAC_SHA1_96 [RFC2404]",
      true),
  /** RFC 4868. */
  HMAC_SHA2_256_128(
      12,
      "HMAC-SHA2-256-128",
      DigestAlgorithm.SHA2_256,
      16,
      "sha256",
      "HMAC-SHA-256-128 [RFC4868]",
      "HMAC_SHA2_256_128 [RFC4868]",
      false),
  /** RFC 4868. */
  HMAC_SHA2_384_192(
      13,
      "HMAC-SHA2-384-192",
      DigestAlgorithm.SHA2_384,
      24,
      "sha384",
      "HMAC-SHA-384-192 [RFC4868]",
      "HMAC_SHA2_384_192 [RFC4868]",
      false),
  /** RFC 4868. */
  HMAC_SHA2_512_256(
      14,
      "HMAC-SHA2-512-256",
      DigestAlgorithm.SHA2_512,
      32,
      "sha512",
      "HMAC-SHA-512-256 [RFC4868]",
      "HMAC_SHA2_512_256 [RFC4868]",
      false);

  private final int id;
  private final String displayName;
  private final @Nullable DigestAlgorithm digest;
  private final int icvLength;
  private final String strongSwanName;
  private final String tsharkEspName;
  private final String tsharkIkeName;
  private final boolean legacy;

  IntegrityAlgorithm(
      int id,
      String displayName,
      @Nullable DigestAlgorithm digest,
      int icvLength,
      String strongSwanName,
      String tsharkEspName,
      String tsharkIkeName,
      boolean legacy) {
    this.id = id;
    this.displayName = displayName;
    this.digest = digest;
    this.icvLength = icvLength;
    this.strongSwanName = strongSwanName;
    this.tsharkEspName = tsharkEspName;
    this.tsharkIkeName = tsharkIkeName;
    this.legacy = legacy;
  }

  /** The transform id of the IANA registry. */
  public int id() {
    return id;
  }

  /** The name used in files and reports, such as {@code HMAC-SHA1-96}. */
  public String displayName() {
    return displayName;
  }

  /** The hash under the HMAC; null only for {@link #NONE}. */
  public @Nullable DigestAlgorithm digest() {
    return digest;
  }

  /** Octets of the truncated ICV in the packet. */
  public int icvLength() {
    return icvLength;
  }

  /** Octets of key: the output length of the hash (RFC 2404 §3, RFC 4868 §2.1.1). */
  public int keyLength() {
    return digest == null ? 0 : digest.outputLength();
  }

  /** Whether it is off unless asked for (RFC 8221 §6, RFC 8247 §2.3). */
  public boolean isLegacy() {
    return legacy;
  }

  /** The name in strongSwan's proposals; empty for {@link #NONE}. */
  public String strongSwanName() {
    return strongSwanName;
  }

  /** The name in tshark's ESP SA table. */
  public String tsharkEspName() {
    return tsharkEspName;
  }

  /** The name in tshark's IKEv2 decryption table. */
  public String tsharkIkeName() {
    return tsharkIkeName;
  }

  /** The algorithm of a transform id, or null. */
  public static @Nullable IntegrityAlgorithm byId(int id) {
    for (IntegrityAlgorithm algorithm : values()) {
      if (algorithm.id == id) {
        return algorithm;
      }
    }
    return null;
  }

  /** The algorithm of a {@link #displayName()}, or null. */
  public static @Nullable IntegrityAlgorithm byDisplayName(String name) {
    for (IntegrityAlgorithm algorithm : values()) {
      if (algorithm.displayName.equals(name)) {
        return algorithm;
      }
    }
    return null;
  }
}
