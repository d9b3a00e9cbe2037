// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.task;

import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.table.TurnOrderAction;
import org.sallyport.engine.table.TurnOrderEvent;
import org.sallyport.engine.table.TurnOrderState;
import org.sallyport.engine.table.TurnOrderTable;

/**
 * Whose turn it is, by the machine {@code TurnOrder}: tasks of priority pools go first, but after
 * each of them one ordinary task gets its turn, so that nobody starves.
 */
final class TurnOrder {
  private final ActiveTasksCircularList ordinary;
  private final ActiveTasksCircularList priority;
  private final TraceSink trace;
  private TurnOrderState state = TurnOrderState.PRIORITY_FIRST;
  private int chosen = TransitionControlBlocks.NONE;

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
    return chosen;
  }

  private void fire(TurnOrderEvent event, long nowNs) {
    int row = TurnOrderTable.row(state, event);
    for (int index = 0; index < TurnOrderTable.actionCount(row); index++) {
      perform(TurnOrderTable.action(row, index));
    }
    TurnOrderState before = state;
    state = TurnOrderTable.next(row);
    trace.transition("TurnOrder", 0, before, event, state, 0, nowNs);
  }

  private void perform(TurnOrderAction action) {
    chosen =
        switch (action) {
          case DISPATCH_ORDINARY -> dispatchOrdinary();
          case DISPATCH_PRIORITY -> dispatchPriority();
        };
  }

  private int dispatchOrdinary() {
    return ordinary.head();
  }

  private int dispatchPriority() {
    return priority.head();
  }
}
