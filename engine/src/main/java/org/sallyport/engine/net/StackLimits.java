// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

/**
 * The bounds of the host stack's tables, allocated at start.
 *
 * @param neighbours entries of the neighbour cache; each can hold one packet
 * @param reassemblySlots datagrams that are being reassembled at once; the oldest gives way
 * @param reassemblyBytes the longest payload that is reassembled, at most 65535
 * @param udpPorts UDP ports that can be listened on
 */
public record StackLimits(int neighbours, int reassemblySlots, int reassemblyBytes, int udpPorts) {
  /** For a gateway. */
  public static final StackLimits DEFAULT = new StackLimits(64, 8, 65535, 16);

  /** Checks that every bound is usable. */
  public StackLimits {
    if (neighbours < 1
        || reassemblySlots < 1
        || reassemblyBytes < 1280
        || reassemblyBytes > 65535
        || udpPorts < 1) {
      throw new IllegalArgumentException(
          "bounds of the host stack: at least 1, reassembly from 1280 to 65535 octets");
    }
  }
}
