// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.policy;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.wire.IpAddress;

/**
 * The algebra of traffic selectors: sets of packets as one end sees them (RFC 7296 §2.9 and
 * §3.13.1, RFC 4301 §4.4.1.1). For ICMP and ICMPv6 a "port" is type × 256 + code, and a packet has
 * the same one at both ends.
 */
public final class TrafficSelectors {
  /** The protocol of a selector that takes every protocol. */
  public static final int ANY_PROTOCOL = 0;

  /** The highest port. */
  public static final int LAST_PORT = 0xFFFF;

  /**
   * The port of a packet whose ports can not be seen: a later fragment, or a protocol without
   * ports.
   */
  public static final int HIDDEN_PORT = -1;

  /** The most selectors that a narrowing yields. */
  public static final int MAXIMUM = 32;

  private TrafficSelectors() {}

  /** Every packet of a family. */
  public static AddressRange everything(boolean ipv4) {
    return ofPrefix(ipv4 ? IpAddress.ANY_IPV4 : IpAddress.ANY_IPV6, 0);
  }

  /** Every packet of a network; the bits of {@code network} past the prefix do not matter. */
  public static AddressRange ofPrefix(IpAddress network, int prefixLength) {
    IpAddress start = network.prefixBound(prefixLength, false);
    return new AddressRange(
        ANY_PROTOCOL, 0, LAST_PORT, start, network.prefixBound(prefixLength, true));
  }

  /** The port number that stands for an ICMP type and code. */
  public static int icmpPort(int type, int code) {
    return type << 8 | code;
  }

  /** Whether every port matches, hidden ones included. */
  public static boolean takesEveryPort(AddressRange selector) {
    return selector.startPort() == 0 && selector.endPort() == LAST_PORT;
  }

  /**
   * Whether a packet's end is in the set; allocates nothing.
   *
   * @param selector the set
   * @param protocol the packet's protocol
   * @param port its port at this end, or {@link #HIDDEN_PORT}
   * @param addressLength 4 or 16
   * @param bytes where its address lies
   * @param addressOffset at which offset
   */
  public static boolean admits(
      AddressRange selector,
      int protocol,
      int port,
      int addressLength,
      byte[] bytes,
      int addressOffset) {
    return (selector.protocol() == ANY_PROTOCOL || selector.protocol() == protocol)
        && admitsPort(selector, port)
        && addressLength == selector.start().length()
        && selector.start().compareTo(bytes, addressOffset) <= 0
        && selector.end().compareTo(bytes, addressOffset) >= 0;
  }

  private static boolean admitsPort(AddressRange selector, int port) {
    if (port == HIDDEN_PORT) {
      return takesEveryPort(selector) || selector.isOpaque();
    }
    return selector.startPort() <= port && port <= selector.endPort();
  }

  /** The packets that are in both sets, or null when there is none (RFC 7296 §2.9). */
  public static @Nullable AddressRange intersection(AddressRange left, AddressRange right) {
    int protocol = left.protocol() == ANY_PROTOCOL ? right.protocol() : left.protocol();
    boolean sameProtocol = right.protocol() == ANY_PROTOCOL || right.protocol() == protocol;
    if (!sameProtocol || left.start().length() != right.start().length()) {
      return null;
    }
    IpAddress start = left.start().compareTo(right.start()) >= 0 ? left.start() : right.start();
    IpAddress end = left.end().compareTo(right.end()) <= 0 ? left.end() : right.end();
    if (start.compareTo(end) > 0) {
      return null;
    }
    if (left.isOpaque() || right.isOpaque()) {
      boolean bothTakeHidden = admitsPort(left, HIDDEN_PORT) && admitsPort(right, HIDDEN_PORT);
      return bothTakeHidden ? new AddressRange(protocol, LAST_PORT, 0, start, end) : null;
    }
    int low = Math.max(left.startPort(), right.startPort());
    int high = Math.min(left.endPort(), right.endPort());
    return low > high ? null : new AddressRange(protocol, low, high, start, end);
  }

  /** Whether some packet is in both sets. */
  public static boolean overlap(AddressRange left, AddressRange right) {
    return intersection(left, right) != null;
  }

  /** Whether every packet of {@code inner} is in {@code outer}. */
  public static boolean isSubset(AddressRange inner, AddressRange outer) {
    AddressRange common = intersection(inner, outer);
    return common != null && common.equals(inner);
  }

  /** Whether one of {@code set} takes every packet of {@code selector}. */
  public static boolean isWithin(AddressRange selector, List<AddressRange> set) {
    for (AddressRange candidate : set) {
      if (isSubset(selector, candidate)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether each of {@code inner} lies within one of {@code outer}: what an initiator checks of the
   * answer.
   */
  public static boolean areWithin(List<AddressRange> inner, List<AddressRange> outer) {
    for (AddressRange selector : inner) {
      if (!isWithin(selector, outer)) {
        return false;
      }
    }
    return true;
  }

  /** Whether some packet is in both sets. */
  public static boolean overlap(List<AddressRange> left, List<AddressRange> right) {
    for (AddressRange selector : left) {
      for (AddressRange other : right) {
        if (overlap(selector, other)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * What of {@code offered} the policy allows, in the order of the offer: an empty list means
   * TS_UNACCEPTABLE. Since it is the whole intersection, it holds the initiator's first, specific
   * selector whenever the policy does (RFC 7296 §2.9).
   */
  public static List<AddressRange> narrow(List<AddressRange> offered, List<AddressRange> policy) {
    List<AddressRange> narrowed = new ArrayList<>();
    for (AddressRange wanted : offered) {
      for (AddressRange allowed : policy) {
        AddressRange common = intersection(wanted, allowed);
        if (common != null && narrowed.size() < MAXIMUM && !isWithin(common, narrowed)) {
          narrowed.add(common);
        }
      }
    }
    return List.copyOf(narrowed);
  }

  /**
   * The offer's first selector when it names the packet that asked for the SA (one address, and
   * more selectors follow), otherwise null (RFC 7296 §2.9).
   */
  public static @Nullable AddressRange specific(List<AddressRange> offered) {
    if (offered.size() < 2) {
      return null;
    }
    AddressRange first = offered.get(0);
    return first.start().equals(first.end()) ? first : null;
  }

  /**
   * For logs: {@code 10.0.0.0-10.0.0.255}, with {@code [protocol/ports]} where they are restricted.
   */
  public static String text(AddressRange selector) {
    String start = selector.start().toString();
    String addresses =
        selector.start().equals(selector.end()) ? start : start + "-" + selector.end();
    if (selector.protocol() == ANY_PROTOCOL && takesEveryPort(selector)) {
      return addresses;
    }
    String ports =
        takesEveryPort(selector)
            ? "any"
            : selector.isOpaque() ? "opaque" : selector.startPort() + "-" + selector.endPort();
    return addresses
        + "["
        + (selector.protocol() == ANY_PROTOCOL ? "any" : Integer.toString(selector.protocol()))
        + "/"
        + ports
        + "]";
  }
}
