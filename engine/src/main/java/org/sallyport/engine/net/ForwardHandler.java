// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.IpView;

/** Takes packets that are addressed to another node. */
@FunctionalInterface
public interface ForwardHandler {
  /**
   * A packet, valid during the call, whose octets may be worked upon in place.
   *
   * @param protectedPacket whether it came out of a security association
   */
  DropReason forward(IpView packet, boolean protectedPacket, long nowNs);
}
