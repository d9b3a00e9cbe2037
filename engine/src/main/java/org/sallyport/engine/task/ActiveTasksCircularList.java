// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.task;

/**
 * The ATCL: the pending tasks in a ring, served in the order of their entry. Its links live in the
 * TCB table.
 */
final class ActiveTasksCircularList {
  private final TransitionControlBlocks blocks;
  private int head = TransitionControlBlocks.NONE;
  private int size;

  ActiveTasksCircularList(TransitionControlBlocks blocks) {
    this.blocks = blocks;
  }

  int size() {
    return size;
  }

  /** Enters a task at the end; it is in no list. */
  void enter(int task) {
    assert blocks.next(task) == TransitionControlBlocks.NONE : "task is in the list";
    if (size == 0) {
      head = task;
      blocks.link(task, task, task);
    } else {
      int tail = blocks.previous(head);
      blocks.link(task, tail, head);
      blocks.setNext(tail, task);
      blocks.setPrevious(head, task);
    }
    size++;
  }

  /** The task that has waited longest; the list is not empty. */
  int head() {
    assert size > 0 : "no task is pending";
    return head;
  }

  /** Takes out a task that is in the list. */
  void leave(int task) {
    assert blocks.next(task) != TransitionControlBlocks.NONE : "task is not in the list";
    int after = blocks.next(task);
    blocks.setNext(blocks.previous(task), after);
    blocks.setPrevious(after, blocks.previous(task));
    blocks.link(task, TransitionControlBlocks.NONE, TransitionControlBlocks.NONE);
    size--;
    head = size == 0 ? TransitionControlBlocks.NONE : head == task ? after : head;
  }
}
