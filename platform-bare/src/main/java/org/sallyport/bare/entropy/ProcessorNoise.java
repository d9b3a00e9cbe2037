// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.entropy;

import org.teavm.interop.Import;

/** The processor's own sources. */
public enum ProcessorNoise implements NoiseSource {
  /**
   * Conditioned noise. By the health tests' claim of 4 bits to the octet, 8 words hold 256 bits.
   * The instruction may have nothing for a moment.
   */
  RDSEED(8, 1) {
    @Override
    public boolean next(long[] word) {
      boolean done = false;
      for (int i = 0; i < PATIENCE && !done; i++) {
        done = seed(word) == 1;
      }
      return done;
    }
  },
  /**
   * A generator in hardware, seeded with 128 bits at the latest after 511 outputs of 128 bits
   * (Intel, Digital Random Number Generator Software Implementation Guide, 4.2.5): 2048 words see
   * two seeds.
   */
  RDRAND(2048, 128) {
    @Override
    public boolean next(long[] word) {
      return random(word) == 1;
    }
  };

  private static final int PATIENCE = 1000;

  private final int wordsPerSeed;
  private final int reseedInterval;

  ProcessorNoise(int wordsPerSeed, int reseedInterval) {
    this.wordsPerSeed = wordsPerSeed;
    this.reseedInterval = reseedInterval;
  }

  @Override
  public int wordsPerSeed() {
    return wordsPerSeed;
  }

  @Override
  public int reseedInterval() {
    return reseedInterval;
  }

  @Import(name = "board_seed", module = "board.h")
  private static native int seed(long[] word);

  @Import(name = "board_random", module = "board.h")
  private static native int random(long[] word);
}
