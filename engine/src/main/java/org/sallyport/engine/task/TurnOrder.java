// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.task;

import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.table.TurnOrderActions;
import org.sallyport.engine.table.TurnOrderEvent;
import org.sallyport.engine.table.TurnOrderState;
import org.sallyport.engine.table.TurnOrderTable;

/**
 * Whose turn it is, by the machine {@code TurnOrder}: tasks of priority pools go first, but after
 * each of them one ordinary task gets its turn, so that nobody starves.
 */
final class TurnOrder implements TurnOrderActions<TurnOrder.Turn> {
  private final ActiveTasksCircularList ordinary;
  private final ActiveTasksCircularList priority;
  private final TraceSink trace;
  private TurnOrderState state = TurnOrderState.PRIORITY_FIRST;
  private final Turn turn = new Turn();

  /** One firing: the task whose turn it is. */
  static final class Turn {
    private int task = TransitionControlBlocks.NONE;
  }

  TurnOrder(ActiveTasksCircularList ordinary, ActiveTasksCircularList priority, TraceSink trace) {
    this.ordinary = ordinary;
    this.priority = priority;
    this.trace = trace;
  }

  /** The task that is to run; at least one is pending. */
  int next(long nowNs) {
    TurnOrderEvent event =
        priority.size() == 0
            ? TurnOrderEvent.ORDINARY_PENDING
            : ordinary.size() == 0 ? TurnOrderEvent.PRIORITY_PENDING : TurnOrderEvent.BOTH_PENDING;
    fire(event, nowNs);
    return turn.task;
  }

  private void fire(TurnOrderEvent event, long nowNs) {
    int row = TurnOrderTable.row(state, event);
    TurnOrderActions.perform(row, this, turn);
    TurnOrderState before = state;
    state = TurnOrderTable.next(row);
    trace.transition("TurnOrder", 0, before, event, state, 0, nowNs);
  }

  // ---- actions

  @Override
  public void dispatchOrdinary(Turn turn) {
    turn.task = ordinary.head();
  }

  @Override
  public void dispatchPriority(Turn turn) {
    turn.task = priority.head();
  }
}
