// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.engine.dataplane.InboundPath;
import org.sallyport.engine.dataplane.OutboundPath;
import org.sallyport.engine.task.DeadlineTable;
import org.sallyport.engine.task.TaskBody;
import org.sallyport.engine.task.TaskScheduler;
import org.sallyport.engine.task.TimedWork;

/**
 * One turn of the engine: the paper's Receive and Main tasks, which go first, and the handshakes
 * and the web server, which take turns with them. Receive opens and seals the bursts that wait;
 * Main keeps the time of the two stacks and of the outer address. None is resumed without something
 * to do, so that an idle turn fires nothing.
 */
final class DutyCycle implements TaskBody {
  /** The most tasks that the cycle needs besides those of the handshakes: two of them serve. */
  static final int TASKS = 4;

  /** Tasks that get the processor in one turn of the engine. */
  private static final int TURNS = 64;

  private final TaskScheduler scheduler;
  private final TaskBody handshakes;
  private final List<Duty> duties = new ArrayList<>();

  /**
   * A cycle whose tasks are taken from pools of the scheduler.
   *
   * @param handshakes what the other tasks of the scheduler do
   * @param main what the task Main does, in this order
   * @param services each is a task that takes turns with the handshakes
   */
  DutyCycle(
      TaskScheduler scheduler,
      TaskBody handshakes,
      InboundPath in,
      OutboundPath out,
      List<TimedWork> main,
      List<WebService> services) {
    this.scheduler = scheduler;
    this.handshakes = handshakes;
    duties.add(new Duty(scheduler.addPriorityPool("Receive", 1).take(), new Bursts(in, out)));
    duties.add(new Duty(scheduler.addPriorityPool("Main", 1).take(), new Together(main)));
    for (WebService service : services) {
      duties.add(new Duty(scheduler.addPool("Web", 1).take(), service));
    }
  }

  /** A task and what it does when that is due. */
  private record Duty(int task, TimedWork work) {}

  /** The bursts of ESP: due as soon as a packet waits. */
  private record Bursts(InboundPath in, OutboundPath out) implements TimedWork {
    @Override
    public int poll(long nowNs) {
      return in.flush(nowNs) + out.flush(nowNs);
    }

    @Override
    public long nextDeadlineNs() {
      return in.pending() > 0 || out.pending() > 0 ? Long.MIN_VALUE : DeadlineTable.NEVER_NS;
    }
  }

  /** Parts that one task does. */
  private record Together(List<TimedWork> parts) implements TimedWork {
    @Override
    public int poll(long nowNs) {
      int done = 0;
      for (int i = 0; i < parts.size(); i++) {
        done += parts.get(i).poll(nowNs);
      }
      return done;
    }

    @Override
    public long nextDeadlineNs() {
      long next = DeadlineTable.NEVER_NS;
      for (int i = 0; i < parts.size(); i++) {
        next = Math.min(next, parts.get(i).nextDeadlineNs());
      }
      return next;
    }
  }

  /** Notes the time for the trace. */
  void noteTime(long nowNs) {
    scheduler.noteTime(nowNs);
  }

  /** Does what is due and gives every pending task its turn; returns how much was done. */
  int run(long nowNs) {
    for (int i = 0; i < duties.size(); i++) {
      Duty duty = duties.get(i);
      if (duty.work().nextDeadlineNs() <= nowNs) {
        scheduler.resume(duty.task());
      }
    }
    return scheduler.run(nowNs, TURNS, this);
  }

  @Override
  public int run(int task, int expired, long nowNs) {
    for (int i = 0; i < duties.size(); i++) {
      if (duties.get(i).task() == task) {
        return duties.get(i).work().poll(nowNs);
      }
    }
    return handshakes.run(task, expired, nowNs);
  }

  /** When {@link #run} must be called next; long ago when something waits. */
  long nextDeadlineNs() {
    long next = scheduler.nextDeadlineNs();
    for (int i = 0; i < duties.size(); i++) {
      next = Math.min(next, duties.get(i).work().nextDeadlineNs());
    }
    return next;
  }
}
