// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import java.time.Duration;
import java.util.OptionalInt;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.machine.BareMachine;
import org.sallyport.engine.table.HthState;

/** How a machine takes its leave: it is told to end, deletes its SAs, and ends with status 0. */
final class OrderlyEnd {
  private static final long LIMIT_MS = 3_000;

  private OrderlyEnd() {}

  /**
   * Ends the machine.
   *
   * @throws LabException it did not do so, or not in time
   */
  static void of(PeerEngine peer, BareMachine machine) throws LabException {
    machine.send("shutdown");
    if (!peer.runUntil(() -> !peer.has(HthState.ESTABLISHED, 1), LIMIT_MS)) {
      throw new LabException("the machine did not close its SA");
    }
    peer.runUntil(() -> !machine.isAlive(), LIMIT_MS);
    OptionalInt status = machine.waitForStatus(Duration.ofMillis(LIMIT_MS));
    if (status.isEmpty() || status.getAsInt() != 0) {
      throw new LabException("the machine did not end with status 0: " + machine.lastLines());
    }
  }
}
