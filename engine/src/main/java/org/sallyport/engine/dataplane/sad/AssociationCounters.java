// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.sad;

import org.sallyport.engine.drop.DropReason;

/** What passed through an association or a path, and what was refused for which reason. */
public final class AssociationCounters {
  private static final DropReason[] REASONS = DropReason.values();

  private final long[] drops = new long[REASONS.length];
  private long packets;
  private long octets;

  /** All zero. */
  public AssociationCounters() {}

  /** Counts a packet that passed, with the octets of its inner packet. */
  public void pass(int innerOctets) {
    packets++;
    octets += innerOctets;
  }

  /** Counts a refused packet. */
  public void drop(DropReason reason) {
    drops[reason.ordinal()]++;
  }

  /** Packets that passed. */
  public long packets() {
    return packets;
  }

  /** Octets of inner packets that passed. */
  public long octets() {
    return octets;
  }

  /** Packets refused for this reason. */
  public long drops(DropReason reason) {
    return drops[reason.ordinal()];
  }

  /** Packets refused for any reason. */
  public long drops() {
    long sum = 0;
    for (long count : drops) {
      sum += count;
    }
    return sum;
  }
}
