// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.ExchangeActions;
import org.sallyport.engine.table.ExchangeEvent;
import org.sallyport.engine.table.ExchangeState;
import org.sallyport.engine.table.ExchangeTable;
import org.sallyport.engine.table.HthEvent;

/**
 * Fires the machine {@code Exchange}: message IDs, retransmission, cached responses (RFC 7296 §2.1
 * to §2.3).
 */
final class ExchangeTask implements ExchangeActions<Firing> {
  private final IkeContext context;
  private final Messages messages;
  private final TimersConfig timers;
  private final PeerPath path;

  ExchangeTask(IkeContext context, Messages messages) {
    this.context = context;
    this.messages = messages;
    this.timers = context.config.timers();
    this.path = new PeerPath(context);
  }

  /**
   * The one way in which the machine moves.
   *
   * @param known the facts that made the event; 0 when none did
   */
  void fire(Firing firing, ExchangeEvent event, long known) {
    IkeSa sa = firing.sa();
    ExchangeState before = sa.exchange.state;
    int row = ExchangeTable.row(before, event);
    ExchangeActions.perform(row, this, firing);
    sa.exchange.state = ExchangeTable.next(row);
    context
        .ports
        .trace()
        .transition("Exchange", sa.id, before, event, sa.exchange.state, known, firing.nowNs());
  }

  // ---- our requests

  @Override
  public void assignMessageId(Firing firing) {
    // R7296-2.2-1
    ExchangeData data = firing.sa().exchange;
    Request request = data.queue.remove();
    data.outstanding = request;
    data.outstandingId = data.nextRequestId;
    data.nextRequestId++;
    data.outstandingMessage = messages.request(firing.sa(), request, data.outstandingId);
  }

  @Override
  public void transmitRequest(Firing firing) {
    // R7296-2.1-2
    IkeSa sa = firing.sa();
    context.datagrams.datagram(
        sa.local, sa.remote, sa.exchange.outstandingMessage.toArray(), firing.nowNs());
  }

  @Override
  public void armRetransmit(Firing firing) {
    ExchangeData data = firing.sa().exchange;
    data.tries = 1;
    data.intervalNs = timers.retransmitFirstNs();
    arm(firing, data.intervalNs);
  }

  @Override
  public void backOff(Firing firing) {
    ExchangeData data = firing.sa().exchange;
    data.tries++;
    data.intervalNs = Math.min(2 * data.intervalNs, timers.retransmitMaximumNs());
    arm(firing, data.intervalNs);
  }

  private void arm(Firing firing, long intervalNs) {
    context.timers.arm(firing.sa(), IkeTimers.Deadline.RETRANSMIT, firing.nowNs() + intervalNs);
  }

  @Override
  public void stopRetransmit(Firing firing) {
    context.timers.disarm(firing.sa(), IkeTimers.Deadline.RETRANSMIT);
  }

  @Override
  public void forgetRequest(Firing firing) {
    firing.sa().exchange.forgetRequest();
  }

  /** It is in the queue already. */
  @Override
  public void keepQueued(Firing firing) {
    // R7296-2.3-1
  }

  @Override
  public void reportDead(Firing firing) {
    firing.post(ClassifiedMessage.of(HthEvent.RETRIES_EXHAUSTED));
  }

  // ---- what came in

  @Override
  public void deliverResponse(Firing firing) {
    firing.post(firing.received().classify());
  }

  /** It also tells where the peer is. */
  @Override
  public void deliverRequest(Firing firing) {
    // R7296-2.3-2
    path.arrive(firing, true);
    firing.post(firing.received().classify());
  }

  @Override
  public void deliverUnverified(Firing firing) {
    firing.post(firing.received().classify());
  }

  // ---- answers

  @Override
  public void cacheResponse(Firing firing) {
    ExchangeData data = firing.sa().exchange;
    data.cachedResponse = firing.response();
    data.answeredDigest = firing.received().digest();
  }

  @Override
  public void advanceExpectedId(Firing firing) {
    firing.sa().exchange.expectedId++;
  }

  @Override
  public void transmitResponse(Firing firing) {
    sendCachedResponse(firing);
  }

  @Override
  public void resendCachedResponse(Firing firing) {
    // R7296-2.1-3
    path.arrive(firing, false);
    sendCachedResponse(firing);
  }

  private void sendCachedResponse(Firing firing) {
    IkeSa sa = firing.sa();
    sa.exchange.cachedResponseSentNs = firing.nowNs();
    context.datagrams.datagram(
        sa.answerFrom, sa.answerTo, sa.exchange.cachedResponse.toArray(), firing.nowNs());
  }

  // ---- refusals

  @Override
  public void dropOther(Firing firing) {
    context.counters.drop(DropReason.UNEXPECTED_MESSAGE_ID);
  }

  @Override
  public void dropTooSoon(Firing firing) {
    context.counters.drop(DropReason.RATE_LIMITED);
  }

  /** Overtaken: there is nothing to do. */
  @Override
  public void ignoreStale(Firing firing) {}
}
