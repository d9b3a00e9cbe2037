// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.dhcp;

import org.sallyport.engine.wire.IpAddress;

/** Why no host can use what a server offers or grants (RFC 2131 §4.4.1). */
public enum LeaseDefect {
  /** Nothing is wrong with it. */
  NONE,
  /** The address is none that a host can have, or the server's own. */
  ADDRESS,
  /** The server does not say who it is, or gives an address that no server has. */
  SERVER,
  /** The mask is none. */
  MASK,
  /** The address is that of a network, or its broadcast address. */
  NOT_A_HOST,
  /** The lease is too short, or without a time. */
  TIME;

  /** What the operator reads of it. */
  public String text(DhcpMessage message) {
    return switch (this) {
      case NONE -> "nothing is wrong with it";
      case ADDRESS -> own(message) + " is no address that a host can have beside this server";
      case SERVER ->
          message.server() == 0
              ? "it does not say which server it is from (option 54)"
              : "no server can have the address "
                  + IpAddress.ofIpv4(message.server())
                  + " (option 54)";
      case MASK -> IpAddress.ofIpv4(message.mask()) + " is no subnet mask (option 1)";
      case NOT_A_HOST ->
          own(message)
              + " is the first or the last address of its network with the mask "
              + IpAddress.ofIpv4(message.mask())
              + " (option 1)";
      case TIME ->
          message.leaseSeconds() == 0
              ? "it does not say how long the lease is (option 51)"
              : "its lease of "
                  + message.leaseSeconds()
                  + " s is shorter than "
                  + DhcpLease.SHORTEST_SECONDS
                  + " s (option 51)";
    };
  }

  private static IpAddress own(DhcpMessage message) {
    return IpAddress.ofIpv4(message.yourAddress());
  }
}
