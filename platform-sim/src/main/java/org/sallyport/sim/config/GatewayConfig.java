package org.sallyport.sim.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.TrafficSelector;

/**
 * A gateway's configuration, valid as a whole. Times are nanoseconds.
 *
 * @param inner absent when only the engine itself talks through its tunnels
 * @param warnings what is allowed but should be known
 */
public record GatewayConfig(
    Path file,
    Log log,
    Outer outer,
    Optional<Inner> inner,
    Limits limits,
    Timers timers,
    List<Peer> peers,
    List<String> warnings) {

  /** Copies the lists. */
  public GatewayConfig {
    peers = List.copyOf(peers);
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
    /** Every transition. */
    DEBUG,
    /** Every frame. */
    FRAME
  }

  /**
   * What is written about a run.
   *
   * @param keyLog keys for Wireshark: whoever reads it reads the traffic
   * @param capture pcap file of the outer link
   * @param trace every transition of the state machines, one JSON object a line
   */
  public record Log(
      Level level, Optional<Path> keyLog, Optional<Path> capture, Optional<Path> trace) {}

  /** Kinds of outer link. */
  public enum LinkKind {
    /** Linux TAP: Ethernet; the engine answers ARP and NDP itself. */
    TAP,
    /** Linux TUN: IP; the host routes the engine's address to the device. */
    TUN,
    /** One Ethernet frame per UDP datagram. */
    UDP,
    /** One Ethernet frame per unix datagram. */
    UNIX
  }

  /**
   * The side where IKE and ESP travel.
   *
   * @param name interface name; empty for datagram links
   * @param bridge Linux bridge that the TAP joins
   * @param mac the engine's Ethernet address
   * @param addresses the engine's own addresses; the host must not have them
   * @param routers next hops for what is not on the link, at most one per IP version
   * @param udp local and remote end of a UDP link
   * @param unix local and remote path of a unix datagram link
   */
  public record Outer(
      LinkKind kind,
      String name,
      Optional<String> bridge,
      OctetString mac,
      List<Subnet> addresses,
      List<IpAddress> routers,
      int mtuBytes,
      Optional<Ends<InetSocketAddress>> udp,
      Optional<Ends<Path>> unix) {}

  /** Two ends of a datagram link. */
  public record Ends<T>(T local, T remote) {}

  /** Who stands behind the gateway. */
  public enum InnerKind {
    /** The Linux host and what it routes, through a TUN device. */
    TUN,
    /** The engine itself: it answers ping on the inner addresses. */
    SELF
  }

  /**
   * The side where plain packets travel.
   *
   * @param name interface name of the TUN
   * @param addresses of the host on the TUN, or of the engine itself
   */
  public record Inner(InnerKind kind, String name, List<Subnet> addresses, int mtuBytes) {}

  /**
   * Bounds of tables.
   *
   * @param halfOpen handshakes under way at most
   * @param cookieThreshold handshakes under way from which on cookies are demanded (RFC 7296 §2.6)
   */
  public record Limits(int halfOpen, int cookieThreshold, int ikeSas, int childSas) {}

  /**
   * Times.
   *
   * @param retransmitTimeoutNs first wait for an answer
   * @param retransmitBase every wait is so many times the one before
   * @param retransmitTries retransmissions before the peer is given up
   * @param halfOpenTimeoutNs a responder waits so long for IKE_AUTH
   * @param livenessNs silence after which the peer is asked (RFC 7296 §2.4); 0 never
   * @param keepAliveNs between NAT keep-alives (RFC 3948 §2.3); 0 never
   */
  public record Timers(
      long retransmitTimeoutNs,
      double retransmitBase,
      int retransmitTries,
      long halfOpenTimeoutNs,
      long livenessNs,
      long keepAliveNs) {}

  /** When an SA is set up from here. */
  public enum Initiate {
    /** At start, and again when it was lost. */
    YES,
    /** Never; the peer does. */
    NO,
    /** When a packet needs it. */
    ON_DEMAND
  }

  /** Whether ESP goes inside UDP (RFC 3948). */
  public enum Encapsulation {
    /** When a NAT is detected. */
    AUTO,
    /** Always. */
    ALWAYS,
    /** Never. */
    NEVER
  }

  /**
   * A peer.
   *
   * @param remoteAddress absent when it may come from anywhere
   * @param remoteId absent when any identity with the right secret will do
   * @param isLegacyAllowed whether algorithms kept only for old peers may be proposed
   */
  public record Peer(
      String name,
      IpAddress localAddress,
      Optional<IpAddress> remoteAddress,
      Identity localId,
      Optional<Identity> remoteId,
      Secret secret,
      Initiate initiate,
      Encapsulation encapsulation,
      List<ProposalText> ikeProposals,
      boolean isLegacyAllowed,
      List<Child> children) {}

  /** Encapsulation mode of ESP (RFC 4301 §3.2). */
  public enum Mode {
    /** Whole packets inside. */
    TUNNEL,
    /** Payloads of packets between the two ends themselves. */
    TRANSPORT
  }

  /**
   * A Child SA of a peer.
   *
   * @param localSelectors traffic on this side
   * @param remoteSelectors traffic on the peer's side
   * @param espProposals each with its ESN transforms filled in
   * @param replayWindow in packets
   */
  public record Child(
      String name,
      Mode mode,
      List<TrafficSelector.AddressRange> localSelectors,
      List<TrafficSelector.AddressRange> remoteSelectors,
      List<ProposalText> espProposals,
      int replayWindow) {}
}
