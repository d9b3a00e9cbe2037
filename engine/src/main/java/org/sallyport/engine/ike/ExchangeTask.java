package org.sallyport.engine.ike;

import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.ExchangeAction;
import org.sallyport.engine.table.ExchangeEvent;
import org.sallyport.engine.table.ExchangeState;
import org.sallyport.engine.table.ExchangeTable;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.wire.OctetString;

/**
 * Fires the machine {@code Exchange}: message IDs, retransmission, cached responses (RFC 7296 §2.1
 * to §2.3).
 */
final class ExchangeTask {
  private final IkeContext context;
  private final Messages messages;
  private final TimersConfig timers;

  ExchangeTask(IkeContext context, Messages messages) {
    this.context = context;
    this.messages = messages;
    this.timers = context.config.timers();
  }

  /** The one way in which the machine moves. */
  void fire(IkeSa sa, ExchangeEvent event, long nowNs) {
    ExchangeData data = sa.exchange;
    ExchangeState before = data.state;
    int row = ExchangeTable.row(before, event);
    for (int i = 0; i < ExchangeTable.actionCount(row); i++) {
      perform(ExchangeTable.action(row, i), sa, nowNs);
    }
    data.state = ExchangeTable.next(row);
    context.ports.trace().transition("Exchange", sa.id, before, event, data.state, 0, nowNs);
  }

  private void perform(ExchangeAction action, IkeSa sa, long nowNs) {
    ExchangeData data = sa.exchange;
    switch (action) {
      case ASSIGN_MESSAGE_ID -> assignMessageId(sa);
      case TRANSMIT_REQUEST -> send(sa, data.outstandingMessage, nowNs);
      case ARM_RETRANSMIT -> armRetransmit(sa, nowNs);
      case BACK_OFF -> backOff(sa, nowNs);
      case STOP_RETRANSMIT -> context.timers.disarm(sa, IkeTimers.Deadline.RETRANSMIT);
      case FORGET_REQUEST -> data.forgetRequest();
      case KEEP_QUEUED -> {} // It is in the queue already.
      case DELIVER_RESPONSE, DELIVER_REQUEST -> sa.hthPosts.add(sa.finding);
      case CACHE_RESPONSE -> cacheResponse(sa);
      case ADVANCE_EXPECTED_ID -> data.expectedId++;
      case TRANSMIT_RESPONSE, RESEND_CACHED_RESPONSE -> sendCachedResponse(sa, nowNs);
      case REPORT_DEAD -> sa.hthPosts.add(Finding.of(HthEvent.RETRIES_EXHAUSTED));
      case DROP_OTHER -> context.counters.drop(DropReason.UNEXPECTED_MESSAGE_ID);
      case DROP_TOO_SOON -> context.counters.drop(DropReason.RATE_LIMITED);
      case IGNORE_STALE -> {} // Overtaken: there is nothing to do.
    }
  }

  private void assignMessageId(IkeSa sa) {
    ExchangeData data = sa.exchange;
    Request request = data.queue.remove();
    data.outstanding = request;
    data.outstandingId = data.nextRequestId;
    data.nextRequestId++;
    data.outstandingMessage = messages.request(sa, request, data.outstandingId);
  }

  private void armRetransmit(IkeSa sa, long nowNs) {
    ExchangeData data = sa.exchange;
    data.tries = 1;
    data.intervalNs = timers.retransmitFirstNs();
    context.timers.arm(sa, IkeTimers.Deadline.RETRANSMIT, nowNs + data.intervalNs);
  }

  private void backOff(IkeSa sa, long nowNs) {
    ExchangeData data = sa.exchange;
    data.tries++;
    data.intervalNs = Math.min(2 * data.intervalNs, timers.retransmitMaximumNs());
    context.timers.arm(sa, IkeTimers.Deadline.RETRANSMIT, nowNs + data.intervalNs);
  }

  private static void cacheResponse(IkeSa sa) {
    ExchangeData data = sa.exchange;
    data.cachedResponse = data.readyResponse;
    data.readyResponse = OctetString.EMPTY;
    data.answeredDigest = sa.incomingDigest;
  }

  private void sendCachedResponse(IkeSa sa, long nowNs) {
    sa.exchange.cachedResponseSentNs = nowNs;
    send(sa, sa.exchange.cachedResponse, nowNs);
  }

  private void send(IkeSa sa, OctetString message, long nowNs) {
    context.datagrams.datagram(sa.local, sa.remote, message.toArray(), nowNs);
  }
}
