// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

/**
 * The sending direction of a {@link PacketTransform}. Exactly one sealer is made for a key, ever:
 * the sealer owns the IVs, and an IV used twice breaks an AEAD (RFC 4106 §3.1).
 */
public abstract class PacketSealer extends PacketTransform {
  private final IvGenerator ivs;

  /** For implementations: {@code ivs} makes the IVs of the suite. */
  protected PacketSealer(CipherSuite suite, boolean extendedSequence, IvGenerator ivs) {
    super(suite, extendedSequence);
    this.ivs = ivs;
  }

  /**
   * Writes a fresh IV, encrypts the text in place and writes the ICV.
   *
   * @param highSequence the high half of an extended sequence number, otherwise ignored
   */
  public final void seal(byte[] slab, int offset, int aadLength, int textLength, int highSequence) {
    prepare(slab, offset, aadLength, textLength);
    sealChecked(slab, offset, aadLength, textLength, highSequence);
  }

  /** As {@link #seal} with the IV that is already in the packet: for test vectors only. */
  public final void sealWithIv(
      byte[] slab, int offset, int aadLength, int textLength, int highSequence) {
    checkRange(slab, offset, aadLength, textLength);
    checkText(textLength);
    sealChecked(slab, offset, aadLength, textLength, highSequence);
  }

  /** Checks a packet and writes its IV only, for libraries that seal whole bursts themselves. */
  protected final void prepare(byte[] slab, int offset, int aadLength, int textLength) {
    // R4303-3.2.1-1
    checkRange(slab, offset, aadLength, textLength);
    checkText(textLength);
    ivs.next(slab, offset + aadLength);
  }

  /** Encrypts and writes the ICV; the IV is in place and the range is checked. */
  protected abstract void sealChecked(
      byte[] slab, int offset, int aadLength, int textLength, int highSequence);

  private void checkText(int textLength) {
    if (!suite().admitsTextLength(textLength)) {
      throw new IllegalArgumentException("text is not padded for " + suite());
    }
  }

  /** Zeroes keys and IV generator. */
  @Override
  protected void destroyKeys() {
    ivs.destroy();
  }
}
