// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.config;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.wire.IpAddress;

/**
 * The whole configuration of one engine.
 *
 * @param network the outer side: the network over which peers are reached
 * @param innerAddresses addresses of the engine itself on the inner side; its own stack answers for
 *     them
 * @param peers the IKE peers, by order of preference where several fit
 * @param policies SPD entries other than those of the peers' Child SAs, first match first (RFC 4301
 *     §4.4.1)
 * @param limits the bounds of every table and pool
 * @param timers every interval
 * @param forwarding what the engine does as a gateway
 */
public record EngineConfig(
    NetworkConfig network,
    List<IpAddress> innerAddresses,
    List<PeerConfig> peers,
    List<PolicyConfig> policies,
    LimitsConfig limits,
    TimersConfig timers,
    ForwardingConfig forwarding) {
  /** Copies the lists; peer names are distinct. */
  public EngineConfig {
    innerAddresses = List.copyOf(innerAddresses);
    peers = List.copyOf(peers);
    policies = List.copyOf(policies);
    for (int i = 0; i < peers.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (peers.get(i).name().equals(peers.get(j).name())) {
          throw new IllegalArgumentException("two peers are named " + peers.get(i).name());
        }
      }
    }
  }

  /** An engine whose inner side is bare IP packets. */
  public EngineConfig(
      NetworkConfig network,
      List<IpAddress> innerAddresses,
      List<PeerConfig> peers,
      List<PolicyConfig> policies,
      LimitsConfig limits,
      TimersConfig timers) {
    this(network, innerAddresses, peers, policies, limits, timers, ForwardingConfig.NONE);
  }

  /** The peer of a name, or null. */
  public @Nullable PeerConfig peer(String name) {
    for (PeerConfig peer : peers) {
      if (peer.name().equals(name)) {
        return peer;
      }
    }
    return null;
  }
}
