package org.sallyport.engine.task;

import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The TS: gives the processor to one task after another. Tasks run to the end of what they have to
 * do; a task that waits is idle and costs nothing. Pending tasks of ordinary pools are served in
 * the order of the ATCL; pending tasks of a priority pool (the paper's Receive and Main) go first,
 * but after each of them one ordinary task gets its turn, so that nobody starves.
 *
 * <p>Each task has a small number of deadlines, numbered from zero. One that passes resumes its
 * task and is shown to {@link TaskBody#run} as a bit. All memory is taken at construction and by
 * {@link #addPool}.
 */
public final class TaskScheduler {
  /** The most deadlines that a task can have: they are bits of an int. */
  public static final int MAXIMUM_DEADLINES = 31;

  private final TransitionControlBlocks blocks;
  private final ActiveTasksCircularList ordinary;
  private final ActiveTasksCircularList priority;
  private final DeadlineTable deadlines;
  private final int deadlinesPerTask;
  private final @Nullable TaskPool[] pools;
  private final boolean[] hasPriority;
  private int rowsGiven;
  private boolean ordinaryIsNext;

  /**
   * A scheduler without pools.
   *
   * @param tasks tasks of all pools together
   * @param deadlinesPerTask deadlines that each task has, at most {@link #MAXIMUM_DEADLINES}
   */
  public TaskScheduler(int tasks, int deadlinesPerTask) {
    if (tasks < 1 || deadlinesPerTask < 0 || deadlinesPerTask > MAXIMUM_DEADLINES) {
      throw new IllegalArgumentException(tasks + " tasks with " + deadlinesPerTask + " deadlines");
    }
    blocks = new TransitionControlBlocks(tasks);
    ordinary = new ActiveTasksCircularList(blocks);
    priority = new ActiveTasksCircularList(blocks);
    deadlines = new DeadlineTable(tasks * deadlinesPerTask);
    this.deadlinesPerTask = deadlinesPerTask;
    pools = new @Nullable TaskPool[tasks];
    hasPriority = new boolean[tasks];
  }

  /** Adds a pool whose tasks take their turn in the ATCL. To be called at start. */
  public TaskPool addPool(String name, int size, TaskBody body) {
    return addPool(name, size, body, false);
  }

  /** Adds a pool whose tasks go before those of ordinary pools. To be called at start. */
  public TaskPool addPriorityPool(String name, int size, TaskBody body) {
    return addPool(name, size, body, true);
  }

  private TaskPool addPool(String name, int size, TaskBody body, boolean goesFirst) {
    if (size < 1 || size > blocks.rows() - rowsGiven) {
      throw new IllegalArgumentException("pool " + name + " does not fit the table of tasks");
    }
    TaskPool pool = new TaskPool(this, name, rowsGiven, size, body);
    Arrays.fill(pools, rowsGiven, rowsGiven + size, pool);
    Arrays.fill(hasPriority, rowsGiven, rowsGiven + size, goesFirst);
    rowsGiven += size;
    return pool;
  }

  /** Where the task stands. */
  public TaskState state(int task) {
    return blocks.state(task);
  }

  /**
   * Has something to do: the task will run. Nothing is lost when it is pending or executing
   * already.
   */
  public void resume(int task) {
    assert blocks.isTaken(task) : "resume of a task that nobody has";
    switch (blocks.state(task)) {
      case IDLE -> {
        blocks.moveTo(task, TaskState.PENDING);
        listOf(task).enter(task);
      }
      case PENDING -> {}
      case EXECUTING -> blocks.noteResume(task);
    }
  }

  /** Arms the task's deadline number {@code deadline}, or moves it. */
  public void arm(int task, int deadline, long deadlineNs) {
    assert blocks.isTaken(task) : "deadline of a task that nobody has";
    blocks.forgetExpired(task, deadline);
    deadlines.arm(cell(task, deadline), deadlineNs);
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

  /** How many tasks are pending. */
  public int pendingCount() {
    return ordinary.size() + priority.size();
  }

  /**
   * Resumes the tasks whose deadlines have passed, then gives at most {@code turns} tasks the
   * processor.
   *
   * @return the work done, as the tasks count it
   */
  public int run(long nowNs, int turns) {
    for (int cell = deadlines.takeExpired(nowNs);
        cell != DeadlineTable.NONE;
        cell = deadlines.takeExpired(nowNs)) {
      int task = cell / deadlinesPerTask;
      blocks.noteExpired(task, cell % deadlinesPerTask);
      resume(task);
    }
    int work = 0;
    for (int turn = 0; turn < turns; turn++) {
      int task = takeNext();
      if (task == TransitionControlBlocks.NONE) {
        break;
      }
      work += execute(task, nowNs);
    }
    return work;
  }

  private int takeNext() {
    boolean takeOrdinary = ordinary.size() > 0 && (ordinaryIsNext || priority.size() == 0);
    ordinaryIsNext = !takeOrdinary;
    return takeOrdinary ? ordinary.takeHead() : priority.takeHead();
  }

  private int execute(int task, long nowNs) {
    TaskPool pool = pools[task];
    if (pool == null) {
      throw new IllegalStateException("pending task without a pool");
    }
    blocks.moveTo(task, TaskState.EXECUTING);
    int work = pool.body().run(task, blocks.takeExpired(task), nowNs);
    blocks.moveTo(task, TaskState.IDLE);
    if (blocks.takeNotedResume(task)) {
      resume(task);
    }
    return work;
  }

  void taken(int task) {
    assert blocks.state(task) == TaskState.IDLE || blocks.state(task) == TaskState.EXECUTING
        : "task is active in its pool";
    blocks.setTaken(task, true);
  }

  void released(int task) {
    assert blocks.isTaken(task) : "task released twice";
    for (int deadline = 0; deadline < deadlinesPerTask; deadline++) {
      disarm(task, deadline);
    }
    if (blocks.state(task) == TaskState.PENDING) {
      listOf(task).leave(task);
      blocks.moveTo(task, TaskState.IDLE);
    }
    blocks.takeNotedResume(task);
    blocks.setTaken(task, false);
  }

  private ActiveTasksCircularList listOf(int task) {
    return hasPriority[task] ? priority : ordinary;
  }

  private int cell(int task, int deadline) {
    assert deadline >= 0 && deadline < deadlinesPerTask : "no such deadline";
    return task * deadlinesPerTask + deadline;
  }
}
