// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.IpView;

/**
 * What the stack asks before it delivers a packet to itself and before it sends one of its own: the
 * security policy (RFC 4301 §5). Neighbour discovery, ARP and what is sent with {@link
 * NetworkInterface#transmit} are not asked about.
 */
public interface PacketPolicy {
  /** Everything passes in clear. */
  PacketPolicy BYPASS =
      new PacketPolicy() {
        @Override
        public DropReason admit(IpView packet, boolean protectedPacket) {
          return DropReason.NONE;
        }

        @Override
        public boolean takes(Frame packet, long nowNs) {
          return false;
        }
      };

  /**
   * Whether a packet for us may be delivered.
   *
   * @param protectedPacket whether it came out of a security association
   * @return NONE, or why not
   */
  DropReason admit(IpView packet, boolean protectedPacket);

  /**
   * Offers a packet that the stack is about to send, from its IP header on.
   *
   * @return true when the policy took it (protected, held or discarded), false when it goes out in
   *     clear
   */
  boolean takes(Frame packet, long nowNs);
}
