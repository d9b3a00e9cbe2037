// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.sallyport.engine.drop.DropCounters;
import org.sallyport.engine.drop.DropReason;

/** What the host stack counted since its start. */
public final class StackCounters {
  private final DropCounters drops = new DropCounters();
  private long framesIn;
  private long framesOut;

  StackCounters() {}

  void frameIn() {
    framesIn++;
  }

  void frameOut() {
    framesOut++;
  }

  DropReason count(DropReason reason) {
    return drops.count(reason);
  }

  /** Counts a message of our own that was not sent; one that was, or that waits, is no drop. */
  void countUnsent(DropReason reason) {
    if (reason.isDrop()) {
      drops.count(reason);
    }
  }

  /** Frames that came in on the link. */
  public long framesIn() {
    return framesIn;
  }

  /** Frames that went out on the link. */
  public long framesOut() {
    return framesOut;
  }

  /** How often a reason occurred; {@link DropReason#NONE} counts what was taken. */
  public long drops(DropReason reason) {
    return drops.of(reason);
  }
}
