// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.config;

import java.util.Arrays;
import org.sallyport.engine.wire.OctetString;

/**
 * A pre-shared key (RFC 7296 §2.15). It lives as long as the configuration does and never shows
 * itself in text.
 */
public final class PresharedKey implements Credentials {
  private final byte[] octets;

  private PresharedKey(byte[] owned) {
    this.octets = owned;
  }

  /** A copy of the octets; at least one. */
  public static PresharedKey of(byte[] octets) {
    if (octets.length == 0) {
      throw new IllegalArgumentException("an empty pre-shared key protects nothing");
    }
    return new PresharedKey(Arrays.copyOf(octets, octets.length));
  }

  /** A key written as ASCII text. */
  public static PresharedKey ofAscii(String text) {
    return of(OctetString.ofAscii(text).toArray());
  }

  /** A copy of the octets, for the caller to zero. */
  public byte[] octets() {
    return Arrays.copyOf(octets, octets.length);
  }

  @Override
  public String toString() {
    return "secret of " + octets.length + " octets";
  }
}
