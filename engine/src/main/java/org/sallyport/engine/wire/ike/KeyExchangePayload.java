// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.wire.OctetString;

/**
 * Key Exchange payload (RFC 7296 §3.4). The length of the data is not checked against the method
 * here: the code that computes with it does that first.
 *
 * @param method the key exchange method, a transform ID of type 4 (see {@link TransformIds})
 * @param data the public value or encapsulation, not empty
 */
public record KeyExchangePayload(int method, OctetString data) implements IkePayload {
  @Override
  public int typeNumber() {
    return PayloadType.KEY_EXCHANGE.number();
  }

  static @Nullable KeyExchangePayload read(PayloadReader in) {
    int method = in.u16();
    in.skip(2);
    if (in.remaining() == 0) {
      in.refuse(DropReason.MALFORMED_PAYLOAD, "no key exchange data (RFC 7296 section 3.4)");
      return null;
    }
    return new KeyExchangePayload(method, in.rest());
  }

  @Override
  public void writeBody(PayloadWriter out) {
    out.u16(method);
    out.u16(0);
    out.octets(data);
  }
}
