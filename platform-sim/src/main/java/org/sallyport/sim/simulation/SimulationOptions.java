// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.simulation;

import java.util.List;
import org.sallyport.engine.config.EspProposal;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.sim.simulation.network.FaultOptions;

/**
 * Everything a simulated run depends on: equal options give equal runs, byte for byte.
 *
 * @param seed of the network's luck, of both engines' entropy and of the traffic
 * @param faults of the network while the SAs are made and used; closing is undisturbed
 * @param isIpv6 whether the outer addresses are IPv6
 * @param isEncapsulated whether ESP travels in UDP
 * @param packetCount inner packets in each direction
 * @param payloadBytes UDP payload of an inner packet
 * @param isClosed whether the initiator closes the IKE SA at the end
 */
public record SimulationOptions(
    long seed,
    FaultOptions faults,
    boolean isIpv6,
    boolean isEncapsulated,
    List<IkeProposal> ikeProposals,
    List<EspProposal> espProposals,
    int packetCount,
    int payloadBytes,
    boolean isClosed) {
  /** Copies the lists. */
  public SimulationOptions {
    ikeProposals = List.copyOf(ikeProposals);
    espProposals = List.copyOf(espProposals);
  }

  /** These options with another seed. */
  public SimulationOptions withSeed(long other) {
    return new SimulationOptions(
        other,
        faults,
        isIpv6,
        isEncapsulated,
        ikeProposals,
        espProposals,
        packetCount,
        payloadBytes,
        isClosed);
  }
}
