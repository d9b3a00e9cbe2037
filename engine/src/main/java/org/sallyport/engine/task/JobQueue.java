// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.task;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The jobs that tasks wait for. A run of the scheduler computes one step of one job, however many
 * wait, so that whatever the platform brings and sends between two runs never waits for more. A
 * task waits for one job at most, which bounds the queue.
 *
 * <p>Those that are for ourselves and those that others have caused take turns, step by step, each
 * in the order in which they were submitted. So a flood of requests delays a step of ours by one of
 * theirs and no more, and nobody waits for ever.
 */
public final class JobQueue {
  private final TaskScheduler scheduler;
  private final Map<Integer, Job> ours = new LinkedHashMap<>();
  private final Map<Integer, Job> theirs = new LinkedHashMap<>();
  private final int runner;
  private boolean oursWasLast;

  /** An empty queue, whose turns are those of an ordinary task of its own. */
  public JobQueue(TaskScheduler scheduler) {
    this.scheduler = scheduler;
    runner = scheduler.addPool("jobs", 1).take();
  }

  /**
   * Submits a job.
   *
   * @param task is resumed when the job is done, and waits for no other
   */
  public void submit(int task, Job job, long nowNs) {
    if (ours.containsKey(task) || theirs.containsKey(task)) {
      throw new IllegalStateException("task " + task + " waits for a job already");
    }
    (job.isOurs() ? ours : theirs).put(task, job);
    runSoon(nowNs);
  }

  /** Takes out the job of a task, if it is not done yet; its secrets are the caller's to zero. */
  public void cancel(int task) {
    ours.remove(task);
    theirs.remove(task);
  }

  /** How many jobs are not done. */
  public int waiting() {
    return ours.size() + theirs.size();
  }

  /** Whether this is the task whose turns are the queue's. */
  public boolean owns(int task) {
    return task == runner;
  }

  /** A turn of that task: one step of one job; returns whether there was one, as work. */
  public int run(long nowNs) {
    if (waiting() == 0) {
      return 0;
    }
    oursWasLast = theirs.isEmpty() || (!oursWasLast && !ours.isEmpty());
    Map<Integer, Job> jobs = oursWasLast ? ours : theirs;
    Map.Entry<Integer, Job> first = jobs.entrySet().iterator().next();
    first.getValue().step();
    if (first.getValue().isDone()) {
      int task = first.getKey();
      jobs.remove(task);
      scheduler.resume(task);
    }
    if (waiting() > 0) {
      runSoon(nowNs);
    }
    return 1;
  }

  // A deadline is looked at when a run begins: the next step is not of this run.
  private void runSoon(long nowNs) {
    scheduler.arm(runner, 0, nowNs);
  }
}
