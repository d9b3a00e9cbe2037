// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire;

/**
 * One end of a UDP flow.
 *
 * @param address the IP address
 * @param port the UDP port
 */
public record Endpoint(IpAddress address, int port) {
  /** The port of IKE (RFC 7296 §2). */
  public static final int IKE_PORT = 500;

  /** The port of IKE and ESP behind a NAT (RFC 7296 §2.23, RFC 3948). */
  public static final int NAT_TRAVERSAL_PORT = 4500;

  /** The end of no flow. */
  public static final Endpoint NOWHERE = new Endpoint(IpAddress.ANY_IPV4, 0);

  /** The same address with another port. */
  public Endpoint withPort(int otherPort) {
    return new Endpoint(address, otherPort);
  }

  @Override
  public String toString() {
    return address.isIpv4() ? address + ":" + port : "[" + address + "]:" + port;
  }
}
