// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;

/** What leaves the host by an interface, as the policy says (RFC 4301 §5.1). */
public final class HostOutput {
  private final NetworkInterface network;
  private final PacketPolicy policy;

  /** Asks {@code policy} what becomes of packets that are to leave by the interface. */
  public HostOutput(NetworkInterface network, PacketPolicy policy) {
    this.network = network;
    this.policy = policy;
  }

  /** The interface. */
  public NetworkInterface network() {
    return network;
  }

  /**
   * Sends an IP packet of ours if the policy lets it out in clear; when the policy takes it, that
   * is NONE too. The frame is taken over.
   */
  public DropReason output(Frame packet, long nowNs) {
    return policy.takes(packet, nowNs) ? DropReason.NONE : network.transmit(packet, nowNs);
  }
}
