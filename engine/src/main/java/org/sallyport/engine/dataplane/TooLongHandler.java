// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane;

import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.net.HostStack;

/** Handles a packet that no association carries in one piece (RFC 4301 §8.2). */
@FunctionalInterface
public interface TooLongHandler {
  /**
   * Cuts the packet, or informs its sender.
   *
   * @param packet the plaintext packet; stays the caller's
   * @param longest octets of the longest packet that the association carries
   * @param protector protects the pieces, each like a packet of its own
   * @return NONE when its pieces are on their way
   */
  DropReason tooLong(IpView packet, int longest, HostStack.FragmentTaker protector, long nowNs);
}
