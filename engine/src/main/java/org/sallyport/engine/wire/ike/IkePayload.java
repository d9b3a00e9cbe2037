// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

/**
 * One payload of an IKE message as an immutable value. The generic header (RFC 7296 §3.2) is not
 * part of the value: the writer makes it. The critical bit of a known payload means nothing (RFC
 * 7296 §2.5), so that only {@link UnknownPayload} keeps it.
 */
public sealed interface IkePayload
    permits SecurityAssociationPayload,
        KeyExchangePayload,
        IdentificationPayload,
        CertificatePayload,
        CertificateRequestPayload,
        AuthenticationPayload,
        NoncePayload,
        NotifyPayload,
        DeletePayload,
        VendorIdPayload,
        TrafficSelectorPayload,
        EncryptedPayload,
        EncryptedFragmentPayload,
        ConfigurationPayload,
        EapPayload,
        UnknownPayload {

  /** Octets of the generic payload header. */
  int GENERIC_HEADER_LENGTH = 4;

  /** The payload's type number on the wire. */
  int typeNumber();

  /** The payload's type. */
  default PayloadType type() {
    return PayloadType.of(typeNumber());
  }

  /** Writes what follows the generic header. */
  void writeBody(PayloadWriter out);
}
