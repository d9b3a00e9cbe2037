// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto.selftest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.DigestAlgorithm;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PacketOpener;
import org.sallyport.engine.crypto.PacketTransform;
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
  void theWrongAnswerIsWrongWhateverTheRightOneIs() {
    for (byte octet : new byte[] {0, 1, 2, -1}) {
      KnownAnswer answer =
          new KnownAnswer("octet", "here", any -> new byte[] {octet}, new byte[] {octet});
      assertTrue(answer.holds(library));
      assertFalse(answer.corrupted().holds(library), octet + " corrupted");
    }
  }

  @Test
  void partsAreJoinedInTheirOrder() {
    assertArrayEquals(
        new byte[] {1, 2, 3},
        KnownAnswer.joined(new byte[] {1, 2}, new byte[0], new byte[] {3}, new byte[0]));
  }

  /** What it misses is one bit, the last of a packet: of the ICV, where there is one. */
  @Test
  void aLibraryThatMissesOneForgedBitIsFound() {
    CryptoLibrary lenient =
        with("opener", opener -> takingPacketsWithoutTheirLastBit((PacketOpener) opener));
    assertEquals(
        PacketAnswers.all().stream()
            .map(KnownAnswer::name)
            .filter(name -> !name.startsWith("AES-CBC-"))
            .toList(),
        KnownAnswers.failures(lenient));
  }

  @Test
  void nothingThatWasKeyedOutlivesItsAnswer() {
    List<PacketTransform> keyed = new ArrayList<>();
    UnaryOperator<Object> noting =
        transform -> {
          keyed.add((PacketTransform) transform);
          return transform;
        };
    for (String operation : new String[] {"sealer", "opener"}) {
      keyed.clear();
      assertEquals(List.of(), KnownAnswers.failures(with(operation, noting)));
      assertEquals(PacketAnswers.all().size(), keyed.size());
      for (PacketTransform transform : keyed) {
        assertThrows(
            IllegalStateException.class, () -> transform.checkRange(new byte[200], 0, 8, 16));
      }
    }
  }

  /** The library, with a change of what one of its operations gives. */
  private CryptoLibrary with(String operation, UnaryOperator<Object> change) {
    return (CryptoLibrary)
        Proxy.newProxyInstance(
            CryptoLibrary.class.getClassLoader(),
            new Class<?>[] {CryptoLibrary.class},
            (proxy, method, arguments) -> {
              Object result = method.invoke(library, arguments);
              return method.getName().equals(operation) ? change.apply(result) : result;
            });
  }

  private static PacketOpener takingPacketsWithoutTheirLastBit(PacketOpener strict) {
    CipherSuite suite = strict.suite();
    return new PacketOpener(suite, strict.extendedSequence()) {
      @Override
      protected boolean openChecked(
          byte[] slab, int offset, int aadLength, int textLength, int highSequence) {
        if (strict.open(slab, offset, aadLength, textLength, highSequence)) {
          return true;
        }
        slab[offset + aadLength + suite.ivLength() + textLength + suite.icvLength() - 1] ^= 1;
        return strict.open(slab, offset, aadLength, textLength, highSequence);
      }

      @Override
      protected void destroyKeys() {
        strict.destroy();
      }
    };
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
