// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Which algorithms go together, and the sizes that RFCs 3602, 4106, 4868 and 7634 give. */
final class CipherSuiteTest {
  @Test
  void sizesOfTheSuites() {
    CipherSuite gcm = suite(EncryptionAlgorithm.AES_GCM_16, 256, IntegrityAlgorithm.NONE);
    assertEquals(36, gcm.encryptionKeyLength());
    assertEquals(0, gcm.integrityKeyLength());
    assertEquals(8, gcm.ivLength());
    assertEquals(16, gcm.icvLength());
    CipherSuite paper = suite(EncryptionAlgorithm.AES_CBC, 128, IntegrityAlgorithm.HMAC_SHA1_96);
    assertEquals(16, paper.encryptionKeyLength());
    assertEquals(20, paper.integrityKeyLength());
    assertEquals(12, paper.icvLength());
    assertTrue(paper.isLegacy());
    assertEquals("aes128-sha1", paper.strongSwanName());
    assertTrue(paper.admitsTextLength(32));
    assertFalse(paper.admitsTextLength(31));
    assertFalse(paper.admitsTextLength(-16));
  }

  @Test
  void inconsistentSuitesAreRefusedWithAReason() {
    // R4303-3.2-1
    assertRefused(EncryptionAlgorithm.AES_CBC, 120, IntegrityAlgorithm.HMAC_SHA1_96);
    assertRefused(EncryptionAlgorithm.AES_GCM_16, 128, IntegrityAlgorithm.HMAC_SHA1_96);
    assertRefused(EncryptionAlgorithm.NULL, 0, IntegrityAlgorithm.NONE);
    assertRefused(EncryptionAlgorithm.CHACHA20_POLY1305, 128, IntegrityAlgorithm.NONE);
    assertFalse(suite(EncryptionAlgorithm.AES_CBC, 128, IntegrityAlgorithm.NONE).isAuthenticated());
  }

  @Test
  void unknownIdsAreNull() {
    assertNull(EncryptionAlgorithm.byId(1024));
    assertNull(PrfAlgorithm.byId(0));
    assertNull(IntegrityAlgorithm.byId(5));
    assertNull(KeyExchangeMethod.byId(22));
    assertEquals(KeyExchangeMethod.X448, KeyExchangeMethod.byId(32));
    assertEquals(EncryptionAlgorithm.AES_GCM_16, EncryptionAlgorithm.byId(20));
  }

  private static CipherSuite suite(
      EncryptionAlgorithm encryption, int bits, IntegrityAlgorithm integrity) {
    return new CipherSuite(encryption, bits, integrity);
  }

  private static void assertRefused(
      EncryptionAlgorithm encryption, int bits, IntegrityAlgorithm integrity) {
    assertNotNull(CipherSuite.refusal(encryption, bits, integrity));
    assertThrows(
        IllegalArgumentException.class, () -> new CipherSuite(encryption, bits, integrity));
  }
}
