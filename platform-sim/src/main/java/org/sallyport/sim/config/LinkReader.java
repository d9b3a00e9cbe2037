// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.sim.config.GatewayConfig.Ends;
import org.sallyport.sim.config.GatewayConfig.Inner;
import org.sallyport.sim.config.GatewayConfig.InnerKind;
import org.sallyport.sim.config.GatewayConfig.Outer;
import org.sallyport.sim.config.GatewayConfig.OuterKind;

/** Reads the sections {@code [outer]} and {@code [inner]}. */
final class LinkReader {
  private static final int LEAST_MTU_BYTES = 576; // RFC 791: every host takes that much
  private static final int MOST_MTU_BYTES = 9000;
  private static final int INNER_MTU_BYTES = 1400; // leaves room for ESP in UDP in IPv6

  private final TomlSection section;
  private final Path file;
  private final Platform platform;

  LinkReader(TomlSection section, Path file, Platform platform) {
    this.section = section;
    this.file = file;
    this.platform = platform;
  }

  OuterSide outer() {
    OuterKind kind =
        platform == Platform.BARE
            ? section.text("type", platform::outerKind).orElse(OuterKind.NIC)
            : section
                .requiredText(
                    "type", "\"tap\" (or \"tun\", \"udp\", \"unix\")", platform::outerKind)
                .orElse(OuterKind.TAP);
    boolean isDevice = kind == OuterKind.TAP || kind == OuterKind.TUN;
    String name = section.text("name", LinkReader::interfaceName).orElse("sally0");
    Optional<String> bridge = section.text("bridge", LinkReader::interfaceName);
    if (bridge.isPresent() && kind != OuterKind.TAP) {
      section.problem(
          "bridge", "only a TAP can join a bridge", "set type = \"tap\" or leave it out");
    }
    List<Optional<Subnet>> given = section.texts("addresses", LinkReader::addressOrDhcp);
    List<Subnet> addresses = given.stream().flatMap(Optional::stream).toList();
    boolean wantsDhcp = given.stream().anyMatch(Optional::isEmpty);
    if (given.isEmpty() && !section.has("addresses")) {
      section.problem(
          "addresses",
          "is missing: the engine needs an address of its own",
          "add addresses = [\"192.0.2.1/24\"], or addresses = \"dhcp\"");
    }
    if (wantsDhcp) {
      checkDhcp(kind);
    }
    requireUnicast("addresses", addresses);
    List<Subnet> hostAddresses = section.texts("host_addresses", Subnet::parse);
    requireUnicast("host_addresses", hostAddresses);
    for (Subnet host : hostAddresses) {
      if (!isDevice) {
        section.problem(
            "host_addresses", "a datagram link is no interface of this host", "leave it out");
      } else if (addresses.stream().anyMatch(own -> own.address().equals(host.address()))) {
        section.problem(
            "host_addresses",
            host.address() + " is the engine's own, in addresses",
            "give the host another address of the same network");
      }
    }
    boolean hasMac = section.has("mac");
    NetworkConfig network =
        network(kind != OuterKind.TUN, addresses, wantsDhcp, NetworkConfig.ETHERNET_MTU);
    Outer outer =
        new Outer(
            kind,
            isDevice ? name : "",
            List.copyOf(hostAddresses),
            bridge,
            kind == OuterKind.UDP
                ? ends(LinkReader::socketAddress, "127.0.0.1:7001")
                : Optional.empty(),
            kind == OuterKind.UNIX ? ends(this::path, "engine.sock") : Optional.empty());
    section.finish();
    return new OuterSide(outer, network, hasMac);
  }

  /** Reads the keys of a network: {@code mac}, {@code routers} and {@code mtu}. */
  private NetworkConfig network(
      boolean isEthernet, List<Subnet> addresses, boolean wantsDhcp, int standardMtu) {
    OctetString mac = section.text("mac", LinkReader::mac).orElseGet(() -> standardMac(addresses));
    List<IpAddress> routers = routers(addresses);
    int mtuBytes = section.number("mtu", standardMtu, LEAST_MTU_BYTES, MOST_MTU_BYTES);
    return new NetworkConfig(
        isEthernet ? NetworkConfig.LinkKind.ETHERNET : NetworkConfig.LinkKind.IP,
        isEthernet ? mac : OctetString.EMPTY,
        addresses.stream().map(LinkReader::interfaceAddress).toList(),
        routers,
        mtuBytes,
        wantsDhcp && isEthernet);
  }

  /** Empty for an address that the network gives (RFC 2131). */
  private static Optional<Subnet> addressOrDhcp(String text) throws TextException {
    return text.equals("dhcp") ? Optional.empty() : Optional.of(Subnet.parse(text));
  }

  private void checkDhcp(OuterKind kind) {
    if (kind == OuterKind.TUN) {
      section.problem(
          "addresses",
          "\"dhcp\" asks over Ethernet, and a TUN carries IP",
          "set type = \"tap\" or give the address");
    } else if (platform == Platform.HOST && !section.has("mac")) {
      section.problem(
          "mac",
          "is missing: with \"dhcp\" there is no address to make it of",
          "add mac = \"02:00:5e:00:53:01\", different from all others on the link");
    }
  }

  /**
   * The outer link and the network on it.
   *
   * @param hasMac whether the file gives the hardware address; otherwise the network's stands in
   */
  record OuterSide(Outer link, NetworkConfig network, boolean hasMac) {
    List<IpAddress> addresses() {
      return network.addresses().stream().map(NetworkConfig.InterfaceAddress::address).toList();
    }
  }

  private static NetworkConfig.InterfaceAddress interfaceAddress(Subnet subnet) {
    return new NetworkConfig.InterfaceAddress(subnet.address(), subnet.prefixLength());
  }

  /**
   * The inner side.
   *
   * @param network what lies behind an interface of its own, a NIC or a TAP; empty for the other
   *     kinds
   * @param hasMac whether the file gives the hardware address
   */
  record InnerSide(Inner link, Optional<NetworkConfig> network, boolean hasMac) {}

  InnerSide inner() {
    InnerKind kind =
        section
            .text("type", platform::innerKind)
            .orElse(platform == Platform.BARE ? InnerKind.NIC : InnerKind.TUN);
    String name = section.text("name", LinkReader::interfaceName).orElse("sally1");
    List<Subnet> addresses = section.texts("addresses", Subnet::parse);
    if (addresses.isEmpty() && !section.has("addresses")) {
      section.problem("addresses", "is missing", "add addresses = [\"10.1.0.1/24\"]");
    }
    requireUnicast("addresses", addresses);
    Optional<String> bridge = section.text("bridge", LinkReader::interfaceName);
    if (bridge.isPresent() && kind != InnerKind.TAP) {
      section.problem(
          "bridge", "only a TAP can join a bridge", "set type = \"tap\" or leave it out");
    }
    boolean hasMac = false;
    Optional<NetworkConfig> network = Optional.empty();
    int mtuBytes;
    if (kind == InnerKind.NIC || kind == InnerKind.TAP) {
      hasMac = section.has("mac");
      network = Optional.of(network(true, addresses, false, NetworkConfig.ETHERNET_MTU));
      mtuBytes = network.get().mtuBytes();
    } else {
      mtuBytes = section.number("mtu", INNER_MTU_BYTES, LEAST_MTU_BYTES, MOST_MTU_BYTES);
    }
    section.finish();
    boolean isDevice = kind == InnerKind.TUN || kind == InnerKind.TAP;
    Inner link = new Inner(kind, isDevice ? name : "", addresses, mtuBytes, bridge);
    return new InnerSide(link, network, hasMac);
  }

  private void requireUnicast(String key, List<Subnet> addresses) {
    for (Subnet subnet : addresses) {
      Unicast.objection(subnet.address(), addresses)
          .ifPresent(objection ->
              section.problem(key, objection, "give the address of a host, such as 192.0.2.1/24"));
    }
  }

  private List<IpAddress> routers(List<Subnet> addresses) {
    List<IpAddress> routers = section.texts("routers", Subnet::address);
    for (int i = 0; i < routers.size(); i++) {
      IpAddress router = routers.get(i);
      if (addresses.stream().noneMatch(subnet -> subnet.contains(router))) {
        section.problem(
            "routers",
            router + " is on none of the networks of addresses",
            "give a router on the link, or the prefix length of addresses that includes it");
      }
      boolean isSecond =
          routers.subList(0, i).stream().anyMatch(other -> other.length() == router.length());
      if (isSecond) {
        section.problem("routers", "has two of one IP version", "leave one");
      }
    }
    return List.copyOf(routers);
  }

  private <T> Optional<Ends<T>> ends(TomlSection.Reader<T> reader, String example) {
    Optional<T> local = section.requiredText("local", "\"" + example + "\"", reader);
    Optional<T> remote = section.requiredText("remote", "\"...\"", reader);
    return local.flatMap(first -> remote.map(second -> new Ends<>(first, second)));
  }

  private Path path(String text) throws TextException {
    return GatewayConfigFile.relativeTo(file, text);
  }

  private static String interfaceName(String text) throws TextException {
    if (!text.matches("[A-Za-z0-9_.-]{1,15}")) {
      throw new TextException(
          "\"" + text + "\" cannot be an interface name",
          "use 1 to 15 letters, digits, '-', '_' or '.'");
    }
    return text;
  }

  private static InetSocketAddress socketAddress(String text) throws TextException {
    int colon = text.lastIndexOf(':');
    int port = colon < 0 ? -1 : Numbers.decimal(text.substring(colon + 1), 0xffff);
    if (port < 1) {
      throw new TextException(
          "\"" + text + "\" has no port", "write address and port, as in \"127.0.0.1:7001\"");
    }
    String host = text.substring(0, colon).replaceAll("^\\[|\\]$", "");
    byte[] octets = Subnet.address(host).toOctets().toArray();
    try {
      return new InetSocketAddress(InetAddress.getByAddress(octets), port);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static OctetString mac(String text) throws TextException {
    OctetString mac =
        text.matches("([0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}")
            ? OctetString.parseHex(text.replace(":", ""))
            : null;
    if (mac == null) {
      throw new TextException(
          "\"" + text + "\" is not an Ethernet address",
          "write six pairs, as in 02:00:5e:00:53:01");
    }
    if ((mac.at(0) & 1) != 0) {
      throw new TextException(
          "\"" + text + "\" is a group address", "make the first pair even, as in 02:...");
    }
    return mac;
  }

  /**
   * A locally administered address made of the engine's IP address: the same at every start, and as
   * unique on the link as that one is.
   */
  private static OctetString standardMac(List<Subnet> addresses) {
    byte[] mac = {2, 0x5a, 0, 0, 0, 0};
    if (!addresses.isEmpty()) {
      OctetString octets = addresses.getFirst().address().toOctets();
      for (int i = 0; i < 4; i++) {
        mac[2 + i] = (byte) octets.at(octets.length() - 4 + i);
      }
    }
    return OctetString.of(mac);
  }
}
