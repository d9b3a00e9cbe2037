// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** prf+ as RFC 7296 §2.13 writes it, computed with the JDK's HMAC, at every number of blocks. */
final class PrfPlusTest {
  private static final byte[] KEY = {1, 2, 3};
  private static final byte[] SEED = {4, 5, 6, 7};

  private final Prf prf = new BouncyCastleLibrary().prf(PrfAlgorithm.HMAC_SHA2_256);

  @Test
  void eachBlockIsMadeOfTheOneBeforeTheSeedAndItsNumber() throws Exception {
    // R7296-2.13-1
    byte[] expected = reference(255);
    for (int length : new int[] {0, 1, 31, 32, 33, 64, 100, 255 * 32 - 1, 255 * 32}) {
      byte[] result = prf.prfPlus(KEY, length, new byte[] {4, 5}, new byte[] {6, 7});
      assertArrayEquals(Arrays.copyOf(expected, length), result, length + " octets");
    }
  }

  @Test
  void moreThan255BlocksAreRefused() {
    assertEquals(255 * 32, prf.prfPlus(KEY, 255 * 32, SEED).length);
    assertThrows(IllegalArgumentException.class, () -> prf.prfPlus(KEY, 255 * 32 + 1, SEED));
    assertThrows(IllegalArgumentException.class, () -> prf.prfPlus(KEY, -1, SEED));
  }

  private static byte[] reference(int blocks) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HMAC"));
    byte[] stream = new byte[32 * blocks];
    byte[] before = new byte[0];
    for (int block = 1; block <= blocks; block++) {
      mac.update(before);
      mac.update(SEED);
      mac.update((byte) block);
      before = mac.doFinal();
      System.arraycopy(before, 0, stream, 32 * (block - 1), 32);
    }
    return stream;
  }
}
