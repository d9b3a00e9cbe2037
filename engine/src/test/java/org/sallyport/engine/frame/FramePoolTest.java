// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.table.DescriptorRingState;
import org.sallyport.engine.table.NotedRows;

/** Slots move as the table says, and every one of them is in one place. */
final class FramePoolTest {
  private static final int SLOTS = 4;

  private final FramePool pool =
      new FramePool(new Slab(SLOTS, FramePool.SLOT_LENGTH, FramePool.HEAD_ROOM), NotedRows.sink());

  @Test
  void aReceivedFrameIsTurnedRoundInItsSlot() {
    int slot = pool.post();
    int data = pool.slab().dataOffset(slot);
    pool.slab().bytes()[data] = 42;
    pool.filled(slot, data, 60);
    Frame frame = pool.take(slot);
    assertSame(pool.frame(slot), frame);
    assertSame(pool, frame.pool());
    assertEquals(60, frame.length());
    assertEquals(42, frame.bytes()[frame.offset()]);
    pool.queue(frame);
    assertEquals(DescriptorRingState.QUEUED, pool.state(slot));
    pool.sent(slot);
    assertEquals(SLOTS, pool.count(DescriptorRingState.FREE));
  }

  @Test
  void aClaimedFrameIsEmptyBehindTheHeadRoom() {
    Frame frame = claim();
    frame.append(100);
    pool.release(frame);
    Frame again = claim();
    assertSame(frame, again, "last in, first out");
    assertEquals(0, again.length());
    assertEquals(FramePool.HEAD_ROOM, again.headRoom());
  }

  @Test
  void anExhaustedPoolRefusesAndCounts() {
    for (int slot = 0; slot < SLOTS; slot++) {
      claim();
    }
    assertNull(pool.claim());
    assertEquals(-1, pool.post());
    assertEquals(2, pool.exhausted());
  }

  @Test
  void aLinkResetGivesEverySlotBack() {
    int posted = pool.post();
    int filled = pool.post();
    pool.filled(filled, pool.slab().dataOffset(filled), 60);
    Frame queued = claim();
    pool.queue(queued);
    pool.withdraw(posted);
    pool.withdraw(filled);
    pool.withdraw(queued.slot());
    assertEquals(SLOTS, pool.count(DescriptorRingState.FREE));
  }

  @Test
  void whoeverDoesNotOwnASlotIsStopped() {
    int posted = pool.post();
    Frame held = claim();
    assertThrows(IllegalStateException.class, () -> pool.take(posted));
    assertThrows(IllegalStateException.class, () -> pool.release(pool.frame(posted)));
    assertThrows(IllegalStateException.class, () -> pool.sent(held.slot()));
    assertThrows(IllegalStateException.class, () -> pool.withdraw(held.slot()));
    pool.release(held);
    assertThrows(IllegalStateException.class, () -> pool.release(held));
    assertThrows(IllegalStateException.class, () -> pool.queue(held));
    assertThrows(IllegalStateException.class, () -> pool.release(new Frame()));
    assertThrows(IllegalStateException.class, () -> FramePool.of(1).release(held));
    assertEquals(SLOTS - 1, pool.count(DescriptorRingState.FREE), "a refusal moves nothing");
  }

  @Test
  void everySlotIsInOnePlaceHoweverTheyMove() {
    Random random = new Random(7);
    List<Frame> held = new ArrayList<>();
    Deque<Integer> posted = new ArrayDeque<>();
    Deque<Integer> queued = new ArrayDeque<>();
    for (int step = 0; step < 10_000; step++) {
      switch (random.nextInt(6)) {
        case 0 -> {
          Frame frame = pool.claim();
          if (frame != null) {
            held.add(frame);
          }
        }
        case 1 -> {
          int slot = pool.post();
          if (slot >= 0) {
            posted.add(slot);
          }
        }
        case 2 -> {
          if (!posted.isEmpty()) {
            int slot = posted.remove();
            pool.filled(slot, pool.slab().dataOffset(slot), 60);
            held.add(pool.take(slot));
          }
        }
        case 3 -> {
          if (!held.isEmpty()) {
            pool.release(held.remove(random.nextInt(held.size())));
          }
        }
        case 4 -> {
          if (!held.isEmpty()) {
            Frame frame = held.remove(random.nextInt(held.size()));
            pool.queue(frame);
            queued.add(frame.slot());
          }
        }
        default -> {
          if (!queued.isEmpty()) {
            pool.sent(queued.remove());
          }
        }
      }
      assertEquals(held.size(), pool.count(DescriptorRingState.HELD));
      assertEquals(posted.size(), pool.count(DescriptorRingState.POSTED));
      assertEquals(queued.size(), pool.count(DescriptorRingState.QUEUED));
      assertEquals(
          SLOTS - held.size() - posted.size() - queued.size(),
          pool.count(DescriptorRingState.FREE));
    }
  }

  private Frame claim() {
    Frame frame = pool.claim();
    assertNotNull(frame);
    return frame;
  }
}
