// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The comparisons that decide on ICVs, AUTH, cookies and private values, at every bit. */
final class ConstantTimeTest {
  private static final int LENGTH = 16;

  private final Random random = new Random(4);

  @Test
  void oneWrongBitAnywhereIsNoticed() {
    byte[] expected = octets(LENGTH);
    assertTrue(ConstantTime.equal(expected, expected.clone()));
    for (int bit = 0; bit < 8 * LENGTH; bit++) {
      byte[] forged = expected.clone();
      forged[bit / 8] ^= (byte) (1 << bit % 8);
      assertFalse(ConstantTime.equal(expected, forged), "bit " + bit);
      assertFalse(ConstantTime.equal(forged, expected), "bit " + bit);
    }
  }

  @Test
  void differencesDoNotCancelOut() {
    byte[] left = octets(LENGTH);
    byte[] right = left.clone();
    for (int i = 0; i < LENGTH; i++) {
      right[i] ^= 0x55;
    }
    assertFalse(ConstantTime.equal(left, right));
    byte[] swapped = {2, 1};
    assertFalse(ConstantTime.equal(new byte[] {1, 2}, swapped));
  }

  @Test
  void aPrefixIsNotTheWhole() {
    byte[] whole = octets(LENGTH);
    assertFalse(ConstantTime.equal(whole, Arrays.copyOf(whole, LENGTH - 1)));
    assertFalse(ConstantTime.equal(Arrays.copyOf(whole, LENGTH - 1), whole));
    assertFalse(ConstantTime.equal(whole, new byte[0]));
    assertTrue(ConstantTime.equal(new byte[0], new byte[0]));
  }

  @Test
  void aRangeIsComparedFromItsFirstToItsLastOctetAndNoFurther() {
    byte[] expected = octets(LENGTH);
    byte[] slab = octets(3 + LENGTH + 2);
    System.arraycopy(expected, 0, slab, 3, LENGTH);
    assertTrue(ConstantTime.equal(expected, 0, slab, 3, LENGTH));
    assertTrue(ConstantTime.equal(slab, 3, expected, 0, LENGTH));
    assertTrue(ConstantTime.equal(slab, 5, expected, 2, LENGTH - 2));
    for (int at : new int[] {2, 3 + LENGTH}) {
      slab[at] ^= 1;
      assertTrue(ConstantTime.equal(expected, 0, slab, 3, LENGTH), "outside, at " + at);
    }
    for (int at : new int[] {3, 3 + LENGTH - 1}) {
      slab[at] ^= 1;
      assertFalse(ConstantTime.equal(expected, 0, slab, 3, LENGTH), "inside, at " + at);
      slab[at] ^= 1;
    }
  }

  @Test
  void belowIsThatOfTheNumbers() {
    assertBelow(new byte[] {0}, new byte[] {0});
    assertBelow(new byte[] {(byte) 0x80, 0}, new byte[] {0x7f, (byte) 0xff});
    assertBelow(new byte[] {1, 0}, new byte[] {0, (byte) 0xff});
    for (int round = 0; round < 500; round++) {
      byte[] left = octets(4);
      byte[] right = octets(4);
      for (int i = 0; i < round % 5; i++) {
        right[i] = left[i];
      }
      assertBelow(left, right);
      assertBelow(right, left);
    }
  }

  private static void assertBelow(byte[] left, byte[] right) {
    assertEquals(
        new BigInteger(1, left).compareTo(new BigInteger(1, right)) < 0,
        ConstantTime.isBelow(left, right),
        () -> Arrays.toString(left) + " " + Arrays.toString(right));
  }

  @Test
  void zeroIsZeroAtEveryBit() {
    assertTrue(ConstantTime.isZero(new byte[LENGTH]));
    for (int bit = 0; bit < 8 * LENGTH; bit++) {
      byte[] octets = new byte[LENGTH];
      octets[bit / 8] = (byte) (1 << bit % 8);
      assertFalse(ConstantTime.isZero(octets), "bit " + bit);
    }
  }

  private byte[] octets(int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }
}
