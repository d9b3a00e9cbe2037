// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

/** A hash function (FIPS 180-4). */
public interface Digest {
  /** Which hash it is. */
  DigestAlgorithm algorithm();

  /** The hash of the chunks one after the other. */
  byte[] digest(byte[]... chunks);
}
