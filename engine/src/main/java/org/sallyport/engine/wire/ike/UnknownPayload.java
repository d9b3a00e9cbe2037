// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import org.sallyport.engine.wire.OctetString;

/**
 * A payload of a type that this engine does not know (RFC 7296 §2.5): skipped when its critical bit
 * is clear. The parser never makes one with the bit set, it refuses the message; the writer writes
 * any, for testers of other implementations.
 *
 * @param typeNumber the type's number, 0 to 255
 * @param critical the critical bit
 * @param body what follows the generic header
 */
public record UnknownPayload(int typeNumber, boolean critical, OctetString body)
    implements IkePayload {
  static UnknownPayload read(int typeNumber, PayloadReader in) {
    return new UnknownPayload(typeNumber, false, in.rest());
  }

  @Override
  public void writeBody(PayloadWriter out) {
    out.octets(body);
  }
}
