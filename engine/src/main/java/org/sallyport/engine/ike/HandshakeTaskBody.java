// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import org.checkerframework.checker.nullness.qual.MonotonicNonNull;
import org.sallyport.engine.ike.message.ClassifiedMessage;
import org.sallyport.engine.ike.message.Computation;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.ike.sa.IkeSaTable;
import org.sallyport.engine.ike.sa.SaTimers;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.task.TaskBody;

/**
 * What a handshake task does in its turn: a job that is done is just another event, and so are an
 * expired deadline and being finished.
 */
final class HandshakeTaskBody implements TaskBody {
  private @MonotonicNonNull Dispatcher dispatcher;
  private @MonotonicNonNull IkeSaTable table;

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

  private static int run(Dispatcher theDispatcher, IkeSa sa, int expired, long nowNs) {
    int done = 0;
    for (SaTimers.Timer timer : sa.timers().all()) {
      if (timer.isAmong(expired)) {
        theDispatcher.expire(sa, timer, nowNs);
        done++;
      }
    }
    Computation job = sa.takeFinishedJob();
    if (job != null) {
      theDispatcher.finished(sa, job, nowNs);
      done++;
    }
    theDispatcher.settle(sa, nowNs);
    if (sa.isReclaimable()) {
      theDispatcher.local(sa, ClassifiedMessage.of(HthEvent.TASK_RECLAIMED), nowNs);
      done++;
    }
    return done;
  }
}
