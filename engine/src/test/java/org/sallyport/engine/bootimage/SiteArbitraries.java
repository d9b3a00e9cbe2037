// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.bootimage;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.BareConfig;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.EspProposal;
import org.sallyport.engine.config.ForwardingConfig;
import org.sallyport.engine.config.HeaderPolicy;
import org.sallyport.engine.config.Identity;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.NicBinding;
import org.sallyport.engine.config.NicSelector;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.config.PolicyConfig;
import org.sallyport.engine.config.PresharedKey;
import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.config.WebConfig;
import org.sallyport.engine.config.WebPage;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;

/** Generators of whole sites: everything that the records admit. */
final class SiteArbitraries {
  private SiteArbitraries() {}

  static Arbitrary<SiteImage> sites() {
    return Combinators.combine(engines(), bindings(), inners(), bares(), webs()).as(SiteImage::new);
  }

  static Arbitrary<EngineConfig> engines() {
    Arbitrary<LimitsConfig> limits =
        Combinators.combine(
                numbers(1, 1_000_000), numbers(1, 1_000_000), numbers(0, 1_000_000), numbers(0, 9))
            .as(LimitsConfig::new);
    Arbitrary<Long> ns = Arbitraries.longs().greaterOrEqual(0);
    Arbitrary<Long> positive = Arbitraries.longs().greaterOrEqual(1);
    Arbitrary<TimersConfig> timers =
        Combinators.combine(
                positive, positive, numbers(1, 99), positive, positive, ns, ns, positive)
            .as((one, other, tries, halfOpen, linger, liveness, cached, cookie) ->
                new TimersConfig(
                    Math.min(one, other),
                    Math.max(one, other),
                    tries,
                    halfOpen,
                    linger,
                    liveness,
                    cached,
                    cookie));
    Arbitrary<List<PeerConfig>> peers =
        peers().list().ofMaxSize(3).uniqueElements(PeerConfig::name);
    return Combinators.combine(
            networks(),
            addresses().list().ofMaxSize(3),
            peers,
            policies().list().ofMaxSize(3),
            limits,
            timers,
            headers().map(header -> new ForwardingConfig(null, header)))
        .as(EngineConfig::new);
  }

  private static Arbitrary<HeaderPolicy> headers() {
    Arbitrary<Boolean> either = Arbitraries.of(true, false);
    return Combinators.combine(
            Arbitraries.of(HeaderPolicy.DontFragment.class), either, either, numbers(1, 255))
        .as(HeaderPolicy::new);
  }

  private static Arbitrary<Integer> numbers(int least, int most) {
    return Arbitraries.integers().between(least, most);
  }

  private static Arbitrary<OctetString> octets(int least, int most) {
    return Arbitraries.bytes()
        .array(byte[].class)
        .ofMinSize(least)
        .ofMaxSize(most)
        .map(OctetString::of);
  }

  private static Arbitrary<String> names() {
    return Arbitraries.strings().ofMaxLength(20); // any characters: a reader of files is stricter
  }

  static Arbitrary<IpAddress> addresses() {
    return Arbitraries.of(4, 16).flatMap(SiteArbitraries::addresses);
  }

  private static Arbitrary<IpAddress> addresses(int length) {
    return octets(length, length).map(octets -> IpAddress.of(octets.toArray(), 0, length));
  }

  static Arbitrary<NetworkConfig> networks() {
    Arbitrary<NetworkConfig.InterfaceAddress> own =
        addresses()
            .flatMap(address ->
                numbers(0, 8 * address.length())
                    .map(bits -> new NetworkConfig.InterfaceAddress(address, bits)));
    return Combinators.combine(
            Arbitraries.of(NetworkConfig.LinkKind.values()),
            octets(6, 6),
            own.list().ofMaxSize(3),
            addresses().list().ofMaxSize(2),
            numbers(576, 9000),
            Arbitraries.of(true, false))
        .as((link, mac, addresses, gateways, mtu, dhcp) -> {
          boolean isEthernet = link == NetworkConfig.LinkKind.ETHERNET;
          return new NetworkConfig(
              link,
              isEthernet ? mac : OctetString.EMPTY,
              addresses,
              gateways,
              mtu,
              isEthernet && dhcp);
        });
  }

  private static Arbitrary<CipherSuite> suites() {
    List<CipherSuite> suites = new ArrayList<>();
    for (EncryptionAlgorithm encryption : EncryptionAlgorithm.values()) {
      for (IntegrityAlgorithm integrity : IntegrityAlgorithm.values()) {
        for (int bits : List.of(0, 128, 192, 256)) {
          if (CipherSuite.refusal(encryption, bits, integrity) == null) {
            suites.add(new CipherSuite(encryption, bits, integrity));
          }
        }
      }
    }
    return Arbitraries.of(suites).filter(CipherSuite::isAuthenticated);
  }

  private static Arbitrary<AddressRange> selectors() {
    return Arbitraries.of(4, 16)
        .flatMap(length ->
            Combinators.combine(
                    numbers(0, 255),
                    numbers(0, 0xFFFF),
                    numbers(0, 0xFFFF),
                    addresses(length),
                    addresses(length))
                .as((protocol, one, two, first, second) -> {
                  boolean ordered = first.compareTo(second) <= 0;
                  return new AddressRange(
                      protocol,
                      Math.min(one, two),
                      Math.max(one, two),
                      ordered ? first : second,
                      ordered ? second : first);
                }));
  }

  private static Arbitrary<PolicyConfig> policies() {
    return Combinators.combine(
            Arbitraries.of(PolicyConfig.Action.values()), selectors(), selectors())
        .as(PolicyConfig::new);
  }

  private static Arbitrary<ChildConfig> children() {
    Arbitrary<EspProposal> proposals =
        Combinators.combine(suites(), Arbitraries.of(true, false)).as(EspProposal::new);
    return Combinators.combine(
            names(),
            Arbitraries.of(Mode.values()),
            proposals.list().ofMinSize(1).ofMaxSize(3),
            selectors().list().ofMinSize(1).ofMaxSize(3),
            selectors().list().ofMinSize(1).ofMaxSize(3),
            numbers(32, 4096))
        .as(ChildConfig::new);
  }

  private static Arbitrary<PeerConfig> peers() {
    Arbitrary<IkeProposal> proposals =
        Combinators.combine(
                suites(),
                Arbitraries.of(PrfAlgorithm.values()),
                Arbitraries.of(KeyExchangeMethod.values()))
            .as(IkeProposal::new);
    Arbitrary<Identity> identities =
        Combinators.combine(numbers(0, 255), octets(0, 30)).as(Identity::new);
    Arbitrary<PresharedKey> secrets =
        octets(1, 40).map(octets -> PresharedKey.of(octets.toArray()));
    Arbitrary<Remote> remotes =
        Combinators.combine(
                addresses().injectNull(0.3),
                Arbitraries.of(true, false),
                Arbitraries.of(true, false))
            .as(Remote::new);
    return Combinators.combine(
            names(),
            addresses(),
            remotes,
            identities,
            identities,
            secrets,
            proposals.list().ofMinSize(1).ofMaxSize(3),
            children().list().ofMinSize(1).ofMaxSize(2))
        .as((name, local, remote, localId, remoteId, secret, ike, children) ->
            new PeerConfig(
                name,
                local,
                remote.address(),
                localId,
                remoteId,
                secret,
                ike,
                remote.inUdp(),
                remote.initiate() && remote.address() != null,
                children));
  }

  private record Remote(@Nullable IpAddress address, boolean inUdp, boolean initiate) {}

  private static Arbitrary<NicBinding> bindings() {
    Arbitrary<NicSelector> selectors =
        Arbitraries.oneOf(
            numbers(0, 255).map(NicSelector.ByIndex::new),
            Combinators.combine(numbers(0, 255), numbers(0, 31), numbers(0, 7))
                .as(NicSelector.ByPciAddress::new),
            octets(6, 6).map(NicSelector.ByHardwareAddress::new));
    return Combinators.combine(selectors, Arbitraries.of(true, false)).as(NicBinding::new);
  }

  private static Arbitrary<SiteImage.Inner> inners() {
    return Combinators.combine(bindings(), networks()).as(SiteImage.Inner::new).injectNull(0.4);
  }

  private static Arbitrary<BareConfig> bares() {
    return Combinators.combine(
            Arbitraries.of(BareConfig.OnFault.values()),
            Arbitraries.of(BareConfig.Console.values()),
            Arbitraries.of(BareConfig.LogLevel.values()),
            Arbitraries.of(true, false))
        .as(BareConfig::new);
  }

  private static Arbitrary<WebConfig> webs() {
    Arbitrary<WebPage> pages =
        Combinators.combine(
                Arbitraries.strings()
                    .withCharRange('!', '~')
                    .ofMaxLength(30)
                    .map(text -> "/" + text),
                Arbitraries.strings().withCharRange(' ', '~').ofMinLength(1).ofMaxLength(30),
                octets(0, 200).map(OctetString::toArray))
            .as(WebPage::new);
    return Combinators.combine(
            numbers(0, 0xFFFF),
            Arbitraries.of(true, false),
            pages.list().ofMaxSize(4).uniqueElements(WebPage::path))
        .as(WebConfig::new);
  }
}
