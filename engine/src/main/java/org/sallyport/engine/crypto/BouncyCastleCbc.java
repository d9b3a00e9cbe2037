// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import static org.sallyport.engine.crypto.BouncyCastleAes.BLOCK;

import org.bouncycastle.crypto.BlockCipher;

/**
 * AES in CBC mode in place (RFC 3602 §2). The chaining is done here because Bouncy Castle's mode
 * wants a new parameter object for each IV.
 */
final class BouncyCastleCbc implements TextCipher {
  private final BlockCipher encryption;
  private final BlockCipher decryption;

  BouncyCastleCbc(byte[] key) {
    encryption = BouncyCastleAes.engine(true, key, key.length);
    decryption = BouncyCastleAes.engine(false, key, key.length);
  }

  @Override
  public void encrypt(byte[] slab, int ivOffset, int textOffset, int textLength) {
    int previous = ivOffset;
    for (int block = textOffset; block < textOffset + textLength; block += BLOCK) {
      xor(slab, block, previous);
      encryption.processBlock(slab, block, slab, block);
      previous = block;
    }
  }

  /** From the last block to the first, so that the previous block is still ciphertext. */
  @Override
  public void decrypt(byte[] slab, int ivOffset, int textOffset, int textLength) {
    for (int block = textOffset + textLength - BLOCK; block >= textOffset; block -= BLOCK) {
      decryption.processBlock(slab, block, slab, block);
      xor(slab, block, block == textOffset ? ivOffset : block - BLOCK);
    }
  }

  private static void xor(byte[] slab, int target, int source) {
    for (int i = 0; i < BLOCK; i++) {
      slab[target + i] ^= slab[source + i];
    }
  }

  @Override
  public void destroy() {
    BouncyCastleAes.forget(encryption);
    BouncyCastleAes.forget(decryption);
  }
}
