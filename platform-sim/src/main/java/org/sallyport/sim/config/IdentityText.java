// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.sallyport.engine.config.Identity;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.IdentificationPayload;

/**
 * IKE identities (RFC 7296 §3.5) as strongSwan writes them: an address, {@code name@host}, a domain
 * name, {@code keyid:text}, {@code keyid:0xHEX}, or a prefix {@code fqdn:} or {@code email:} that
 * forces the type.
 */
final class IdentityText {
  private static final int LONGEST_BYTES = 255;

  private IdentityText() {}

  static Identity parse(String text) throws TextException {
    int colon = text.indexOf(':');
    String prefix = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
    String rest = text.substring(colon + 1);
    Identity identity =
        switch (prefix) {
          case "fqdn", "dns" -> named(IdentificationPayload.DOMAIN_NAME, rest);
          case "email", "rfc822" -> named(IdentificationPayload.MAIL_ADDRESS, rest);
          case "keyid" -> keyId(rest);
          default -> guessed(text);
        };
    if (identity.data().isEmpty() || identity.data().length() > LONGEST_BYTES) {
      throw new TextException(
          "an identity of " + identity.data().length() + " bytes", "use 1 to 255 bytes");
    }
    return identity;
  }

  private static Identity guessed(String text) throws TextException {
    if (text.startsWith("%") || text.equals("any")) {
      throw new TextException(
          "\"" + text + "\": every peer is known by an identity of its own here",
          "write the identity that the peer states, and one [[peer]] for each");
    }
    IpAddress address = IpAddress.parse(text);
    if (address != null) {
      return Identity.ofAddress(address);
    }
    boolean isMail = text.indexOf('@') > 0;
    return named(
        isMail ? IdentificationPayload.MAIL_ADDRESS : IdentificationPayload.DOMAIN_NAME,
        text.startsWith("@") ? text.substring(1) : text);
  }

  private static Identity named(int type, String value) {
    return new Identity(type, OctetString.of(value.getBytes(StandardCharsets.UTF_8)));
  }

  private static Identity keyId(String value) throws TextException {
    if (!value.startsWith("0x")) {
      return named(IdentificationPayload.KEY_ID, value);
    }
    OctetString octets = OctetString.parseHex(value.substring(2));
    if (octets == null) {
      throw new TextException(
          "\"" + value + "\" is not hexadecimal", "write an even number of hex digits after 0x");
    }
    return Identity.ofKeyId(octets);
  }
}
