// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import java.util.Map;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.wire.IpAddress;

/**
 * Traffic selectors as strongSwan writes them: {@code 10.1.0.0/24}, {@code 10.1.0.7}, {@code
 * 10.1.0.1-10.1.0.9}, each with {@code [protocol/port]} or {@code [protocol/from-to]} behind.
 */
public final class SelectorText {
  private static final int ANY_PORT_END = 0xffff;
  private static final Map<String, Integer> PROTOCOLS =
      Map.of("any", 0, "icmp", 1, "tcp", 6, "udp", 17, "icmpv6", 58, "sctp", 132);

  private SelectorText() {}

  /**
   * Reads a selector.
   *
   * @throws TextException when it is none, with what to write instead
   */
  public static AddressRange parse(String text) throws TextException {
    int bracket = text.indexOf('[');
    if (bracket < 0) {
      return range(text, 0, 0, ANY_PORT_END);
    }
    if (!text.endsWith("]")) {
      throw new TextException(
          "\"" + text + "\" has no closing bracket", "write it as in 10.1.0.0/24[tcp/80]");
    }
    String[] parts = text.substring(bracket + 1, text.length() - 1).split("/", -1);
    if (parts.length > 2) {
      throw new TextException(
          "\"" + text + "\" has more than protocol and port",
          "write it as in 10.1.0.0/24[tcp/80] or 10.1.0.0/24[udp/1000-2000]");
    }
    int protocol = protocol(parts[0]);
    int startPort = 0;
    int endPort = ANY_PORT_END;
    if (parts.length == 2 && !parts[1].equals("any")) {
      String[] ports = parts[1].split("-", 2);
      startPort = port(ports[0]);
      endPort = port(ports[ports.length - 1]);
      if (startPort > endPort) {
        throw new TextException("ports " + parts[1] + " end before they begin", "swap them");
      }
      if (protocol == 0) {
        throw new TextException(
            "ports without a protocol select nothing (RFC 4301 section 4.4.1.1)",
            "name the protocol, as in [tcp/80]");
      }
    }
    return range(text.substring(0, bracket), protocol, startPort, endPort);
  }

  private static AddressRange range(String text, int protocol, int startPort, int endPort)
      throws TextException {
    int hyphen = text.indexOf('-');
    if (hyphen < 0) {
      Subnet subnet = Subnet.parse(text);
      if (!subnet.first().equals(subnet.address())) {
        throw new TextException(
            "\"" + text + "\" has bits set behind its prefix",
            "write \"" + subnet.first() + "/" + subnet.prefixLength() + "\"");
      }
      return new AddressRange(protocol, startPort, endPort, subnet.first(), subnet.last());
    }
    IpAddress start = Subnet.address(text.substring(0, hyphen));
    IpAddress end = Subnet.address(text.substring(hyphen + 1));
    if (start.length() != end.length() || start.compareTo(end) > 0) {
      throw new TextException(
          "range \"" + text + "\" ends before it begins or mixes IP versions",
          "write the lowest address first, both of one version");
    }
    return new AddressRange(protocol, startPort, endPort, start, end);
  }

  private static int protocol(String text) throws TextException {
    Integer known = PROTOCOLS.get(text);
    int number = known != null ? known : Numbers.decimal(text, 255);
    if (number < 0) {
      throw new TextException(
          "protocol \"" + text + "\" is not known",
          NearestName.remedy(text, PROTOCOLS.keySet().stream().sorted().toList())
              + " or write its number");
    }
    return number;
  }

  private static int port(String text) throws TextException {
    int port = Numbers.decimal(text, ANY_PORT_END);
    if (port < 0) {
      throw new TextException("\"" + text + "\" is no port", "write a number from 0 to 65535");
    }
    return port;
  }
}
