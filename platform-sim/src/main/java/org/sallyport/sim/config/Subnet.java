// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.engine.wire.IpAddress;

/**
 * An address with the length of its network's prefix, {@code 192.0.2.1/24}.
 *
 * @param prefixLength in bits
 */
public record Subnet(IpAddress address, int prefixLength) {
  /**
   * Reads an address with or without a prefix length; without one it is a single host.
   *
   * @throws TextException when it is none, with what to write instead
   */
  public static Subnet parse(String text) throws TextException {
    int slash = text.indexOf('/');
    IpAddress address = address(slash < 0 ? text : text.substring(0, slash));
    int most = 8 * address.length();
    if (slash < 0) {
      return new Subnet(address, most);
    }
    int prefixLength = Numbers.decimal(text.substring(slash + 1), most);
    if (prefixLength < 0) {
      throw new TextException(
          "\"" + text.substring(slash + 1) + "\" is no prefix length",
          "write a number of bits from 0 to " + most);
    }
    return new Subnet(address, prefixLength);
  }

  /**
   * Reads one address.
   *
   * @throws TextException when it is none, with what to write instead
   */
  public static IpAddress address(String text) throws TextException {
    IpAddress address = IpAddress.parse(text);
    if (address == null) {
      throw new TextException(
          "\"" + text + "\" is not an IP address",
          "write an IPv4 address (192.0.2.1) or an IPv6 address (2001:db8::1); names are not looked up");
    }
    return address;
  }

  /** Lowest address of the network. */
  public IpAddress first() {
    return address.prefixBound(prefixLength, false);
  }

  /** Highest address of the network. */
  public IpAddress last() {
    return address.prefixBound(prefixLength, true);
  }

  /** The fewest networks that hold exactly the addresses from one to another. */
  public static List<Subnet> covering(IpAddress first, IpAddress last) {
    List<Subnet> networks = new ArrayList<>();
    int bits = 8 * first.length();
    IpAddress start = first;
    while (true) {
      int prefixLength = bits;
      while (prefixLength > 0
          && start.prefixBound(prefixLength - 1, false).equals(start)
          && start.prefixBound(prefixLength - 1, true).compareTo(last) <= 0) {
        prefixLength--;
      }
      networks.add(new Subnet(start, prefixLength));
      IpAddress end = start.prefixBound(prefixLength, true);
      if (end.compareTo(last) >= 0) {
        return networks;
      }
      start = following(end);
    }
  }

  private static IpAddress following(IpAddress address) {
    byte[] octets = address.toOctets().toArray();
    int i = octets.length - 1;
    while (++octets[i] == 0) {
      i--;
    }
    return IpAddress.of(octets, 0, octets.length);
  }

  /** Whether an address lies in the network. */
  public boolean contains(IpAddress other) {
    return address.sharesPrefix(other, prefixLength);
  }

  @Override
  public String toString() {
    return address + "/" + prefixLength;
  }
}
