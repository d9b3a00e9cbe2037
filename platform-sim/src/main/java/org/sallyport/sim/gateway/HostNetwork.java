// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.sim.config.GatewayConfig;
import org.sallyport.sim.config.Subnet;
import org.sallyport.sim.link.LinkException;

/**
 * Sets up the Linux side of TAP and TUN devices with {@code ip}: addresses, MTU, bridge, routes.
 * Nothing needs to be undone: the kernel removes a device with all of it when the link closes.
 */
final class HostNetwork {
  private HostNetwork() {}

  /** Brings up the device of the outer link. */
  static void configureOuter(GatewayConfig config) throws LinkException {
    String device = config.outer().name();
    NetworkConfig network = config.engine().network();
    ip("link", "set", "dev", device, "mtu", Integer.toString(network.mtuBytes()));
    if (config.outer().bridge().isPresent()) {
      ip("link", "set", "dev", device, "master", config.outer().bridge().get());
    }
    addAddresses(device, config.outer().hostAddresses());
    ip("link", "set", "dev", device, "up");
    if (config.outer().kind() == GatewayConfig.OuterKind.TUN) {
      for (NetworkConfig.InterfaceAddress own : network.addresses()) {
        IpAddress address = own.address();
        ip(
            family(address),
            "route",
            "replace",
            address + "/" + 8 * address.length(),
            "dev",
            device);
      }
    }
  }

  /**
   * Brings up the device of the inner link. Into a TUN the peers' networks are routed; a TAP is a
   * port of the network whose router the engine is, and the host has nothing on it.
   */
  static void configureInner(GatewayConfig config, GatewayConfig.Inner inner) throws LinkException {
    String device = inner.name();
    ip("link", "set", "dev", device, "mtu", Integer.toString(inner.mtuBytes()));
    if (inner.kind() == GatewayConfig.InnerKind.TAP) {
      if (inner.bridge().isPresent()) {
        ip("link", "set", "dev", device, "master", inner.bridge().get());
      }
      ip("link", "set", "dev", device, "up");
      return;
    }
    addAddresses(device, inner.addresses());
    ip("link", "set", "dev", device, "up");
    for (Subnet destination : remoteNetworks(config.engine().peers())) {
      List<String> route = new ArrayList<>();
      route.addAll(List.of(family(destination.address()), "route", "replace"));
      route.addAll(List.of(destination.toString(), "dev", device));
      inner.addresses().stream()
          .map(Subnet::address)
          .filter(source -> source.length() == destination.address().length())
          .findFirst()
          .ifPresent(source -> route.addAll(List.of("src", source.toString())));
      ip(route.toArray(String[]::new));
    }
  }

  /** What lies behind the peers' tunnels, as networks. */
  static List<Subnet> remoteNetworks(List<PeerConfig> peers) {
    List<Subnet> networks = new ArrayList<>();
    for (PeerConfig peer : peers) {
      for (ChildConfig child : peer.children()) {
        if (child.mode() == Mode.TUNNEL) {
          for (AddressRange selector : child.remoteSelectors()) {
            networks.addAll(Subnet.covering(selector.start(), selector.end()));
          }
        }
      }
    }
    return networks.stream().distinct().toList();
  }

  private static void addAddresses(String device, List<Subnet> addresses) throws LinkException {
    for (Subnet subnet : addresses) {
      List<String> command = new ArrayList<>(List.of("address", "replace", subnet.toString()));
      command.addAll(List.of("dev", device));
      if (!subnet.address().isIpv4()) {
        command.add("nodad"); // the link is new and ours: nobody else can have the address
      }
      ip(command.toArray(String[]::new));
    }
  }

  private static String family(IpAddress address) {
    return address.isIpv4() ? "-4" : "-6";
  }

  private static void ip(String... arguments) throws LinkException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    String line = String.join(" ", command);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new LinkException(
            "\"" + line + "\" failed: " + output,
            "run as root (or with CAP_NET_ADMIN), and check that what it names exists");
      }
    } catch (IOException missing) {
      throw new LinkException(
          "cannot run \"" + line + "\": " + missing.getMessage(),
          "install iproute2 (Debian and Ubuntu: apt install iproute2)");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new LinkException("\"" + line + "\" was interrupted", "start again");
    }
  }
}
