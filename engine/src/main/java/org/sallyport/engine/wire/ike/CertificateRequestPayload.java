// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import org.sallyport.engine.wire.OctetString;

/**
 * Certificate Request payload (RFC 7296 §3.7), opaque here.
 *
 * @param encoding the certificate encoding, 4 for X.509 signature
 * @param authorities the concatenated SHA-1 hashes of acceptable authorities' keys
 */
public record CertificateRequestPayload(int encoding, OctetString authorities)
    implements IkePayload {
  @Override
  public int typeNumber() {
    return PayloadType.CERTIFICATE_REQUEST.number();
  }

  static CertificateRequestPayload read(PayloadReader in) {
    return new CertificateRequestPayload(in.u8(), in.rest());
  }

  @Override
  public void writeBody(PayloadWriter out) {
    out.u8(encoding);
    out.octets(authorities);
  }
}
