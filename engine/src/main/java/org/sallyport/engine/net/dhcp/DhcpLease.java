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
 * @param router the next hop to what is not on the link; null when there is none
 * @param server who gave it
 * @param leaseNs how long it lasts, {@link DeadlineTable#NEVER_NS} for a lease without end
 * @param renewalNs T1 (RFC 2131 §4.4.5)
 * @param rebindingNs T2
 */
record DhcpLease(
    InterfaceAddress address,
    @Nullable IpAddress router,
    IpAddress server,
    long leaseNs,
    long renewalNs,
    long rebindingNs) {
  /** A shorter lease would be renewed without a pause. */
  static final long SHORTEST_SECONDS = 10;

  private static final long SECOND_NS = 1_000_000_000L;
  private static final long FOR_EVER_SECONDS = 0xFFFF_FFFFL;

  /** The lease of an offer or a grant, or null when it is of no use. */
  static @Nullable DhcpLease of(DhcpMessage message) {
    IpAddress own = IpAddress.ofIpv4(message.yourAddress());
    IpAddress server = IpAddress.ofIpv4(message.server());
    int prefixLength = prefixLength(message.mask());
    if (!isUnicast(own) || !isUnicast(server) || prefixLength < 0) {
      return null;
    }
    boolean isOfNetwork =
        prefixLength < 31
            && (own.equals(own.prefixBound(prefixLength, false))
                || own.equals(own.prefixBound(prefixLength, true)));
    if (isOfNetwork || message.leaseSeconds() < SHORTEST_SECONDS) {
      return null;
    }
    IpAddress router = IpAddress.ofIpv4(message.router());
    boolean isRouterOnLink =
        isUnicast(router) && !router.equals(own) && own.sharesPrefix(router, prefixLength);
    return times(
        new InterfaceAddress(own, prefixLength), isRouterOnLink ? router : null, server, message);
  }

  // RFC 2131 §4.4.5: 0.5 and 0.875 of the lease, unless the server says otherwise and makes sense.
  private static DhcpLease times(
      InterfaceAddress own, @Nullable IpAddress router, IpAddress server, DhcpMessage message) {
    long lease = message.leaseSeconds();
    if (lease == FOR_EVER_SECONDS) {
      return new DhcpLease(
          own,
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
        ? new DhcpLease(own, router, server, leaseNs, renewalNs, rebindingNs)
        : new DhcpLease(own, router, server, leaseNs, leaseNs / 2, leaseNs / 8 * 7);
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

  /** Whether a host can have the address: none of 0/8, loopback, multicast, reserved. */
  private static boolean isUnicast(IpAddress address) {
    int first = address.at(0);
    return first != 0 && first != 127 && first < 224;
  }
}
