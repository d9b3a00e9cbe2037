// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.dhcp;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.NetworkConfig.InterfaceAddress;
import org.sallyport.engine.task.DeadlineTable;
import org.sallyport.engine.wire.IpAddress;

/**
 * What a server offers or grants, fit for use.
 *
 * @param address our address and its prefix
 * @param hasMask whether the server gave the prefix; else it is by the address's class
 * @param router the next hop to what is not on the link, perhaps outside the address's network;
 *     null when there is none
 * @param server who gave it
 * @param leaseNs how long it lasts, {@link DeadlineTable#NEVER_NS} for a lease without end
 * @param renewalNs T1 (RFC 2131 §4.4.5)
 * @param rebindingNs T2
 */
record DhcpLease(
    InterfaceAddress address,
    boolean hasMask,
    @Nullable IpAddress router,
    IpAddress server,
    long leaseNs,
    long renewalNs,
    long rebindingNs) {
  /** A shorter lease would be renewed without a pause. */
  static final long SHORTEST_SECONDS = 10;

  private static final long SECOND_NS = 1_000_000_000L;
  private static final long FOR_EVER_SECONDS = 0xFFFF_FFFFL;

  /** What keeps a host from using an offer or a grant. */
  static LeaseDefect defect(DhcpMessage message) {
    IpAddress own = IpAddress.ofIpv4(message.yourAddress());
    if (!isUnicast(own) || message.yourAddress() == message.server()) {
      return LeaseDefect.ADDRESS;
    }
    if (!isUnicast(IpAddress.ofIpv4(message.server()))) {
      return LeaseDefect.SERVER;
    }
    if (message.hasMask()) {
      int prefixLength = prefixLength(message.mask());
      if (prefixLength < 0) {
        return LeaseDefect.MASK;
      }
      if (isBound(own, prefixLength)) {
        return LeaseDefect.NOT_A_HOST;
      }
    }
    return message.leaseSeconds() < SHORTEST_SECONDS ? LeaseDefect.TIME : LeaseDefect.NONE;
  }

  /** The lease of an offer or a grant, or null when it is of no use. */
  static @Nullable DhcpLease of(DhcpMessage message) {
    if (defect(message) != LeaseDefect.NONE) {
      return null;
    }
    IpAddress own = IpAddress.ofIpv4(message.yourAddress());
    int prefixLength = message.hasMask() ? prefixLength(message.mask()) : prefixLengthByClass(own);
    return times(
        new InterfaceAddress(own, prefixLength),
        router(own, prefixLength, message),
        IpAddress.ofIpv4(message.server()),
        message);
  }

  /**
   * The first router on the network of the address. Where there is none, the first that a host can
   * have: networks whose hosts have an address without neighbours (/32) give one outside of it,
   * which is reached on the link itself.
   */
  private static @Nullable IpAddress router(IpAddress own, int prefixLength, DhcpMessage message) {
    IpAddress outside = null;
    for (int i = 0; i < message.routerCount(); i++) {
      IpAddress router = IpAddress.ofIpv4(message.router(i));
      if (!isUnicast(router) || router.equals(own)) {
        continue;
      }
      if (!own.sharesPrefix(router, prefixLength)) {
        outside = outside == null ? router : outside;
      } else if (!isBound(router, prefixLength)) {
        return router;
      }
    }
    return outside;
  }

  /** Whether the router is reached on the link although it is on another network. */
  boolean isRouterOutside() {
    IpAddress next = router;
    return next != null && !address.address().sharesPrefix(next, address.prefixLength());
  }

  /** Address, prefix and router, and what is unusual about them, for the operator. */
  String describe() {
    String own = address.address() + "/" + address.prefixLength();
    String mask = hasMask ? "" : " (the server gave no mask: it goes by the address's class)";
    String next =
        router == null
            ? ", no router: only hosts of that network are reached"
            : ", router "
                + router
                + (isRouterOutside() ? " (outside that network: asked for on the link)" : "");
    return own + mask + next;
  }

  // RFC 2131 §4.4.5: 0.5 and 0.875 of the lease, unless the server says otherwise and makes sense.
  private static DhcpLease times(
      InterfaceAddress own, @Nullable IpAddress router, IpAddress server, DhcpMessage message) {
    boolean hasMask = message.hasMask();
    long lease = message.leaseSeconds();
    if (lease == FOR_EVER_SECONDS) {
      return new DhcpLease(
          own,
          hasMask,
          router,
          server,
          DeadlineTable.NEVER_NS,
          DeadlineTable.NEVER_NS,
          DeadlineTable.NEVER_NS);
    }
    long leaseNs = lease * SECOND_NS;
    long renewalNs = message.renewalSeconds() * SECOND_NS;
    long rebindingNs = message.rebindingSeconds() * SECOND_NS;
    boolean makesSense = 0 < renewalNs && renewalNs < rebindingNs && rebindingNs < leaseNs;
    return makesSense
        ? new DhcpLease(own, hasMask, router, server, leaseNs, renewalNs, rebindingNs)
        : new DhcpLease(own, hasMask, router, server, leaseNs, leaseNs / 2, leaseNs / 8 * 7);
  }

  /** How many ones a mask begins with, or -1 when others follow or there are none. */
  private static int prefixLength(int mask) {
    int length = 0;
    while (length < 32 && (mask << length) < 0) {
      length++;
    }
    boolean isContiguous = length == 32 || (mask << length) == 0;
    return isContiguous && length > 0 ? length : -1;
  }

  /**
   * The mask of an address's class (RFC 950 §2.1), for servers that give none; /32 where the class
   * would make it the address of a network or a broadcast address, which it evidently is not.
   */
  private static int prefixLengthByClass(IpAddress own) {
    int first = own.at(0);
    int byClass = first < 128 ? 8 : first < 192 ? 16 : 24;
    return isBound(own, byClass) ? 32 : byClass;
  }

  /**
   * Whether an address is the first or last of its network, and the network has such (RFC 3021).
   */
  private static boolean isBound(IpAddress address, int prefixLength) {
    return prefixLength < 31
        && (address.equals(address.prefixBound(prefixLength, false))
            || address.equals(address.prefixBound(prefixLength, true)));
  }

  /** Whether a host can have the address: none of 0/8, loopback, multicast, reserved. */
  private static boolean isUnicast(IpAddress address) {
    int first = address.at(0);
    return first != 0 && first != 127 && first < 224;
  }
}
