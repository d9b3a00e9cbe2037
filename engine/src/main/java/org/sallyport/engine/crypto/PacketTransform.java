// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

/**
 * A cipher suite with the keys of one SA and one direction loaded. It serves ESP (RFC 4303) and the
 * SK and SKF payloads of IKEv2 (RFC 7296 §3.14, RFC 5282, RFC 7383 §2.5) alike, because both lay a
 * packet out in the same way, contiguously:
 *
 * <pre>
 *   offset
 *   | aad | iv | text | icv |
 * </pre>
 *
 * <p>ESP: aad is SPI and sequence number (8 octets), text is payload, padding, pad length and next
 * header. IKE: aad is everything from the IKE header to the SK payload header inclusive, text is
 * the inner payloads with padding and pad length.
 *
 * <p>AEADs authenticate aad and text; HMACs authenticate aad, IV and text. With extended sequence
 * numbers the high half, which is not sent, is authenticated too: for AEADs it stands between SPI
 * and low half (RFC 4106 §5, RFC 7634 §2.1), for HMACs it follows the text (RFC 4303 §2.2.1).
 *
 * <p>Work is done in place. Nothing here is safe for use by two threads at once.
 */
public abstract class PacketTransform {
  private final CipherSuite suite;
  private final boolean extendedSequence;
  private boolean destroyed;

  /** For the two directions only. */
  PacketTransform(CipherSuite suite, boolean extendedSequence) {
    this.suite = suite;
    this.extendedSequence = extendedSequence;
  }

  /** The algorithms. */
  public final CipherSuite suite() {
    return suite;
  }

  /** Whether the high half of an extended sequence number is authenticated. */
  public final boolean extendedSequence() {
    return extendedSequence;
  }

  /** Zeroes the keys; using the transform afterwards fails as a bug. May be called twice. */
  public final void destroy() {
    if (!destroyed) {
      destroyed = true;
      destroyKeys();
    }
  }

  /** Zeroes the keys as far as the platform allows. */
  protected abstract void destroyKeys();

  /** Our own offsets are never wrong: fails as a bug, not as a bad packet. */
  public final void checkRange(byte[] slab, int offset, int aadLength, int textLength) {
    if (destroyed) {
      throw new IllegalStateException("transform used after its keys were zeroed");
    }
    long end = (long) offset + aadLength + suite.ivLength() + (long) textLength + suite.icvLength();
    if ((offset | aadLength | textLength) < 0 || end > slab.length) {
      throw new IndexOutOfBoundsException("packet outside its slab");
    }
    if (extendedSequence && aadLength != 8) {
      throw new IllegalArgumentException("extended sequence numbers are of ESP: aad is 8 octets");
    }
  }
}
