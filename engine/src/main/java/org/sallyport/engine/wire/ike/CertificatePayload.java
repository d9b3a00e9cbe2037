// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import org.sallyport.engine.wire.OctetString;

/**
 * Certificate payload (RFC 7296 §3.6), opaque here.
 *
 * @param encoding the certificate encoding, 4 for X.509 signature
 * @param data the certificate data
 */
public record CertificatePayload(int encoding, OctetString data) implements IkePayload {
  @Override
  public int typeNumber() {
    return PayloadType.CERTIFICATE.number();
  }

  static CertificatePayload read(PayloadReader in) {
    return new CertificatePayload(in.u8(), in.rest());
  }

  @Override
  public void writeBody(PayloadWriter out) {
    out.u8(encoding);
    out.octets(data);
  }
}
