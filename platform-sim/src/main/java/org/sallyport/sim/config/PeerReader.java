package org.sallyport.sim.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.ike.TrafficSelector.AddressRange;
import org.sallyport.sim.config.GatewayConfig.Child;
import org.sallyport.sim.config.GatewayConfig.Encapsulation;
import org.sallyport.sim.config.GatewayConfig.Initiate;
import org.sallyport.sim.config.GatewayConfig.Inner;
import org.sallyport.sim.config.GatewayConfig.Mode;
import org.sallyport.sim.config.GatewayConfig.Outer;
import org.sallyport.sim.config.GatewayConfig.Peer;

/** Reads the sections {@code [[peer]]} and {@code [[peer.child]]}. */
final class PeerReader {
  private static final int WEAK_SECRET_BYTES = 16;
  private static final List<String> STANDARD_IKE =
      List.of(
          "aes256gcm16-prfsha384-ecp384",
          "aes128gcm16-prfsha256-x25519-ecp256",
          "chacha20poly1305-prfsha256-x25519-ecp256",
          "aes128-aes256-sha256-modp2048-modp3072");
  private static final List<String> STANDARD_ESP =
      List.of("aes256gcm16-aes128gcm16", "chacha20poly1305", "aes128-aes256-sha256");
  private static final IpAddress STAND_IN = IpAddress.ANY_IPV4;

  private final Path file;
  private final Outer outer;
  private final Optional<Inner> inner;
  private final List<String> warnings;

  PeerReader(Path file, Outer outer, Optional<Inner> inner, List<String> warnings) {
    this.file = file;
    this.outer = outer;
    this.inner = inner;
    this.warnings = warnings;
  }

  List<Peer> peers(List<TomlSection> sections) {
    Set<String> names = new HashSet<>();
    List<Peer> peers = new ArrayList<>();
    for (TomlSection section : sections) {
      peers.add(peer(section, names));
    }
    return peers;
  }

  private Peer peer(TomlSection section, Set<String> names) {
    String name = name(section, names);
    Optional<IpAddress> remote =
        section
            .requiredText("remote_address", "\"192.0.2.2\" (or \"any\")", PeerReader::addressOrAny)
            .flatMap(found -> found);
    IpAddress local = localAddress(section, remote);
    Initiate initiate = initiate(section, remote);
    boolean isLegacyAllowed = section.flag("legacy", false);
    Optional<Identity> localId = section.text("local_id", Identity::parse);
    Optional<Identity> remoteId = section.text("remote_id", PeerReader::identityOrAny).flatMap(id -> id);
    if (!section.has("remote_id") && remote.isPresent()) {
      remoteId = Optional.of(identityOf(remote.get()));
    }
    Peer peer =
        new Peer(
            name,
            local,
            remote,
            localId.orElseGet(() -> identityOf(local)),
            remoteId,
            secret(section, name),
            initiate,
            section.choice("udp_encapsulation", Encapsulation.class, Encapsulation.AUTO),
            proposals(section, "ike_proposals", STANDARD_IKE, ProposalText::ike, isLegacyAllowed),
            isLegacyAllowed,
            children(section, local, remote, isLegacyAllowed));
    section.finish();
    return peer;
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
    List<IpAddress> own = outer.addresses().stream().map(Subnet::address).toList();
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
    if (fitting.isEmpty() && !own.isEmpty()) {
      section.problem(
          "remote_address",
          "outer.addresses has none of its IP version",
          "add an address of that version to outer.addresses");
    }
    return fitting.orElse(STAND_IN);
  }

  private static Initiate initiate(TomlSection section, Optional<IpAddress> remote) {
    Initiate initiate = Initiate.NO;
    if (section.isText("initiate")) {
      initiate =
          section
              .text(
                  "initiate",
                  text -> {
                    if (!text.equals("on-demand")) {
                      throw new TextException(
                          "\"" + text + "\" is not known",
                          "write true, false or \"on-demand\"");
                    }
                    return Initiate.ON_DEMAND;
                  })
              .orElse(Initiate.NO);
    } else if (section.flag("initiate", false)) {
      initiate = Initiate.YES;
    }
    if (initiate != Initiate.NO && remote.isEmpty() && section.isText("remote_address")) {
      section.problem(
          "initiate",
          "a peer with remote_address = \"any\" cannot be called",
          "set initiate = false or give the address");
    }
    return initiate;
  }

  private Secret secret(TomlSection section, String peer) {
    Optional<Secret> secret = section.text("psk", Secret::parse);
    if (section.has("psk") && section.has("psk_file")) {
      section.problem("psk_file", "there is a psk as well", "leave one of them out");
    } else if (section.has("psk_file")) {
      secret = section.text("psk_file", this::secretOfFile);
    } else if (!section.has("psk")) {
      section.problem(
          "psk", "is missing", "add psk = \"...\", or psk_file = \"...\" with the name of a file");
    }
    secret
        .filter(found -> found.length() < WEAK_SECRET_BYTES)
        .ifPresent(
            found ->
                warnings.add(
                    "peer "
                        + peer
                        + ": the secret is shorter than 16 bytes and may be guessed from one recorded"
                        + " handshake by whoever poses as this end (RFC 7296 section 2.15)"));
    return secret.orElseGet(() -> Secret.ofStandIn());
  }

  private Secret secretOfFile(String text) throws TextException {
    Path path = GatewayConfigFile.relativeTo(file, text);
    try {
      if (!Files.isRegularFile(path) || Files.size(path) > 4096) {
        throw new TextException(
            path + " is not a file of at most 4096 bytes", "name the file that holds the secret");
      }
      boolean isOpen =
          Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ);
      if (isOpen) {
        warnings.add("everybody can read " + path + ": chmod 600 it");
      }
      String content = Files.readString(path, StandardCharsets.UTF_8);
      return Secret.parse(content.replaceFirst("\\R$", ""));
    } catch (IOException | UnsupportedOperationException unreadable) {
      throw new TextException(
          path + " cannot be read (" + unreadable + ")", "check the path and who may read it");
    }
  }

  private List<Child> children(
      TomlSection peer, IpAddress local, Optional<IpAddress> remote, boolean isLegacyAllowed) {
    Set<String> names = new HashSet<>();
    List<Child> children = new ArrayList<>();
    for (TomlSection section : peer.tables("child", "what is to be protected?")) {
      children.add(child(section, names, local, remote, isLegacyAllowed));
    }
    return children;
  }

  private Child child(
      TomlSection section,
      Set<String> names,
      IpAddress local,
      Optional<IpAddress> remote,
      boolean isLegacyAllowed) {
    String name = name(section, names);
    Mode mode = section.choice("mode", Mode.class, Mode.TUNNEL);
    List<AddressRange> localSelectors = section.texts("local_ts", SelectorText::parse);
    List<AddressRange> remoteSelectors = section.texts("remote_ts", SelectorText::parse);
    if (!section.has("local_ts")) {
      localSelectors =
          mode == Mode.TUNNEL && inner.isPresent()
              ? inner.get().addresses().stream().map(PeerReader::network).toList()
              : List.of(host(local));
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
    ExtendedNumbers esn =
        section.isText("esn")
            ? section.choice("esn", ExtendedNumbers.class, ExtendedNumbers.NO)
            : section.flag("esn", false) ? ExtendedNumbers.YES : ExtendedNumbers.NO;
    List<ProposalText> proposals =
        proposals(section, "esp_proposals", STANDARD_ESP, ProposalText::esp, isLegacyAllowed)
            .stream()
            .map(proposal -> proposal.withExtendedNumbersUnlessSaid(esn.transforms))
            .toList();
    int window = section.number("replay_window", 128, 32, 4096);
    section.finish();
    return new Child(
        name, mode, List.copyOf(localSelectors), List.copyOf(remoteSelectors), proposals, window);
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

  private static Optional<Identity> identityOrAny(String text) throws TextException {
    return text.equals("any") || text.equals("%any")
        ? Optional.empty()
        : Optional.of(Identity.parse(text));
  }

  private static Identity identityOf(IpAddress address) {
    try {
      return Identity.parse(address.toString());
    } catch (TextException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static AddressRange host(IpAddress address) {
    return new AddressRange(0, 0, 0xffff, address, address);
  }

  private static AddressRange network(Subnet subnet) {
    return new AddressRange(0, 0, 0xffff, subnet.first(), subnet.last());
  }

  /** Whether 64-bit sequence numbers are offered (RFC 4303 §2.2.1). */
  private enum ExtendedNumbers {
    YES(true),
    NO(false),
    PREFER(true, false);

    private final List<Boolean> transforms;

    ExtendedNumbers(Boolean... transforms) {
      this.transforms = List.of(transforms);
    }
  }
}
