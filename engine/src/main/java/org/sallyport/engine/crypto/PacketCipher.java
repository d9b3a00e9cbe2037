// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

/**
 * The working part of a {@link PacketTransform}, usable in both directions: what a library writes
 * once per kind of suite. Ranges are checked by the transform in front of it.
 */
public interface PacketCipher {
  /** Encrypts in place and writes the ICV; the IV is in the packet already. */
  void seal(byte[] slab, int offset, int aadLength, int textLength, int highSequence);

  /** Authenticates and, only when authentic, decrypts in place. */
  boolean open(byte[] slab, int offset, int aadLength, int textLength, int highSequence);

  /** Zeroes the keys as far as the platform allows. */
  void destroy();

  /** A sealer made of this cipher. */
  default PacketSealer sealer(CipherSuite suite, boolean extendedSequence, IvGenerator ivs) {
    PacketCipher cipher = this;
    return new PacketSealer(suite, extendedSequence, ivs) {
      @Override
      protected void sealChecked(
          byte[] slab, int offset, int aadLength, int textLength, int highSequence) {
        cipher.seal(slab, offset, aadLength, textLength, highSequence);
      }

      @Override
      protected void destroyKeys() {
        super.destroyKeys();
        cipher.destroy();
      }
    };
  }

  /** An opener made of this cipher. */
  default PacketOpener opener(CipherSuite suite, boolean extendedSequence) {
    PacketCipher cipher = this;
    return new PacketOpener(suite, extendedSequence) {
      @Override
      protected boolean openChecked(
          byte[] slab, int offset, int aadLength, int textLength, int highSequence) {
        return cipher.open(slab, offset, aadLength, textLength, highSequence);
      }

      @Override
      protected void destroyKeys() {
        cipher.destroy();
      }
    };
  }
}
