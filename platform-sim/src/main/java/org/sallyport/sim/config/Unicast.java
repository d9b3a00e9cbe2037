// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import java.util.Collection;
import java.util.Optional;
import org.sallyport.engine.wire.IpAddress;

/** Which addresses a host can have (RFC 1122 §3.2.1.3, RFC 4291 §2). */
final class Unicast {
  private static final int LOOPBACK_NETWORK = 127;
  private static final int RESERVED = 240;
  private static final int POINT_TO_POINT = 31; // RFC 3021: both addresses are hosts'
  private static final IpAddress LOOPBACK_IPV6 = IpAddress.parse("::1");

  private Unicast() {}

  /** Why an address cannot be a host's, whatever its network; empty when it can. */
  static Optional<String> objection(IpAddress address) {
    if (address.isUnspecified()) {
      return Optional.of(address + " is no address");
    }
    if (address.isMulticast()) {
      return Optional.of(address + " is a group of hosts");
    }
    boolean isLoopback =
        address.isIpv4() ? address.at(0) == LOOPBACK_NETWORK : address.equals(LOOPBACK_IPV6);
    if (isLoopback) {
      return Optional.of(address + " is the loopback address of every host");
    }
    return address.isIpv4() && (address.at(0) == 0 || address.at(0) >= RESERVED)
        ? Optional.of(address + " is reserved")
        : Optional.empty();
  }

  /** The same, for a host on one of some networks. */
  static Optional<String> objection(IpAddress address, Collection<Subnet> networks) {
    return objection(address)
        .or(() ->
            networks.stream()
                .filter(network -> network.address().isIpv4() && address.isIpv4())
                .filter(network -> network.prefixLength() < POINT_TO_POINT)
                .filter(network -> network.contains(address))
                .flatMap(network -> ofAll(address, network).stream())
                .findFirst());
  }

  private static Optional<String> ofAll(IpAddress address, Subnet network) {
    String name = network.first() + "/" + network.prefixLength();
    if (address.equals(network.first())) {
      return Optional.of(address + " is the network " + name + " itself");
    }
    return address.equals(network.last())
        ? Optional.of(address + " is the broadcast address of " + name)
        : Optional.empty();
  }
}
