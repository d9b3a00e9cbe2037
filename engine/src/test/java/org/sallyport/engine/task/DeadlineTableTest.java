// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class DeadlineTableTest {
  private static final int CELLS = 7;

  @Example
  void aCellComesOutOnceAndNotBeforeItsTime() {
    DeadlineTable table = new DeadlineTable(2);
    table.arm(1, 10);
    assertEquals(10, table.nextDeadlineNs());
    assertEquals(DeadlineTable.NONE, table.takeExpired(9));
    assertEquals(1, table.takeExpired(10));
    assertEquals(DeadlineTable.NONE, table.takeExpired(100));
    assertEquals(DeadlineTable.NEVER_NS, table.nextDeadlineNs());
  }

  /**
   * Each step arms, moves, disarms or lets time pass; a plain array of deadlines says what must
   * come out.
   */
  @Property
  void behavesLikeAPlainArray(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 9999) Integer> steps) {
    DeadlineTable table = new DeadlineTable(CELLS);
    long[] model = new long[CELLS];
    Arrays.fill(model, DeadlineTable.NEVER_NS);
    for (int step : steps) {
      int cell = step % CELLS;
      long time = step / 70;
      switch (step / CELLS % 3) {
        case 0 -> {
          table.arm(cell, time);
          model[cell] = time;
        }
        case 1 -> {
          table.disarm(cell);
          model[cell] = DeadlineTable.NEVER_NS;
        }
        default -> assertEquals(expire(model, time), expire(table, time));
      }
      assertEquals(Arrays.stream(model).min().orElseThrow(), table.nextDeadlineNs());
      for (int each = 0; each < CELLS; each++) {
        assertEquals(model[each], table.deadlineNs(each));
      }
    }
  }

  private static List<Integer> expire(DeadlineTable table, long nowNs) {
    List<Integer> cells = new ArrayList<>();
    for (int cell = table.takeExpired(nowNs);
        cell != DeadlineTable.NONE;
        cell = table.takeExpired(nowNs)) {
      cells.add(cell);
    }
    return cells;
  }

  private static List<Integer> expire(long[] model, long nowNs) {
    List<Integer> cells = new ArrayList<>();
    while (true) {
      int earliest = 0;
      for (int cell = 1; cell < CELLS; cell++) {
        earliest = model[cell] < model[earliest] ? cell : earliest;
      }
      if (model[earliest] > nowNs) {
        return cells;
      }
      model[earliest] = DeadlineTable.NEVER_NS;
      cells.add(earliest);
    }
  }
}
