// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.simulation.network;

import org.sallyport.engine.task.DeadlineTable;

/**
 * A machine on a {@link SimulatedNetwork}. Time comes in with every call; it has no other clock.
 */
public interface SimulatedHost {
  /**
   * A frame arrived.
   *
   * @param frame the host may keep it
   */
  void receive(byte[] frame, long nowNs);

  /** Does what is due. Called after every frame and when the deadline is reached. */
  void poll(long nowNs);

  /** When {@link #poll} wants to be called next, or {@link DeadlineTable#NEVER_NS}. */
  long nextDeadlineNs();
}
