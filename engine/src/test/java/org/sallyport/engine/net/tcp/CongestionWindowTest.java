// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arithmetic of RFC 5681, RFC 6582 and RFC 6928. */
final class CongestionWindowTest {
  private static final int SEGMENT = 1000;

  private final CongestionWindow window = new CongestionWindow();

  CongestionWindowTest() {
    window.reset(SEGMENT, 7);
  }

  /** RFC 6928 §2: ten segments, but no more than 14,600 octets or two segments. */
  @ParameterizedTest
  @CsvSource({
    "536, 5360",
    "1332, 13320",
    "1460, 14600",
    "1461, 14600",
    "7300, 14600",
    "7301, 14602",
    "9000, 18000"
  })
  void theFirstWindow(int segment, int expected) {
    window.reset(segment, 0);
    assertEquals(expected, window.window());
  }

  @Test
  void slowStartGrowsBySegmentsAtMost() {
    window.growBySegment(300);
    assertEquals(10_300, window.window());
    window.growBySegment(5 * SEGMENT);
    assertEquals(11_300, window.window(), "RFC 5681 §3.1");
    for (int count = 0; count < 20_000; count++) {
      window.growBySegment(SEGMENT);
    }
    assertEquals(1 << 24, window.window());
  }

  @Test
  void slowStartEndsAtTheThreshold() {
    window.halveThreshold(5_000);
    window.collapse();
    assertEquals(SEGMENT, window.window());
    assertFalse(window.atThreshold());
    window.growToThreshold(SEGMENT);
    assertEquals(2_000, window.window());
    window.growToThreshold(200);
    assertEquals(2_200, window.window());
    window.growToThreshold(SEGMENT);
    assertEquals(2_500, window.window(), "half of what was under way");
    assertTrue(window.atThreshold());
    window.growToThreshold(SEGMENT);
    assertEquals(2_500, window.window());
  }

  /** RFC 5681 §3.1, equation 3: SMSS * SMSS / cwnd, and one octet at least. */
  @Test
  void afterThatItGrowsByAShare() {
    window.growByShare();
    assertEquals(10_100, window.window());
    window.growByShare();
    assertEquals(10_199, window.window());
    window.reset(64, 0);
    for (int count = 0; count < 1000; count++) {
      window.growBySegment(64);
    }
    int before = window.window();
    window.growByShare();
    assertEquals(before + 1, window.window());
  }

  /** RFC 5681 §3.1, equation 4; RFC 6582 §3.2. */
  @Test
  void aLossHalvesAndTheRepairInflates() {
    window.halveThreshold(9_001);
    window.inflateByThree();
    assertEquals(4_500 + 3 * SEGMENT, window.window());
    window.inflateBySegment();
    assertEquals(8_500, window.window());
    window.deflateByAcked(SEGMENT - 1);
    assertEquals(7_501, window.window());
    window.deflateByAcked(SEGMENT);
    assertEquals(7_501, window.window(), "a segment is added back");
    window.deflateByAcked(3 * SEGMENT);
    assertEquals(5_501, window.window());
    window.deflateByAcked(50 * SEGMENT);
    assertEquals(SEGMENT, window.window());
    window.deflate();
    assertEquals(4_500, window.window());
    window.halveThreshold(100);
    window.deflate();
    assertEquals(2 * SEGMENT, window.window(), "two segments at least");
  }

  @Test
  void theThirdDuplicateInARowCounts() {
    assertFalse(window.thirdInRow());
    window.countDuplicate();
    assertFalse(window.thirdInRow());
    window.countDuplicate();
    assertTrue(window.thirdInRow(), "with the one that has come now");
    window.forgetDuplicates();
    assertFalse(window.thirdInRow());
    assertEquals(3, window.pastRecover(10));
    window.noteRecover(20);
    assertEquals(-10, window.pastRecover(10));
  }
}
