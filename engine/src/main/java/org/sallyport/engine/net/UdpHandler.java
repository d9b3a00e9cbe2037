// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.sallyport.engine.drop.DropReason;

/** Takes the datagrams of one UDP port. */
@FunctionalInterface
public interface UdpHandler {
  /** A datagram, valid during the call, whose octets may be worked upon in place. */
  DropReason receive(UdpDatagram datagram, long nowNs);
}
