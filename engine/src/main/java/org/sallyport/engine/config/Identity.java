// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.config;

import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.IdentificationPayload;

/**
 * An IKE identity (RFC 7296 §3.5): type and octets, compared octet by octet (RFC 4945 §3.1).
 *
 * @param type the ID type's number, a constant of {@link IdentificationPayload}
 * @param data the identification data
 */
public record Identity(int type, OctetString data) {
  /** ID_FQDN. */
  public static Identity ofDomainName(String name) {
    return new Identity(IdentificationPayload.DOMAIN_NAME, OctetString.ofAscii(name));
  }

  /** ID_IPV4_ADDR or ID_IPV6_ADDR. */
  public static Identity ofAddress(IpAddress address) {
    int type =
        address.isIpv4() ? IdentificationPayload.IPV4_ADDRESS : IdentificationPayload.IPV6_ADDRESS;
    return new Identity(type, address.toOctets());
  }

  /** ID_KEY_ID. */
  public static Identity ofKeyId(OctetString octets) {
    return new Identity(IdentificationPayload.KEY_ID, octets);
  }

  /** The identity that a peer stated. */
  public static Identity of(IdentificationPayload payload) {
    return new Identity(payload.idType(), payload.data());
  }

  @Override
  public String toString() {
    return switch (type) {
      case IdentificationPayload.DOMAIN_NAME, IdentificationPayload.MAIL_ADDRESS -> data.toAscii();
      case IdentificationPayload.IPV4_ADDRESS, IdentificationPayload.IPV6_ADDRESS ->
          data.length() == IpAddress.IPV4_LENGTH || data.length() == IpAddress.IPV6_LENGTH
              ? IpAddress.of(data.toArray(), 0, data.length()).toString()
              : data.toHex();
      default -> "type " + type + " " + (data.isPrintable() ? data.toAscii() : data.toHex());
    };
  }
}
