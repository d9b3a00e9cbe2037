// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.AESLightEngine;
import org.bouncycastle.crypto.params.KeyParameter;

/** The AES of {@link BouncyCastleLibrary}, with the smallest tables that Bouncy Castle has. */
final class BouncyCastleAes {
  static final int BLOCK = 16;

  private BouncyCastleAes() {}

  /** An engine with the first {@code keyLength} octets as its key. */
  static BlockCipher engine(boolean forEncryption, byte[] key, int keyLength) {
    BlockCipher engine = new AESLightEngine();
    BouncyCastleLibrary.load(key, keyLength, parameter -> engine.init(forEncryption, parameter));
    return engine;
  }

  /** Drops the round keys: the engine replaces its array, which the collector then frees. */
  static void forget(BlockCipher engine) {
    engine.init(true, new KeyParameter(new byte[BLOCK]));
  }

  /** For {@link IvGenerator}. */
  static IvGenerator.BlockEncryptor blockEncryptor(byte[] key) {
    BlockCipher engine = engine(true, key, key.length);
    return new IvGenerator.BlockEncryptor() {
      @Override
      public void encrypt(byte[] block, int offset) {
        engine.processBlock(block, offset, block, offset);
      }

      @Override
      public void destroy() {
        forget(engine);
      }
    };
  }
}
