// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.task;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The jobs that tasks wait for, computed in the order in which they were submitted. A run of the
 * scheduler computes one step of one job, however many wait, so that whatever the platform brings
 * and sends between two runs never waits for more. A task waits for one job at most, which bounds
 * the queue.
 */
public final class JobQueue {
  private final TaskScheduler scheduler;
  private final Map<Integer, Job> jobs = new LinkedHashMap<>();
  private final int runner;

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
    if (jobs.putIfAbsent(task, job) != null) {
      throw new IllegalStateException("task " + task + " waits for a job already");
    }
    runSoon(nowNs);
  }

  /** Takes out the job of a task, if it is not done yet; its secrets are the caller's to zero. */
  public void cancel(int task) {
    jobs.remove(task);
  }

  /** How many jobs are not done. */
  public int waiting() {
    return jobs.size();
  }

  /** Whether this is the task whose turns are the queue's. */
  public boolean owns(int task) {
    return task == runner;
  }

  /** A turn of that task: one step of the first job; returns whether there was one, as work. */
  public int run(long nowNs) {
    if (jobs.isEmpty()) {
      return 0;
    }
    Map.Entry<Integer, Job> first = jobs.entrySet().iterator().next();
    first.getValue().step();
    if (first.getValue().isDone()) {
      int task = first.getKey();
      jobs.remove(task);
      scheduler.resume(task);
    }
    if (!jobs.isEmpty()) {
      runSoon(nowNs);
    }
    return 1;
  }

  // A deadline is looked at when a run begins: the next step is not of this run.
  private void runSoon(long nowNs) {
    scheduler.arm(runner, 0, nowNs);
  }
}
