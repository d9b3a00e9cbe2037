// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.drop;

/**
 * How often each reason occurred. A drop is counted once, by the entry into the engine whose call
 * it ends: what a step returns is not yet counted.
 */
public final class DropCounters {
  private final long[] counts = new long[DropReason.values().length];

  /** All zero. */
  public DropCounters() {}

  /** Counts the reason and returns it. */
  public DropReason count(DropReason reason) {
    counts[reason.ordinal()]++;
    return reason;
  }

  /** How often the reason occurred; {@link DropReason#NONE} counts what was taken. */
  public long of(DropReason reason) {
    return counts[reason.ordinal()];
  }
}
