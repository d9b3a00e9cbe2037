// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.bootimage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.EspProposal;
import org.sallyport.engine.config.ForwardingConfig;
import org.sallyport.engine.config.HeaderPolicy;
import org.sallyport.engine.config.Identity;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.NetworkConfig.InterfaceAddress;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.config.PolicyConfig;
import org.sallyport.engine.config.PresharedKey;
import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.Octets;

/**
 * {@link EngineConfig} as fields of a {@link SiteImage}, in the order of the records, algorithms by
 * their IKEv2 transform ids (RFC 7296 §3.3.2). The reader states every rule that the records insist
 * on before it makes them, so that no octets make it throw.
 */
final class ConfigCodec {
  private static final int MOST_ENTRIES = 4096;
  private static final int MOST_TASKS = 1_000_000;

  private ConfigCodec() {}

  // ---- writing

  static void write(EngineConfig config, OctetWriter out) {
    writeNetwork(config.network(), out);
    writeList(config.innerAddresses(), ConfigCodec::writeAddress, out);
    writeList(config.peers(), ConfigCodec::writePeer, out);
    writeList(config.policies(), ConfigCodec::writePolicy, out);
    LimitsConfig limits = config.limits();
    out.i32(limits.maximumIkeSas());
    out.i32(limits.maximumChildSas());
    out.i32(limits.cookieThreshold());
    out.i32(limits.maximumInitRestarts());
    TimersConfig timers = config.timers();
    out.i64(timers.retransmitFirstNs());
    out.i64(timers.retransmitMaximumNs());
    out.i32(timers.retransmitTries());
    out.i64(timers.halfOpenExpiryNs());
    out.i64(timers.lingerNs());
    out.i64(timers.livenessNs());
    out.i64(timers.cachedResponseNs());
    out.i64(timers.cookieSecretNs());
    // The network behind us stands with its interface in the image.
    HeaderPolicy header = config.forwarding().tunnelHeader();
    out.u8(header.dontFragment().ordinal());
    out.flag(header.copyTrafficClass());
    out.flag(header.copyCongestion());
    out.i32(header.hopLimit());
  }

  static void writeNetwork(NetworkConfig network, OctetWriter out) {
    out.u8(network.link().ordinal());
    out.shortOctets(network.hardwareAddress());
    writeList(network.addresses(), ConfigCodec::writeInterfaceAddress, out);
    writeList(network.gateways(), ConfigCodec::writeAddress, out);
    out.i32(network.mtuBytes());
    out.flag(network.dhcp());
  }

  private static void writeInterfaceAddress(InterfaceAddress entry, OctetWriter out) {
    writeAddress(entry.address(), out);
    out.u8(entry.prefixLength());
  }

  private static void writeAddress(IpAddress address, OctetWriter out) {
    out.u8(address.length());
    out.raw(address.toOctets().toArray());
  }

  private static void writePeer(PeerConfig peer, OctetWriter out) {
    out.text(peer.name());
    writeAddress(peer.localAddress(), out);
    IpAddress remoteAddress = peer.remoteAddress();
    out.flag(remoteAddress != null);
    if (remoteAddress != null) {
      writeAddress(remoteAddress, out);
    }
    writeIdentity(peer.localId(), out);
    writeIdentity(peer.remoteId(), out);
    switch (peer.credentials()) {
      case PresharedKey key -> writeSecret(key, out);
    }
    writeList(peer.ikeProposals(), ConfigCodec::writeIkeProposal, out);
    out.flag(peer.forceUdpEncapsulation());
    out.flag(peer.initiate());
    writeList(peer.children(), ConfigCodec::writeChild, out);
  }

  private static void writeSecret(PresharedKey key, OctetWriter out) {
    byte[] secret = key.octets();
    out.shortOctets(secret);
    Octets.clear(secret, 0, secret.length);
  }

  private static void writeIdentity(Identity identity, OctetWriter out) {
    out.u8(identity.type());
    out.shortOctets(identity.data());
  }

  private static void writeIkeProposal(IkeProposal proposal, OctetWriter out) {
    writeSuite(proposal.suite(), out);
    out.u16(proposal.prf().id());
    out.u16(proposal.keyExchange().id());
  }

  private static void writeSuite(CipherSuite suite, OctetWriter out) {
    out.u16(suite.encryption().id());
    out.u16(suite.keyBits());
    out.u16(suite.integrity().id());
  }

  private static void writeChild(ChildConfig child, OctetWriter out) {
    out.text(child.name());
    out.u8(child.mode().ordinal());
    writeList(child.proposals(), ConfigCodec::writeEspProposal, out);
    writeList(child.localSelectors(), ConfigCodec::writeSelector, out);
    writeList(child.remoteSelectors(), ConfigCodec::writeSelector, out);
    out.i32(child.replayWindow());
  }

  private static void writeEspProposal(EspProposal proposal, OctetWriter out) {
    writeSuite(proposal.suite(), out);
    out.flag(proposal.extendedSequence());
  }

  private static void writeSelector(AddressRange range, OctetWriter out) {
    out.u8(range.protocol());
    out.u16(range.startPort());
    out.u16(range.endPort());
    writeAddress(range.start(), out);
    writeAddress(range.end(), out);
  }

  private static void writePolicy(PolicyConfig policy, OctetWriter out) {
    out.u8(policy.action().ordinal());
    writeSelector(policy.local(), out);
    writeSelector(policy.remote(), out);
  }

  /** Writes one element of a list. */
  private interface ElementWriter<T> {
    void write(T element, OctetWriter out);
  }

  private static <T> void writeList(List<T> list, ElementWriter<T> element, OctetWriter out) {
    out.u16(list.size());
    for (T each : list) {
      element.write(each, out);
    }
  }

  // ---- reading

  /** The configuration, or null when the reader refused. */
  static @Nullable EngineConfig read(OctetReader in) {
    NetworkConfig network = readNetwork(in);
    List<IpAddress> innerAddresses = readList(in, 0, OctetReader::address);
    List<PeerConfig> peers = readList(in, 0, ConfigCodec::readPeer);
    requireDistinct(in, peers, PeerConfig::name, "two peers have one name");
    List<PolicyConfig> policies = readList(in, 0, ConfigCodec::readPolicy);
    LimitsConfig limits =
        new LimitsConfig(
            in.number(1, MOST_TASKS, "the number of IKE SAs"),
            in.number(1, MOST_TASKS, "the number of Child SAs"),
            in.number(0, MOST_TASKS, "the cookie threshold"),
            in.number(0, MOST_TASKS, "the number of restarts"));
    TimersConfig timers = readTimers(in);
    HeaderPolicy header =
        new HeaderPolicy(
            in.constant(HeaderPolicy.DontFragment.values(), "the rule for DF"),
            in.flag(),
            in.flag(),
            in.number(1, 255, "the hop limit of tunnels"));
    return network == null || in.refused()
        ? null
        : new EngineConfig(
            network,
            innerAddresses,
            peers,
            policies,
            limits,
            timers,
            new ForwardingConfig(null, header));
  }

  private static TimersConfig readTimers(OctetReader in) {
    long firstNs = in.positiveDurationNs("the first retransmission");
    long longestNs = in.positiveDurationNs("the longest retransmission");
    in.require(longestNs >= firstNs, "the longest retransmission is shorter than the first");
    return new TimersConfig(
        firstNs,
        Math.max(firstNs, longestNs),
        in.number(1, MOST_TASKS, "the number of tries"),
        in.positiveDurationNs("the half-open expiry"),
        in.positiveDurationNs("the linger time"),
        in.durationNs("the liveness interval"),
        in.durationNs("the cached response interval"),
        in.positiveDurationNs("the life of a cookie secret"));
  }

  /** A network, or null when the reader refused. */
  static @Nullable NetworkConfig readNetwork(OctetReader in) {
    NetworkConfig.LinkKind link = in.constant(NetworkConfig.LinkKind.values(), "the kind of link");
    OctetString hardwareAddress = in.octets();
    List<InterfaceAddress> addresses = readList(in, 0, ConfigCodec::readInterfaceAddress);
    List<IpAddress> gateways = readList(in, 0, OctetReader::address);
    int mtuBytes = in.number(576, 65_535, "the MTU"); // RFC 791: every host takes 576
    boolean dhcp = in.flag();
    boolean isEthernet = link == NetworkConfig.LinkKind.ETHERNET;
    in.require(
        hardwareAddress.length() == (isEthernet ? 6 : 0),
        "a hardware address of 6 octets goes with Ethernet, and only there");
    return in.require(isEthernet || !dhcp, "DHCP asks over an Ethernet link")
        ? new NetworkConfig(link, hardwareAddress, addresses, gateways, mtuBytes, dhcp)
        : null;
  }

  private static @Nullable InterfaceAddress readInterfaceAddress(OctetReader in) {
    IpAddress address = in.address();
    int prefixLength = in.u8();
    return in.require(prefixLength <= 8 * address.length(), "a prefix is longer than its address")
        ? new InterfaceAddress(address, prefixLength)
        : null;
  }

  private static @Nullable PeerConfig readPeer(OctetReader in) {
    String name = in.text();
    IpAddress localAddress = in.address();
    IpAddress remoteAddress = in.flag() ? in.address() : null;
    Identity localId = readIdentity(in);
    Identity remoteId = readIdentity(in);
    byte[] secret = in.shortOctets();
    List<IkeProposal> proposals = readList(in, 1, ConfigCodec::readIkeProposal);
    boolean forceUdpEncapsulation = in.flag();
    boolean initiate = in.flag();
    List<ChildConfig> children = readList(in, 1, ConfigCodec::readChild);
    in.require(in.refused() || secret.length > 0, "a pre-shared key is empty");
    if (!in.require(
        remoteAddress != null || !initiate, "a peer without an address is to be initiated to")) {
      Octets.clear(secret, 0, secret.length);
      return null;
    }
    PresharedKey key = PresharedKey.of(secret);
    Octets.clear(secret, 0, secret.length);
    return new PeerConfig(
        name,
        localAddress,
        remoteAddress,
        localId,
        remoteId,
        key,
        proposals,
        forceUdpEncapsulation,
        initiate,
        children);
  }

  private static Identity readIdentity(OctetReader in) {
    return new Identity(in.u8(), in.octets());
  }

  private static @Nullable IkeProposal readIkeProposal(OctetReader in) {
    CipherSuite suite = readSuite(in);
    PrfAlgorithm prf = PrfAlgorithm.byId(in.u16());
    KeyExchangeMethod keyExchange = KeyExchangeMethod.byId(in.u16());
    if (suite == null || prf == null || keyExchange == null) {
      in.refuse("an IKE proposal names an algorithm that is not known");
      return null;
    }
    return new IkeProposal(suite, prf, keyExchange);
  }

  private static @Nullable CipherSuite readSuite(OctetReader in) {
    EncryptionAlgorithm encryption = EncryptionAlgorithm.byId(in.u16());
    int keyBits = in.u16();
    IntegrityAlgorithm integrity = IntegrityAlgorithm.byId(in.u16());
    if (encryption == null || integrity == null) {
      in.refuse("a suite names an algorithm that is not known");
      return null;
    }
    String refusal = CipherSuite.refusal(encryption, keyBits, integrity);
    if (refusal != null) {
      in.refuse(refusal);
      return null;
    }
    CipherSuite suite = new CipherSuite(encryption, keyBits, integrity);
    return in.require(suite.isAuthenticated(), "a suite without integrity (RFC 8221 section 4)")
        ? suite
        : null;
  }

  private static @Nullable ChildConfig readChild(OctetReader in) {
    String name = in.text();
    Mode mode = in.constant(Mode.values(), "the mode");
    List<EspProposal> proposals = readList(in, 1, ConfigCodec::readEspProposal);
    List<AddressRange> local = readList(in, 1, ConfigCodec::readSelector);
    List<AddressRange> remote = readList(in, 1, ConfigCodec::readSelector);
    int replayWindow =
        in.number(
            ChildConfig.MINIMUM_REPLAY_WINDOW,
            ChildConfig.MAXIMUM_REPLAY_WINDOW,
            "the replay window (RFC 4303 section 3.4.3)");
    return in.refused()
        ? null
        : new ChildConfig(name, mode, proposals, local, remote, replayWindow);
  }

  private static @Nullable EspProposal readEspProposal(OctetReader in) {
    CipherSuite suite = readSuite(in);
    boolean extendedSequence = in.flag();
    return suite == null || in.refused() ? null : new EspProposal(suite, extendedSequence);
  }

  private static @Nullable AddressRange readSelector(OctetReader in) {
    int protocol = in.u8();
    int startPort = in.u16();
    int endPort = in.u16();
    IpAddress start = in.address();
    IpAddress end = in.address();
    boolean isOpaque = startPort == 0xFFFF && endPort == 0;
    return in.require(
            start.length() == end.length()
                && start.compareTo(end) <= 0
                && (startPort <= endPort || isOpaque),
            "a selector ends before it starts (RFC 7296 section 3.13.1)")
        ? new AddressRange(protocol, startPort, endPort, start, end)
        : null;
  }

  private static @Nullable PolicyConfig readPolicy(OctetReader in) {
    PolicyConfig.Action action = in.constant(PolicyConfig.Action.values(), "the action");
    AddressRange local = readSelector(in);
    AddressRange remote = readSelector(in);
    return local == null || remote == null ? null : new PolicyConfig(action, local, remote);
  }

  private static <T> List<T> readList(
      OctetReader in, int least, Function<OctetReader, @Nullable T> element) {
    int count = in.u16();
    in.require(
        count >= least && count <= MOST_ENTRIES,
        "a list has not from " + least + " to " + MOST_ENTRIES + " entries");
    List<T> list = new ArrayList<>();
    for (int index = 0; index < count && !in.refused(); index++) {
      T each = element.apply(in);
      if (each != null) {
        list.add(each);
      }
    }
    return list;
  }

  private static <T> void requireDistinct(
      OctetReader in, List<T> list, Function<T, String> name, String text) {
    Set<String> names = new HashSet<>();
    for (T each : list) {
      in.require(names.add(name.apply(each)), text);
    }
  }
}
