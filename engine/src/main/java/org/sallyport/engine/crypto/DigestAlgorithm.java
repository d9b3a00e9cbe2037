// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

/** The hashes of IKEv2 (FIPS 180-4): under HMAC, and SHA-1 for NAT detection (RFC 7296 §2.23). */
public enum DigestAlgorithm {
  SHA1("SHA-1", 20, 64),
  SHA2_256("SHA-256", 32, 64),
  SHA2_384("SHA-384", 48, 128),
  SHA2_512("SHA-512", 64, 128);

  private final String displayName;
  private final int outputLength;
  private final int blockLength;

  DigestAlgorithm(String displayName, int outputLength, int blockLength) {
    this.displayName = displayName;
    this.outputLength = outputLength;
    this.blockLength = blockLength;
  }

  /** The FIPS 180-4 name. */
  public String displayName() {
    return displayName;
  }

  /** Octets of output. */
  public int outputLength() {
    return outputLength;
  }

  /** Octets of one input block, B of RFC 2104. */
  public int blockLength() {
    return blockLength;
  }
}
