// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers of tasks, pools and deadlines at and beyond their bounds. */
final class TaskBoundsTest {
  private static TaskBody noting(List<Integer> shown) {
    return (task, expired, nowNs) -> {
      shown.add(expired);
      return 1;
    };
  }

  @Test
  void aSchedulerTakesOneTaskAndThirtyOneDeadlines() {
    for (int[] good : new int[][] {{1, 0}, {1, TaskScheduler.MAXIMUM_DEADLINES}}) {
      assertEquals(0, new TaskScheduler(good[0], good[1]).pendingCount());
    }
    for (int[] bad : new int[][] {{0, 1}, {1, -1}, {1, TaskScheduler.MAXIMUM_DEADLINES + 1}}) {
      assertThrows(IllegalArgumentException.class, () -> new TaskScheduler(bad[0], bad[1]));
    }
  }

  @Test
  void poolsShareTheTableAndNoMore() {
    TaskScheduler scheduler = new TaskScheduler(5, 1);
    TaskPool first = scheduler.addPool("HTH", 2);
    assertThrows(IllegalArgumentException.class, () -> scheduler.addPool("much", 4));
    assertThrows(IllegalArgumentException.class, () -> scheduler.addPool("none", 0));
    TaskPool second = scheduler.addPriorityPool("Receive", 3);
    assertThrows(IllegalArgumentException.class, () -> scheduler.addPool("one", 1));
    assertEquals("HTH", first.name());
    assertEquals("Receive", second.name());
    assertEquals(2, first.size());
    assertEquals(3, second.size());
    int task = second.take();
    assertEquals(2, task, "the rows of the second pool follow those of the first");
    assertEquals(0, second.index(task));
    assertEquals(1, second.index(second.take()));
    assertTrue(second.owns(2) && second.owns(4));
    assertFalse(second.owns(1) || second.owns(5));
    assertTrue(first.owns(0) && first.owns(1));
    assertFalse(first.owns(-1) || first.owns(2));
    assertThrows(AssertionError.class, () -> first.release(task));
  }

  @Test
  void aTaskOfNoPoolIsOurBug() {
    TaskScheduler scheduler = new TaskScheduler(2, 1);
    scheduler.addPool("HTH", 1);
    assertThrows(IllegalArgumentException.class, () -> scheduler.taken(1));
  }

  @Test
  void eachOfThirtyOneDeadlinesIsShownAsItsBit() {
    List<Integer> shown = new ArrayList<>();
    TaskBody body = noting(shown);
    TaskScheduler scheduler = new TaskScheduler(2, TaskScheduler.MAXIMUM_DEADLINES);
    TaskPool pool = scheduler.addPool("HTH", 2);
    pool.take();
    int task = pool.take();
    for (int deadline = 0; deadline < TaskScheduler.MAXIMUM_DEADLINES; deadline++) {
      scheduler.arm(task, deadline, 100 + deadline);
      assertEquals(100 + deadline, scheduler.deadlineNs(task, deadline));
    }
    for (int deadline = 0; deadline < TaskScheduler.MAXIMUM_DEADLINES; deadline++) {
      scheduler.run(100 + deadline, 1, body);
      assertEquals(1 << deadline, shown.removeFirst());
    }
    assertThrows(AssertionError.class, () -> scheduler.deadlineNs(task, -1));
    assertThrows(
        AssertionError.class, () -> scheduler.deadlineNs(task, TaskScheduler.MAXIMUM_DEADLINES));
  }

  @Test
  void aDeadlineThatIsMovedIsNotShownForTheTimeBefore() {
    List<Integer> shown = new ArrayList<>();
    TaskBody body = noting(shown);
    TaskScheduler scheduler = new TaskScheduler(1, 2);
    TaskPool pool = scheduler.addPool("HTH", 1);
    int task = pool.take();
    scheduler.arm(task, 0, 10);
    scheduler.arm(task, 1, 10);
    scheduler.run(10, 0, body); // Both have passed, the task is pending.
    scheduler.arm(task, 1, 20);
    scheduler.run(10, 1, body);
    scheduler.run(20, 1, body);
    assertEquals(List.of(1, 2), shown);
    scheduler.arm(task, 1, 30);
    scheduler.run(30, 0, body);
    scheduler.disarm(task, 1);
    scheduler.arm(task, 0, 40);
    scheduler.run(40, 1, body);
    assertEquals(List.of(1, 2, 1), shown, "another deadline's bit is not forgotten with it");
  }

  @Test
  void aReleasedTaskForgetsDeadlinesThatPassed() {
    List<Integer> shown = new ArrayList<>();
    TaskBody body = noting(shown);
    TaskScheduler scheduler = new TaskScheduler(1, 1);
    TaskPool pool = scheduler.addPool("HTH", 1);
    int task = pool.take();
    scheduler.arm(task, 0, 10);
    scheduler.run(10, 0, body);
    pool.release(task);
    scheduler.resume(pool.take());
    scheduler.run(10, 1, body);
    assertEquals(List.of(0), shown);
  }

  @Test
  void neverDisarmsACell() {
    DeadlineTable table = new DeadlineTable(2);
    assertEquals(DeadlineTable.NEVER_NS, table.deadlineNs(0));
    table.arm(0, 7);
    assertEquals(7, table.deadlineNs(0));
    table.arm(0, DeadlineTable.NEVER_NS);
    assertEquals(DeadlineTable.NEVER_NS, table.deadlineNs(0));
    assertEquals(DeadlineTable.NEVER_NS, table.nextDeadlineNs());
    table.arm(1, Long.MIN_VALUE);
    assertEquals(1, table.takeExpired(Long.MIN_VALUE));
  }

  /** Every order of arming comes out in the order of time, then of number: a heap of all shapes. */
  @Test
  void cellsComeOutByTimeThenByNumber() {
    int cells = 7;
    long seed = 1;
    for (int round = 0; round < 3000; round++) {
      DeadlineTable table = new DeadlineTable(cells);
      List<int[]> expected = new ArrayList<>();
      for (int cell = 0; cell < cells; cell++) {
        seed = seed * 6364136223846793005L + 1442695040888963407L;
        int time = (int) (seed >>> 33) % 5;
        table.arm(cell, time);
        expected.add(new int[] {time, cell});
      }
      int gone = round % cells;
      table.disarm(gone);
      expected.removeIf(each -> each[1] == gone);
      expected.sort((a, b) -> a[0] != b[0] ? a[0] - b[0] : a[1] - b[1]);
      for (int[] each : expected) {
        assertEquals(each[0], table.nextDeadlineNs());
        assertEquals(each[1], table.takeExpired(10));
      }
      assertEquals(DeadlineTable.NONE, table.takeExpired(10));
    }
  }
}
