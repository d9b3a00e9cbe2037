// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Where the room for runs behind gaps ends, and which segments have a part in the window. */
final class ReceiveBufferTest {
  private static final byte[] TEXT = new byte[100];

  /** When as many runs are held as may be, what touches one of them is still held. */
  @Test
  void aRunThatTouchesAnotherNeedsNoRoom() {
    ReceiveBuffer buffer = new ReceiveBuffer(2048, 2);
    assertTrue(buffer.canHold(500, 1), "there is room");
    buffer.hold(10, TEXT, 0, 10);
    assertTrue(buffer.canHold(500, 1), "for a second one");
    buffer.hold(40, TEXT, 0, 10);
    assertFalse(buffer.canHold(500, 1), "and no third");
    for (int start : new int[] {10, 40}) {
      assertTrue(buffer.canHold(start + 10, 5), "behind it");
      assertFalse(buffer.canHold(start + 11, 5), "behind a gap");
      assertTrue(buffer.canHold(start - 5, 5), "before it");
      assertFalse(buffer.canHold(start - 6, 5), "before a gap");
      assertTrue(buffer.canHold(start + 3, 2), "within it");
      assertTrue(buffer.canHold(start - 1, 12), "around it");
    }
    buffer.hold(20, TEXT, 0, 20);
    assertTrue(buffer.canHold(500, 1), "two runs have become one");
    assertEquals(50, buffer.accept(TEXT, 0, 10));
    assertFalse(buffer.hasHeld());
  }

  /** RFC 9293 §3.4: a segment is acceptable when one of its octets lies in the window. */
  @Test
  void aSegmentWithAPartInTheWindowIsAcceptable() {
    for (int next : new int[] {0, 3, -3, Integer.MAX_VALUE - 2, Integer.MIN_VALUE + 1}) {
      for (int window = 1; window < 6; window++) {
        for (int start = -9; start < 9; start++) {
          for (int length = 0; length < 12; length++) {
            boolean expected = 0 <= start && start < window;
            for (int octet = start; octet < start + length; octet++) {
              expected |= 0 <= octet && octet < window;
            }
            String message = "start " + start + " length " + length + " window " + window;
            assertEquals(
                expected, SegmentFacts.isAcceptable(next, window, next + start, length), message);
            assertEquals(
                start == 0, SegmentFacts.isAcceptable(next, 0, next + start, length), message);
          }
        }
      }
    }
  }
}
