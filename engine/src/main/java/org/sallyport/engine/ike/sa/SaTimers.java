// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.sa;

import org.sallyport.engine.ike.message.MessageWindow;
import org.sallyport.engine.task.TaskScheduler;

/** The deadlines of one handshake task; they are cells of the scheduler's table. */
public final class SaTimers {
  /**
   * What a task can wait for; the order is that in which deadlines of the same moment are served.
   */
  public enum Deadline {
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
  public static final int COUNT = Deadline.values().length;

  private final TaskScheduler scheduler;
  private int task;

  SaTimers(TaskScheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** From now on the deadlines are those of this task. */
  void begin(int ofTask) {
    task = ofTask;
  }

  /** Starts a timer, or moves its end. */
  public void arm(Deadline deadline, long deadlineNs) {
    scheduler.arm(task, deadline.ordinal(), deadlineNs);
  }

  /** Stops a timer. */
  public void disarm(Deadline deadline) {
    scheduler.disarm(task, deadline.ordinal());
  }

  /** There is something to do that does not wait for a time. */
  public void resume() {
    scheduler.resume(task);
  }

  /** The timer of the machine {@code Exchange}. */
  MessageWindow.Timer retransmission() {
    return new MessageWindow.Timer() {
      @Override
      public void arm(long deadlineNs) {
        SaTimers.this.arm(Deadline.RETRANSMIT, deadlineNs);
      }

      @Override
      public void disarm() {
        SaTimers.this.disarm(Deadline.RETRANSMIT);
      }
    };
  }
}
