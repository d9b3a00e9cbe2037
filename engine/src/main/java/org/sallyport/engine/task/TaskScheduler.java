// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.task;

import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.table.TaskSchedulerActions;
import org.sallyport.engine.table.TaskSchedulerEvent;
import org.sallyport.engine.table.TaskSchedulerState;
import org.sallyport.engine.table.TaskSchedulerTable;
import org.sallyport.engine.table.TraceSink;

/**
 * The TS: gives the processor to one task after another. Tasks run to the end of what they have to
 * do; a task that waits is idle and costs nothing. A task's life is the machine {@code
 * TaskScheduler}, whose turn it is the machine {@code TurnOrder}: pending tasks of ordinary pools
 * are served in the order of the ATCL; those of a priority pool (the paper's Receive and Main) go
 * first, but after each of them one ordinary task gets its turn, so that nobody starves.
 *
 * <p>Each task has a small number of deadlines, numbered from zero. One that passes resumes its
 * task and is shown to {@link TaskBody#run} as a bit. All memory is taken at construction and by
 * {@link #addPool}. A move that the machine does not allow, such as a resume of a task that nobody
 * has, is a bug of ours: {@code IllegalStateException}, always on.
 */
public final class TaskScheduler implements TaskSchedulerActions<TaskScheduler.Move> {
  /** The most deadlines that a task can have: they are bits of an int. */
  public static final int MAXIMUM_DEADLINES = 31;

  private final TransitionControlBlocks blocks;
  private final ActiveTasksCircularList ordinary;
  private final ActiveTasksCircularList priority;
  private final TurnOrder order;
  private final DeadlineTable deadlines;
  private final int deadlinesPerTask;
  private final @Nullable TaskPool[] pools;
  private final boolean[] hasPriority;
  private final TraceSink trace;
  private final Move move = new Move();
  private int rowsGiven;
  private int shown;
  private long nowNs;

  /** What a firing is about. */
  public static final class Move {
    private int task;
    private TaskSchedulerState before = TaskSchedulerState.POOLED;
    private TaskSchedulerEvent event = TaskSchedulerEvent.TAKE;
    private int deadline;
    private long deadlineNs;

    private Move() {}
  }

  /** A scheduler without pools; its firings are not traced. */
  public TaskScheduler(int tasks, int deadlinesPerTask) {
    this(tasks, deadlinesPerTask, TraceSink.NONE);
  }

  /**
   * A scheduler without pools.
   *
   * @param tasks tasks of all pools together
   * @param deadlinesPerTask deadlines that each task has, at most {@link #MAXIMUM_DEADLINES}
   * @param trace takes every firing with the time noted last; the number of a {@code TaskScheduler}
   *     there is that of the task
   */
  public TaskScheduler(int tasks, int deadlinesPerTask, TraceSink trace) {
    if (tasks < 1 || deadlinesPerTask < 0 || deadlinesPerTask > MAXIMUM_DEADLINES) {
      throw new IllegalArgumentException(tasks + " tasks with " + deadlinesPerTask + " deadlines");
    }
    blocks = new TransitionControlBlocks(tasks);
    ordinary = new ActiveTasksCircularList(blocks);
    priority = new ActiveTasksCircularList(blocks);
    order = new TurnOrder(ordinary, priority, trace);
    deadlines = new DeadlineTable(tasks * deadlinesPerTask);
    this.deadlinesPerTask = deadlinesPerTask;
    pools = new @Nullable TaskPool[tasks];
    hasPriority = new boolean[tasks];
    this.trace = trace;
  }

  /** Adds a pool whose tasks take their turn in the ATCL. To be called at start. */
  public TaskPool addPool(String name, int size) {
    return addPool(name, size, false);
  }

  /** Adds a pool whose tasks go before those of ordinary pools. To be called at start. */
  public TaskPool addPriorityPool(String name, int size) {
    return addPool(name, size, true);
  }

  private TaskPool addPool(String name, int size, boolean goesFirst) {
    if (size < 1 || size > blocks.rows() - rowsGiven) {
      throw new IllegalArgumentException("pool " + name + " does not fit the table of tasks");
    }
    TaskPool pool = new TaskPool(this, name, rowsGiven, size);
    Arrays.fill(pools, rowsGiven, rowsGiven + size, pool);
    Arrays.fill(hasPriority, rowsGiven, rowsGiven + size, goesFirst);
    rowsGiven += size;
    return pool;
  }

  /** Where the task stands. */
  public TaskSchedulerState state(int task) {
    return blocks.state(task);
  }

  /**
   * Has something to do: the task will run. Nothing is lost when it is pending or executing
   * already.
   */
  public void resume(int task) {
    fire(task, TaskSchedulerEvent.RESUME, 0, 0);
  }

  /** Arms the task's deadline number {@code deadline}, or moves it. */
  public void arm(int task, int deadline, long deadlineNs) {
    fire(task, TaskSchedulerEvent.ARM, deadline, deadlineNs);
  }

  /** Disarms it; from now on it is not shown, not even if it has just passed. */
  public void disarm(int task, int deadline) {
    blocks.forgetExpired(task, deadline);
    deadlines.disarm(cell(task, deadline));
  }

  /** When the deadline passes, or {@link DeadlineTable#NEVER_NS}. */
  public long deadlineNs(int task, int deadline) {
    return deadlines.deadlineNs(cell(task, deadline));
  }

  /**
   * When {@link #run} must be called next: long ago when a task is pending, {@link
   * DeadlineTable#NEVER_NS} for not at all.
   */
  public long nextDeadlineNs() {
    return pendingCount() > 0 ? Long.MIN_VALUE : deadlines.nextDeadlineNs();
  }

  /** Notes the time for the trace. */
  public void noteTime(long newNowNs) {
    nowNs = newNowNs;
  }

  /** How many tasks are pending. */
  public int pendingCount() {
    return ordinary.size() + priority.size();
  }

  /**
   * Resumes the tasks whose deadlines have passed, then gives at most {@code turns} tasks the
   * processor.
   *
   * @param tasks does what each of them has to do
   * @return the work done, as the tasks count it
   */
  public int run(long newNowNs, int turns, TaskBody tasks) {
    nowNs = newNowNs;
    for (int cell = deadlines.takeExpired(nowNs);
        cell != DeadlineTable.NONE;
        cell = deadlines.takeExpired(nowNs)) {
      fire(cell / deadlinesPerTask, TaskSchedulerEvent.DEADLINE_PASSED, cell % deadlinesPerTask, 0);
    }
    int work = 0;
    for (int turn = 0; turn < turns && pendingCount() > 0; turn++) {
      work += execute(order.next(nowNs), tasks);
    }
    return work;
  }

  private int execute(int task, TaskBody tasks) {
    fire(task, TaskSchedulerEvent.DISPATCH, 0, 0);
    int work = tasks.run(task, shown, nowNs);
    fire(task, TaskSchedulerEvent.FINISH, 0, 0);
    return work;
  }

  void taken(int task) {
    fire(task, TaskSchedulerEvent.TAKE, 0, 0);
  }

  void released(int task) {
    fire(task, TaskSchedulerEvent.RELEASE, 0, 0);
  }

  private void fire(int task, TaskSchedulerEvent event, int deadline, long deadlineNs) {
    TaskSchedulerState before = blocks.state(task);
    int row = TaskSchedulerTable.row(before, event);
    move.task = task;
    move.before = before;
    move.event = event;
    move.deadline = deadline;
    move.deadlineNs = deadlineNs;
    TaskSchedulerActions.perform(row, this, move);
    TaskSchedulerState next = TaskSchedulerTable.next(row);
    blocks.moveTo(task, next);
    trace.transition("TaskScheduler", task, before, event, next, 0, nowNs);
  }

  // ---- actions

  @Override
  public void leavePool(Move move) {
    poolOf(move.task).leave(move.task);
  }

  @Override
  public void enterPool(Move move) {
    poolOf(move.task).enter(move.task);
  }

  @Override
  public void enterList(Move move) {
    listOf(move.task).enter(move.task);
  }

  @Override
  public void leaveList(Move move) {
    listOf(move.task).leave(move.task);
  }

  @Override
  public void armDeadline(Move move) {
    blocks.forgetExpired(move.task, move.deadline);
    deadlines.arm(cell(move.task, move.deadline), move.deadlineNs);
  }

  @Override
  public void noteDeadline(Move move) {
    blocks.noteExpired(move.task, move.deadline);
  }

  @Override
  public void showDeadlines(Move move) {
    shown = blocks.takeExpired(move.task);
  }

  @Override
  public void forgetDeadlines(Move move) {
    for (int each = 0; each < deadlinesPerTask; each++) {
      disarm(move.task, each);
    }
  }

  @Override
  public void refuseMove(Move move) {
    throw new IllegalStateException(
        "task " + move.task + " is " + move.before + ": no " + move.event);
  }

  private TaskPool poolOf(int task) {
    TaskPool pool = pools[task];
    if (pool == null) {
      throw new IllegalArgumentException("task " + task + " is of no pool");
    }
    return pool;
  }

  private ActiveTasksCircularList listOf(int task) {
    return hasPriority[task] ? priority : ordinary;
  }

  private int cell(int task, int deadline) {
    assert deadline >= 0 && deadline < deadlinesPerTask : "no such deadline";
    return task * deadlinesPerTask + deadline;
  }
}
