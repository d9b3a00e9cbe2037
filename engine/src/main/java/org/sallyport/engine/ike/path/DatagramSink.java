// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.path;

import org.sallyport.engine.wire.Endpoint;

/**
 * Takes IKE messages that are to leave as UDP datagrams. The non-ESP marker of port 4500 is the
 * taker's business.
 */
@FunctionalInterface
public interface DatagramSink {
  /** A message from {@code local} to {@code remote}; the octets are valid during the call only. */
  void datagram(Endpoint local, Endpoint remote, byte[] message, long nowNs);
}
