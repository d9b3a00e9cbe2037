// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.wire.ike;

/**
 * Where the parts of an SK or SKF payload lie, as array offsets (RFC 7296 §3.14, RFC 5282 §5.1, RFC
 * 7383 §2.5): what a packet transform needs to seal or open it in place.
 *
 * <p>The parts are contiguous: associated data (IKE header up to the IV), IV, plain text with
 * padding and pad length, ICV. A separate integrity algorithm covers everything before the ICV; an
 * AEAD takes the associated data alone.
 *
 * @param messageOffset where the IKE header starts: the start of the associated data
 * @param ivOffset where the IV starts: the end of the associated data
 * @param plainOffset where the encrypted part starts
 * @param plainLength octets of the encrypted part: payloads, padding and pad length
 * @param icvOffset where the integrity check value starts
 * @param icvLength octets of the integrity check value
 */
public record SealLayout(
    int messageOffset,
    int ivOffset,
    int plainOffset,
    int plainLength,
    int icvOffset,
    int icvLength) {
  /** Octets of the associated data. */
  public int associatedLength() {
    return ivOffset - messageOffset;
  }

  /** Octets of the IV. */
  public int ivLength() {
    return plainOffset - ivOffset;
  }
}
