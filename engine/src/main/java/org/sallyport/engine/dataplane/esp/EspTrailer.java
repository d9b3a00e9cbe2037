// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.wire.EspHeader;
import org.sallyport.engine.wire.Octets;

/**
 * What stands between payload and ICV: padding, pad length, next header (RFC 4303 §2.4 to §2.6).
 * The text that is encrypted is payload and trailer.
 */
public final class EspTrailer {
  /** RFC 4303 §2.4: the next header ends on a 4-octet boundary whatever the cipher wants. */
  private static final int ALIGNMENT = 4;

  private EspTrailer() {}

  /** What the length of a text is a multiple of. */
  public static int alignment(CipherSuite suite) {
    return Math.max(ALIGNMENT, suite.blockLength());
  }

  /** Octets of padding behind a payload: as few as it takes. */
  public static int padLength(CipherSuite suite, int payloadLength) {
    int alignment = alignment(suite);
    int over = (payloadLength + EspHeader.TRAILER_LENGTH) % alignment;
    return over == 0 ? 0 : alignment - over;
  }

  /** Writes padding 1, 2, 3, …, pad length and next header. */
  public static void write(byte[] bytes, int offset, int padLength, int nextHeader) {
    for (int index = 0; index < padLength; index++) {
      Octets.put8(bytes, offset + index, index + 1);
    }
    Octets.put8(bytes, offset + padLength, padLength);
    Octets.put8(bytes, offset + padLength + 1, nextHeader);
  }

  /**
   * Octets of payload in a decrypted text of at least {@link EspHeader#TRAILER_LENGTH}; negative
   * when the pad length reaches beyond its start.
   */
  public static int payloadLength(byte[] bytes, int textOffset, int textLength) {
    return textLength
        - EspHeader.TRAILER_LENGTH
        - Octets.u8(bytes, textOffset + textLength - EspHeader.TRAILER_LENGTH);
  }

  /** The protocol of the payload. */
  public static int nextHeader(byte[] bytes, int textOffset, int textLength) {
    return Octets.u8(bytes, textOffset + textLength - 1);
  }

  /**
   * Whether the padding is 1, 2, 3, … (RFC 4303 §2.4: a receiver SHOULD look). Looks at every octet
   * whatever it finds.
   *
   * @param payloadLength what {@link #payloadLength} gave, not negative
   */
  public static boolean isDefaultPadding(
      byte[] bytes, int textOffset, int textLength, int payloadLength) {
    int padLength = textLength - EspHeader.TRAILER_LENGTH - payloadLength;
    int difference = 0;
    for (int index = 0; index < padLength; index++) {
      difference |= Octets.u8(bytes, textOffset + payloadLength + index) ^ (index + 1);
    }
    return difference == 0;
  }
}
