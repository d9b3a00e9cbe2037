// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import org.sallyport.engine.crypto.EncryptionAlgorithm;

/**
 * An encryption algorithm with its key length.
 *
 * @param keyBits key length in bits, the salt not counted; 0 for NULL
 */
public record Cipher(EncryptionAlgorithm algorithm, int keyBits) {
  @Override
  public String toString() {
    return algorithm.strongSwanName(keyBits);
  }
}
