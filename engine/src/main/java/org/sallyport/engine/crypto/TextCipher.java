// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

/** Encryption without authentication, in place: CBC or NULL under {@link EncryptThenMac}. */
public interface TextCipher {
  /** Encrypts whole blocks in place under the IV in the slab. */
  void encrypt(byte[] slab, int ivOffset, int textOffset, int textLength);

  /** Decrypts whole blocks in place under the IV in the slab. */
  void decrypt(byte[] slab, int ivOffset, int textOffset, int textLength);

  /** Zeroes the key. */
  void destroy();

  /** RFC 2410. */
  TextCipher NULL =
      new TextCipher() {
        @Override
        public void encrypt(byte[] slab, int ivOffset, int textOffset, int textLength) {}

        @Override
        public void decrypt(byte[] slab, int ivOffset, int textOffset, int textLength) {}

        @Override
        public void destroy() {}
      };
}
