// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.WebConfig;

/**
 * A gateway's configuration, valid as a whole: what the engine is told, and what the host does
 * around it.
 *
 * @param inner absent when nobody is behind the gateway
 * @param control unix socket on which {@code sallyport status}, {@code initiate} and {@code close}
 *     reach the running gateway
 * @param web the web server and its static pages
 * @param warnings what is allowed but should be known
 */
public record GatewayConfig(
    Path file,
    Log log,
    Outer outer,
    Optional<Inner> inner,
    EngineConfig engine,
    Optional<Path> control,
    WebConfig web,
    List<String> warnings) {

  /** Copies the collections. */
  public GatewayConfig {
    warnings = List.copyOf(warnings);
  }

  /** How much the operator's log says, each level with those before it. */
  public enum Level {
    /** What stops something. */
    ERROR,
    /** What is refused. */
    WARNING,
    /** SAs that come and go. */
    INFO,
    /** Every transition of the state machines. */
    DEBUG,
    /** Every frame. */
    FRAME
  }

  /**
   * What is written about a run.
   *
   * @param keyLog folder of Wireshark's key tables: who has it can decrypt the traffic
   * @param capture pcap file of the outer link
   * @param trace every transition of the state machines, one JSON object a line
   */
  public record Log(
      Level level, Optional<Path> keyLog, Optional<Path> capture, Optional<Path> trace) {}

  /** Kinds of outer link. */
  public enum OuterKind {
    /** Linux TAP: Ethernet; the engine answers ARP and NDP itself. */
    TAP,
    /** Linux TUN: IP; the host routes the engine's address to the device. */
    TUN,
    /** One Ethernet frame per UDP datagram. */
    UDP,
    /** One Ethernet frame per unix datagram. */
    UNIX,
    /** A network interface of a bare machine; never on a host. */
    NIC
  }

  /**
   * The link of the side where IKE and ESP travel.
   *
   * @param name interface name; empty for datagram links
   * @param hostAddresses what this Linux host has on the device
   * @param bridge Linux bridge that the TAP joins
   * @param udp local and remote end of a UDP link
   * @param unix local and remote path of a unix datagram link
   */
  public record Outer(
      OuterKind kind,
      String name,
      List<Subnet> hostAddresses,
      Optional<String> bridge,
      Optional<Ends<InetSocketAddress>> udp,
      Optional<Ends<Path>> unix) {}

  /** Two ends of a datagram link. */
  public record Ends<T>(T local, T remote) {}

  /** Who stands behind the gateway. */
  public enum InnerKind {
    /** The Linux host and what it routes, through a TUN device. */
    TUN,
    /** A network of Ethernet on a TAP: the engine is the router of its hosts. */
    TAP,
    /** The engine itself: it answers ping on the inner addresses. */
    SELF,
    /** A network on a second interface of a bare machine; never on a host. */
    NIC
  }

  /**
   * The side where plain packets travel.
   *
   * @param name interface name of the TUN or TAP; empty for the engine itself
   * @param addresses of the host on the TUN, or of the engine itself
   * @param bridge Linux bridge that the TAP joins
   */
  public record Inner(
      InnerKind kind, String name, List<Subnet> addresses, int mtuBytes, Optional<String> bridge) {
    /** Copies the list. */
    public Inner {
      addresses = List.copyOf(addresses);
    }
  }
}
