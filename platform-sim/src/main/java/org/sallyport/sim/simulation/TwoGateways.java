// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.simulation;

import java.util.List;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.Identity;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.config.PresharedKey;
import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;

/**
 * The configurations of a simulation's two ends: gateways on one Ethernet, a network behind each.
 */
final class TwoGateways {
  static final IpAddress LEFT_INNER = IpAddress.ofIpv4(0x0a010001);
  static final IpAddress RIGHT_INNER = IpAddress.ofIpv4(0x0a020001);
  private static final String SECRET = "the secret of the simulated pair";
  private static final AddressRange LEFT_NETWORK = network24(LEFT_INNER);
  private static final AddressRange RIGHT_NETWORK = network24(RIGHT_INNER);

  private final SimulationOptions options;

  TwoGateways(SimulationOptions options) {
    this.options = options;
  }

  /** The end that opens the IKE SA. */
  EngineConfig left() {
    return engine(1, 2, "left.test", "right.test", "right", true, LEFT_NETWORK, RIGHT_NETWORK);
  }

  /** The end that answers. */
  EngineConfig right() {
    return engine(2, 1, "right.test", "left.test", "left", false, RIGHT_NETWORK, LEFT_NETWORK);
  }

  private EngineConfig engine(
      int own,
      int other,
      String ownId,
      String otherId,
      String peerName,
      boolean isInitiator,
      AddressRange near,
      AddressRange far) {
    ChildConfig child =
        new ChildConfig(
            "lan",
            Mode.TUNNEL,
            options.espProposals(),
            List.of(near),
            List.of(far),
            ChildConfig.DEFAULT_REPLAY_WINDOW);
    PeerConfig peer =
        new PeerConfig(
            peerName,
            outer(own),
            outer(other),
            Identity.ofDomainName(ownId),
            Identity.ofDomainName(otherId),
            PresharedKey.ofAscii(SECRET),
            options.ikeProposals(),
            options.isEncapsulated(),
            isInitiator,
            List.of(child));
    NetworkConfig network =
        new NetworkConfig(
            NetworkConfig.LinkKind.ETHERNET,
            OctetString.of(new byte[] {2, 0, 0x5e, 0, 0x53, (byte) own}),
            List.of(new NetworkConfig.InterfaceAddress(outer(own), options.isIpv6() ? 64 : 24)),
            List.of(),
            NetworkConfig.ETHERNET_MTU);
    return new EngineConfig(
        network, List.of(), List.of(peer), List.of(), LimitsConfig.DEFAULT, TimersConfig.DEFAULT);
  }

  private IpAddress outer(int last) {
    if (!options.isIpv6()) {
      return IpAddress.ofIpv4(0xc0000200 | last); // 192.0.2.0/24, for documentation (RFC 5737)
    }
    byte[] octets = new byte[IpAddress.IPV6_LENGTH];
    octets[0] = 0x20;
    octets[1] = 0x01;
    octets[2] = 0x0d;
    octets[3] = (byte) 0xb8; // 2001:db8::/32, for documentation (RFC 3849)
    octets[15] = (byte) last;
    return IpAddress.of(octets, 0, octets.length);
  }

  private static AddressRange network24(IpAddress member) {
    return new AddressRange(
        0, 0, 0xffff, member.prefixBound(24, false), member.prefixBound(24, true));
  }
}
