// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import org.checkerframework.checker.nullness.qual.MonotonicNonNull;
import org.sallyport.engine.ike.message.ClassifiedMessage;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.ike.sa.IkeSaTable;
import org.sallyport.engine.ike.sa.SaTimers;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.task.TaskBody;

/**
 * What a handshake task does in its turn: an expired deadline is just another event, and so is
 * being finished.
 */
final class HandshakeTaskBody implements TaskBody {
  private final long livenessNs;
  private @MonotonicNonNull Dispatcher dispatcher;
  private @MonotonicNonNull IkeSaTable table;

  /**
   * @param livenessNs after how much silence a peer is asked whether it is alive
   */
  HandshakeTaskBody(long livenessNs) {
    this.livenessNs = livenessNs;
  }

  /** The scheduler wants the body before there is anything to do for it. */
  void attach(IkeSaTable theTable, Dispatcher theDispatcher) {
    table = theTable;
    dispatcher = theDispatcher;
  }

  @Override
  public int run(int task, int expired, long nowNs) {
    if (table == null || dispatcher == null) {
      throw new IllegalStateException("a handshake task runs before the engine is whole");
    }
    return run(dispatcher, table.ofTask(task), expired, nowNs);
  }

  private int run(Dispatcher theDispatcher, IkeSa sa, int expired, long nowNs) {
    int done = 0;
    for (SaTimers.Deadline deadline : SaTimers.Deadline.values()) {
      if ((expired & 1 << deadline.ordinal()) != 0) {
        expire(theDispatcher, sa, deadline, nowNs);
        done++;
      }
    }
    theDispatcher.settle(sa, nowNs);
    if (sa.isReclaimable()) {
      theDispatcher.local(sa, ClassifiedMessage.of(HthEvent.TASK_RECLAIMED), nowNs);
      done++;
    }
    return done;
  }

  private void expire(Dispatcher theDispatcher, IkeSa sa, SaTimers.Deadline deadline, long nowNs) {
    switch (deadline) {
      case RETRANSMIT -> theDispatcher.retransmit(sa, nowNs);
      case HALF_OPEN ->
          theDispatcher.local(sa, ClassifiedMessage.of(HthEvent.HALF_OPEN_EXPIRED), nowNs);
      case LIVENESS -> silence(theDispatcher, sa, nowNs);
      case LINGER -> theDispatcher.local(sa, ClassifiedMessage.of(HthEvent.LINGER_EXPIRED), nowNs);
    }
  }

  // A peer that sends ESP that proves authentic is alive too (RFC 7296 §2.4).
  private void silence(Dispatcher theDispatcher, IkeSa sa, long nowNs) {
    long heardNs = sa.children().lastHeardNs();
    if (heardNs > nowNs - livenessNs) {
      sa.timers().arm(SaTimers.Deadline.LIVENESS, heardNs + livenessNs);
    } else {
      theDispatcher.local(sa, ClassifiedMessage.of(HthEvent.LIVENESS_DUE), nowNs);
    }
  }
}
