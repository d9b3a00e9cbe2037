package org.sallyport.sim.config;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.IdentificationPayload;

/**
 * An IKE identity (RFC 7296 §3.5) as strongSwan writes it: an address, {@code name@host}, a domain
 * name, {@code keyid:text}, {@code keyid:0xHEX}, or a prefix {@code fqdn:} or {@code email:} that
 * forces the type.
 *
 * @param type one of {@link IdentificationPayload}'s types
 */
public record Identity(int type, OctetString data, String text) {
  private static final int LONGEST_BYTES = 255;

  /**
   * Reads an identity.
   *
   * @throws TextException when it is none, with what to write instead
   */
  public static Identity parse(String text) throws TextException {
    int colon = text.indexOf(':');
    String prefix = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
    String rest = text.substring(colon + 1);
    Identity identity =
        switch (prefix) {
          case "fqdn", "dns" -> named(IdentificationPayload.DOMAIN_NAME, rest, text);
          case "email", "rfc822" -> named(IdentificationPayload.MAIL_ADDRESS, rest, text);
          case "keyid" -> keyId(rest, text);
          default -> guessed(text);
        };
    if (identity.data.isEmpty() || identity.data.length() > LONGEST_BYTES) {
      throw new TextException(
          "an identity of " + identity.data.length() + " bytes", "use 1 to 255 bytes");
    }
    return identity;
  }

  private static Identity guessed(String text) {
    IpAddress address = IpAddress.parse(text);
    if (address != null) {
      int type =
          address.isIpv4()
              ? IdentificationPayload.IPV4_ADDRESS
              : IdentificationPayload.IPV6_ADDRESS;
      return new Identity(type, address.toOctets(), text);
    }
    boolean isMail = text.indexOf('@') > 0;
    return named(
        isMail ? IdentificationPayload.MAIL_ADDRESS : IdentificationPayload.DOMAIN_NAME,
        text.startsWith("@") ? text.substring(1) : text,
        text);
  }

  private static Identity named(int type, String value, String text) {
    return new Identity(type, OctetString.of(value.getBytes(StandardCharsets.UTF_8)), text);
  }

  private static Identity keyId(String value, String text) throws TextException {
    if (!value.startsWith("0x")) {
      return named(IdentificationPayload.KEY_ID, value, text);
    }
    OctetString octets = OctetString.parseHex(value.substring(2));
    if (octets == null) {
      throw new TextException(
          "\"" + value + "\" is not hexadecimal", "write an even number of hex digits after 0x");
    }
    return new Identity(IdentificationPayload.KEY_ID, octets, text);
  }
}
