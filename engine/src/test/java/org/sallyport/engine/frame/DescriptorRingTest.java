package org.sallyport.engine.frame;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.wire.Octets;

/** UPD and DPD: no frame lost, none owned twice, order kept, wrap-around right. */
class DescriptorRingTest {
  private static DescriptorRing ring(int slots) {
    return DescriptorRing.upload(new Slab(slots, 64, 16));
  }

  @Test
  void claimsEndWhenTheRingIsFull() {
    DescriptorRing ring = ring(2);
    requireNonNull(ring.claim());
    requireNonNull(ring.claim());
    assertNull(ring.claim());
    assertEquals(2, ring.inUse());
  }

  @Test
  void laterFramesWaitForEarlierOnes() {
    DescriptorRing ring = ring(3);
    Frame first = requireNonNull(ring.claim());
    Frame second = requireNonNull(ring.claim());
    ring.publish(second.slot());
    assertNull(ring.take());
    ring.publish(first.slot());
    assertEquals(first, ring.take());
    assertEquals(second, ring.take());
    ring.release(second.slot());
    requireNonNull(ring.claim());
    assertNull(ring.claim(), "the first slot is not released yet");
  }

  @Test
  void ownershipIsNeverTakenTwice() {
    DescriptorRing ring = ring(2);
    Frame frame = requireNonNull(ring.claim());
    assertThrows(AssertionError.class, () -> ring.release(frame.slot()));
    ring.publish(frame.slot());
    assertThrows(AssertionError.class, () -> ring.publish(frame.slot()));
    requireNonNull(ring.take());
    ring.release(frame.slot());
    assertThrows(AssertionError.class, () -> ring.release(frame.slot()));
  }

  @Test
  void aClaimCanBeTakenBack() {
    DescriptorRing ring = DescriptorRing.download(new Slab(2, 64, 16));
    Frame frame = requireNonNull(ring.claim());
    ring.abandon(frame.slot());
    assertEquals(0, ring.inUse());
    assertEquals(DescriptorOwner.FREE, ring.owner(frame.slot()));
    assertEquals(frame, ring.claim());
  }

  @Test
  void claimedFramesStartEmptyBehindTheHeadRoom() {
    DescriptorRing ring = ring(1);
    Frame frame = requireNonNull(ring.claim());
    frame.append(10);
    frame.push(16);
    ring.publish(frame.slot());
    requireNonNull(ring.take());
    ring.release(frame.slot());
    Frame again = requireNonNull(ring.claim());
    assertEquals(0, again.length());
    assertEquals(16, again.headRoom());
    assertThrows(AssertionError.class, () -> again.push(17));
    assertThrows(AssertionError.class, () -> again.append(49));
    assertThrows(AssertionError.class, () -> again.pop(1));
  }

  /** Any interleaving of the four steps, against a queue of numbers written into the slots. */
  @Property
  void framesComeOutInOrderAndOnce(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int slots) {
    Random random = new Random(seed);
    DescriptorRing ring = ring(slots);
    Deque<Integer> expected = new ArrayDeque<>();
    List<Frame> producing = new ArrayList<>();
    List<Frame> consuming = new ArrayList<>();
    int next = 0;
    for (int step = 0; step < 300; step++) {
      switch (random.nextInt(4)) {
        case 0 -> {
          Frame frame = ring.claim();
          if (frame != null) {
            Octets.put32(frame.bytes(), frame.append(4), next);
            expected.add(next++);
            producing.add(frame);
          }
        }
        case 1 -> {
          if (!producing.isEmpty()) {
            ring.publish(producing.remove(random.nextInt(producing.size())).slot());
          }
        }
        case 2 -> {
          Frame frame = ring.take();
          if (frame != null) {
            assertEquals(expected.poll(), Octets.i32(frame.bytes(), frame.offset()));
            consuming.add(frame);
          }
        }
        default -> {
          if (!consuming.isEmpty()) {
            ring.release(consuming.remove(random.nextInt(consuming.size())).slot());
          }
        }
      }
      assertEquals(expected.size() + consuming.size(), ring.inUse());
    }
  }
}
