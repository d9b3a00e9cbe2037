// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Our own mistakes fail at once and do no harm; a peer's are answered by a value. */
final class TransformMisuseTest {
  private static final int AAD = 8;
  private static final EntropySource ENTROPY =
      (target, offset, length) -> Arrays.fill(target, offset, offset + length, (byte) 7);
  private static final CipherSuite PAPER =
      new CipherSuite(EncryptionAlgorithm.AES_CBC, 128, IntegrityAlgorithm.HMAC_SHA1_96);

  private final CryptoLibrary library = new BouncyCastleLibrary();

  @Test
  void destroyedTransformsAreOfNoUse() {
    byte[] slab = new byte[200];
    PacketSealer sealer = sealer();
    PacketOpener opener = library.opener(PAPER, new byte[16], new byte[20], false);
    sealer.seal(slab, 0, AAD, 32, 0);
    sealer.destroy();
    sealer.destroy();
    opener.destroy();
    byte[] before = slab.clone();
    assertThrows(IllegalStateException.class, () -> sealer.seal(slab, 0, AAD, 32, 0));
    assertThrows(IllegalStateException.class, () -> opener.open(slab, 0, AAD, 32, 0));
    assertArrayEquals(before, slab);
  }

  @Test
  void packetsOutsideTheSlabAreRefusedBeforeAnythingIsWritten() {
    byte[] slab = new byte[AAD + 16 + 32 + 12];
    PacketSealer sealer = sealer();
    sealer.seal(slab, 0, AAD, 32, 0);
    byte[] before = slab.clone();
    for (int[] bad :
        new int[][] {
          {1, AAD, 32}, {-1, AAD, 32}, {0, AAD, 48}, {0, -1, 32}, {0, 1 << 30, 1 << 30}
        }) {
      assertThrows(
          IndexOutOfBoundsException.class, () -> sealer.seal(slab, bad[0], bad[1], bad[2], 0));
    }
    assertThrows(IllegalArgumentException.class, () -> sealer.seal(slab, 0, AAD, 31, 0));
    assertArrayEquals(before, slab);
  }

  @Test
  void aTextLengthThatTheSuiteCannotHaveMadeIsNotAuthentic() {
    byte[] slab = new byte[200];
    assertFalse(library.opener(PAPER, new byte[16], new byte[20], false).open(slab, 0, AAD, 31, 0));
  }

  @Test
  void keysOfWrongLengthAreOurBug() {
    assertThrows(
        IllegalArgumentException.class,
        () -> library.opener(PAPER, new byte[17], new byte[20], false));
    assertThrows(
        IllegalArgumentException.class,
        () -> library.sealer(PAPER, new byte[16], new byte[19], false, ENTROPY));
  }

  @Test
  void burstsRememberNothing() {
    OpenBurst burst = new OpenBurst(1);
    byte[] slab = new byte[200];
    sealer().seal(slab, 0, AAD, 32, 0);
    burst.add(library.opener(PAPER, new byte[16], new byte[20], false), 0, AAD, 32, 0);
    assertThrows(IllegalStateException.class, () -> burst.add(burst.opener(0), 0, AAD, 32, 0));
    assertFalse(burst.isAuthentic(0));
    library.openBurst(slab, burst);
    assertTrue(burst.isAuthentic(0));
    burst.clear();
    assertEquals(0, burst.count());
    assertFalse(burst.isAuthentic(0));
    assertThrows(IndexOutOfBoundsException.class, () -> burst.opener(0));
  }

  @Test
  void deadEntropyMakesNoEcpKey() {
    EntropySource dead =
        (target, offset, length) -> Arrays.fill(target, offset, offset + length, (byte) 0);
    assertThrows(
        IllegalStateException.class, () -> library.keyExchange(KeyExchangeMethod.ECP_256, dead));
  }

  @Test
  void destroyedKeyExchangesAgreeOnNothing() {
    for (KeyExchangeMethod method : KeyExchangeMethod.values()) {
      KeyExchange exchange = library.keyExchange(method, ENTROPY);
      byte[] publicValue = exchange.publicValue();
      exchange.destroy();
      assertThrows(IllegalStateException.class, () -> exchange.sharedSecret(publicValue));
    }
  }

  /** Of zeros, which are the private value by then, anyone knows the public value. */
  @Test
  void destroyedKeyExchangesComputeNoPublicValue() {
    for (KeyExchangeMethod method : KeyExchangeMethod.values()) {
      KeyExchange exchange = library.keyExchange(method, ENTROPY);
      exchange.destroy();
      assertThrows(IllegalStateException.class, exchange::publicValue, method::toString);
      assertThrows(IllegalStateException.class, exchange::computePublicValue, method::toString);
      assertFalse(exchange.hasPublicValue());
    }
  }

  @Test
  void prfPlusStopsAt255Blocks() {
    Prf prf = library.prf(PrfAlgorithm.HMAC_SHA1);
    assertEquals(255 * 20, prf.prfPlus(new byte[20], 255 * 20, new byte[4]).length);
    assertThrows(
        IllegalArgumentException.class, () -> prf.prfPlus(new byte[20], 255 * 20 + 1, new byte[4]));
  }

  private PacketSealer sealer() {
    return library.sealer(PAPER, new byte[16], new byte[20], false, ENTROPY);
  }
}
