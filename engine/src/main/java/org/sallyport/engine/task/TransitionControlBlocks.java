// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.task;

import java.util.Arrays;
import org.sallyport.engine.table.TaskSchedulerState;

/**
 * The TCB table: one row per task, in columns. A row also holds the task's links in its list of
 * pending tasks, so that a task can be in one list at most, and entering or leaving it needs no
 * memory.
 */
final class TransitionControlBlocks {
  /** No task. */
  static final int NONE = -1;

  private final TaskSchedulerState[] states;
  private final int[] expired;
  private final int[] next;
  private final int[] previous;

  TransitionControlBlocks(int rows) {
    states = new TaskSchedulerState[rows];
    Arrays.fill(states, TaskSchedulerState.POOLED);
    expired = new int[rows];
    next = new int[rows];
    previous = new int[rows];
    Arrays.fill(next, NONE);
  }

  int rows() {
    return states.length;
  }

  TaskSchedulerState state(int task) {
    return states[task];
  }

  void moveTo(int task, TaskSchedulerState state) {
    states[task] = state;
  }

  void noteExpired(int task, int deadline) {
    expired[task] |= 1 << deadline;
  }

  void forgetExpired(int task, int deadline) {
    expired[task] &= ~(1 << deadline);
  }

  int takeExpired(int task) {
    int mask = expired[task];
    expired[task] = 0;
    return mask;
  }

  int next(int task) {
    return next[task];
  }

  int previous(int task) {
    return previous[task];
  }

  void link(int task, int previousTask, int nextTask) {
    previous[task] = previousTask;
    next[task] = nextTask;
  }

  void setNext(int task, int nextTask) {
    next[task] = nextTask;
  }

  void setPrevious(int task, int previousTask) {
    previous[task] = previousTask;
  }
}
