// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.ike.message.ClassifiedMessage;
import org.sallyport.engine.ike.message.Computation;
import org.sallyport.engine.ike.message.Received;
import org.sallyport.engine.ike.sa.Firing;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.ike.sa.SaTimers;
import org.sallyport.engine.table.ExchangeEvent;

/**
 * Gives the two machines of an IKE SA their events, one after the other: what an action of one has
 * for the other is posted and fired after the row is done, so that no machine is fired from within
 * itself.
 */
final class Dispatcher {
  private final HthTask hth;

  Dispatcher(HthTask hth) {
    this.hth = hth;
  }

  /**
   * A message goes through the machine Exchange, which hands it to the HTH or not. Says why it was
   * dropped, {@link DropReason#NONE} when it was not.
   */
  DropReason message(IkeSa sa, Received received, long nowNs) {
    Firing firing = new Firing(sa, received, nowNs);
    sa.window().receive(firing);
    settle(firing);
    return firing.dropped();
  }

  /** An operator request, or that the task is reclaimed. */
  void local(IkeSa sa, ClassifiedMessage what, long nowNs) {
    Firing firing = new Firing(sa, nowNs);
    firing.post(what);
    settle(firing);
  }

  /** The job that the IKE SA has waited for is done. */
  void finished(IkeSa sa, Computation job, long nowNs) {
    Firing firing = new Firing(sa, job.request(), nowNs);
    firing.post(job.classify());
    settle(firing);
  }

  /** The time of a timer has come. */
  void expire(IkeSa sa, SaTimers.Timer timer, long nowNs) {
    Firing firing = new Firing(sa, nowNs);
    timer.expire(firing);
    settle(firing);
  }

  /** What other IKE SAs have for this one, and requests that wait to be sent. */
  void settle(IkeSa sa, long nowNs) {
    Firing firing = new Firing(sa, nowNs);
    for (ClassifiedMessage left = sa.nextLeft(); left != null; left = sa.nextLeft()) {
      firing.post(left);
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
      firing.sa().window().accept(firing, event);
      return true;
    }
    return false;
  }

  // What waits is offered until it no longer goes: the window is one (RFC 7296 §2.3).
  private static boolean sendNextRequest(Firing firing) {
    int waiting = firing.sa().window().waiting();
    if (waiting == 0) {
      return false;
    }
    firing.sa().window().accept(firing, ExchangeEvent.SEND_REQUESTED);
    return firing.sa().window().waiting() < waiting;
  }
}
