// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import org.sallyport.engine.task.TaskScheduler;

/** The deadlines of handshake tasks; they are cells of the scheduler's table. */
final class IkeTimers {
  /**
   * What a task can wait for; the order is that in which deadlines of the same moment are served.
   */
  enum Deadline {
    /** The outstanding request has not been answered. */
    RETRANSMIT,
    /** The initiator has not authenticated. */
    HALF_OPEN,
    /** Nothing was heard from the peer. */
    LIVENESS,
    /** The last answer need not be kept any longer. */
    LINGER
  }

  /** How many deadlines a handshake task has. */
  static final int COUNT = Deadline.values().length;

  private final TaskScheduler scheduler;

  IkeTimers(TaskScheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Starts a timer, or moves its end. */
  void arm(IkeSa sa, Deadline deadline, long deadlineNs) {
    scheduler.arm(sa.task, deadline.ordinal(), deadlineNs);
  }

  /** Stops a timer. */
  void disarm(IkeSa sa, Deadline deadline) {
    scheduler.disarm(sa.task, deadline.ordinal());
  }

  /** There is something to do that does not wait for a time. */
  void resume(IkeSa sa) {
    scheduler.resume(sa.task);
  }
}
