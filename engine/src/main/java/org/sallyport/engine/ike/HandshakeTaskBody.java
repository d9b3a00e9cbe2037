package org.sallyport.engine.ike;

import org.checkerframework.checker.nullness.qual.MonotonicNonNull;
import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.table.ExchangeEvent;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.task.TaskBody;

/**
 * What a handshake task does in its turn: an expired deadline is just another event, and so is
 * being finished.
 */
final class HandshakeTaskBody implements TaskBody {
  private @MonotonicNonNull Driver driver;
  private @MonotonicNonNull IkeContext context;

  /** The scheduler wants the body before there is anything to do for it. */
  void attach(IkeContext theContext, Driver theDriver) {
    context = theContext;
    driver = theDriver;
  }

  @Override
  public int run(int task, int expired, long nowNs) {
    if (context == null || driver == null) {
      throw new IllegalStateException("a handshake task runs before the engine is whole");
    }
    return run(context, driver, context.table.ofTask(task), expired, nowNs);
  }

  private static int run(IkeContext context, Driver driver, IkeSa sa, int expired, long nowNs) {
    int done = 0;
    for (IkeTimers.Deadline deadline : IkeTimers.Deadline.values()) {
      if ((expired & 1 << deadline.ordinal()) != 0) {
        expire(context, driver, sa, deadline, nowNs);
        done++;
      }
    }
    driver.settle(sa, nowNs);
    if (sa.reclaimable) {
      driver.local(sa, Finding.of(HthEvent.TASK_RECLAIMED), nowNs);
      done++;
    }
    return done;
  }

  private static void expire(
      IkeContext context, Driver driver, IkeSa sa, IkeTimers.Deadline deadline, long nowNs) {
    switch (deadline) {
      case RETRANSMIT -> {
        boolean triesRemain = sa.exchange.tries < context.config.timers().retransmitTries();
        driver.timer(
            sa, triesRemain ? ExchangeEvent.RETRANSMIT_DUE : ExchangeEvent.TRIES_USED_UP, nowNs);
      }
      case HALF_OPEN -> driver.local(sa, Finding.of(HthEvent.HALF_OPEN_EXPIRED), nowNs);
      case LIVENESS -> silence(context, driver, sa, nowNs);
      case LINGER -> driver.local(sa, Finding.of(HthEvent.LINGER_EXPIRED), nowNs);
    }
  }

  // Whoever sends ESP that proves authentic is alive too (RFC 7296 §2.4).
  private static void silence(IkeContext context, Driver driver, IkeSa sa, long nowNs) {
    TimersConfig timers = context.config.timers();
    long heardNs = Long.MIN_VALUE;
    for (ChildSa child : sa.children) {
      heardNs = Math.max(heardNs, context.children.lastHeardNs(child));
    }
    if (heardNs > nowNs - timers.livenessNs()) {
      context.timers.arm(sa, IkeTimers.Deadline.LIVENESS, heardNs + timers.livenessNs());
    } else {
      driver.local(sa, Finding.of(HthEvent.LIVENESS_DUE), nowNs);
    }
  }
}
