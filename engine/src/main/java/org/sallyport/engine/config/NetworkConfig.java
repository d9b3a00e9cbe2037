// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.config;

import java.util.List;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;

/**
 * The outer side of the engine.
 *
 * @param link what a frame of the outer side is
 * @param hardwareAddress the MAC address of 6 octets; empty when frames are bare IP packets
 * @param addresses our own addresses with their prefixes
 * @param gateways at most one next hop for each family; none when every peer is on the link or the
 *     link is bare IP
 * @param mtuBytes the longest IP packet that the link carries
 * @param dhcp whether IPv4 address, prefix and next hop are asked of the network (RFC 2131),
 *     besides those given
 */
public record NetworkConfig(
    LinkKind link,
    OctetString hardwareAddress,
    List<InterfaceAddress> addresses,
    List<IpAddress> gateways,
    int mtuBytes,
    boolean dhcp) {
  /** The MTU of Ethernet. */
  public static final int ETHERNET_MTU = 1500;

  /** Copies the lists and checks the hardware address against the link. */
  public NetworkConfig {
    addresses = List.copyOf(addresses);
    gateways = List.copyOf(gateways);
    if (hardwareAddress.length() != (link == LinkKind.ETHERNET ? 6 : 0)) {
      throw new IllegalArgumentException(
          "a MAC address of 6 octets goes with an Ethernet link, and only there");
    }
    if (dhcp && link != LinkKind.ETHERNET) {
      throw new IllegalArgumentException("DHCP asks over an Ethernet link");
    }
  }

  /** A network whose addresses are all given. */
  public NetworkConfig(
      LinkKind link,
      OctetString hardwareAddress,
      List<InterfaceAddress> addresses,
      List<IpAddress> gateways,
      int mtuBytes) {
    this(link, hardwareAddress, addresses, gateways, mtuBytes, false);
  }

  /** A link of bare IP packets. */
  public static NetworkConfig ofIp(List<InterfaceAddress> addresses) {
    return new NetworkConfig(LinkKind.IP, OctetString.EMPTY, addresses, List.of(), ETHERNET_MTU);
  }

  /** The same network seen from another hardware address, of 6 octets on Ethernet. */
  public NetworkConfig withHardwareAddress(OctetString address) {
    return new NetworkConfig(link, address, addresses, gateways, mtuBytes, dhcp);
  }

  /** What a frame of the outer side is. */
  public enum LinkKind {
    /** An Ethernet frame: TAP, a NIC, QEMU. */
    ETHERNET,
    /** A bare IP packet: TUN. */
    IP
  }

  /**
   * One of our addresses.
   *
   * @param address the address
   * @param prefixLength which destinations are on the link, in bits
   */
  public record InterfaceAddress(IpAddress address, int prefixLength) {}
}
