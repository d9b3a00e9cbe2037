// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.wire.OctetString;

/**
 * Extensible Authentication payload (RFC 7296 §3.16). The EAP message (RFC 3748 §4) is checked for
 * its own length and otherwise opaque.
 *
 * @param message the EAP message: code, identifier, length, data
 */
public record EapPayload(OctetString message) implements IkePayload {
  private static final int EAP_HEADER_LENGTH = 4;

  @Override
  public int typeNumber() {
    return PayloadType.EAP.number();
  }

  static @Nullable EapPayload read(PayloadReader in) {
    OctetString message = in.rest();
    if (message.length() < EAP_HEADER_LENGTH || message.u16(2) != message.length()) {
      in.refuse(
          DropReason.MALFORMED_PAYLOAD,
          "the length of the EAP message contradicts the payload (RFC 7296 section 3.16)");
      return null;
    }
    return new EapPayload(message);
  }

  @Override
  public void writeBody(PayloadWriter out) {
    out.octets(message);
  }
}
