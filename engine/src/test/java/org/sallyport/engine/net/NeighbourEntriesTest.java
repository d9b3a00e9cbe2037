// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.sallyport.engine.task.DeadlineTable;

/** Which entry is whose, and which gives way (RFC 6583 §7.1). */
class NeighbourEntriesTest {
  private final NeighbourEntries entries = new NeighbourEntries(3, 1);

  private int take(int last, long nowNs) {
    int entry = entries.entryToTake();
    assertFalse(entries.isTaken(entry));
    entries.take(entry, address(last), 1, 4, nowNs);
    return entry;
  }

  private static byte[] address(int last) {
    return new byte[] {99, 10, 0, 0, (byte) last, 99};
  }

  private int find(int last) {
    return entries.find(address(last), 1, 4);
  }

  @Test
  void everyNeighbourHasItsEntry() {
    assertEquals(NeighbourEntries.NONE, find(1));
    int first = take(1, 0);
    int second = take(2, 0);
    assertEquals(first, find(1));
    assertEquals(second, find(2));
    assertEquals(NeighbourEntries.NONE, find(3));
    byte[] longer = new byte[17];
    System.arraycopy(address(1), 1, longer, 1, 4);
    assertEquals(NeighbourEntries.NONE, entries.find(longer, 1, 16), "of another family");
    entries.release(first);
    assertFalse(entries.isTaken(first));
    assertTrue(entries.isTaken(second));
    assertEquals(NeighbourEntries.NONE, find(1));
    assertEquals(first, entries.entryToTake(), "a free one goes first");
  }

  @Test
  void nothingIsLeftOfAnEntryThatIsReleased() {
    int entry = take(1, 0);
    entries.setHardware(entry, 5);
    entries.setTries(entry, 2);
    entries.setDeadlineNs(entry, 7);
    entries.release(entry);
    assertEquals(NeighbourEntries.NOT_NOTED, entries.hardware(entry));
    assertEquals(0, entries.tries(entry));
    assertEquals(DeadlineTable.NEVER_NS, entries.nextDeadlineNs());
    assertEquals(NeighbourEntries.NONE, entries.takeExpired(100));
  }

  @Test
  void ofKnownNeighboursTheOneUnusedForLongestGivesWay() {
    for (int last = 0; last < 3; last++) {
      entries.setHardware(take(last, last), 5);
    }
    assertEquals(find(0), entries.entryToTake());
    entries.use(find(0), 10);
    assertEquals(find(1), entries.entryToTake());
    entries.use(find(1), 9);
    assertEquals(find(2), entries.entryToTake());
    entries.use(find(2), 9);
    assertEquals(find(1), entries.entryToTake(), "the first of those unused as long");
  }

  @Test
  void anUnknownNeighbourGivesWayBeforeAKnownOne() {
    for (int last = 0; last < 3; last++) {
      take(last, last);
    }
    for (int unknown = 0; unknown < 3; unknown++) {
      for (int last = 0; last < 3; last++) {
        entries.setHardware(find(last), last == unknown ? NeighbourEntries.NOT_NOTED : 5);
      }
      assertEquals(find(unknown), entries.entryToTake(), "however short it is unused");
    }
    entries.setHardware(find(0), NeighbourEntries.NOT_NOTED);
    entries.setHardware(find(1), 5);
    entries.setHardware(find(2), NeighbourEntries.NOT_NOTED);
    entries.use(find(0), 50);
    assertEquals(find(2), entries.entryToTake(), "of those the one unused for longest");
  }
}
