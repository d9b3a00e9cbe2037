// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import org.checkerframework.checker.nullness.qual.MonotonicNonNull;
import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.table.ExchangeRetransmitTimerDecision;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.task.TaskBody;

/**
 * What a handshake task does in its turn: an expired deadline is just another event, and so is
 * being finished.
 */
final class HandshakeTaskBody implements TaskBody {
  private @MonotonicNonNull Dispatcher dispatcher;
  private @MonotonicNonNull IkeContext context;

  /** The scheduler wants the body before there is anything to do for it. */
  void attach(IkeContext theContext, Dispatcher theDispatcher) {
    context = theContext;
    dispatcher = theDispatcher;
  }

  @Override
  public int run(int task, int expired, long nowNs) {
    if (context == null || dispatcher == null) {
      throw new IllegalStateException("a handshake task runs before the engine is whole");
    }
    return run(context, dispatcher, context.table.ofTask(task), expired, nowNs);
  }

  private static int run(
      IkeContext context, Dispatcher dispatcher, IkeSa sa, int expired, long nowNs) {
    int done = 0;
    for (IkeTimers.Deadline deadline : IkeTimers.Deadline.values()) {
      if ((expired & 1 << deadline.ordinal()) != 0) {
        expire(context, dispatcher, sa, deadline, nowNs);
        done++;
      }
    }
    dispatcher.settle(sa, nowNs);
    if (sa.reclaimable) {
      dispatcher.local(sa, ClassifiedMessage.of(HthEvent.TASK_RECLAIMED), nowNs);
      done++;
    }
    return done;
  }

  private static void expire(
      IkeContext context,
      Dispatcher dispatcher,
      IkeSa sa,
      IkeTimers.Deadline deadline,
      long nowNs) {
    switch (deadline) {
      case RETRANSMIT -> {
        long known =
            ExchangeRetransmitTimerDecision.ask(
                () -> sa.exchange.tries < context.config.timers().retransmitTries());
        dispatcher.timer(sa, ExchangeRetransmitTimerDecision.event(known), known, nowNs);
      }
      case HALF_OPEN ->
          dispatcher.local(sa, ClassifiedMessage.of(HthEvent.HALF_OPEN_EXPIRED), nowNs);
      case LIVENESS -> silence(context, dispatcher, sa, nowNs);
      case LINGER -> dispatcher.local(sa, ClassifiedMessage.of(HthEvent.LINGER_EXPIRED), nowNs);
    }
  }

  // Whoever sends ESP that proves authentic is alive too (RFC 7296 §2.4).
  private static void silence(IkeContext context, Dispatcher dispatcher, IkeSa sa, long nowNs) {
    TimersConfig timers = context.config.timers();
    long heardNs = Long.MIN_VALUE;
    for (ChildSa child : sa.children) {
      heardNs = Math.max(heardNs, context.children.lastHeardNs(child));
    }
    if (heardNs > nowNs - timers.livenessNs()) {
      context.timers.arm(sa, IkeTimers.Deadline.LIVENESS, heardNs + timers.livenessNs());
    } else {
      dispatcher.local(sa, ClassifiedMessage.of(HthEvent.LIVENESS_DUE), nowNs);
    }
  }
}
