// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import static org.sallyport.engine.crypto.BouncyCastleAes.BLOCK;

import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.modes.gcm.GCMUtil;
import org.sallyport.engine.wire.Octets;

/**
 * AES-GCM with a 16-octet ICV (RFC 4106, RFC 5282, NIST SP 800-38D) out of Bouncy Castle's block
 * cipher and its table-free field multiplication: its own GCM class allocates for each packet.
 */
final class BouncyCastleGcm implements PacketCipher {
  private static final int SALT = 4;
  private static final int IV = 8;

  private final BlockCipher aes;
  private final long[] hashKey = new long[2];
  private final long[] hash = new long[2];
  private final byte[] counter = new byte[BLOCK];
  private final byte[] stream = new byte[BLOCK];
  private final byte[] tag = new byte[BLOCK];
  private final AeadAad aad;

  /** The key is followed by the salt. */
  BouncyCastleGcm(byte[] keyAndSalt, boolean extendedSequence) {
    int keyLength = keyAndSalt.length - SALT;
    aes = BouncyCastleAes.engine(true, keyAndSalt, keyLength);
    aes.processBlock(stream, 0, stream, 0);
    hashKey[0] = Octets.i64(stream, 0);
    hashKey[1] = Octets.i64(stream, 8);
    System.arraycopy(keyAndSalt, keyLength, counter, 0, SALT);
    aad = new AeadAad(extendedSequence);
  }

  @Override
  public void seal(byte[] slab, int offset, int aadLength, int textLength, int highSequence) {
    int ivOffset = offset + aadLength;
    int textOffset = ivOffset + IV;
    aad.load(slab, offset, aadLength, highSequence);
    System.arraycopy(slab, ivOffset, counter, SALT, IV);
    applyKeyStream(slab, textOffset, textLength);
    computeTag(slab, textOffset, textLength);
    System.arraycopy(tag, 0, slab, textOffset + textLength, BLOCK);
  }

  @Override
  public boolean open(byte[] slab, int offset, int aadLength, int textLength, int highSequence) {
    int ivOffset = offset + aadLength;
    int textOffset = ivOffset + IV;
    aad.load(slab, offset, aadLength, highSequence);
    System.arraycopy(slab, ivOffset, counter, SALT, IV);
    computeTag(slab, textOffset, textLength);
    if (!ConstantTime.equal(tag, 0, slab, textOffset + textLength, BLOCK)) {
      return false;
    }
    applyKeyStream(slab, textOffset, textLength);
    return true;
  }

  /** Counter 1 masks the tag, the text starts at 2 (NIST SP 800-38D §7.1). */
  private void applyKeyStream(byte[] slab, int textOffset, int textLength) {
    int block = 2;
    for (int done = 0; done < textLength; done += BLOCK) {
      encryptCounter(block++);
      int length = Math.min(BLOCK, textLength - done);
      for (int i = 0; i < length; i++) {
        slab[textOffset + done + i] ^= stream[i];
      }
    }
  }

  private void computeTag(byte[] slab, int textOffset, int textLength) {
    hash[0] = 0;
    hash[1] = 0;
    absorb(aad.array(), aad.offset(), aad.length());
    absorb(slab, textOffset, textLength);
    hash[0] ^= 8L * aad.length();
    hash[1] ^= 8L * textLength;
    GCMUtil.multiply(hash, hashKey);
    encryptCounter(1);
    Octets.put64(tag, 0, hash[0]);
    Octets.put64(tag, 8, hash[1]);
    for (int i = 0; i < BLOCK; i++) {
      tag[i] ^= stream[i];
    }
  }

  /** GHASH over the octets, zero-padded to whole blocks. */
  private void absorb(byte[] source, int offset, int length) {
    int whole = length & ~(BLOCK - 1);
    for (int done = 0; done < whole; done += BLOCK) {
      absorbBlock(source, offset + done);
    }
    if (whole < length) {
      Arrays.fill(stream, (byte) 0);
      System.arraycopy(source, offset + whole, stream, 0, length - whole);
      absorbBlock(stream, 0);
    }
  }

  private void absorbBlock(byte[] source, int offset) {
    hash[0] ^= Octets.i64(source, offset);
    hash[1] ^= Octets.i64(source, offset + 8);
    GCMUtil.multiply(hash, hashKey);
  }

  private void encryptCounter(int block) {
    Octets.put32(counter, SALT + IV, block);
    aes.processBlock(counter, 0, stream, 0);
  }

  @Override
  public void destroy() {
    BouncyCastleAes.forget(aes);
    Arrays.fill(hashKey, 0);
    Arrays.fill(hash, 0);
    Arrays.fill(counter, (byte) 0);
    Arrays.fill(stream, (byte) 0);
    Arrays.fill(tag, (byte) 0);
  }
}
