// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.path;

import org.sallyport.engine.wire.Endpoint;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.IkeHeader;

/**
 * A received IKE message whose header has the length it says, with where it came from.
 *
 * @param local where it arrived
 * @param remote where it came from
 * @param bytes the array that holds it
 * @param offset where its IKE header starts
 * @param length octets of the whole message
 */
public record Incoming(Endpoint local, Endpoint remote, byte[] bytes, int offset, int length) {
  public IkeHeader header() {
    return new IkeHeader().wrap(bytes, offset, length);
  }

  public long initiatorSpi() {
    return header().initiatorSpi();
  }

  public long responderSpi() {
    return header().responderSpi();
  }

  /** The same in an array of its own, which outlives the frame that it came in. */
  public Incoming copy() {
    return new Incoming(local, remote, octets().toArray(), 0, length);
  }

  public OctetString octets() {
    return OctetString.of(bytes, offset, length);
  }
}
