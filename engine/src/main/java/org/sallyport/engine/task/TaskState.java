package org.sallyport.engine.task;

/** Where a task stands in its TCB. */
public enum TaskState {
  /** Nothing to do: waiting to be resumed, or unused in its pool. */
  IDLE,
  /** In the ATCL, or due by priority: it will get the processor. */
  PENDING,
  /** It has the processor; at most one task does. */
  EXECUTING
}
