// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.machine;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.bootimage.SiteImage;
import org.sallyport.engine.config.BareConfig;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.EspProposal;
import org.sallyport.engine.config.Identity;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.NicBinding;
import org.sallyport.engine.config.NicSelector;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.config.PresharedKey;
import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.config.WebConfig;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.policy.TrafficSelectors;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;

/** Sites for test machines. */
final class Sites {
  private static final CipherSuite SUITE =
      new CipherSuite(EncryptionAlgorithm.AES_GCM_16, 128, IntegrityAlgorithm.NONE);

  private Sites() {}

  /** A machine that nobody is configured to talk to. */
  static SiteImage alone() {
    return site("192.0.2.1", "10.1.0.1", List.of(), null);
  }

  /** A machine that asks the network for its address. */
  static SiteImage ofDynamicAddress() {
    SiteImage alone = alone();
    NetworkConfig network = alone.engine().network();
    NetworkConfig asking =
        new NetworkConfig(
            network.link(),
            network.hardwareAddress(),
            List.of(),
            List.of(),
            network.mtuBytes(),
            true);
    return new SiteImage(
        new EngineConfig(
            asking,
            alone.engine().innerAddresses(),
            alone.engine().peers(),
            alone.engine().policies(),
            alone.engine().limits(),
            alone.engine().timers()),
        alone.outerNic(),
        alone.inner(),
        alone.bare(),
        alone.web());
  }

  /** One of two machines, one of which opens the IKE SA. */
  static SiteImage ofPair(boolean initiates) {
    return ofPair(initiates, 32, null);
  }

  /** The same with a network behind each machine, on its second interface. */
  static SiteImage ofGateways(boolean initiates) {
    NetworkConfig behind =
        new NetworkConfig(
            NetworkConfig.LinkKind.ETHERNET,
            OctetString.of(new byte[6]),
            List.of(
                new NetworkConfig.InterfaceAddress(
                    address(initiates ? "10.1.0.1" : "10.2.0.1"), 24)),
            List.of(),
            NetworkConfig.ETHERNET_MTU);
    return ofPair(
        initiates,
        24,
        new SiteImage.Inner(new NicBinding(new NicSelector.ByIndex(1), true), behind));
  }

  private static SiteImage ofPair(
      boolean initiates, int prefixLength, SiteImage.@Nullable Inner inner) {
    String self = initiates ? "192.0.2.1" : "192.0.2.2";
    String other = initiates ? "192.0.2.2" : "192.0.2.1";
    String inside = initiates ? "10.1.0.1" : "10.2.0.1";
    String beyond = initiates ? "10.2.0.1" : "10.1.0.1";
    PeerConfig peer =
        new PeerConfig(
            "other",
            address(self),
            address(other),
            Identity.ofAddress(address(self)),
            Identity.ofAddress(address(other)),
            PresharedKey.ofAscii("a secret of two test machines"),
            List.of(new IkeProposal(SUITE, PrfAlgorithm.HMAC_SHA2_256, KeyExchangeMethod.X25519)),
            false,
            initiates,
            List.of(
                new ChildConfig(
                    "net",
                    Mode.TUNNEL,
                    List.of(new EspProposal(SUITE, false)),
                    List.of(TrafficSelectors.ofPrefix(address(inside), prefixLength)),
                    List.of(TrafficSelectors.ofPrefix(address(beyond), prefixLength)),
                    64)));
    return site(self, inside, List.of(peer), inner);
  }

  private static SiteImage site(
      String outer, String inner, List<PeerConfig> peers, SiteImage.@Nullable Inner behind) {
    NetworkConfig network =
        new NetworkConfig(
            NetworkConfig.LinkKind.ETHERNET,
            OctetString.of(new byte[6]),
            List.of(new NetworkConfig.InterfaceAddress(address(outer), 24)),
            List.of(),
            NetworkConfig.ETHERNET_MTU);
    EngineConfig engine =
        new EngineConfig(
            network,
            List.of(address(inner)),
            peers,
            List.of(),
            LimitsConfig.DEFAULT,
            TimersConfig.DEFAULT);
    return new SiteImage(
        engine,
        new NicBinding(new NicSelector.ByIndex(0), true),
        behind,
        BareConfig.DEFAULT,
        WebConfig.NONE);
  }

  private static IpAddress address(String text) {
    IpAddress address = IpAddress.parse(text);
    if (address == null) {
      throw new IllegalArgumentException(text);
    }
    return address;
  }
}
