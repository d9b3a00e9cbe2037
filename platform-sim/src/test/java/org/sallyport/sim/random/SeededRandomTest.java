// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SeededRandomTest {
  /** First outputs of SplitMix64 for seed 1234567, as its authors' reference code prints them. */
  @Test
  void isSplitMix64() {
    SeededRandom random = new SeededRandom(1234567);
    assertEquals(6457827717110365317L, random.nextLong());
    assertEquals(3203168211198807973L, random.nextLong());
    assertEquals(Long.parseUnsignedLong("9817491932198370423"), random.nextLong());
  }

  @Test
  void belowStaysBelowAndReachesEveryNumber() {
    SeededRandom random = new SeededRandom(1);
    int[] seen = new int[7];
    for (int i = 0; i < 7000; i++) {
      seen[(int) random.below(7)]++;
    }
    for (int count : seen) {
      assertTrue(count > 850 && count < 1150, "count " + count);
    }
    assertThrows(IllegalArgumentException.class, () -> random.below(0));
  }

  @Test
  void chanceZeroNeverAndOneAlways() {
    SeededRandom random = new SeededRandom(2);
    for (int i = 0; i < 1000; i++) {
      assertTrue(!random.chance(0));
      assertTrue(random.chance(1));
    }
  }

  @Test
  void splitIsIndependentOfLaterUse() {
    SeededRandom first = new SeededRandom(3);
    SeededRandom second = new SeededRandom(3);
    SeededRandom child = first.split();
    SeededRandom sameChild = second.split();
    first.nextLong();
    assertEquals(child.nextLong(), sameChild.nextLong());
    assertNotEquals(first.nextLong(), second.nextLong());
  }

  @Test
  void seededEntropyFillsTheRangeOnly() {
    byte[] bytes = new byte[20];
    new SeededEntropy(new SeededRandom(4)).fill(bytes, 2, 11);
    assertEquals(0, bytes[0] | bytes[1] | bytes[13] | bytes[19]);
    int set = 0;
    for (int i = 2; i < 13; i++) {
      set |= bytes[i];
    }
    assertNotEquals(0, set);
  }
}
