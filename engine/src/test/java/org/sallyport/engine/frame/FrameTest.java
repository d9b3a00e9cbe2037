// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.table.DescriptorRingState;

/** A view moves within its slot and nowhere else, and a frame is released once. */
final class FrameTest {
  private static final int BASE = 7;
  private static final int SLOTS = 3;
  private static final int LENGTH = 100;
  private static final int HEAD_ROOM = 20;

  private final Slab slab = new Slab(new byte[400], BASE, SLOTS, LENGTH, HEAD_ROOM);

  @Test
  void theSlotsOfASlabLieSideBySide() {
    assertEquals(SLOTS, slab.slotCount());
    assertEquals(LENGTH, slab.slotLength());
    assertEquals(HEAD_ROOM, slab.headRoom());
    assertEquals(LENGTH - HEAD_ROOM, slab.dataCapacity());
    for (int slot = 0; slot < SLOTS; slot++) {
      assertEquals(BASE + LENGTH * slot, slab.slotOffset(slot));
      assertEquals(BASE + LENGTH * slot + HEAD_ROOM, slab.dataOffset(slot));
    }
    assertThrows(AssertionError.class, () -> slab.slotOffset(-1));
    assertThrows(AssertionError.class, () -> slab.slotOffset(SLOTS));
  }

  @Test
  void aSlabFillsItsMemoryAndNoMore() {
    byte[] memory = new byte[BASE + SLOTS * LENGTH];
    assertEquals(BASE, new Slab(memory, BASE, SLOTS, LENGTH, 0).dataOffset(0));
    assertEquals(1, new Slab(1, 10, 9).dataCapacity());
    for (int[] bad :
        new int[][] {
          {BASE + 1, SLOTS, LENGTH, 0},
          {BASE, SLOTS + 1, LENGTH, 0},
          {BASE, SLOTS, LENGTH + 1, 0},
          {BASE, 0, LENGTH, 0},
          {BASE, SLOTS, LENGTH, -1},
          {BASE, SLOTS, LENGTH, LENGTH},
          {-1, SLOTS, LENGTH, 0},
          {0, 1 << 16, 1 << 16, 0}
        }) {
      assertThrows(
          IllegalArgumentException.class, () -> new Slab(memory, bad[0], bad[1], bad[2], bad[3]));
    }
  }

  @Test
  void headersArePushedAndPoppedWhereTheOctetsLie() {
    Frame frame = new Frame(slab, 1);
    assertEquals(1, frame.slot());
    assertNull(frame.pool());
    assertSame(slab.bytes(), frame.bytes());
    int data = slab.dataOffset(1);
    assertFrame(frame, data, 0);
    assertEquals(data, frame.append(30));
    assertEquals(data + 30, frame.append(5));
    assertFrame(frame, data, 35);
    assertEquals(data - 8, frame.push(8));
    assertFrame(frame, data - 8, 43);
    assertEquals(data + 2, frame.pop(10));
    assertFrame(frame, data + 2, 33);
    frame.trim(20);
    assertFrame(frame, data + 2, 20);
    assertSame(frame, frame.set(data, 4));
    assertFrame(frame, data, 4);
  }

  private void assertFrame(Frame frame, int offset, int length) {
    int slotStart = slab.slotOffset(1);
    assertEquals(offset, frame.offset());
    assertEquals(length, frame.length());
    assertEquals(offset + length, frame.end());
    assertEquals(offset - slotStart, frame.headRoom());
    assertEquals(slotStart + LENGTH - offset - length, frame.tailRoom());
  }

  @Test
  void aViewThatLeavesItsSlotIsStopped() {
    Frame frame = new Frame(slab, 1);
    frame.append(frame.tailRoom());
    assertEquals(0, frame.tailRoom());
    assertThrows(AssertionError.class, () -> frame.append(1));
    frame.push(frame.headRoom());
    assertEquals(0, frame.headRoom());
    assertThrows(AssertionError.class, () -> frame.push(1));
    assertThrows(AssertionError.class, () -> frame.pop(LENGTH + 1));
    assertThrows(AssertionError.class, () -> frame.trim(LENGTH + 1));
    assertThrows(AssertionError.class, () -> frame.set(slab.slotOffset(1) - 1, 1));
    assertThrows(AssertionError.class, () -> frame.set(slab.slotOffset(1), LENGTH + 1));
    assertFrame(frame, slab.slotOffset(1), LENGTH);
  }

  @Test
  void aWrappedViewHasTheRoomThatItIsGiven() {
    byte[] octets = new byte[50];
    Frame frame = new Frame();
    assertEquals(-1, frame.slot());
    assertEquals(0, frame.length());
    assertSame(frame, frame.wrap(octets, 10, 30));
    assertSame(octets, frame.bytes());
    assertEquals(10, frame.offset());
    assertEquals(40, frame.end());
    assertEquals(0, frame.headRoom());
    assertEquals(0, frame.tailRoom());
    assertSame(frame, frame.wrap(octets, 2, 48, 10, 30));
    assertEquals(8, frame.headRoom());
    assertEquals(8, frame.tailRoom());
    assertSame(frame, frame.wrap(octets, 0, 50));
    assertThrows(AssertionError.class, () -> frame.wrap(octets, 1, 50));
    assertThrows(AssertionError.class, () -> new Frame(slab, 1).wrap(octets, 0, 50));
  }

  @Test
  void aFrameOfNoPoolIsLentAndNeverReleased() {
    Frame lent = new Frame(slab, 0);
    lent.takeOwnership();
    assertFalse(lent.isOwned());
    lent.releaseIfOwned();
    lent.release();
    assertFalse(lent.isOwned());
  }

  @Test
  void anOwnedFrameIsReleasedOnceAtTheEndOfItsPath() {
    FramePool pool = FramePool.of(2);
    Frame frame = claimed(pool);
    assertTrue(frame.isOwned());
    frame.releaseIfOwned();
    assertFalse(frame.isOwned());
    assertEquals(2, pool.count(DescriptorRingState.FREE));
    frame.releaseIfOwned();
    assertEquals(2, pool.count(DescriptorRingState.FREE), "nothing is released twice");

    int slot = pool.post();
    pool.filled(slot, pool.slab().dataOffset(slot), 60);
    assertTrue(pool.take(slot).isOwned(), "a received frame is owned like a claimed one");
  }

  @Test
  void aFrameThatIsHandedOnIsLeftAlone() {
    FramePool pool = FramePool.of(2);
    Frame kept = claimed(pool);
    kept.handOver();
    kept.releaseIfOwned();
    assertEquals(DescriptorRingState.HELD, pool.state(kept.slot()), "kept for later");
    kept.release();
    assertEquals(DescriptorRingState.FREE, pool.state(kept.slot()));
    assertThrows(IllegalStateException.class, kept::release);
  }

  @Test
  void everyMoveIsTracedWithItsTimeAndCopiesAreCounted() {
    List<String> moves = new ArrayList<>();
    FramePool pool =
        new FramePool(
            slab,
            (machine, id, state, event, next, known, nowNs) ->
                moves.add(
                    machine + id + state.specName() + event.specName() + next.specName() + nowNs));
    pool.noteTime(5);
    claimed(pool).release();
    assertEquals(
        List.of("DescriptorRing0FreeClaimHeld5", "DescriptorRing0HeldReleaseFree5"), moves);
    assertEquals(0, pool.copies());
    pool.countCopy();
    pool.countCopy();
    assertEquals(2, pool.copies());
    assertSame(slab, pool.slab());
  }

  private static Frame claimed(FramePool pool) {
    Frame frame = pool.claim();
    assertNotNull(frame);
    return frame;
  }
}
