// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.sallyport.engine.config.PresharedKey;
import org.sallyport.engine.wire.OctetString;

/**
 * Pre-shared keys: text, {@code 0x} with hex digits or {@code 0s} with base64, as strongSwan reads
 * them. Messages never repeat them.
 */
final class SecretText {
  private SecretText() {}

  static PresharedKey parse(String text) throws TextException {
    byte[] octets;
    if (text.startsWith("0x")) {
      OctetString parsed = OctetString.parseHex(text.substring(2));
      if (parsed == null) {
        throw new TextException(
            "the secret begins with 0x but is not hexadecimal",
            "write an even number of hex digits behind 0x");
      }
      octets = parsed.toArray();
    } else if (text.startsWith("0s")) {
      try {
        octets = Base64.getDecoder().decode(text.substring(2));
      } catch (IllegalArgumentException notBase64) {
        throw new TextException(
            "the secret begins with 0s but is not base64", "write base64 behind 0s");
      }
    } else {
      octets = text.getBytes(StandardCharsets.UTF_8);
    }
    if (octets.length == 0) {
      throw new TextException("the secret is empty", "write at least 16 random characters");
    }
    PresharedKey secret = PresharedKey.of(octets);
    Arrays.fill(octets, (byte) 0);
    return secret;
  }

  /** How many octets a secret has. */
  static int length(PresharedKey secret) {
    byte[] octets = secret.octets();
    Arrays.fill(octets, (byte) 0);
    return octets.length;
  }
}
