// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.wire.Octets;

/**
 * A text cipher and an HMAC put together as ESP and IKEv2 do (RFC 4303 §3.3.2, RFC 7296 §3.14): the
 * ICV covers aad, IV and ciphertext, then the high half of an extended sequence number, and is
 * checked before anything is decrypted.
 */
public final class EncryptThenMac implements PacketCipher {
  private final CipherSuite suite;
  private final boolean extendedSequence;
  private final TextCipher cipher;
  private final @Nullable PacketMac mac;
  private final byte[] highOctets = new byte[4];
  private final byte[] computed;

  /**
   * Puts the two together.
   *
   * @param mac null for an encryption-only suite, see {@link CipherSuite#isAuthenticated()}
   */
  public EncryptThenMac(
      CipherSuite suite, boolean extendedSequence, TextCipher cipher, @Nullable PacketMac mac) {
    this.suite = suite;
    this.extendedSequence = extendedSequence;
    this.cipher = cipher;
    this.mac = mac;
    this.computed = new byte[mac == null ? 0 : mac.outputLength()];
  }

  @Override
  public void seal(byte[] slab, int offset, int aadLength, int textLength, int highSequence) {
    // R4303-3.2.2-1, R4303-3.3.2-1
    int ivOffset = offset + aadLength;
    int textOffset = ivOffset + suite.ivLength();
    int icvOffset = textOffset + textLength;
    cipher.encrypt(slab, ivOffset, textOffset, textLength);
    compute(slab, offset, icvOffset - offset, highSequence);
    System.arraycopy(computed, 0, slab, icvOffset, suite.icvLength());
  }

  @Override
  public boolean open(byte[] slab, int offset, int aadLength, int textLength, int highSequence) {
    // R4303-3.2.2-1, R4303-3.4.4-5
    int ivOffset = offset + aadLength;
    int textOffset = ivOffset + suite.ivLength();
    int icvOffset = textOffset + textLength;
    compute(slab, offset, icvOffset - offset, highSequence);
    if (!ConstantTime.equal(computed, 0, slab, icvOffset, suite.icvLength())) {
      return false;
    }
    cipher.decrypt(slab, ivOffset, textOffset, textLength);
    return true;
  }

  private void compute(byte[] slab, int offset, int length, int highSequence) {
    if (mac == null) {
      return;
    }
    mac.update(slab, offset, length);
    if (extendedSequence) {
      Octets.put32(highOctets, 0, highSequence);
      mac.update(highOctets, 0, 4);
    }
    mac.finish(computed, 0);
  }

  @Override
  public void destroy() {
    cipher.destroy();
    if (mac != null) {
      mac.destroy();
    }
    Arrays.fill(computed, (byte) 0);
  }
}
