// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import java.util.Arrays;

/** A pseudo-random function of IKEv2 (RFC 7296 §2.13). Keys of any length are taken as they are. */
public interface Prf {
  /** Which function it is. */
  PrfAlgorithm algorithm();

  /** {@code prf(key, chunk | chunk | ...)}. */
  byte[] prf(byte[] key, byte[]... chunks);

  /**
   * {@code prf+(key, seed)} cut to {@code length} octets (RFC 7296 §2.13): T1 | T2 | ... with Tn =
   * prf(key, Tn-1 | seed | n).
   *
   * @param length at most 255 times the output length
   */
  default byte[] prfPlus(byte[] key, int length, byte[]... seedChunks) {
    // R7296-2.13-1
    int block = algorithm().outputLength();
    if (length < 0 || length > 255 * block) {
      throw new IllegalArgumentException("prf+ gives at most 255 blocks, asked for " + length);
    }
    byte[][] chunks = new byte[seedChunks.length + 2][];
    byte[] counter = new byte[1];
    byte[] previous = new byte[0];
    System.arraycopy(seedChunks, 0, chunks, 1, seedChunks.length);
    chunks[chunks.length - 1] = counter;
    byte[] result = new byte[length];
    for (int done = 0; done < length; done += block) {
      counter[0]++;
      chunks[0] = previous;
      byte[] next = prf(key, chunks);
      Arrays.fill(previous, (byte) 0);
      previous = next;
      System.arraycopy(next, 0, result, done, Math.min(block, length - done));
    }
    Arrays.fill(previous, (byte) 0);
    return result;
  }
}
