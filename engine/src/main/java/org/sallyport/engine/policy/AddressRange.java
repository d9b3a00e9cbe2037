// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.policy;

import org.sallyport.engine.wire.IpAddress;

/**
 * A traffic selector: a range of addresses, protocol and ports (RFC 4301 §4.4.1.1).
 *
 * @param protocol the IP protocol, 0 for any
 * @param startPort the lowest port; type and code for ICMP (RFC 4301 §4.4.1.1)
 * @param endPort the highest port; {@code startPort} 65535 with {@code endPort} 0 means OPAQUE
 * @param start the lowest address
 * @param end the highest address, of the same family
 */
public record AddressRange(
    int protocol, int startPort, int endPort, IpAddress start, IpAddress end) {
  /** Start and end are of one family. */
  public AddressRange {
    assert start.length() == end.length() : "selector of two families";
  }

  /** Whether the ports are OPAQUE: not visible, for fragments and the like. */
  public boolean isOpaque() {
    return startPort == 0xFFFF && endPort == 0;
  }
}
