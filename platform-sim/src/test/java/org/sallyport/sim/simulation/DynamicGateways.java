// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.simulation;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.sim.config.ProposalText;
import org.sallyport.sim.simulation.network.FaultOptions;

/** What tests configure gateways with whose outer address the network gives. */
final class DynamicGateways {
  private DynamicGateways() {}

  /** Two gateways with fixed addresses, to be changed. */
  static TwoGateways fixed() throws Exception {
    return new TwoGateways(
        new SimulationOptions(
            3,
            FaultOptions.NONE,
            false,
            false,
            ProposalText.ike("aes128gcm16-prfsha256-x25519").ikeProposals(),
            ProposalText.esp("aes128gcm16").espProposals(List.of(false)),
            1,
            64,
            true));
  }

  /** The same interface without addresses, which asks for one. */
  static NetworkConfig dynamic(NetworkConfig fixed) {
    return new NetworkConfig(
        fixed.link(), fixed.hardwareAddress(), List.of(), List.of(), fixed.mtuBytes(), true);
  }

  /** A configuration with other addresses of its one peer. */
  static EngineConfig with(
      EngineConfig config,
      NetworkConfig network,
      IpAddress local,
      @Nullable IpAddress remote,
      boolean initiates,
      LimitsConfig limits) {
    PeerConfig old = config.peers().getFirst();
    PeerConfig peer =
        new PeerConfig(
            old.name(),
            local,
            remote,
            old.localId(),
            old.remoteId(),
            old.credentials(),
            old.ikeProposals(),
            old.forceUdpEncapsulation(),
            initiates,
            old.children());
    return new EngineConfig(
        network,
        config.innerAddresses(),
        List.of(peer),
        config.policies(),
        limits,
        config.timers());
  }
}
