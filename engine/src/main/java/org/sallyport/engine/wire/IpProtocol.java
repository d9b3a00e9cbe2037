// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire;

/** IP protocol and next-header numbers (IANA "Protocol Numbers"). */
public final class IpProtocol {
  /** IPv6 hop-by-hop options (RFC 8200 §4.3). */
  public static final int HOP_BY_HOP = 0;

  /** ICMP (RFC 792). */
  public static final int ICMP = 1;

  /** IPv4 inside IP (RFC 2003). */
  public static final int IPV4 = 4;

  /** TCP (RFC 9293). */
  public static final int TCP = 6;

  /** UDP (RFC 768). */
  public static final int UDP = 17;

  /** IPv6 inside IP (RFC 2473). */
  public static final int IPV6 = 41;

  /** IPv6 routing header (RFC 8200 §4.4). */
  public static final int ROUTING = 43;

  /** IPv6 fragment header (RFC 8200 §4.5). */
  public static final int FRAGMENT = 44;

  /** ESP (RFC 4303). */
  public static final int ESP = 50;

  /** AH (RFC 4302). */
  public static final int AH = 51;

  /** ICMPv6 (RFC 4443). */
  public static final int ICMPV6 = 58;

  /** No next header (RFC 8200 §4.7); in ESP, a dummy packet (RFC 4303 §2.6). */
  public static final int NO_NEXT_HEADER = 59;

  /** IPv6 destination options (RFC 8200 §4.6). */
  public static final int DESTINATION_OPTIONS = 60;

  /** SCTP (RFC 9260). */
  public static final int SCTP = 132;

  /** IPv6 mobility header (RFC 6275). */
  public static final int MOBILITY = 135;

  /** UDP-Lite (RFC 3828). */
  public static final int UDP_LITE = 136;

  private IpProtocol() {}
}
