// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import org.sallyport.engine.wire.OctetString;

/**
 * Vendor ID payload (RFC 7296 §3.12).
 *
 * @param data the vendor's octets
 */
public record VendorIdPayload(OctetString data) implements IkePayload {
  @Override
  public int typeNumber() {
    return PayloadType.VENDOR_ID.number();
  }

  static VendorIdPayload read(PayloadReader in) {
    return new VendorIdPayload(in.rest());
  }

  @Override
  public void writeBody(PayloadWriter out) {
    out.octets(data);
  }
}
