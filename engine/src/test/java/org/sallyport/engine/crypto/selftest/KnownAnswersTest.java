// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.DigestAlgorithm;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PrfAlgorithm;

/** That the self-test passes, can fail, and forgets no algorithm. */
final class KnownAnswersTest {
  private final CryptoLibrary library = new BouncyCastleLibrary();

  @Test
  void theReferenceGivesEveryAnswer() {
    assertEquals(List.of(), KnownAnswers.failures(library));
  }

  @Test
  void everyAnswerCanFail() {
    List<KnownAnswer> corrupted = KnownAnswers.all().stream().map(KnownAnswer::corrupted).toList();
    assertEquals(
        KnownAnswers.all().stream().map(KnownAnswer::name).toList(),
        KnownAnswers.failures(library, corrupted));
  }

  @Test
  void noAlgorithmIsForgotten() {
    Set<String> names = new HashSet<>();
    for (KnownAnswer answer : KnownAnswers.all()) {
      assertTrue(names.add(answer.name()), answer.name());
      assertFalse(answer.origin().isEmpty(), answer.name());
    }
    for (DigestAlgorithm digest : DigestAlgorithm.values()) {
      assertTrue(names.remove(digest.displayName()), digest::toString);
    }
    for (PrfAlgorithm prf : PrfAlgorithm.values()) {
      assertTrue(names.remove("PRF " + prf.strongSwanName()), prf::toString);
    }
    for (IntegrityAlgorithm integrity : IntegrityAlgorithm.values()) {
      assertEquals(
          integrity != IntegrityAlgorithm.NONE,
          names.remove(integrity.displayName()),
          integrity::toString);
    }
    for (EncryptionAlgorithm encryption : EncryptionAlgorithm.values()) {
      for (int bits = 128; bits <= 256; bits += 64) {
        assertEquals(
            encryption.admitsKeyBits(bits),
            names.remove(encryption.displayName() + "-" + bits),
            encryption.displayName() + bits);
      }
    }
    for (KeyExchangeMethod method : KeyExchangeMethod.values()) {
      assertTrue(names.remove(method.strongSwanName()), method::toString);
    }
    assertEquals(Set.of("HMAC-DRBG without reseeding", "HMAC-DRBG with reseeding"), names);
  }
}
