// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.sad;

/**
 * UDP around ESP (RFC 3948), as NAT traversal wants it.
 *
 * @param localPort our port, 4500 unless configured otherwise
 * @param remotePort the peer's port, as its NAT shows it
 */
public record Encapsulation(int localPort, int remotePort) {
  /** Ports are ports. */
  public Encapsulation {
    if (((localPort | remotePort) & ~0xFFFF) != 0 || localPort == 0 || remotePort == 0) {
      throw new IllegalArgumentException("ports " + localPort + " and " + remotePort);
    }
  }
}
