// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.engine.table.HthState;

/**
 * How long a candidate takes from the start of its QEMU to the first answer to a ping through ESP.
 * The candidate opens the IKE SA as soon as it can, and this JVM's engine pings as soon as there is
 * a Child SA.
 *
 * @param firstFrameNs until its first frame
 * @param establishedNs until both SAs were there
 * @param firstPingNs until the ping was answered
 * @param usedBytes the memory it had in use then
 */
record FirstPing(long firstFrameNs, long establishedNs, long firstPingNs, long usedBytes) {
  private static final int PACKET_BYTES = 84;
  private static final long PING_LIMIT_MS = 100;
  private static final int PINGS = 50;

  /**
   * Boots a candidate.
   *
   * @param directory for sockets and logs; its path is short enough for sockets
   * @param measuresMemory whether it is asked for that, too
   * @throws LabException when it did not come so far within the limit
   */
  static FirstPing measure(
      Candidate candidate, Path directory, int memoryMib, long limitMs, boolean measuresMemory)
      throws LabException {
    BootRun.Link link = new BootRun.Link(directory);
    try (PeerEngine peer = link.open(System.nanoTime(), "peer", "machine");
        Candidate.Running running = candidate.start(directory, memoryMib, link.netdev())) {
      boolean established =
          peer.runUntil(() -> !running.isAlive() || peer.has(HthState.ESTABLISHED, 1), limitMs);
      if (!established || !running.isAlive()) {
        throw new LabException(
            candidate.title()
                + " with "
                + memoryMib
                + " MiB did not open its IKE SA within "
                + limitMs
                + " ms; console: "
                + running.console());
      }
      long establishedNs = peer.nowNs();
      InnerClient client =
          new InnerClient(
              peer, Addresses.of(Addresses.PEER_INNER), Addresses.of(Addresses.MACHINE_INNER));
      OptionalLong answer = OptionalLong.empty();
      for (int i = 0; i < PINGS && answer.isEmpty(); i++) {
        answer = client.pingNs(PACKET_BYTES, PING_LIMIT_MS);
      }
      if (answer.isEmpty()) {
        throw new LabException(candidate.title() + " does not answer pings through ESP");
      }
      long firstPingNs = peer.nowNs();
      return new FirstPing(
          peer.events().getFirst().timeNs(),
          establishedNs,
          firstPingNs,
          measuresMemory ? running.usedBytes() : 0);
    }
  }
}
