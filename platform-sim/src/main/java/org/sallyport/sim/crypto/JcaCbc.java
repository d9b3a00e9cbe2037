// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.sallyport.engine.crypto.IvGenerator;
import org.sallyport.engine.crypto.TextCipher;

/** AES in CBC mode in place (RFC 3602 §2). */
final class JcaCbc implements TextCipher {
  private static final int BLOCK = 16;

  private final Cipher cipher = JcaLibrary.cipher("AES/CBC/NoPadding");
  private SecretKeySpec key;

  JcaCbc(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  @Override
  public void encrypt(byte[] slab, int ivOffset, int textOffset, int textLength) {
    run(Cipher.ENCRYPT_MODE, slab, ivOffset, textOffset, textLength);
  }

  @Override
  public void decrypt(byte[] slab, int ivOffset, int textOffset, int textLength) {
    run(Cipher.DECRYPT_MODE, slab, ivOffset, textOffset, textLength);
  }

  private void run(int mode, byte[] slab, int ivOffset, int textOffset, int textLength) {
    try {
      cipher.init(mode, key, new IvParameterSpec(slab, ivOffset, BLOCK));
      cipher.doFinal(slab, textOffset, textLength, slab, textOffset);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@link SecretKeySpec} keeps a copy of its own that cannot be zeroed: it is dropped. */
  @Override
  public void destroy() {
    key = new SecretKeySpec(new byte[BLOCK], "AES");
    run(Cipher.ENCRYPT_MODE, new byte[BLOCK], 0, 0, BLOCK);
  }

  /** For {@link IvGenerator}. */
  static IvGenerator.BlockEncryptor blockEncryptor(byte[] key) {
    Cipher ecb = JcaLibrary.cipher("AES/ECB/NoPadding");
    load(ecb, key);
    return new IvGenerator.BlockEncryptor() {
      @Override
      public void encrypt(byte[] block, int offset) {
        try {
          ecb.update(block, offset, BLOCK, block, offset);
        } catch (GeneralSecurityException e) {
          throw new IllegalStateException(e);
        }
      }

      @Override
      public void destroy() {
        load(ecb, new byte[BLOCK]);
      }
    };
  }

  private static void load(Cipher ecb, byte[] key) {
    try {
      ecb.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
