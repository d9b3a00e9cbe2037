// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import org.sallyport.engine.ike.message.ClassifiedMessage;
import org.sallyport.engine.ike.message.Computation;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.ike.sa.IkeSaTable;
import org.sallyport.engine.ike.sa.SaTimers;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.task.JobQueue;
import org.sallyport.engine.task.TaskBody;

/**
 * What a handshake task does in its turn: a job that is done is just another event, and so are an
 * expired deadline and being finished. The task of the jobs computes.
 */
final class HandshakeTaskBody implements TaskBody {
  private final JobQueue jobs;
  private final IkeSaTable table;
  private final Dispatcher dispatcher;

  HandshakeTaskBody(JobQueue jobs, IkeSaTable table, Dispatcher dispatcher) {
    this.jobs = jobs;
    this.table = table;
    this.dispatcher = dispatcher;
  }

  @Override
  public int run(int task, int expired, long nowNs) {
    if (jobs.owns(task)) {
      return jobs.run(nowNs);
    }
    IkeSa sa = table.ofTask(task);
    int done = 0;
    for (SaTimers.Timer timer : sa.timers().all()) {
      if (timer.isAmong(expired)) {
        dispatcher.expire(sa, timer, nowNs);
        done++;
      }
    }
    Computation job = sa.takeFinishedJob();
    if (job != null) {
      dispatcher.finished(sa, job, nowNs);
      done++;
    }
    dispatcher.settle(sa, nowNs);
    if (sa.isClosed()) {
      dispatcher.local(sa, ClassifiedMessage.of(HthEvent.TASK_RECLAIMED), nowNs);
      done++;
    }
    return done;
  }
}
