// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.sad;

import org.sallyport.engine.drop.DropCounters;
import org.sallyport.engine.drop.DropReason;

/** What passed through an association, and what was refused for which reason. */
public final class AssociationCounters {
  private final DropCounters drops = new DropCounters();
  private long packets;
  private long octets;

  /** All zero. */
  public AssociationCounters() {}

  /** Counts a packet that passed, with the octets of its inner packet. */
  public void pass(int innerOctets) {
    packets++;
    octets += innerOctets;
  }

  public void drop(DropReason reason) {
    drops.count(reason);
  }

  /** Packets that passed. */
  public long packets() {
    return packets;
  }

  /** Octets of inner packets that passed. */
  public long octets() {
    return octets;
  }

  public long drops(DropReason reason) {
    return drops.of(reason);
  }
}
