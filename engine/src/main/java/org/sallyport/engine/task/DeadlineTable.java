// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.task;

/**
 * Deadlines as cells of a table: a cell is armed with a time, re-armed or disarmed, and comes out
 * once when that time has passed. The earliest is always known. An indexed binary heap: arming
 * costs the logarithm of the armed cells, nothing is allocated, and cells that are due at the same
 * time come out by number, so that a run can be repeated.
 */
public final class DeadlineTable {
  /** No deadline, and what an unarmed cell has. */
  public static final long NEVER_NS = Long.MAX_VALUE;

  /** What {@link #takeExpired} gives when nothing is due. */
  public static final int NONE = -1;

  private final long[] deadlinesNs;
  private final int[] heap;
  private final int[] places;
  private int armed;

  /** A table of so many cells, none armed. */
  public DeadlineTable(int cells) {
    deadlinesNs = new long[cells];
    heap = new int[cells];
    places = new int[cells];
    for (int cell = 0; cell < cells; cell++) {
      deadlinesNs[cell] = NEVER_NS;
      places[cell] = NONE;
    }
  }

  /** Arms the cell, or moves its deadline; {@link #NEVER_NS} disarms it. */
  public void arm(int cell, long deadlineNs) {
    if (deadlineNs == NEVER_NS) {
      disarm(cell);
      return;
    }
    deadlinesNs[cell] = deadlineNs;
    int place = places[cell];
    if (place == NONE) {
      place = armed++;
      put(place, cell);
    }
    settle(place);
  }

  /** Disarms the cell; it need not be armed. */
  public void disarm(int cell) {
    int place = places[cell];
    if (place == NONE) {
      return;
    }
    places[cell] = NONE;
    deadlinesNs[cell] = NEVER_NS;
    int last = heap[--armed];
    if (last != cell) {
      put(place, last);
      settle(place);
    }
  }

  /** When the cell is due, or {@link #NEVER_NS}. */
  public long deadlineNs(int cell) {
    return deadlinesNs[cell];
  }

  /** The earliest deadline of all cells, or {@link #NEVER_NS}. */
  public long nextDeadlineNs() {
    return armed == 0 ? NEVER_NS : deadlinesNs[heap[0]];
  }

  /** Disarms and returns the earliest cell that is due at {@code nowNs}, or {@link #NONE}. */
  public int takeExpired(long nowNs) {
    if (armed == 0 || deadlinesNs[heap[0]] > nowNs) {
      return NONE;
    }
    int cell = heap[0];
    disarm(cell);
    return cell;
  }

  private void settle(int start) {
    int place = start;
    while (place > 0 && isBefore(heap[place], heap[(place - 1) / 2])) {
      swap(place, (place - 1) / 2);
      place = (place - 1) / 2;
    }
    while (true) {
      int child = 2 * place + 1;
      if (child >= armed) {
        return;
      }
      if (child + 1 < armed && isBefore(heap[child + 1], heap[child])) {
        child++;
      }
      if (!isBefore(heap[child], heap[place])) {
        return;
      }
      swap(place, child);
      place = child;
    }
  }

  private boolean isBefore(int cell, int other) {
    long deadline = deadlinesNs[cell];
    long otherDeadline = deadlinesNs[other];
    return deadline < otherDeadline || (deadline == otherDeadline && cell < other);
  }

  private void swap(int place, int other) {
    int cell = heap[place];
    put(place, heap[other]);
    put(other, cell);
  }

  private void put(int place, int cell) {
    heap[place] = cell;
    places[cell] = place;
  }
}
