// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.engines.ChaCha7539Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * ChaCha20-Poly1305 for ESP and IKEv2 (RFC 7634 §2, RFC 8439 §2.8) on Bouncy Castle's cipher and
 * MAC. The parameter objects are made once and rewritten through the arrays they expose, because
 * the combined mode makes new ones for each packet.
 */
final class BouncyCastleChaCha implements PacketCipher {
  private static final int KEY = 32;
  private static final int SALT = 4;
  private static final int IV = 8;
  private static final int BLOCK = 64;
  private static final int TAG = 16;

  private final ChaCha7539Engine chaCha = new ChaCha7539Engine();
  private final Poly1305 poly = new Poly1305();
  private final ParametersWithIV nonce;
  private final KeyParameter polyKey = new KeyParameter(new byte[KEY]);
  private final byte[] firstBlock = new byte[BLOCK];
  private final byte[] scratch = new byte[TAG];
  private final AeadAad aad;

  /** The key is followed by the salt. */
  // Bouncy Castle takes a null key for "keep the key, change the nonce", which its types do not
  // say.
  @SuppressWarnings("nullness:argument")
  BouncyCastleChaCha(byte[] keyAndSalt, boolean extendedSequence) {
    byte[] start = new byte[SALT + IV];
    System.arraycopy(keyAndSalt, KEY, start, 0, SALT);
    ChaCha7539Engine engine = chaCha;
    BouncyCastleLibrary.load(
        keyAndSalt, KEY, key -> engine.init(true, new ParametersWithIV(key, start)));
    nonce = new ParametersWithIV(null, start);
    aad = new AeadAad(extendedSequence);
  }

  @Override
  public void seal(byte[] slab, int offset, int aadLength, int textLength, int highSequence) {
    int textOffset = start(slab, offset, aadLength, highSequence);
    chaCha.processBytes(slab, textOffset, textLength, slab, textOffset);
    computeTag(slab, textOffset, textLength);
    System.arraycopy(scratch, 0, slab, textOffset + textLength, TAG);
  }

  @Override
  public boolean open(byte[] slab, int offset, int aadLength, int textLength, int highSequence) {
    int textOffset = start(slab, offset, aadLength, highSequence);
    computeTag(slab, textOffset, textLength);
    if (!ConstantTime.equal(scratch, 0, slab, textOffset + textLength, TAG)) {
      return false;
    }
    chaCha.processBytes(slab, textOffset, textLength, slab, textOffset);
    return true;
  }

  /** Loads nonce and aad; block 0 keys Poly1305, which leaves the cipher at block 1. */
  private int start(byte[] slab, int offset, int aadLength, int highSequence) {
    int ivOffset = offset + aadLength;
    aad.load(slab, offset, aadLength, highSequence);
    System.arraycopy(slab, ivOffset, nonce.getIV(), SALT, IV);
    chaCha.init(true, nonce);
    Arrays.fill(firstBlock, (byte) 0);
    chaCha.processBytes(firstBlock, 0, BLOCK, firstBlock, 0);
    System.arraycopy(firstBlock, 0, polyKey.getKey(), 0, KEY);
    poly.init(polyKey);
    return ivOffset + IV;
  }

  private void computeTag(byte[] slab, int textOffset, int textLength) {
    Arrays.fill(scratch, (byte) 0);
    poly.update(aad.array(), aad.offset(), aad.length());
    poly.update(scratch, 0, -aad.length() & 15);
    poly.update(slab, textOffset, textLength);
    poly.update(scratch, 0, -textLength & 15);
    putLittleEndian(scratch, 0, aad.length());
    putLittleEndian(scratch, 8, textLength);
    poly.update(scratch, 0, TAG);
    poly.doFinal(scratch, 0);
  }

  private static void putLittleEndian(byte[] target, int offset, int value) {
    for (int i = 0; i < 4; i++) {
      target[offset + i] = (byte) (value >> (8 * i));
    }
  }

  @Override
  public void destroy() {
    byte[] zeros = new byte[KEY];
    chaCha.init(true, new ParametersWithIV(new KeyParameter(zeros), new byte[SALT + IV]));
    Arrays.fill(polyKey.getKey(), (byte) 0);
    poly.init(polyKey);
    Arrays.fill(firstBlock, (byte) 0);
    Arrays.fill(scratch, (byte) 0);
    Arrays.fill(nonce.getIV(), (byte) 0);
  }
}
