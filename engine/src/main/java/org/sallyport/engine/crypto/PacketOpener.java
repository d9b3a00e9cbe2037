// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

/** The receiving direction of a {@link PacketTransform}. */
public abstract class PacketOpener extends PacketTransform {
  /** For implementations. */
  protected PacketOpener(CipherSuite suite, boolean extendedSequence) {
    super(suite, extendedSequence);
  }

  /**
   * Authenticates and, only when authentic, decrypts in place.
   *
   * <p>When it returns false the text holds either what came in or zeros, never anything decrypted.
   * False also for a text length that the suite cannot have made; callers ask {@link
   * CipherSuite#admitsTextLength} first so that malformed and not authentic are counted apart.
   *
   * @param highSequence the inferred high half of an extended sequence number, otherwise ignored
   * @return whether the packet is authentic
   */
  public final boolean open(
      byte[] slab, int offset, int aadLength, int textLength, int highSequence) {
    checkRange(slab, offset, aadLength, textLength);
    return suite().admitsTextLength(textLength)
        && openChecked(slab, offset, aadLength, textLength, highSequence);
  }

  /** Authenticates, then decrypts; range and text length are checked. */
  protected abstract boolean openChecked(
      byte[] slab, int offset, int aadLength, int textLength, int highSequence);
}
