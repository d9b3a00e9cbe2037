// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.link;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** Sleeps until one of several links has a frame or the time is over. */
public final class LinkWaiter {
  private static final int ENTRY_BYTES = 8; // struct pollfd

  private final MemorySegment entries;
  private final int count;

  /**
   * @param links those without a descriptor are left out
   */
  public LinkWaiter(List<? extends FrameLink> links) {
    int[] descriptors =
        links.stream().mapToInt(FrameLink::descriptor).filter(number -> number >= 0).toArray();
    count = descriptors.length;
    entries = Arena.ofAuto().allocate(Math.max(1, count) * (long) ENTRY_BYTES, 8);
    for (int i = 0; i < count; i++) {
      entries.set(ValueLayout.JAVA_INT, (long) i * ENTRY_BYTES, descriptors[i]);
      entries.set(ValueLayout.JAVA_SHORT, (long) i * ENTRY_BYTES + 4, LinuxCalls.POLLIN);
    }
  }

  /**
   * Waits.
   *
   * @param timeoutMs 0 returns at once
   * @return true when a frame may wait
   */
  public boolean await(int timeoutMs) {
    return LinuxCalls.poll(entries, count, Math.max(0, timeoutMs)) > 0;
  }
}
