// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.machine;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.bare.board.Machine;
import org.sallyport.bare.nic.NetworkDriver;
import org.sallyport.bare.nic.PolledDriver;
import org.sallyport.engine.Engine;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.task.DeadlineTable;

/**
 * The machine's one loop (the paper's Main and Receive tasks have their turns within {@link
 * Engine#poll}): a burst of frames of every interface, what is due, what is to be sent, and when
 * nothing was done the processor sleeps until a device or the next deadline wakes it.
 */
final class PollLoop {
  /** Where the frames of an interface go. */
  @FunctionalInterface
  interface Receiver {
    /** Takes a frame over. */
    DropReason receive(Frame held, long nowNs);
  }

  /** What ends the loop before its time. */
  @FunctionalInterface
  interface Alarm {
    /** Why the machine must not go on, or null. */
    @Nullable String raised();
  }

  /**
   * One interface and the side of the engine that it serves.
   *
   * @param driver the interface
   * @param receiver the engine's entry
   */
  record Side(NetworkDriver driver, Receiver receiver) {}

  private final Engine engine;
  private final List<Side> sides;
  private final Operator operator;
  private final Frame[] burst = new Frame[NetworkDriver.BURST];

  PollLoop(Engine engine, List<Side> sides, Operator operator) {
    this.engine = engine;
    this.operator = operator;
    this.sides = sides;
    for (Side side : sides) {
      Machine.wakeOn(side.driver().interruptLine());
    }
  }

  /**
   * Runs until the time has come ({@link DeadlineTable#NEVER_NS} for always), the operator ends it,
   * or the alarm is raised, which is then returned.
   */
  @Nullable String run(long untilNs, Alarm alarm) {
    for (long nowNs = Machine.timeNs(); nowNs < untilNs; nowNs = Machine.timeNs()) {
      int done = turn(nowNs) + operator.poll(nowNs);
      @Nullable String raised = alarm.raised();
      if (raised != null || operator.isOver()) {
        return raised;
      }
      if (done == 0) {
        sleep(Math.min(untilNs, engine.nextDeadlineNs()));
      }
    }
    return null;
  }

  private int turn(long nowNs) {
    int done = 0;
    for (int i = 0; i < sides.size(); i++) {
      Side side = sides.get(i);
      side.driver().watch(nowNs);
      int count = side.driver().receive(burst);
      for (int j = 0; j < count; j++) {
        side.receiver().receive(burst[j], nowNs);
      }
      done += count;
    }
    done += engine.poll(nowNs);
    for (int i = 0; i < sides.size(); i++) {
      NetworkDriver driver = sides.get(i).driver();
      driver.flush();
      done += driver.reap();
    }
    return done;
  }

  /** Waits for an interrupt; the watch over links wants a turn now and then. */
  private void sleep(long untilNs) {
    long wakeNs = Math.min(untilNs, Machine.timeNs() + PolledDriver.WATCH_INTERVAL_NS);
    boolean quiet = true;
    for (int i = 0; i < sides.size(); i++) {
      quiet &= sides.get(i).driver().enableWake();
    }
    if (quiet) {
      Machine.idle(wakeNs);
    }
    for (int i = 0; i < sides.size(); i++) {
      sides.get(i).driver().acknowledgeWake();
    }
  }
}
