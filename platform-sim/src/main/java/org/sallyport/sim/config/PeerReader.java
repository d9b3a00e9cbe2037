// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.EspProposal;
import org.sallyport.engine.config.Identity;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.config.PolicyConfig;
import org.sallyport.engine.config.PresharedKey;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.sim.config.GatewayConfig.Inner;

/** Reads the sections {@code [[peer]]} and {@code [[peer.child]]}. */
final class PeerReader {
  private static final List<String> STANDARD_IKE =
      List.of(
          "aes256gcm16-prfsha384-ecp384",
          "aes128gcm16-prfsha256-x25519-ecp256",
          "chacha20poly1305-prfsha256-x25519-ecp256",
          "aes128-aes256-sha256-modp2048-modp3072");
  private static final List<String> STANDARD_ESP =
      List.of("aes256gcm16-aes128gcm16", "chacha20poly1305", "aes128-aes256-sha256");
  private static final IpAddress STAND_IN = IpAddress.ANY_IPV4;

  private final LinkReader.OuterSide outer;
  private final Optional<Inner> inner;
  private final SecretReader secrets;
  private final List<PeerChecks.PeerEntry> entries = new ArrayList<>();

  PeerReader(Path file, LinkReader.OuterSide outer, Optional<Inner> inner) {
    this.secrets = new SecretReader(file);
    this.outer = outer;
    this.inner = inner;
  }

  List<PeerConfig> peers(List<TomlSection> sections) {
    Set<String> names = new HashSet<>();
    List<PeerConfig> peers = new ArrayList<>();
    for (TomlSection section : sections) {
      peer(section, names).ifPresent(peers::add);
    }
    return peers;
  }

  /** Notes what the peers that were read mean to each other, to the network and to policies. */
  void check(List<PolicyConfig> policies) {
    new PeerChecks(outer.network(), entries).run(policies);
  }

  /** SPD entries that need no SA: every pair of a local and a remote selector. */
  static Stream<PolicyConfig> policies(TomlSection section) {
    Optional<PolicyConfig.Action> action =
        section.requiredText(
            "action",
            "\"bypass\" (or \"discard\")",
            text -> TomlSection.choice(text, PolicyConfig.Action.class));
    List<AddressRange> local = requiredSelectors(section, "local_ts");
    List<AddressRange> remote = requiredSelectors(section, "remote_ts");
    section.finish();
    return action.stream()
        .flatMap(what ->
            local.stream()
                .flatMap(near -> remote.stream().map(far -> new PolicyConfig(what, near, far))));
  }

  private static List<AddressRange> requiredSelectors(TomlSection section, String key) {
    if (!section.has(key)) {
      section.problem(key, "is missing", "add " + key + " = [\"0.0.0.0/0\"]");
    }
    return section.texts(key, SelectorText::parse);
  }

  /** Empty when the section has problems, which are then noted. */
  private Optional<PeerConfig> peer(TomlSection section, Set<String> names) {
    int problemsBefore = section.problemCount();
    String name = name(section, names);
    Optional<IpAddress> remote =
        section
            .requiredText("remote_address", "\"192.0.2.2\" (or \"any\")", PeerReader::addressOrAny)
            .flatMap(found -> found);
    IpAddress local = localAddress(section, remote);
    boolean isInitiator = section.flag("initiate", false);
    if (isInitiator && remote.isEmpty() && section.has("remote_address")) {
      section.problem(
          "initiate",
          "a peer with remote_address = \"any\" cannot be called",
          "set initiate = false or give the address");
    }
    Optional<Identity> localId = section.text("local_id", IdentityText::parse);
    Optional<Identity> remoteId = section.text("remote_id", IdentityText::parse);
    if (!section.has("remote_id")) {
      remoteId = remote.map(Identity::ofAddress);
      if (remoteId.isEmpty() && section.has("remote_address")) {
        section.problem(
            "remote_id",
            "is missing, and remote_address does not tell who it is",
            "add remote_id = \"...\", the identity that the peer states");
      }
    }
    if (!section.has("local_id") && isGiven(local)) {
      section.problem(
          "local_id",
          "is missing, and an address that the network gives does not tell who we are",
          "add local_id = \"...\", the identity that the peer expects");
    }
    boolean isLegacyAllowed = section.flag("legacy", false);
    Optional<PresharedKey> secret = secrets.secret(section);
    Encapsulation encapsulation =
        section.choice("udp_encapsulation", Encapsulation.class, Encapsulation.AUTO);
    List<IkeProposal> proposals =
        proposals(section, "ike_proposals", STANDARD_IKE, ProposalText::ike, isLegacyAllowed)
            .stream()
            .flatMap(proposal -> proposal.ikeProposals().stream())
            .distinct()
            .toList();
    List<TomlSection> childSections = section.tables("child", "what is to be protected?");
    List<ChildConfig> children = children(childSections, local, remote, isLegacyAllowed);
    section.finish();
    if (section.problemCount() != problemsBefore) {
      return Optional.empty();
    }
    PeerConfig peer =
        new PeerConfig(
            name,
            local,
            remote.orElse(null),
            localId.orElseGet(() -> Identity.ofAddress(local)),
            remoteId.orElseThrow(),
            secret.orElseThrow(),
            proposals,
            encapsulation == Encapsulation.ALWAYS,
            isInitiator,
            children);
    entries.add(new PeerChecks.PeerEntry(section, peer, childSections));
    return Optional.of(peer);
  }

  private static String name(TomlSection section, Set<String> names) {
    String name =
        section
            .requiredText(
                "name",
                "\"...\"",
                text -> {
                  if (!text.matches("[A-Za-z0-9_.-]{1,64}")) {
                    throw new TextException(
                        "\"" + text + "\" cannot be a name",
                        "use 1 to 64 letters, digits, '-', '_' or '.'");
                  }
                  return text;
                })
            .orElse("");
    if (!name.isEmpty() && !names.add(name)) {
      section.problem("name", "\"" + name + "\" is taken already", "choose another");
    }
    return name;
  }

  private IpAddress localAddress(TomlSection section, Optional<IpAddress> remote) {
    Optional<IpAddress> given = section.text("local_address", Subnet::address);
    List<IpAddress> own = outer.addresses();
    if (given.isPresent()) {
      if (!own.isEmpty() && !own.contains(given.get())) {
        section.problem(
            "local_address",
            given.get() + " is not one of outer.addresses",
            "use one of " + own + " or add it there");
      }
      if (remote.isPresent() && remote.get().length() != given.get().length()) {
        section.problem(
            "local_address",
            "is of another IP version than remote_address",
            "give both as IPv4 or both as IPv6");
      }
      return given.get();
    }
    Optional<IpAddress> fitting =
        own.stream()
            .filter(address -> remote.isEmpty() || remote.get().length() == address.length())
            .findFirst();
    boolean isGiven = outer.network().dhcp() && remote.map(IpAddress::isIpv4).orElse(true);
    if (fitting.isEmpty() && isGiven) {
      return IpAddress.ANY_IPV4; // whichever the network gives
    }
    if (fitting.isEmpty() && (!own.isEmpty() || outer.network().dhcp())) {
      section.problem(
          "remote_address",
          "outer.addresses has none of its IP version",
          "add an address of that version to outer.addresses");
    }
    return fitting.orElse(STAND_IN);
  }

  private List<ChildConfig> children(
      List<TomlSection> sections,
      IpAddress local,
      Optional<IpAddress> remote,
      boolean isLegacyAllowed) {
    Set<String> names = new HashSet<>();
    List<ChildConfig> children = new ArrayList<>();
    for (TomlSection section : sections) {
      child(section, names, local, remote, isLegacyAllowed).ifPresent(children::add);
    }
    return children;
  }

  private Optional<ChildConfig> child(
      TomlSection section,
      Set<String> names,
      IpAddress local,
      Optional<IpAddress> remote,
      boolean isLegacyAllowed) {
    int problemsBefore = section.problemCount();
    String name = name(section, names);
    Mode mode = section.choice("mode", Mode.class, Mode.TUNNEL);
    List<AddressRange> localSelectors = section.texts("local_ts", SelectorText::parse);
    List<AddressRange> remoteSelectors = section.texts("remote_ts", SelectorText::parse);
    if (!section.has("local_ts")) {
      boolean isOfInner = mode == Mode.TUNNEL && inner.isPresent();
      localSelectors =
          isOfInner
              ? inner.get().addresses().stream().map(PeerReader::network).toList()
              : List.of(host(local));
      if (!isOfInner && isGiven(local)) {
        section.problem(
            "local_ts",
            "is missing, and the address that the network will give is not known here",
            "add local_ts = [\"10.1.0.0/24\"]");
      }
      if (localSelectors.isEmpty()) {
        section.problem(
            "local_ts",
            "is missing, and [inner] has no address",
            "add local_ts = [\"10.1.0.0/24\"], or addresses to [inner]");
      }
    }
    if (!section.has("remote_ts")) {
      if (remote.isPresent()) {
        remoteSelectors = List.of(host(remote.get()));
      } else {
        section.problem(
            "remote_ts",
            "is missing, and remote_address is \"any\"",
            "add remote_ts = [\"10.2.0.0/24\"]");
      }
    }
    for (String key : List.of("local_ts", "remote_ts")) {
      if (section.isEmptyList(key)) {
        section.problem(key, "is empty, so nothing could pass", "name a network, or leave it out");
      }
    }
    ExtendedNumbers esn =
        section.isText("esn")
            ? section.choice("esn", ExtendedNumbers.class, ExtendedNumbers.NO)
            : section.flag("esn", false) ? ExtendedNumbers.YES : ExtendedNumbers.NO;
    List<EspProposal> proposals =
        proposals(section, "esp_proposals", STANDARD_ESP, ProposalText::esp, isLegacyAllowed)
            .stream()
            .flatMap(proposal -> proposal.espProposals(esn.transforms()).stream())
            .distinct()
            .toList();
    int window =
        section.number(
            "replay_window",
            ChildConfig.DEFAULT_REPLAY_WINDOW,
            ChildConfig.MINIMUM_REPLAY_WINDOW,
            ChildConfig.MAXIMUM_REPLAY_WINDOW);
    section.finish();
    return section.problemCount() != problemsBefore
        ? Optional.empty()
        : Optional.of(
            new ChildConfig(name, mode, proposals, localSelectors, remoteSelectors, window));
  }

  private static List<ProposalText> proposals(
      TomlSection section,
      String key,
      List<String> standard,
      TomlSection.Reader<ProposalText> reader,
      boolean isLegacyAllowed) {
    List<ProposalText> proposals =
        section.texts(
            key,
            text -> {
              ProposalText proposal = reader.read(text);
              if (!isLegacyAllowed && !proposal.legacyNames().isEmpty()) {
                throw new TextException(
                    "\""
                        + text
                        + "\" uses what is kept only for old peers: "
                        + String.join(", ", proposal.legacyNames()),
                    "set legacy = true in this [[peer]], or use sha256 and modp2048 or better");
              }
              return proposal;
            });
    if (section.has(key)) {
      if (proposals.isEmpty() && section.isEmptyList(key)) {
        section.problem(key, "is empty", "leave it out for the standard, or name a proposal");
      }
      return proposals;
    }
    List<ProposalText> standards = new ArrayList<>();
    for (String text : standard) {
      try {
        standards.add(reader.read(text));
      } catch (TextException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
    return standards;
  }

  private static Optional<IpAddress> addressOrAny(String text) throws TextException {
    return text.equals("any") || text.equals("%any")
        ? Optional.empty()
        : Optional.of(Subnet.address(text));
  }

  private boolean isGiven(IpAddress local) {
    return outer.network().dhcp() && local.isUnspecified();
  }

  private static AddressRange host(IpAddress address) {
    return new AddressRange(0, 0, 0xffff, address, address);
  }

  private static AddressRange network(Subnet subnet) {
    return new AddressRange(0, 0, 0xffff, subnet.first(), subnet.last());
  }

  /** Whether ESP goes inside UDP (RFC 3948). */
  private enum Encapsulation {
    /** When a NAT is detected. */
    AUTO,
    /** Always. */
    ALWAYS
  }

  /** Whether 64-bit sequence numbers are offered (RFC 4303 §2.2.1). */
  private enum ExtendedNumbers {
    YES(true, false),
    NO(false, false),
    PREFER(true, true);

    private final boolean isFirst;
    private final boolean isBoth;

    ExtendedNumbers(boolean isFirst, boolean isBoth) {
      this.isFirst = isFirst;
      this.isBoth = isBoth;
    }

    List<Boolean> transforms() {
      return isBoth ? List.of(isFirst, !isFirst) : List.of(isFirst);
    }
  }
}
