// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.sa;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.sallyport.engine.ike.message.MessageWindow;
import org.sallyport.engine.task.TaskScheduler;

/**
 * The timers of one handshake task. What needs one adds it when the IKE SA is made; its deadline is
 * a cell of the scheduler's table.
 */
public final class SaTimers {
  /** How many timers there is room for: the scheduler gives each task so many deadlines. */
  public static final int CAPACITY = 4;

  private final TaskScheduler scheduler;
  private final List<Timer> timers = new ArrayList<>();
  private int task;

  SaTimers(TaskScheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** A deadline of the IKE SA's task; that it has passed is an event. */
  public final class Timer implements MessageWindow.Timer {
    private final int deadline;
    private final Consumer<Firing> expiry;

    private Timer(int deadline, Consumer<Firing> expiry) {
      this.deadline = deadline;
      this.expiry = expiry;
    }

    @Override
    public void arm(long deadlineNs) {
      scheduler.arm(task, deadline, deadlineNs);
    }

    @Override
    public void disarm() {
      scheduler.disarm(task, deadline);
    }

    /** Whether it is among the deadlines that have passed. */
    public boolean isAmong(int expired) {
      return (expired & 1 << deadline) != 0;
    }

    public void expire(Firing firing) {
      expiry.accept(firing);
    }
  }

  /**
   * Adds a timer. Those whose time comes at the same moment are served in the order in which they
   * were added.
   *
   * @param expiry what happens when its time has come
   */
  Timer add(Consumer<Firing> expiry) {
    if (timers.size() == CAPACITY) {
      throw new IllegalStateException("an IKE SA has room for " + CAPACITY + " timers");
    }
    Timer timer = new Timer(timers.size(), expiry);
    timers.add(timer);
    return timer;
  }

  /** From now on the deadlines are those of this task. */
  void begin(int ofTask) {
    task = ofTask;
  }

  /** All of them, in the order in which they are served. */
  public List<Timer> all() {
    return timers;
  }

  /** There is something to do that does not wait for a time. */
  public void resume() {
    scheduler.resume(task);
  }
}
