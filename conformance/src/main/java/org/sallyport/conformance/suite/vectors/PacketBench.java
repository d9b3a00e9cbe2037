// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.vectors;

import java.util.Arrays;
import java.util.HexFormat;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.PacketOpener;
import org.sallyport.engine.crypto.PacketSealer;

/** Lays one packet out in a slab and seals or opens it, as hexadecimal in and out. */
final class PacketBench {
  private static final HexFormat HEX = HexFormat.of();
  private static final int MARGIN = 5;
  private static final byte GUARD = (byte) 0xa5;

  private final CryptoLibrary library;
  private final CipherSuite suite;
  private final byte[] encryptionKey;
  private final byte[] integrityKey;

  PacketBench(CryptoLibrary library, CipherSuite suite, byte[] encryptionKey, byte[] integrityKey) {
    this.library = library;
    this.suite = suite;
    this.encryptionKey = encryptionKey;
    this.integrityKey = integrityKey;
  }

  /** Ciphertext and ICV; text after a space when something outside the packet was written. */
  String seal(byte[] aad, byte[] iv, byte[] plain) {
    byte[] slab = slab(aad, iv, plain, new byte[suite.icvLength()]);
    PacketSealer sealer =
        library.sealer(suite, encryptionKey, integrityKey, false, VectorEntropy.UNUSED);
    sealer.sealWithIv(slab, MARGIN, aad.length, plain.length, 0);
    sealer.destroy();
    int textOffset = MARGIN + aad.length + iv.length;
    return HEX.formatHex(slab, textOffset, slab.length - MARGIN) + damage(slab, aad, iv);
  }

  /** The plaintext, or {@code refused}; says so when a refusal left something decrypted behind. */
  String open(byte[] aad, byte[] iv, byte[] cipherText, byte[] icv) {
    byte[] slab = slab(aad, iv, cipherText, icv);
    PacketOpener opener = library.opener(suite, encryptionKey, integrityKey, false);
    boolean authentic = opener.open(slab, MARGIN, aad.length, cipherText.length, 0);
    opener.destroy();
    int textOffset = MARGIN + aad.length + iv.length;
    byte[] text = Arrays.copyOfRange(slab, textOffset, textOffset + cipherText.length);
    String damage = damage(slab, aad, iv);
    if (authentic) {
      return HEX.formatHex(text) + damage;
    }
    boolean hidden = Arrays.equals(text, cipherText) || Arrays.equals(text, new byte[text.length]);
    return (hidden ? "refused" : "refused, but left " + HEX.formatHex(text)) + damage;
  }

  private static byte[] slab(byte[] aad, byte[] iv, byte[] text, byte[] icv) {
    byte[] slab = new byte[2 * MARGIN + aad.length + iv.length + text.length + icv.length];
    Arrays.fill(slab, GUARD);
    int offset = MARGIN;
    for (byte[] part : new byte[][] {aad, iv, text, icv}) {
      System.arraycopy(part, 0, slab, offset, part.length);
      offset += part.length;
    }
    return slab;
  }

  private static String damage(byte[] slab, byte[] aad, byte[] iv) {
    int ivEnd = MARGIN + aad.length + iv.length;
    boolean intact =
        Arrays.equals(slab, MARGIN, MARGIN + aad.length, aad, 0, aad.length)
            && Arrays.equals(slab, ivEnd - iv.length, ivEnd, iv, 0, iv.length);
    for (int i = 0; i < MARGIN; i++) {
      intact &= slab[i] == GUARD && slab[slab.length - 1 - i] == GUARD;
    }
    return intact ? "" : " and wrote outside text and ICV";
  }
}
