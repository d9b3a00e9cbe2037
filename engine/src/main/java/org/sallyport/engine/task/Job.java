// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.task;

/**
 * A long computation that a task waits for, cut into steps: other tasks run between two of them.
 */
public interface Job {
  /** Computes the next step; not called again once the job {@link #isDone}. */
  void step();

  /** Whether nothing is left to compute. */
  boolean isDone();

  /**
   * Whether it is for something that we began ourselves; anybody may have caused any other. Asked
   * once, when it is submitted.
   */
  boolean isOurs();

  /** Zeroes what is secret of it; it is not computed any further. */
  void destroy();
}
