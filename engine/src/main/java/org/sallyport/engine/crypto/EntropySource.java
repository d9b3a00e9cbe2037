// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

/** A port to the platform's random source. The engine never makes entropy of its own. */
@FunctionalInterface
public interface EntropySource {
  /** Fills {@code target[offset .. offset + length)} with unpredictable octets. */
  void fill(byte[] target, int offset, int length);
}
