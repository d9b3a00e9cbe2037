// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import org.checkerframework.checker.nullness.qual.Nullable;

/** IKEv2 transform type 2 (RFC 7296 §3.3.2, RFC 4868): pseudo-random functions. */
public enum PrfAlgorithm {
  /** RFC 2104 on SHA-1. The paper's; RFC 8247 §2.2 keeps it for compatibility only. */
  HMAC_SHA1(2, DigestAlgorithm.SHA1, "prfsha1", true),
  HMAC_SHA2_256(5, DigestAlgorithm.SHA2_256, "prfsha256", false),
  HMAC_SHA2_384(6, DigestAlgorithm.SHA2_384, "prfsha384", false),
  HMAC_SHA2_512(7, DigestAlgorithm.SHA2_512, "prfsha512", false);

  private final int id;
  private final DigestAlgorithm digest;
  private final String strongSwanName;
  private final boolean legacy;

  PrfAlgorithm(int id, DigestAlgorithm digest, String strongSwanName, boolean legacy) {
    this.id = id;
    this.digest = digest;
    this.strongSwanName = strongSwanName;
    this.legacy = legacy;
  }

  /** The transform id of the IANA registry. */
  public int id() {
    return id;
  }

  /** The hash under the HMAC. */
  public DigestAlgorithm digest() {
    return digest;
  }

  /** Octets of output, which is also the preferred key length (RFC 7296 §2.13). */
  public int outputLength() {
    return digest.outputLength();
  }

  /** Whether it is off unless asked for. */
  public boolean isLegacy() {
    return legacy;
  }

  /** The name in strongSwan's proposals. */
  public String strongSwanName() {
    return strongSwanName;
  }

  /** The algorithm of a transform id, or null. */
  public static @Nullable PrfAlgorithm byId(int id) {
    for (PrfAlgorithm algorithm : values()) {
      if (algorithm.id == id) {
        return algorithm;
      }
    }
    return null;
  }
}
