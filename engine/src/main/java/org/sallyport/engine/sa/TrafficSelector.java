package org.sallyport.engine.sa;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.wire.IpAddress;

/**
 * A set of packets as one end sees it: a range of addresses of one family, a protocol and a range
 * of ports (RFC 7296 §3.13.1, RFC 4301 §4.4.1.1). For ICMP and ICMPv6 a "port" is type × 256 +
 * code, and a packet has the same one at both ends.
 *
 * @param protocol the IP protocol or last next header, 0 for any
 * @param startPort the lowest port; 65535 with {@code endPort} 0 means OPAQUE: packets whose ports
 *     are not visible
 * @param endPort the highest port
 * @param start the lowest address
 * @param end the highest address, of the same family and not below {@code start}
 */
public record TrafficSelector(
    int protocol, int startPort, int endPort, IpAddress start, IpAddress end) {
  /** {@link #protocol} of a selector that takes every protocol. */
  public static final int ANY_PROTOCOL = 0;

  /** The highest port. */
  public static final int LAST_PORT = 0xFFFF;

  /**
   * The port of a packet whose ports can not be seen: a later fragment, or a protocol without
   * ports.
   */
  public static final int HIDDEN_PORT = -1;

  /**
   * Refuses nonsense: what comes from a peer is checked by the parser, what comes from a file by
   * the configuration.
   */
  public TrafficSelector {
    if (start.length() != end.length() || start.compareTo(end) > 0) {
      throw new IllegalArgumentException("addresses " + start + " to " + end + " are no range");
    }
    if ((protocol & ~0xFF) != 0 || ((startPort | endPort) & ~LAST_PORT) != 0) {
      throw new IllegalArgumentException("protocol or port out of range");
    }
    if (startPort > endPort && !(startPort == LAST_PORT && endPort == 0)) {
      throw new IllegalArgumentException("ports " + startPort + " to " + endPort + " are no range");
    }
  }

  /** Every packet of a family. */
  public static TrafficSelector everything(boolean ipv4) {
    return ofPrefix(ipv4 ? IpAddress.ANY_IPV4 : IpAddress.ANY_IPV6, 0);
  }

  /** Every packet of one address. */
  public static TrafficSelector ofHost(IpAddress address) {
    return new TrafficSelector(ANY_PROTOCOL, 0, LAST_PORT, address, address);
  }

  /** Every packet of a network; the bits of {@code network} past the prefix do not matter. */
  public static TrafficSelector ofPrefix(IpAddress network, int prefixLength) {
    return new TrafficSelector(
        ANY_PROTOCOL,
        0,
        LAST_PORT,
        network.prefixBound(prefixLength, false),
        network.prefixBound(prefixLength, true));
  }

  /** This selector for one protocol and a range of ports only. */
  public TrafficSelector withProtocol(int newProtocol, int newStartPort, int newEndPort) {
    return new TrafficSelector(newProtocol, newStartPort, newEndPort, start, end);
  }

  /** The port number that stands for an ICMP type and code. */
  public static int icmpPort(int type, int code) {
    return type << 8 | code;
  }

  /** Whether the addresses are IPv4. */
  public boolean isIpv4() {
    return start.isIpv4();
  }

  /** Whether every port matches, hidden ones included. */
  public boolean takesEveryPort() {
    return startPort == 0 && endPort == LAST_PORT;
  }

  /** Whether only packets with hidden ports match. */
  public boolean isOpaque() {
    return startPort > endPort;
  }

  /** Whether this names one packet's end: one address, one protocol, one port (RFC 7296 §2.9). */
  public boolean isSpecific() {
    return start.equals(end)
        && protocol != ANY_PROTOCOL
        && (startPort == endPort || takesEveryPort());
  }

  /**
   * Whether a packet's end is in the set.
   *
   * @param packetProtocol the packet's protocol
   * @param port its port at this end, or {@link #HIDDEN_PORT}
   * @param addressLength 4 or 16
   * @param bytes where its address lies
   * @param addressOffset at which offset
   */
  public boolean admits(
      int packetProtocol, int port, int addressLength, byte[] bytes, int addressOffset) {
    return admitsProtocol(packetProtocol)
        && admitsPort(port)
        && addressLength == start.length()
        && start.compareTo(bytes, addressOffset) <= 0
        && end.compareTo(bytes, addressOffset) >= 0;
  }

  private boolean admitsProtocol(int packetProtocol) {
    return protocol == ANY_PROTOCOL || protocol == packetProtocol;
  }

  private boolean admitsPort(int port) {
    if (port == HIDDEN_PORT) {
      return takesEveryPort() || isOpaque();
    }
    return startPort <= port && port <= endPort;
  }

  /** Whether every packet of this set is in {@code other}. */
  public boolean isSubsetOf(TrafficSelector other) {
    TrafficSelector common = intersection(other);
    return common != null && common.equals(this);
  }

  /** Whether some packet is in both sets. */
  public boolean overlaps(TrafficSelector other) {
    return intersection(other) != null;
  }

  /** The packets that are in both sets, or null when there is none (RFC 7296 §2.9). */
  public @Nullable TrafficSelector intersection(TrafficSelector other) {
    if (other.start.length() != start.length()) {
      return null;
    }
    if (protocol != ANY_PROTOCOL && other.protocol != ANY_PROTOCOL && protocol != other.protocol) {
      return null;
    }
    IpAddress first = start.compareTo(other.start) >= 0 ? start : other.start;
    IpAddress last = end.compareTo(other.end) <= 0 ? end : other.end;
    if (first.compareTo(last) > 0) {
      return null;
    }
    int common = protocol == ANY_PROTOCOL ? other.protocol : protocol;
    if (isOpaque() || other.isOpaque()) {
      boolean both =
          (isOpaque() || takesEveryPort()) && (other.isOpaque() || other.takesEveryPort());
      return both ? new TrafficSelector(common, LAST_PORT, 0, first, last) : null;
    }
    int low = Math.max(startPort, other.startPort);
    int high = Math.min(endPort, other.endPort);
    return low > high ? null : new TrafficSelector(common, low, high, first, last);
  }

  /**
   * For logs: {@code 10.0.0.0-10.0.0.255}, with {@code [protocol/ports]} where they are restricted.
   */
  @Override
  public String toString() {
    String addresses = start.equals(end) ? start.toString() : start + "-" + end;
    if (protocol == ANY_PROTOCOL && takesEveryPort()) {
      return addresses;
    }
    String ports = takesEveryPort() ? "any" : isOpaque() ? "opaque" : startPort + "-" + endPort;
    return addresses
        + "["
        + (protocol == ANY_PROTOCOL ? "any" : Integer.toString(protocol))
        + "/"
        + ports
        + "]";
  }
}
