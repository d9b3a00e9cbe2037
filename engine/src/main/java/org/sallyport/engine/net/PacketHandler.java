// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.IpView;

/** Takes IP packets: of one protocol (ESP registers for 50), or those that are to be forwarded. */
@FunctionalInterface
public interface PacketHandler {
  /** A packet, valid during the call, whose octets may be worked upon in place. */
  DropReason receive(IpView packet, long nowNs);
}
