// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;

/**
 * Identification payload, IDi or IDr (RFC 7296 §3.5).
 *
 * @param ofInitiator IDi when true, IDr when false
 * @param idType the identification type, one of the constants here or any other octet
 * @param reserved the 24 reserved bits as they came: ignored, yet part of what AUTH signs (RFC 7296
 *     §2.15)
 * @param data the identification data
 */
public record IdentificationPayload(boolean ofInitiator, int idType, int reserved, OctetString data)
    implements IkePayload {
  /** ID_IPV4_ADDR: 4 octets. */
  public static final int IPV4_ADDRESS = 1;

  /** ID_FQDN: a domain name, no terminator. */
  public static final int DOMAIN_NAME = 2;

  /** ID_RFC822_ADDR: a mail address, no terminator. */
  public static final int MAIL_ADDRESS = 3;

  /** ID_IPV6_ADDR: 16 octets. */
  public static final int IPV6_ADDRESS = 5;

  /** ID_DER_ASN1_DN: a distinguished name in DER. */
  public static final int DISTINGUISHED_NAME = 9;

  /** ID_DER_ASN1_GN: a general name in DER. */
  public static final int GENERAL_NAME = 10;

  /** ID_KEY_ID: opaque octets. */
  public static final int KEY_ID = 11;

  /** ID_NULL (RFC 7619): no data. */
  public static final int NULL_ID = 13;

  /** An identification with reserved bits of zero. */
  public static IdentificationPayload of(boolean ofInitiator, int idType, OctetString data) {
    return new IdentificationPayload(ofInitiator, idType, 0, data);
  }

  @Override
  public int typeNumber() {
    return (ofInitiator
            ? PayloadType.IDENTIFICATION_INITIATOR
            : PayloadType.IDENTIFICATION_RESPONDER)
        .number();
  }

  /** RestOfInitIDPayload or RestOfRespIDPayload: the octets that AUTH covers (RFC 7296 §2.15). */
  public OctetString body() {
    byte[] body = new byte[4 + data.length()];
    body[0] = (byte) idType;
    body[1] = (byte) (reserved >> 16);
    body[2] = (byte) (reserved >> 8);
    body[3] = (byte) reserved;
    data.copyInto(body, 4);
    return OctetString.of(body);
  }

  static @Nullable IdentificationPayload read(boolean ofInitiator, PayloadReader in) {
    int idType = in.u8();
    int reserved = in.u24();
    int length = in.remaining();
    boolean addressLengthWrong =
        (idType == IPV4_ADDRESS && length != IpAddress.IPV4_LENGTH)
            || (idType == IPV6_ADDRESS && length != IpAddress.IPV6_LENGTH);
    if (addressLengthWrong) {
      in.refuse(
          DropReason.MALFORMED_PAYLOAD,
          "an address identification of the wrong length (RFC 7296 section 3.5)");
      return null;
    }
    return new IdentificationPayload(ofInitiator, idType, reserved, in.rest());
  }

  @Override
  public void writeBody(PayloadWriter out) {
    out.u8(idType);
    out.u24(reserved);
    out.octets(data);
  }
}
