// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.crypto;

import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.sallyport.engine.crypto.AeadAad;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.PacketCipher;

/** AES-GCM (RFC 4106) and ChaCha20-Poly1305 (RFC 7634): nonce is salt | IV. */
final class JcaAead implements PacketCipher {
  private static final int IV = 8;
  private static final int SALT = 4;
  private static final int TAG = 16;

  private final boolean isGcm;
  private final Cipher cipher;
  private final byte[] nonce = new byte[SALT + IV];
  private final AeadAad aad;
  private SecretKeySpec key;

  /** The key is followed by the salt. */
  JcaAead(CipherSuite suite, byte[] keyAndSalt, boolean extendedSequence) {
    isGcm = suite.encryption() == EncryptionAlgorithm.AES_GCM_16;
    cipher = JcaLibrary.cipher(isGcm ? "AES/GCM/NoPadding" : "ChaCha20-Poly1305");
    int keyLength = keyAndSalt.length - SALT;
    key = new SecretKeySpec(keyAndSalt, 0, keyLength, isGcm ? "AES" : "ChaCha20");
    System.arraycopy(keyAndSalt, keyLength, nonce, 0, SALT);
    aad = new AeadAad(extendedSequence);
  }

  @Override
  public void seal(byte[] slab, int offset, int aadLength, int textLength, int highSequence) {
    try {
      int textOffset = start(Cipher.ENCRYPT_MODE, slab, offset, aadLength, highSequence);
      cipher.doFinal(slab, textOffset, textLength, slab, textOffset);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What {@code javax.crypto} leaves in the output of a forged packet is cleared. */
  @Override
  public boolean open(byte[] slab, int offset, int aadLength, int textLength, int highSequence) {
    int textOffset = offset + aadLength + IV;
    try {
      start(Cipher.DECRYPT_MODE, slab, offset, aadLength, highSequence);
      cipher.doFinal(slab, textOffset, textLength + TAG, slab, textOffset);
      return true;
    } catch (AEADBadTagException e) {
      Arrays.fill(slab, textOffset, textOffset + textLength, (byte) 0);
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private int start(int mode, byte[] slab, int offset, int aadLength, int highSequence)
      throws GeneralSecurityException {
    int ivOffset = offset + aadLength;
    System.arraycopy(slab, ivOffset, nonce, SALT, IV);
    AlgorithmParameterSpec parameters =
        isGcm ? new GCMParameterSpec(8 * TAG, nonce) : new IvParameterSpec(nonce);
    cipher.init(mode, key, parameters);
    aad.load(slab, offset, aadLength, highSequence);
    cipher.updateAAD(aad.array(), aad.offset(), aad.length());
    return ivOffset + IV;
  }

  /** {@link SecretKeySpec} keeps a copy of its own that cannot be zeroed: it is dropped. */
  @Override
  public void destroy() {
    key = new SecretKeySpec(new byte[key.getEncoded().length], key.getAlgorithm());
    Arrays.fill(nonce, (byte) 0);
  }
}
