// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.NetworkConfig.InterfaceAddress;
import org.sallyport.engine.config.NetworkConfig.LinkKind;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Octets;

/**
 * Our own addresses: which destinations are ours, which are on the link, and what the next hop is.
 * An Ethernet link with an IPv6 address also gets the link-local address of its MAC (RFC 4291
 * appendix A).
 */
final class LocalAddresses {
  /** What a destination address is to us. */
  enum Kind {
    /** One of our unicast addresses. */
    OURS,
    /** A broadcast or multicast address that we listen to. */
    GROUP,
    /** Another host's. */
    OTHER
  }

  private static final int LINK_LOCAL_PREFIX = 64;
  private static final int SOLICITED_NODE_PREFIX = 104;
  private static final IpAddress LIMITED_BROADCAST = IpAddress.ofIpv4(-1);
  private static final IpAddress ALL_HOSTS = IpAddress.ofIpv4(0xE000_0001);
  private static final IpAddress ALL_NODES = wellKnown(0xFF02, 0, 0, 1);
  private static final IpAddress SOLICITED_NODE = wellKnown(0xFF02, 1, 0xFF00, 0);

  private final boolean ethernet;
  private final List<InterfaceAddress> own;
  private final List<IpAddress> broadcasts;
  private final byte @Nullable [] configuredIpv4;
  private final byte @Nullable [] gatewayIpv6;
  private byte @Nullable [] gatewayIpv4;
  private @Nullable InterfaceAddress leased;
  private byte[] hopBytes = new byte[0];
  private int hopOffset;

  LocalAddresses(NetworkConfig config) {
    this.ethernet = config.link() == LinkKind.ETHERNET;
    this.own = new ArrayList<>(config.addresses());
    this.broadcasts = new ArrayList<>();
    boolean speaksIpv6 = false;
    for (InterfaceAddress entry : config.addresses()) {
      speaksIpv6 |= !entry.address().isIpv4();
      if (entry.address().isIpv4() && hasBroadcast(entry)) {
        broadcasts.add(broadcast(entry));
      }
    }
    if (ethernet && speaksIpv6) {
      own.add(
          new InterfaceAddress(linkLocal(config.hardwareAddress().toArray()), LINK_LOCAL_PREFIX));
    }
    byte[] firstIpv4 = null;
    byte[] firstIpv6 = null;
    for (IpAddress gateway : config.gateways()) {
      if (gateway.isIpv4()) {
        firstIpv4 = gateway.toOctets().toArray();
      } else {
        firstIpv6 = gateway.toOctets().toArray();
      }
    }
    this.configuredIpv4 = firstIpv4;
    this.gatewayIpv4 = firstIpv4;
    this.gatewayIpv6 = firstIpv6;
  }

  /**
   * Has a leased IPv4 address, in the place of the one before. A configured next hop goes before
   * the lease's.
   */
  void lease(InterfaceAddress address, @Nullable IpAddress router) {
    endLease();
    leased = address;
    own.add(address);
    if (hasBroadcast(address)) {
      broadcasts.add(broadcast(address));
    }
    if (gatewayIpv4 == null && router != null) {
      gatewayIpv4 = router.toOctets().toArray();
    }
  }

  /** Has no leased address any longer. */
  void endLease() {
    InterfaceAddress old = leased;
    if (old != null) {
      own.remove(old);
      if (hasBroadcast(old)) {
        broadcasts.remove(broadcast(old));
      }
      gatewayIpv4 = configuredIpv4;
      leased = null;
    }
  }

  /** Whether an IPv4 network is large enough to have a broadcast address (RFC 3021). */
  private static boolean hasBroadcast(InterfaceAddress entry) {
    return entry.prefixLength() < 31;
  }

  private static IpAddress broadcast(InterfaceAddress entry) {
    return entry.address().prefixBound(entry.prefixLength(), true);
  }

  private static IpAddress wellKnown(int first, int sixth, int seventh, int eighth) {
    byte[] octets = new byte[IpAddress.IPV6_LENGTH];
    Octets.put16(octets, 0, first);
    Octets.put16(octets, 10, sixth);
    Octets.put16(octets, 12, seventh);
    Octets.put16(octets, 14, eighth);
    return IpAddress.of(octets, 0, octets.length);
  }

  private static IpAddress linkLocal(byte[] mac) {
    byte[] octets = new byte[IpAddress.IPV6_LENGTH];
    Octets.put16(octets, 0, 0xFE80);
    System.arraycopy(mac, 0, octets, 8, 3);
    octets[8] ^= 0x02;
    Octets.put16(octets, 11, 0xFFFE);
    System.arraycopy(mac, 3, octets, 13, 3);
    return IpAddress.of(octets, 0, octets.length);
  }

  /** Whether the unicast address in place is one of ours. */
  boolean isOurs(byte[] bytes, int offset, int length) {
    for (int index = 0; index < own.size(); index++) {
      IpAddress address = own.get(index).address();
      if (address.length() == length && address.matches(bytes, offset)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the address is one of ours. */
  boolean isOurs(IpAddress other) {
    for (int index = 0; index < own.size(); index++) {
      if (own.get(index).address().equals(other)) {
        return true;
      }
    }
    return false;
  }

  /** What a destination in place is to us. */
  Kind classify(byte[] bytes, int offset, int length) {
    if (isOurs(bytes, offset, length)) {
      return Kind.OURS;
    }
    boolean group =
        length == IpAddress.IPV4_LENGTH ? isIpv4Group(bytes, offset) : isIpv6Group(bytes, offset);
    return group ? Kind.GROUP : Kind.OTHER;
  }

  private boolean isIpv4Group(byte[] bytes, int offset) {
    return LIMITED_BROADCAST.matches(bytes, offset)
        || ALL_HOSTS.matches(bytes, offset)
        || isSubnetBroadcast(bytes, offset);
  }

  private boolean isSubnetBroadcast(byte[] bytes, int offset) {
    for (int index = 0; index < broadcasts.size(); index++) {
      if (broadcasts.get(index).matches(bytes, offset)) {
        return true;
      }
    }
    return false;
  }

  private boolean isIpv6Group(byte[] bytes, int offset) {
    if (ALL_NODES.matches(bytes, offset)) {
      return true;
    }
    return SOLICITED_NODE.sharesPrefix(bytes, offset, SOLICITED_NODE_PREFIX)
        && isOursByLastOctets(bytes, offset);
  }

  private boolean isOursByLastOctets(byte[] bytes, int offset) {
    int last = Octets.u24(bytes, offset + 13);
    for (int index = 0; index < own.size(); index++) {
      IpAddress address = own.get(index).address();
      if (!address.isIpv4()
          && (address.at(13) << 16 | address.at(14) << 8 | address.at(15)) == last) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether no sender can have the address in place: multicast, broadcast, loopback, or our own.
   */
  boolean isBadSource(byte[] bytes, int offset, int length) {
    int first = Octets.u8(bytes, offset);
    if (length == IpAddress.IPV4_LENGTH) {
      return first == 0
          || first == 127
          || first >= 224
          || isSubnetBroadcast(bytes, offset)
          || isOurs(bytes, offset, length);
    }
    boolean loopback =
        IpAddress.ANY_IPV6.sharesPrefix(bytes, offset, 120) && Octets.u8(bytes, offset + 15) == 1;
    return first == 0xFF || loopback || isOurs(bytes, offset, length);
  }

  /**
   * Whether the address in place is in one of our prefixes, or that of a router: one outside of
   * them is on the link all the same.
   */
  boolean isOnLink(byte[] bytes, int offset, int length) {
    for (int index = 0; index < own.size(); index++) {
      InterfaceAddress entry = own.get(index);
      if (entry.address().length() == length
          && entry.address().sharesPrefix(bytes, offset, entry.prefixLength())) {
        return true;
      }
    }
    byte @Nullable [] router = gateway(length);
    return router != null && Octets.equal(router, 0, bytes, offset, length);
  }

  private byte @Nullable [] gateway(int length) {
    return length == IpAddress.IPV4_LENGTH ? gatewayIpv4 : gatewayIpv6;
  }

  /** Whether a destination goes to a group on the link rather than to one neighbour. */
  boolean isLinkGroup(byte[] bytes, int offset, int length) {
    int first = Octets.u8(bytes, offset);
    if (length == IpAddress.IPV6_LENGTH) {
      return first == 0xFF;
    }
    return first >> 4 == 0xE
        || LIMITED_BROADCAST.matches(bytes, offset)
        || isSubnetBroadcast(bytes, offset);
  }

  /**
   * Finds the next hop for a destination in place: {@link #hopBytes} and {@link #hopOffset} say
   * where its address lies.
   */
  DropReason route(byte[] bytes, int offset, int length) {
    hopBytes = bytes;
    hopOffset = offset;
    if (!ethernet || isLinkGroup(bytes, offset, length) || isOnLink(bytes, offset, length)) {
      return DropReason.NONE;
    }
    byte @Nullable [] gateway = gateway(length);
    if (gateway == null) {
      return DropReason.NO_ROUTE;
    }
    hopBytes = gateway;
    hopOffset = 0;
    return DropReason.NONE;
  }

  byte[] hopBytes() {
    return hopBytes;
  }

  int hopOffset() {
    return hopOffset;
  }

  /**
   * Our address to send from towards the destination in place: one that shares its link, else the
   * first of the family.
   */
  @Nullable IpAddress sourceFor(byte[] bytes, int offset, int length) {
    IpAddress first = null;
    for (int index = 0; index < own.size(); index++) {
      InterfaceAddress entry = own.get(index);
      if (entry.address().length() != length) {
        continue;
      }
      if (entry.address().sharesPrefix(bytes, offset, entry.prefixLength())) {
        return entry.address();
      }
      first = first == null ? entry.address() : first;
    }
    return first;
  }

  /** Our address to ask for neighbours from; null when we have none of the family. */
  @Nullable IpAddress solicitingAddress(byte[] target, int offset, int length) {
    IpAddress source = sourceFor(target, offset, length);
    for (int index = 0; index < own.size(); index++) {
      IpAddress address = own.get(index).address();
      if (length == IpAddress.IPV6_LENGTH && address.isLinkLocalIpv6()) {
        return address;
      }
    }
    return source;
  }

  /** Writes the solicited-node multicast address (RFC 4291 §2.7.1) of the IPv6 address in place. */
  static void writeSolicitedNode(byte[] target, int targetOffset, byte[] bytes, int offset) {
    SOLICITED_NODE.copyInto(target, targetOffset);
    System.arraycopy(bytes, offset + 13, target, targetOffset + 13, 3);
  }

  /** Writes the all-nodes multicast address. */
  static void writeAllNodes(byte[] target, int targetOffset) {
    ALL_NODES.copyInto(target, targetOffset);
  }

  /** Our addresses in order, the link-local one last. */
  List<InterfaceAddress> own() {
    return List.copyOf(own);
  }
}
