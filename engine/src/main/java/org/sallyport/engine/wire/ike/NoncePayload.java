// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.wire.OctetString;

/**
 * Nonce payload (RFC 7296 §3.9).
 *
 * @param data 16 to 256 octets
 */
public record NoncePayload(OctetString data) implements IkePayload {
  @Override
  public int typeNumber() {
    return PayloadType.NONCE.number();
  }

  static @Nullable NoncePayload read(PayloadReader in) {
    // R7296-2.10-1
    int length = in.remaining();
    if (length < IkeBounds.MIN_NONCE_LENGTH || length > IkeBounds.MAX_NONCE_LENGTH) {
      in.refuse(
          DropReason.MALFORMED_PAYLOAD, "a nonce has 16 to 256 octets (RFC 7296 section 3.9)");
      return null;
    }
    return new NoncePayload(in.rest());
  }

  @Override
  public void writeBody(PayloadWriter out) {
    out.octets(data);
  }
}
