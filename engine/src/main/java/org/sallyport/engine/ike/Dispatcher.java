// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.table.ExchangeEvent;

/**
 * Gives the two machines of an IKE SA their events, one after the other: what an action of one has
 * for the other is posted and fired after the row is done, so that no machine is fired from within
 * itself.
 */
final class Dispatcher {
  private final ExchangeTask exchange;
  private final HthTask hth;

  Dispatcher(IkeContext context) {
    Messages messages = new Messages(context);
    exchange = new ExchangeTask(context, messages);
    hth = new HthTask(context, messages);
  }

  /** A message goes through the machine Exchange, which hands it to the HTH or not. */
  void message(IkeSa sa, Received received, long nowNs) {
    Firing firing = new Firing(sa, received, nowNs);
    long known = received.askForExchange();
    exchange.fire(firing, received.exchangeEvent(known), known);
    settle(firing);
  }

  /** An operator request or a timer of the HTH. */
  void local(IkeSa sa, ClassifiedMessage what, long nowNs) {
    Firing firing = new Firing(sa, null, nowNs);
    firing.post(what);
    settle(firing);
  }

  /** A timer of the machine Exchange. */
  void timer(IkeSa sa, ExchangeEvent event, long known, long nowNs) {
    Firing firing = new Firing(sa, null, nowNs);
    exchange.fire(firing, event, known);
    settle(firing);
  }

  /** What other IKE SAs have for this one, and requests that wait to be sent. */
  void settle(IkeSa sa, long nowNs) {
    Firing firing = new Firing(sa, null, nowNs);
    for (ClassifiedMessage sent = sa.inbox.poll(); sent != null; sent = sa.inbox.poll()) {
      firing.post(sent);
    }
    settle(firing);
  }

  private void settle(Firing firing) {
    boolean moved = true;
    while (moved) {
      moved = fireOnePost(firing) || sendNextRequest(firing);
    }
  }

  private boolean fireOnePost(Firing firing) {
    @Nullable ClassifiedMessage message = firing.nextForHth();
    if (message != null) {
      hth.fire(firing, message);
      return true;
    }
    @Nullable ExchangeEvent event = firing.nextForExchange();
    if (event != null) {
      exchange.fire(firing, event, 0);
      return true;
    }
    return false;
  }

  // What waits is offered until it no longer goes: the window is one (RFC 7296 §2.3).
  private boolean sendNextRequest(Firing firing) {
    int waiting = firing.sa().exchange.queue.size();
    if (waiting == 0) {
      return false;
    }
    exchange.fire(firing, ExchangeEvent.SEND_REQUESTED, 0);
    return firing.sa().exchange.queue.size() < waiting;
  }
}
