// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.task;

/** What tasks do when they get the processor. */
@FunctionalInterface
public interface TaskBody {
  /**
   * Does what there is to do now and returns; there is no waiting inside. A task that is resumed
   * while it runs, by itself too, runs again in its turn.
   *
   * @param task the task, as {@link TaskPool#take} gave it
   * @param expired a bit per deadline of this task that has passed since its last turn: bit k for
   *     the k-th
   * @param nowNs the time of this turn of the loop
   * @return how much was done, for the loop's idle decision
   */
  int run(int task, int expired, long nowNs);
}
