// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import org.sallyport.engine.crypto.PacketCipher;

/** Stands where a cipher belongs; a proof says what it does. */
enum UnusedCipher implements PacketCipher {
  INSTANCE;

  @Override
  public void seal(byte[] slab, int offset, int aadLength, int textLength, int highSequence) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean open(byte[] slab, int offset, int aadLength, int textLength, int highSequence) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void destroy() {
    throw new UnsupportedOperationException();
  }
}
