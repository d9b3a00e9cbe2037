// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.entropy;

/** Hardware that gives unpredictable words; whether it can be trusted is tested outside. */
public interface NoiseSource {
  /** What the console calls it. */
  String name();

  /** Puts one word into {@code word[0]}; false when it has none, now or ever. */
  boolean next(long[] word);

  /** How many words hold the 256 bits of entropy that seed the generator, by a wary estimate. */
  int wordsPerSeed();

  /** After how many requests the generator is seeded anew from it. */
  int reseedInterval();
}
