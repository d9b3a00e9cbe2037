// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.entropy;

import java.util.Random;
import java.util.function.LongUnaryOperator;

/** Noise of a seeded generator, spoilt from a certain word on. */
final class FakeNoise implements NoiseSource {
  private final String name;
  private final Random random;
  private final long goodWords;
  private final LongUnaryOperator spoiling;
  private final int reseedInterval;
  private boolean dries;
  private long given;

  private FakeNoise(
      String name, long seed, long goodWords, LongUnaryOperator spoiling, int reseedInterval) {
    this.name = name;
    this.random = new Random(seed);
    this.goodWords = goodWords;
    this.spoiling = spoiling;
    this.reseedInterval = reseedInterval;
  }

  static FakeNoise healthy(String name, long seed) {
    return new FakeNoise(name, seed, Long.MAX_VALUE, word -> word, 1);
  }

  static FakeNoise healthy(String name, long seed, int reseedInterval) {
    return new FakeNoise(name, seed, Long.MAX_VALUE, word -> word, reseedInterval);
  }

  static FakeNoise spoilt(String name, long goodWords, LongUnaryOperator spoiling) {
    return new FakeNoise(name, 1, goodWords, spoiling, 1);
  }

  static FakeNoise dry(String name, long goodWords) {
    FakeNoise noise = spoilt(name, goodWords, word -> word);
    noise.dries = true;
    return noise;
  }

  long given() {
    return given;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean next(long[] word) {
    boolean isGood = given < goodWords;
    if (!isGood && dries) {
      return false;
    }
    long drawn = random.nextLong();
    word[0] = isGood ? drawn : spoiling.applyAsLong(drawn);
    given++;
    return true;
  }

  @Override
  public int wordsPerSeed() {
    return 8;
  }

  @Override
  public int reseedInterval() {
    return reseedInterval;
  }
}
