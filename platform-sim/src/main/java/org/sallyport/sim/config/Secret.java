package org.sallyport.sim.config;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.sallyport.engine.wire.OctetString;

/**
 * A pre-shared key: text, {@code 0x} with hex digits or {@code 0s} with base64, as strongSwan reads
 * it. Never printed.
 */
public final class Secret {
  private final byte[] octets;

  private Secret(byte[] owned) {
    octets = owned;
  }

  /**
   * Reads a secret.
   *
   * @throws TextException when it is none; the message does not repeat it
   */
  public static Secret parse(String text) throws TextException {
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
    return new Secret(octets);
  }

  /** Stands where a file has none; such a file is refused. */
  static Secret ofStandIn() {
    return new Secret(new byte[] {0});
  }

  /** A copy of the octets, which the caller zeroes when done. */
  public byte[] toArray() {
    return octets.clone();
  }

  /** How many octets. */
  public int length() {
    return octets.length;
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
