// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.entropy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sallyport.bare.entropy.HealthTest.Failure;

/** The cut-offs are those of SP 800-90B, and the tests bite where they should. */
final class HealthTestTest {
  private static final int FALSE_ALARM_BITS = 30;

  @Test
  void repetitionCutOffsAreThoseOfTheFormula() {
    int perOctet = HealthTest.CLAIMED_BITS;
    int perWord = perOctet * Long.BYTES;
    assertEquals(1 + ceiling(FALSE_ALARM_BITS, perOctet), HealthTest.OCTET_REPETITIONS);
    assertEquals(1 + ceiling(FALSE_ALARM_BITS, perWord), HealthTest.WORD_REPETITIONS);
  }

  private static int ceiling(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  /** The binomial distribution in whole numbers: all times 16^512. */
  @Test
  void theProportionCutOffIsThatOfTheBinomialDistribution() {
    int trials = HealthTest.WINDOW;
    BigInteger others = BigInteger.valueOf((1 << HealthTest.CLAIMED_BITS) - 1);
    BigInteger whole = BigInteger.ONE.shiftLeft(HealthTest.CLAIMED_BITS * trials);
    BigInteger sum = BigInteger.ZERO;
    BigInteger choose = BigInteger.ONE;
    int successes = 0;
    while (true) {
      sum = sum.add(choose.multiply(others.pow(trials - successes)));
      if (whole.subtract(sum).shiftLeft(FALSE_ALARM_BITS).compareTo(whole) <= 0) {
        break;
      }
      choose =
          choose
              .multiply(BigInteger.valueOf(trials - successes))
              .divide(BigInteger.valueOf(successes + 1));
      successes++;
    }
    assertEquals(1 + successes, HealthTest.PROPORTION);
  }

  @Test
  void goodNoisePasses() {
    HealthTest health = new HealthTest();
    Random random = new Random(7);
    for (int i = 0; i < 1_000_000; i++) {
      health.take(random.nextLong());
    }
    assertFalse(health.isFailed());
  }

  /** What some processors gave after suspend: every word all ones, and said to be fine. */
  @Test
  void allOnesAreStuck() {
    assertEquals(Failure.STUCK, failureOf(-1, -1));
  }

  @Test
  void theSameWordTwiceIsStuck() {
    assertEquals(Failure.STUCK, failureOf(0x0123456789abcdefL, 0x0123456789abcdefL));
  }

  @Test
  void nineEqualOctetsAreStuckAndEightAreNot() {
    HealthTest eight = new HealthTest();
    eight.take(0x1111_1111_1111_1111L);
    assertFalse(eight.isFailed());
    eight.take(0x2222_2222_2222_2211L);
    assertTrue(eight.isFailed());
  }

  @Test
  void oneValueTooOftenIsBiased() {
    HealthTest health = new HealthTest();
    Random random = new Random(3);
    int words = HealthTest.WINDOW / Long.BYTES;
    for (int i = 0; i < words; i++) {
      health.take(random.nextLong() & 0xffff_ffff_ffff_ff00L | 0x5a);
    }
    assertFalse(health.isFailed(), "64 of 512 are below the cut-off");
    for (int i = 0; i < words; i++) {
      health.take(random.nextLong() & 0xffff_ffff_ff00_ff00L | 0x5a_005a);
    }
    assertTrue(health.isFailed());
    assertEquals(Failure.BIASED, health.failure());
  }

  /** A counter is no noise, but these tests are not those that find it: said here, not hidden. */
  @Test
  void aCounterPassesBecauseTheTestsLookForBreakageOnly() {
    HealthTest health = new HealthTest();
    long golden = 0x9e37_79b9_7f4a_7c15L;
    for (long i = 1; i < 10_000; i++) {
      health.take(i * golden);
    }
    assertFalse(health.isFailed());
  }

  private static Failure failureOf(long... words) {
    HealthTest health = new HealthTest();
    for (long word : words) {
      health.take(word);
    }
    assertTrue(health.isFailed());
    return health.failure();
  }
}
