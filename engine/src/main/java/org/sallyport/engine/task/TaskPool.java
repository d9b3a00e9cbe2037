// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.task;

/**
 * A fixed number of tasks of one kind. What happens at the bound is the protocol's: {@link #take}
 * says that it is reached.
 */
public final class TaskPool {
  /** What {@link #take} gives when every task of the pool is in use. */
  public static final int NONE = TransitionControlBlocks.NONE;

  private final TaskScheduler scheduler;
  private final String name;
  private final int first;
  private final int[] free;
  private int freeCount;

  TaskPool(TaskScheduler scheduler, String name, int first, int size) {
    this.scheduler = scheduler;
    this.name = name;
    this.first = first;
    free = new int[size];
    for (int index = 0; index < size; index++) {
      free[index] = first + size - 1 - index;
    }
    freeCount = size;
  }

  /** The pool's name, for logs and metrics. */
  public String name() {
    return name;
  }

  /** How many tasks there are, in use or not. */
  public int size() {
    return free.length;
  }

  /** How many tasks are in use; one that is released while it runs is, until its run is over. */
  public int inUse() {
    return free.length - freeCount;
  }

  /** Takes an unused task, idle and without deadlines, or {@link #NONE} at the bound. */
  public int take() {
    if (freeCount == 0) {
      return NONE;
    }
    int task = free[freeCount - 1];
    scheduler.taken(task);
    return task;
  }

  /**
   * Gives a task back, from within its own run too; its deadlines are disarmed and its resumes
   * forgotten.
   */
  public void release(int task) {
    assert owns(task) : "task of another pool";
    scheduler.released(task);
  }

  /** Whether the task is of this pool. */
  public boolean owns(int task) {
    return task >= first && task < first + free.length;
  }

  /**
   * The task's number within the pool, from zero: where its own state lies in the protocol's
   * tables.
   */
  public int index(int task) {
    return task - first;
  }

  /** The task that {@link #take} found is no longer free. */
  void leave(int task) {
    freeCount--;
    assert free[freeCount] == task : "tasks leave from the end";
  }

  /** A task of this pool is free. */
  void enter(int task) {
    free[freeCount++] = task;
  }
}
