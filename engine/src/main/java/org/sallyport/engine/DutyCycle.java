// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.dataplane.InboundPath;
import org.sallyport.engine.dataplane.OutboundPath;
import org.sallyport.engine.gateway.DynamicAddress;
import org.sallyport.engine.net.HostStack;
import org.sallyport.engine.task.TaskScheduler;

/**
 * One turn of the engine: the paper's Receive and Main tasks, which go first, and the handshakes,
 * which take turns with them. Receive opens and seals the bursts that wait; Main keeps the time of
 * the two stacks and of the outer address. Neither is resumed without something to do, so that an
 * idle turn fires nothing.
 */
final class DutyCycle {
  /** Tasks that the cycle needs besides those of the handshakes. */
  static final int TASKS = 2;

  /** Tasks that get the processor in one turn of the engine. */
  private static final int TURNS = 64;

  private final TaskScheduler scheduler;
  private final InboundPath in;
  private final OutboundPath out;
  private final HostStack outerStack;
  private final HostStack innerStack;
  private final @Nullable DynamicAddress given;
  private final int receive;
  private final int main;

  DutyCycle(
      TaskScheduler scheduler,
      InboundPath in,
      OutboundPath out,
      HostStack outerStack,
      HostStack innerStack,
      @Nullable DynamicAddress given) {
    this.scheduler = scheduler;
    this.in = in;
    this.out = out;
    this.outerStack = outerStack;
    this.innerStack = innerStack;
    this.given = given;
    receive =
        scheduler
            .addPriorityPool(
                "Receive", 1, (task, expired, nowNs) -> in.flush(nowNs) + out.flush(nowNs))
            .take();
    main =
        scheduler
            .addPriorityPool(
                "Main",
                1,
                (task, expired, nowNs) ->
                    outerStack.poll(nowNs)
                        + innerStack.poll(nowNs)
                        + (given == null ? 0 : given.poll(nowNs)))
            .take();
  }

  /** Notes the time for the trace. */
  void noteTime(long nowNs) {
    scheduler.noteTime(nowNs);
  }

  /** Does what is due and gives every pending task its turn; returns how much was done. */
  int run(long nowNs) {
    if (isBurstWaiting()) {
      scheduler.resume(receive);
    }
    if (mainDeadlineNs() <= nowNs) {
      scheduler.resume(main);
    }
    return scheduler.run(nowNs, TURNS);
  }

  /** When {@link #run} must be called next; long ago when something waits. */
  long nextDeadlineNs() {
    return isBurstWaiting()
        ? Long.MIN_VALUE
        : Math.min(mainDeadlineNs(), scheduler.nextDeadlineNs());
  }

  private boolean isBurstWaiting() {
    return in.pending() > 0 || out.pending() > 0;
  }

  private long mainDeadlineNs() {
    long stacks = Math.min(outerStack.nextDeadlineNs(), innerStack.nextDeadlineNs());
    return given == null ? stacks : Math.min(stacks, given.nextDeadlineNs());
  }
}
