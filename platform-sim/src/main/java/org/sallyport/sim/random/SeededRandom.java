// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.random;

/**
 * The one source of chance of a simulation: SplitMix64 (Steele, Lea, Flood 2014). Written out here
 * so that a seed means the same run on every JDK for ever. Not for keys.
 */
public final class SeededRandom {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  /**
   * @param seed any number; equal seeds give equal sequences
   */
  public SeededRandom(long seed) {
    state = seed;
  }

  /** A generator whose sequence does not depend on how far this one's parent is used afterwards. */
  public SeededRandom split() {
    return new SeededRandom(nextLong());
  }

  /** 64 uniform bits. */
  public long nextLong() {
    state += GOLDEN_GAMMA;
    long mixed = state;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  /**
   * A uniform number from 0 up to, not including, a bound.
   *
   * @param bound above zero
   */
  public long below(long bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound " + bound + " is not above zero");
    }
    long ceiling = Long.MAX_VALUE - Long.MAX_VALUE % bound;
    long draw;
    do {
      draw = nextLong() >>> 1;
    } while (draw >= ceiling);
    return draw % bound;
  }

  /**
   * True with the given probability, 0 to 1. Always draws, so that options do not shift the rest.
   */
  public boolean chance(double probability) {
    return (nextLong() >>> 11) * 0x1.0p-53 < probability;
  }

  /** Fills a range with uniform bytes. */
  public void fill(byte[] target, int offset, int lengthBytes) {
    long bits = 0;
    for (int i = 0; i < lengthBytes; i++) {
      if (i % Long.BYTES == 0) {
        bits = nextLong();
      }
      target[offset + i] = (byte) bits;
      bits >>>= 8;
    }
  }
}
