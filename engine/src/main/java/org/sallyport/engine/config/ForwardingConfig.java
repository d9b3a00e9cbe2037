// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.config;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What the engine does as a security gateway between the hosts behind it and its tunnels.
 *
 * @param lan our side of the network behind us, when the inner side is an Ethernet link on which we
 *     are the hosts' router; null when the inner side is bare IP packets, whose router is the node
 *     that hands them to us
 * @param tunnelHeader how the outer headers of tunnels are made
 */
public record ForwardingConfig(@Nullable NetworkConfig lan, HeaderPolicy tunnelHeader) {
  /** Bare IP packets inside; DF, DSCP and ECN copied outwards. */
  public static final ForwardingConfig NONE = new ForwardingConfig(null, HeaderPolicy.DEFAULT);

  /** The network behind us is one of Ethernet. */
  public ForwardingConfig {
    if (lan != null && lan.link() != NetworkConfig.LinkKind.ETHERNET) {
      throw new IllegalArgumentException("a network behind the engine is one of Ethernet");
    }
  }

  /** The same rules for another network behind us. */
  public ForwardingConfig withLan(NetworkConfig other) {
    return new ForwardingConfig(other, tunnelHeader);
  }
}
