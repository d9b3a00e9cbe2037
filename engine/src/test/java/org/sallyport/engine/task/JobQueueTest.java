// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.table.NotedRows;

/** One step in each run, ours and theirs in turns; tasks are resumed once. */
final class JobQueueTest {
  private final List<String> happened = new ArrayList<>();
  private final TaskScheduler scheduler = new TaskScheduler(8, 1, NotedRows.sink());
  private final JobQueue queue = new JobQueue(scheduler);
  private final TaskPool pool = scheduler.addPool("waiting", 4);

  private int turn(int task, int expired, long nowNs) {
    if (queue.owns(task)) {
      return queue.run(nowNs);
    }
    happened.add("resumed " + task);
    return 1;
  }

  /** A job of some steps. */
  private final class Steps implements Job {
    private final String name;
    private final boolean ours;
    private int left;

    Steps(String name, int steps) {
      this(name, steps, false);
    }

    Steps(String name, int steps, boolean ours) {
      this.name = name;
      this.ours = ours;
      left = steps;
    }

    @Override
    public boolean isOurs() {
      return ours;
    }

    @Override
    public void step() {
      left--;
      happened.add(name);
    }

    @Override
    public boolean isDone() {
      return left == 0;
    }

    @Override
    public void destroy() {
      throw new AssertionError("the queue keeps no secrets");
    }
  }

  private void run(int runs) {
    for (int i = 0; i < runs; i++) {
      scheduler.run(0, 100, this::turn);
    }
  }

  @Test
  void oneStepInEachRunInTheOrderOfSubmission() {
    int first = pool.take();
    int second = pool.take();
    queue.submit(second, new Steps("b", 2), 0);
    queue.submit(first, new Steps("a", 1), 0);
    assertEquals(2, queue.waiting());
    run(1);
    assertEquals(List.of("b"), happened);
    assertEquals(0, scheduler.nextDeadlineNs(), "the next step is due at once");
    run(1);
    assertEquals(List.of("b", "b", "resumed " + second), happened);
    run(1);
    assertEquals(List.of("b", "b", "resumed " + second, "a", "resumed " + first), happened);
    assertEquals(0, queue.waiting());
    assertEquals(DeadlineTable.NEVER_NS, scheduler.nextDeadlineNs(), "nothing is left to compute");
    run(3);
    assertEquals(5, happened.size());
  }

  /** A flood of requests of strangers is there first. */
  @Test
  void oursAndTheirsTakeTurns() {
    int stranger = pool.take();
    int another = pool.take();
    int mine = pool.take();
    int next = pool.take();
    queue.submit(stranger, new Steps("s", 2), 0);
    queue.submit(another, new Steps("t", 2), 0);
    queue.submit(mine, new Steps("m", 2, true), 0);
    queue.submit(next, new Steps("n", 1, true), 0);
    assertEquals(4, queue.waiting());
    run(7);
    happened.removeIf(what -> what.startsWith("resumed"));
    assertEquals(List.of("m", "s", "m", "s", "n", "t", "t"), happened);
    assertEquals(0, queue.waiting());
    queue.submit(mine, new Steps("m", 2, true), 0);
    queue.submit(stranger, new Steps("s", 1), 0);
    queue.cancel(mine);
    assertEquals(1, queue.waiting());
    run(1);
    assertEquals("s", happened.get(7), "what was cancelled takes no turn");
  }

  @Test
  void cancelledJobIsComputedNoFurther() {
    int first = pool.take();
    int second = pool.take();
    queue.submit(first, new Steps("a", 2), 0);
    queue.submit(second, new Steps("b", 1), 0);
    run(1);
    queue.cancel(first);
    queue.cancel(first);
    run(2);
    assertEquals(List.of("a", "b", "resumed " + second), happened);
    queue.submit(first, new Steps("c", 1), 0);
    queue.cancel(first);
    run(2);
    assertEquals(3, happened.size(), "nothing is computed for a task that waits no more");
    assertEquals(DeadlineTable.NEVER_NS, scheduler.nextDeadlineNs());
  }

  @Test
  void stepIsWorkAndAnEmptyTurnIsNone() {
    int task = pool.take();
    queue.submit(task, new Steps("a", 2), 0);
    assertEquals(1, scheduler.run(0, 100, this::turn));
    queue.cancel(task);
    assertEquals(0, scheduler.run(0, 100, this::turn));
  }

  @Test
  void taskWaitsForOneJob() {
    int task = pool.take();
    queue.submit(task, new Steps("a", 1), 0);
    Job another = new Steps("b", 1);
    assertThrows(IllegalStateException.class, () -> queue.submit(task, another, 0));
    run(2);
    assertEquals(List.of("a", "resumed " + task), happened);
    queue.submit(task, another, 0);
    run(1);
    assertEquals(List.of("a", "resumed " + task, "b", "resumed " + task), happened);
  }
}
