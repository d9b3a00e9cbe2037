package org.sallyport.engine.ike;

import org.sallyport.engine.Engine;
import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.table.ExchangeEvent;
import org.sallyport.engine.table.HthEvent;

/** The deadlines of every IKE SA; an expired one is just another event. */
final class IkeTimers {
  private final IkeContext context;
  private final Driver driver;
  private final TimersConfig config;

  IkeTimers(IkeContext context, Driver driver) {
    this.context = context;
    this.driver = driver;
    this.config = context.config.timers();
  }

  /** Fires what is due; returns how much. */
  int poll(long nowNs) {
    int fired = 0;
    for (IkeSa sa : context.table.active()) {
      fired += pollRetransmission(sa, nowNs);
      fired += pollHandshake(sa, nowNs);
      fired += pollLiveness(sa, nowNs);
    }
    return fired;
  }

  private int pollRetransmission(IkeSa sa, long nowNs) {
    if (sa.exchange.retransmitNs > nowNs) {
      return 0;
    }
    boolean triesRemain = sa.exchange.tries < config.retransmitTries();
    driver.timer(
        sa, triesRemain ? ExchangeEvent.RETRANSMIT_DUE : ExchangeEvent.TRIES_USED_UP, nowNs);
    return 1;
  }

  private int pollHandshake(IkeSa sa, long nowNs) {
    if (sa.halfOpenNs <= nowNs) {
      sa.halfOpenNs = Engine.NEVER_NS;
      driver.local(sa, Finding.of(HthEvent.HALF_OPEN_EXPIRED), nowNs);
      return 1;
    }
    if (sa.lingerNs <= nowNs) {
      sa.lingerNs = Engine.NEVER_NS;
      driver.local(sa, Finding.of(HthEvent.LINGER_EXPIRED), nowNs);
      return 1;
    }
    return 0;
  }

  // Whoever sends ESP that proves authentic is alive too (RFC 7296 §2.4).
  private int pollLiveness(IkeSa sa, long nowNs) {
    if (sa.livenessNs > nowNs) {
      return 0;
    }
    long heardNs = Long.MIN_VALUE;
    for (ChildSa child : sa.children) {
      heardNs = Math.max(heardNs, context.children.lastHeardNs(child));
    }
    if (heardNs > nowNs - config.livenessNs()) {
      sa.livenessNs = heardNs + config.livenessNs();
      return 0;
    }
    sa.livenessNs = Engine.NEVER_NS;
    driver.local(sa, Finding.of(HthEvent.LIVENESS_DUE), nowNs);
    return 1;
  }

  /** The earliest deadline of all. */
  long nextDeadlineNs() {
    long next = Engine.NEVER_NS;
    for (IkeSa sa : context.table.active()) {
      long retransmit = Math.min(sa.exchange.retransmitNs, sa.livenessNs);
      long handshake = Math.min(sa.halfOpenNs, sa.lingerNs);
      next = Math.min(next, Math.min(retransmit, handshake));
      next = sa.reclaimable ? Long.MIN_VALUE : next;
    }
    return next;
  }
}
