// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.sallyport.engine.table.NotedRows;
import org.sallyport.engine.table.TaskSchedulerState;

final class TaskSchedulerTest {
  private final TaskScheduler scheduler = new TaskScheduler(8, 2, NotedRows.sink());
  private final List<String> ran = new ArrayList<>();
  private IntConsumer during = task -> {};

  private int record(int task, int expired, long nowNs) {
    ran.add(task + (expired == 0 ? "" : "!" + expired));
    during.accept(task);
    return 1;
  }

  @Example
  void servesInTheOrderOfResumes() {
    TaskPool pool = scheduler.addPool("HTH", 4);
    int first = pool.take();
    int second = pool.take();
    int third = pool.take();
    scheduler.resume(third);
    scheduler.resume(first);
    scheduler.resume(second);
    scheduler.resume(third);
    assertEquals(3, scheduler.run(0, 10, this::record));
    assertEquals(List.of("" + third, "" + first, "" + second), ran);
    assertEquals(TaskSchedulerState.IDLE, scheduler.state(first));
  }

  @Example
  void aResumeDuringTheRunIsNotLost() {
    TaskPool pool = scheduler.addPool("HTH", 2);
    int task = pool.take();
    int[] resumes = {2};
    during =
        t -> {
          assertEquals(TaskSchedulerState.EXECUTING, scheduler.state(t));
          if (resumes[0]-- > 0) {
            scheduler.resume(t);
          }
        };
    scheduler.resume(task);
    assertEquals(3, scheduler.run(0, 10, this::record));
  }

  @Example
  void priorityGoesFirstAndStarvesNobody() {
    TaskPool hth = scheduler.addPool("HTH", 2);
    TaskPool receive = scheduler.addPriorityPool("Receive", 1);
    int ordinary = hth.take();
    int urgent = receive.take();
    during =
        t -> {
          if (t == urgent) {
            scheduler.resume(urgent);
          }
        };
    scheduler.resume(ordinary);
    scheduler.resume(urgent);
    scheduler.run(0, 3, this::record);
    assertEquals(List.of("" + urgent, "" + ordinary, "" + urgent), ran);
  }

  @Example
  void aDeadlineResumesItsTaskOnceAndSaysWhich() {
    TaskPool pool = scheduler.addPool("HTH", 2);
    int task = pool.take();
    scheduler.arm(task, 0, 100);
    scheduler.arm(task, 1, 100);
    assertEquals(100, scheduler.nextDeadlineNs());
    assertEquals(0, scheduler.run(99, 10, this::record));
    assertEquals(1, scheduler.run(100, 10, this::record));
    assertEquals(0, scheduler.run(101, 10, this::record));
    assertEquals(List.of(task + "!3"), ran);
    assertEquals(DeadlineTable.NEVER_NS, scheduler.nextDeadlineNs());
  }

  @Example
  void aDisarmedDeadlineIsNotShownThoughItHasPassed() {
    TaskPool pool = scheduler.addPool("HTH", 2);
    int early = pool.take();
    int late = pool.take();
    during =
        t -> {
          if (t == early) {
            scheduler.disarm(late, 0);
          }
        };
    scheduler.arm(early, 0, 10);
    scheduler.arm(late, 0, 10);
    scheduler.run(10, 10, this::record);
    assertEquals(List.of(early + "!1", "" + late), ran);
  }

  @Example
  void theBoundIsAnsweredAndAReleasedTaskIsForgotten() {
    TaskPool pool = scheduler.addPool("HTH", 2);
    int first = pool.take();
    int second = pool.take();
    assertEquals(TaskPool.NONE, pool.take());
    scheduler.resume(first);
    scheduler.arm(first, 1, 5);
    pool.release(first);
    assertEquals(0, scheduler.run(10, 10, this::record));
    assertEquals(first, pool.take());
    assertEquals(2, pool.inUse());
    pool.release(second);
    assertThrows(IllegalStateException.class, () -> scheduler.resume(second));
    assertThrows(IllegalStateException.class, () -> pool.release(second));
  }

  @Example
  void whereverAReleasedTaskStoodTheOthersAreServedInOrder() {
    for (int gone = 0; gone < 3; gone++) {
      TaskScheduler fresh = new TaskScheduler(3, 0, NotedRows.sink());
      TaskPool pool = fresh.addPool("HTH", 3);
      List<String> expected = new ArrayList<>();
      for (int each = 0; each < 3; each++) {
        int task = pool.take();
        fresh.resume(task);
        expected.add("" + task);
      }
      ran.clear();
      pool.release(Integer.parseInt(expected.remove(gone)));
      assertEquals(2, fresh.run(0, 10, this::record));
      assertEquals(expected, ran);
      assertEquals(0, fresh.pendingCount());
    }
  }

  @Example
  void aTaskMayReleaseItselfWhileItRuns() {
    TaskPool pool = scheduler.addPool("HTH", 1);
    int task = pool.take();
    during =
        t -> {
          scheduler.resume(t);
          pool.release(t);
        };
    scheduler.resume(task);
    assertEquals(1, scheduler.run(0, 10, this::record));
    assertEquals(0, scheduler.pendingCount());
    assertEquals(0, pool.inUse());
  }

  @Example
  void aTaskMayResumeAndArmItselfAgainAndAgainWhileItRuns() {
    TaskPool pool = scheduler.addPool("HTH", 1);
    int task = pool.take();
    during =
        t -> {
          during = again -> {};
          scheduler.resume(t);
          scheduler.resume(t);
          scheduler.arm(t, 0, 5);
        };
    scheduler.resume(task);
    assertEquals(2, scheduler.run(0, 10, this::record));
    assertEquals(1, scheduler.run(5, 10, this::record));
    assertEquals(0, scheduler.run(6, 10, this::record));
  }

  @Example
  void aTaskThatRunsIsHandedToNobody() {
    TaskPool pool = scheduler.addPool("HTH", 1);
    int task = pool.take();
    during =
        t -> {
          scheduler.arm(t, 0, 5);
          pool.release(t);
          assertEquals(TaskSchedulerState.EXECUTING_RELEASED, scheduler.state(t));
          assertEquals(TaskPool.NONE, pool.take());
          assertThrows(IllegalStateException.class, () -> scheduler.resume(t));
          assertThrows(IllegalStateException.class, () -> scheduler.arm(t, 0, 1));
        };
    scheduler.resume(task);
    scheduler.run(0, 10, this::record);
    assertEquals(DeadlineTable.NEVER_NS, scheduler.nextDeadlineNs());
    assertEquals(task, pool.take());
    assertEquals(0, scheduler.run(5, 10, this::record));
  }

  @Example
  void everyMoveIsTraced() {
    List<String> firings = new ArrayList<>();
    TaskScheduler traced =
        new TaskScheduler(
            2,
            1,
            (machine, id, state, event, next, known, nowNs) ->
                firings.add(
                    machine
                        + " "
                        + id
                        + " "
                        + state.specName()
                        + " "
                        + event.specName()
                        + " "
                        + next.specName()
                        + " "
                        + nowNs));
    TaskPool pool = traced.addPriorityPool("Receive", 1);
    int task = pool.take();
    traced.arm(task, 0, 7);
    traced.run(7, 1, (id, expired, nowNs) -> 1);
    pool.release(task);
    assertEquals(
        List.of(
            "TaskScheduler 0 Pooled Take Idle 0",
            "TaskScheduler 0 Idle Arm Idle 0",
            "TaskScheduler 0 Idle DeadlinePassed Pending 7",
            "TurnOrder 0 PriorityFirst PriorityPending OrdinaryFirst 7",
            "TaskScheduler 0 Pending Dispatch Executing 7",
            "TaskScheduler 0 Executing Finish Idle 7",
            "TaskScheduler 0 Idle Release Pooled 7"),
        firings);
  }

  /**
   * Any order of takes, resumes, releases and runs: every resumed task runs unless it was released,
   * and none twice.
   */
  @Property
  void everyResumeIsServedOnce(
      @ForAll @Size(max = 80) List<@IntRange(min = 0, max = 399) Integer> steps) {
    TaskScheduler fresh = new TaskScheduler(8, 0, NotedRows.sink());
    List<String> order = new ArrayList<>();
    TaskBody body =
        (task, expired, nowNs) -> {
          order.add("" + task);
          return 1;
        };
    TaskPool pool = fresh.addPool("HTH", 8);
    List<Integer> taken = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int step : steps) {
      if (step % 4 == 0) {
        int task = pool.take();
        assertEquals(taken.size() == 8, task == TaskPool.NONE);
        if (task != TaskPool.NONE) {
          taken.add(task);
        }
      } else if (!taken.isEmpty()) {
        int task = taken.get(step / 4 % taken.size());
        if (step % 4 == 3) {
          pool.release(task);
          taken.remove(Integer.valueOf(task));
          expected.remove("" + task);
        } else {
          fresh.resume(task);
          if (!expected.contains("" + task)) {
            expected.add("" + task);
          }
        }
      }
      if (step % 7 == 0) {
        fresh.run(0, 1, body);
        if (!expected.isEmpty()) {
          assertEquals(expected.remove(0), order.remove(0));
        }
      }
    }
    fresh.run(0, 100, body);
    assertEquals(expected, order);
  }
}
