// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.NotedRows;
import org.sallyport.engine.table.ReplayWindowState;

final class ReplayWindowTest {
  /** Where arithmetic on numbers goes wrong first. */
  private static final long[] CORNERS = {0, 1L << 31, 1L << 32, 1L << 63, -1L};

  private static boolean receive(ReplayWindow window, long number) {
    return window.check(number, 0) == ReplayWindowState.CHECKED
        && window.advance(number, true, 0) == ReplayWindowState.ACCEPTED;
  }

  /** A packet: its number, and whether its ICV is right. */
  record Packet(long number, boolean authentic) {}

  /** A window size, a start and the packets that arrive. */
  record Run(int size, long start, List<Packet> packets) {}

  @Provide
  Arbitrary<Run> runs() {
    Arbitrary<Integer> sizes =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.integers().between(32, 300)),
            Tuple.of(2, Arbitraries.of(32, 64, 128, 1024, 4096)),
            Tuple.of(1, Arbitraries.integers().between(32, 4096)));
    return sizes.flatMap(size ->
        starts(size)
            .flatMap(start -> packets(size, start).map(list -> new Run(size, start, list))));
  }

  private static Arbitrary<Long> starts(int size) {
    return Arbitraries.of(
            0L,
            (long) size,
            (long) size - 1,
            1L << 31,
            1L << 32,
            (1L << 32) - 1,
            1L << 63,
            -1L - size,
            -1L)
        .flatMap(corner -> Arbitraries.longs().between(-70, 70).map(delta -> corner + delta))
        .filter(start -> start >= 0 || start < -70 || start == -1L || start + size < 0);
  }

  // One number a packet, taken apart: an arbitrary of arbitraries for each costs ten times as much.
  private static Arbitrary<List<Packet>> packets(int size, long start) {
    return Arbitraries.longs()
        .between(0, Long.MAX_VALUE)
        .withDistribution(RandomDistribution.uniform())
        .withoutEdgeCases()
        .list()
        .ofMaxSize(60)
        .map(choices -> choices.stream().map(choice -> packet(size, start, choice)).toList());
  }

  private static Packet packet(int size, long start, long choice) {
    boolean authentic = choice % 4 != 0;
    int kind = (int) (choice / 4 % 13);
    long rest = choice / (4 * 13);
    if (kind < 8) {
      return new Packet(start - size - 70 + rest % (2 * size + 271), authentic);
    }
    if (kind < 12) {
      int[] edges = {-size - 1, -size, -size + 1, -1, 0, 1, 63, 64, 65, size - 1, size, size + 1};
      return new Packet(start + edges[(int) (rest % edges.length)], authentic);
    }
    long[] corners = {0, 1, size, 1L << 31, 1L << 32, 1L << 63, -1};
    long corner = corners[(int) (rest % corners.length)];
    return new Packet(corner + rest / corners.length % 5 - 2, authentic);
  }

  @Property(tries = 2000)
  void acceptsWhatTheSetOfTheRfcAccepts(@ForAll("runs") Run run) {
    // R4303-3.4.3-1
    ReplayWindow window = new ReplayWindow(run.size(), 0, NotedRows.sink());
    SetModel model = new SetModel(run.size());
    window.setTop(run.start());
    model.setTop(run.start());
    for (Packet packet : run.packets()) {
      boolean admitted = model.admits(packet.number());
      assertEquals(
          admitted ? ReplayWindowState.CHECKED : ReplayWindowState.REFUSED,
          window.check(packet.number(), 0),
          () ->
              "check of "
                  + Long.toUnsignedString(packet.number())
                  + " at T "
                  + Long.toUnsignedString(model.top()));
      if (admitted) {
        ReplayWindowState after = window.advance(packet.number(), packet.authentic(), 0);
        assertEquals(
            packet.authentic() ? ReplayWindowState.ACCEPTED : ReplayWindowState.REFUSED, after);
        if (packet.authentic()) {
          model.accept(packet.number());
        }
      }
      assertEquals(model.top(), window.top());
    }
  }

  /** Every packet of a burst is checked first, then all are advanced: nothing is accepted twice. */
  @Property(tries = 500)
  void aBurstAcceptsEachNumberOnce(@ForAll("runs") Run run) {
    ReplayWindow window = new ReplayWindow(run.size(), 0, NotedRows.sink());
    SetModel model = new SetModel(run.size());
    window.setTop(run.start());
    model.setTop(run.start());
    List<Packet> checked = new ArrayList<>();
    for (Packet packet : run.packets()) {
      if (window.check(packet.number(), 0) == ReplayWindowState.CHECKED) {
        checked.add(packet);
      }
    }
    for (Packet packet : checked) {
      boolean expected = packet.authentic() && model.admits(packet.number());
      assertEquals(
          expected,
          window.advance(packet.number(), packet.authentic(), 0) == ReplayWindowState.ACCEPTED);
      if (expected) {
        model.accept(packet.number());
      }
    }
  }

  /**
   * Every size up to 4096, and some beyond: fills a window's worth, jumps by every critical
   * distance, and looks at each number.
   */
  @Example
  void everySizeAgreesWithTheSetAtEveryCriticalJump() {
    for (int size = ReplayWindow.MINIMUM_SIZE; size <= ReplayWindow.MAXIMUM_SIZE; size++) {
      if (size > 4096 && size % 8192 > 0 && size != 8128) {
        continue;
      }
      long corner =
          CORNERS[size % CORNERS.length] == -1L ? -3L * size - 200 : CORNERS[size % CORNERS.length];
      for (int jump : new int[] {1, 63, 64, 65, size - 1, size, size + 1}) {
        jumpAndCompare(size, corner + 1, jump);
      }
    }
  }

  private static void jumpAndCompare(int size, long start, int jump) {
    ReplayWindow window = new ReplayWindow(size);
    window.setTop(start);
    for (long number = start; number != start + 130; number += 2) {
      receive(window, number);
    }
    long before = window.top();
    assertTrue(receive(window, before + jump));
    for (long back = 1; back < size; back += back < 70 || back > size - 70 ? 1 : 61) {
      long number = before + jump - back;
      boolean seen =
          number - start >= 0 && number - start < 130 && (number - start) % 2 == 0 && number != 0;
      if (number - start < 0 && start - number > 0 && Long.compareUnsigned(number, start) > 0) {
        break; // left of zero there are no numbers
      }
      assertEquals(seen, window.isMarked(number), () -> "size " + size + " jump " + jump);
    }
  }

  @Example
  void saysWhyItRefuses() {
    // R4303-3.4.3-2
    ReplayWindow window = new ReplayWindow(64, 0, NotedRows.sink());
    window.check(0, 0);
    assertEquals(DropReason.ZERO_SEQUENCE, window.refusal());
    assertTrue(receive(window, 100));
    assertEquals(DropReason.NONE, window.refusal());
    window.check(36, 0);
    assertEquals(DropReason.STALE_SEQUENCE, window.refusal());
    window.check(100, 0);
    assertEquals(DropReason.REPLAYED, window.refusal());
    assertEquals(ReplayWindowState.CHECKED, window.check(37, 0));
    assertEquals(DropReason.NONE, window.refusal());
    assertEquals(ReplayWindowState.REFUSED, window.advance(37, false, 0));
    assertEquals(DropReason.NOT_AUTHENTIC, window.refusal());
    assertFalse(window.isMarked(37));
  }

  /** The check refuses zero already: this is what a caller would meet that did not check. */
  @Example
  void zeroIsRefusedAtTheAdvanceToo() {
    ReplayWindow window = new ReplayWindow(64, 0, NotedRows.sink());
    assertTrue(receive(window, 1));
    assertEquals(ReplayWindowState.REFUSED, window.advance(0, true, 0));
    assertEquals(DropReason.STALE_SEQUENCE, window.refusal());
    assertFalse(window.isMarked(0));
  }

  @Example
  void refusesSizesThatItCannotHave() {
    // R4303-3.4.3-4
    for (int size : new int[] {Integer.MIN_VALUE, -1, 0, 31, 65537, Integer.MAX_VALUE}) {
      assertThrows(IllegalArgumentException.class, () -> new ReplayWindow(size));
    }
  }

  @Example
  void theRingHoldsEveryWindowWhereverItStarts() {
    for (int size = ReplayWindow.MINIMUM_SIZE; size <= ReplayWindow.MAXIMUM_SIZE; size++) {
      int words = ReplayWindow.wordCount(size);
      int spanned = (63 + size - 1) / 64 + 1; // first number at bit 63 of its word
      assertTrue(words >= spanned && Integer.bitCount(words) == 1, "size " + size);
      assertTrue(words / 2 < spanned, "no more than it takes, size " + size);
    }
  }
}
