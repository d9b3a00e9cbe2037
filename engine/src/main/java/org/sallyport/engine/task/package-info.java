// SPDX-License-Identifier: Apache-2.0
/**
 * The paper's task scheduler (TS) with its table of transition control blocks (TCB), the active
 * tasks circular list (ATCL) and the task pools, and the one table of deadlines. Everything is
 * allocated at construction; a bound that is reached is answered by a value. No protocol is known
 * here. What may happen to a task is the generated table of {@code TaskScheduler}, whose turn it is
 * that of {@code TurnOrder}; only lists, deadlines and the firing are written by hand.
 *
 * <p>How a protocol uses it: make a {@link org.sallyport.engine.task.TaskScheduler}, get one {@link
 * org.sallyport.engine.task.TaskPool} per kind of task from it, keep own state in arrays or objects
 * indexed by {@link org.sallyport.engine.task.TaskPool#index}, {@code resume} a task when it has
 * something to do, {@code arm} its deadlines, and have {@code run} called in the poll loop with
 * what the tasks do, no later than {@code nextDeadlineNs}. Work that is due at times of its own is
 * a {@link org.sallyport.engine.task.TimedWork}; its deadlines are cells of a {@link
 * org.sallyport.engine.task.DeadlineTable}, as those of the tasks are. What may be done so often
 * only asks a {@link org.sallyport.engine.task.RateBudget}.
 */
package org.sallyport.engine.task;
