// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.IpView;

/** Learns that a packet of ours was too long for some link on its path (RFC 1191, RFC 8201). */
@FunctionalInterface
public interface TooBigHandler {
  /**
   * An ICMP "fragmentation needed" or ICMPv6 "packet too big" in clear, which anybody can forge.
   *
   * @param packet the packet that carries the message
   * @param quotedOffset where the IP header of the packet that was too long is quoted
   * @param quotedLength octets of it that are quoted
   * @param reportedMtu what the link carries; 0 when a router of before RFC 1191 did not say
   * @return NONE when it was believed, or why not
   */
  DropReason tooBig(IpView packet, int quotedOffset, int quotedLength, int reportedMtu, long nowNs);
}
