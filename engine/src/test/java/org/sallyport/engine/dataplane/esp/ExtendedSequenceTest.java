// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.math.BigInteger;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.NotedRows;
import org.sallyport.engine.table.ReplayWindowState;

final class ExtendedSequenceTest {
  private static final BigInteger CYCLE = BigInteger.ONE.shiftLeft(32);
  private static final BigInteger END = BigInteger.ONE.shiftLeft(64);
  private static final ExtendedSequence EXTENDED = new ExtendedSequence(true, 0, NotedRows.sink());

  /**
   * The one number with that low half in T - W + 1 … T - W + 2^32 in numbers without width; null
   * when there is none.
   */
  private static BigInteger meant(long low, long top, int size) {
    BigInteger first = SetModel.unsigned(top).subtract(BigInteger.valueOf(size - 1));
    BigInteger least = SetModel.unsigned(low);
    BigInteger cycles = first.subtract(least).add(CYCLE).subtract(BigInteger.ONE).divide(CYCLE);
    BigInteger candidate = least.add(cycles.max(BigInteger.ZERO).multiply(CYCLE));
    return candidate.compareTo(END) < 0 ? candidate : null;
  }

  private static void compare(long low, long top, int size) {
    ReplayWindow window = new ReplayWindow(size);
    window.setTop(top);
    long inferred = EXTENDED.infer((int) low, window, 0);
    BigInteger expected = meant(low, top, size);
    if (expected == null) {
      assertEquals(ReplayWindowState.REFUSED, window.check(inferred, 0));
      assertEquals(DropReason.STALE_SEQUENCE, window.refusal());
    } else {
      assertEquals(
          expected,
          SetModel.unsigned(inferred),
          () -> "low " + low + " T " + Long.toUnsignedString(top));
    }
  }

  @Property(tries = 3000)
  void findsTheNumberThatTheRfcMeans(
      @ForAll @LongRange(min = 0, max = 0xFFFF_FFFFL) long high,
      @ForAll @LongRange(min = 0, max = 0xFFFF_FFFFL) long topLow,
      @ForAll @LongRange(min = 0, max = 0xFFFF_FFFFL) long low,
      @ForAll @IntRange(min = 32, max = 4096) int size) {
    // R4303-3.4.3-5
    compare(low, high << 32 | topLow, size);
  }

  @Example
  void everyCornerOfHighHalfLowHalfAndEdge() {
    long[] highs = {0, 1, 2, 0x7FFF_FFFFL, 0xFFFF_FFFEL, 0xFFFF_FFFFL};
    for (int size : new int[] {32, 33, 64, 100, 128, 1024, 4096}) {
      for (long high : highs) {
        for (int a = -size - 2; a <= size + 2; a += a > 2 - size && a < size - 4 ? 7 : 1) {
          long topLow = a & 0xFFFF_FFFFL;
          for (int b = -2; b <= 2; b++) {
            compare(b & 0xFFFF_FFFFL, high << 32 | topLow, size);
            compare((topLow - size + 1 + b) & 0xFFFF_FFFFL, high << 32 | topLow, size);
            compare((topLow + b) & 0xFFFF_FFFFL, high << 32 | topLow, size);
            compare(0x8000_0000L + b, high << 32 | topLow, size);
          }
        }
      }
    }
  }

  @Example
  void withoutExtendedNumbersThereIsNoHighHalf() {
    ReplayWindow window = new ReplayWindow(64);
    window.setTop(0xFFFF_FFFFL);
    ExtendedSequence sequence = new ExtendedSequence(false, 0, NotedRows.sink());
    assertEquals(0xFFFF_FFF0L, sequence.infer(0xFFFF_FFF0, window, 0));
    assertEquals(5, sequence.infer(5, window, 0));
    assertNotEquals(5, EXTENDED.infer(5, window, 0));
  }
}
