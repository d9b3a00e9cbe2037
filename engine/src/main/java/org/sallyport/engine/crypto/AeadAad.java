// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import org.sallyport.engine.wire.Octets;

/**
 * The additional authenticated data of an AEAD packet: what stands in the slab or, with extended
 * sequence numbers, SPI, high half and low half (RFC 4106 §5, RFC 7634 §2.1), which needs a copy.
 * One object per transform, so nothing is shared between the packets of two SAs.
 */
public final class AeadAad {
  private final boolean extendedSequence;
  private final byte[] extended = new byte[12];
  private byte[] array = extended;
  private int offset;
  private int length;

  /** For transforms with or without extended sequence numbers. */
  public AeadAad(boolean extendedSequence) {
    this.extendedSequence = extendedSequence;
  }

  /** Takes the aad of one packet. */
  public void load(byte[] slab, int slabOffset, int aadLength, int highSequence) {
    // R4303-3.2.3-1
    if (!extendedSequence) {
      array = slab;
      offset = slabOffset;
      length = aadLength;
      return;
    }
    System.arraycopy(slab, slabOffset, extended, 0, 4);
    Octets.put32(extended, 4, highSequence);
    System.arraycopy(slab, slabOffset + 4, extended, 8, 4);
    array = extended;
    offset = 0;
    length = 12;
  }

  /** The array that holds it. */
  public byte[] array() {
    return array;
  }

  /** Where it starts. */
  public int offset() {
    return offset;
  }

  /** Octets of it. */
  public int length() {
    return length;
  }
}
