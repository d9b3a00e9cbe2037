package org.sallyport.engine.ike;

import org.sallyport.engine.table.ExchangeEvent;

/**
 * Gives the two machines of an IKE SA their events, one after the other: what an action of one has
 * for the other is posted and fired after the row is done, so that no machine is fired from within
 * itself.
 */
final class Driver {
  private final ExchangeTask exchange;
  private final HthTask hth;

  Driver(IkeContext context) {
    Messages messages = new Messages(context);
    exchange = new ExchangeTask(context, messages);
    hth = new HthTask(context, messages);
  }

  /** A message that goes through the machine Exchange, which hands it to the HTH or not. */
  void message(IkeSa sa, ExchangeEvent event, Finding finding, Incoming incoming, long nowNs) {
    sa.incoming = incoming;
    sa.finding = finding;
    exchange.fire(sa, event, nowNs);
    settle(sa, nowNs);
    sa.incoming = null;
  }

  /** A message that does not take part in an exchange: nobody vouches for it. */
  void outsideExchanges(IkeSa sa, Finding finding, Incoming incoming, long nowNs) {
    sa.incoming = incoming;
    local(sa, finding, nowNs);
    sa.incoming = null;
  }

  /** A wish or a timer. */
  void local(IkeSa sa, Finding finding, long nowNs) {
    sa.hthPosts.add(finding);
    settle(sa, nowNs);
  }

  /** A timer of the machine Exchange. */
  void timer(IkeSa sa, ExchangeEvent event, long nowNs) {
    exchange.fire(sa, event, nowNs);
    settle(sa, nowNs);
  }

  /** Fires what is posted, and sends what waits to be sent. */
  void settle(IkeSa sa, long nowNs) {
    boolean moved = true;
    while (moved) {
      moved = fireOnePost(sa, nowNs) || sendNextRequest(sa, nowNs);
    }
  }

  private boolean fireOnePost(IkeSa sa, long nowNs) {
    Finding finding = sa.hthPosts.poll();
    if (finding != null) {
      hth.fire(sa, finding, nowNs);
      return true;
    }
    ExchangeEvent event = sa.exchangePosts.poll();
    if (event != null) {
      exchange.fire(sa, event, nowNs);
      return true;
    }
    return false;
  }

  // What waits is offered until it no longer goes: the window is one (RFC 7296 §2.3).
  private boolean sendNextRequest(IkeSa sa, long nowNs) {
    int waiting = sa.exchange.queue.size();
    if (waiting == 0) {
      return false;
    }
    exchange.fire(sa, ExchangeEvent.SEND_REQUESTED, nowNs);
    return sa.exchange.queue.size() < waiting;
  }
}
