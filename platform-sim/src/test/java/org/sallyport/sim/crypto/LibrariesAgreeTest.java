// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.KeyAgreement;
import org.sallyport.engine.crypto.KeyExchange;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PacketSealer;
import org.sallyport.sim.random.SeededEntropy;
import org.sallyport.sim.random.SeededRandom;

/**
 * What is recorded with one library can be replayed with another: same entropy, same draws, same
 * octets (contract of {@link CryptoLibrary}).
 */
final class LibrariesAgreeTest {
  private static final int AAD = 8;
  private static final int TEXT = 64;

  /** Entropy that notes what was asked of it. */
  private static final class NotedEntropy implements EntropySource {
    private final List<Integer> draws = new ArrayList<>();
    private final EntropySource source;
    private int spoilt;

    NotedEntropy(long seed, int spoilt) {
      this.source = new SeededEntropy(new SeededRandom(seed));
      this.spoilt = spoilt;
    }

    @Override
    public void fill(byte[] target, int offset, int length) {
      draws.add(length);
      if (spoilt-- > 0) {
        Arrays.fill(target, offset, offset + length, (byte) 0xff);
      } else {
        source.fill(target, offset, length);
      }
    }
  }

  private static int documentedDraw(KeyExchangeMethod method) {
    return switch (method) {
      case MODP_768, MODP_1024, MODP_1536, MODP_2048 -> 40;
      case MODP_3072 -> 56;
      case MODP_4096 -> 64;
      case MODP_6144 -> 72;
      case MODP_8192 -> 80;
      case ECP_256, X25519 -> 32;
      case ECP_384 -> 48;
      case ECP_521 -> 66;
      case X448 -> 56;
    };
  }

  @ParameterizedTest
  @EnumSource
  void keyExchangesAgree(KeyExchangeMethod method) {
    byte[] value = new byte[0];
    byte[] secret = new byte[0];
    for (CryptoLibrary library : NativeLevels.andTheRest()) {
      NotedEntropy entropy = new NotedEntropy(method.id(), 0);
      KeyExchange ours = library.keyExchange(method, entropy);
      KeyExchange theirs = library.keyExchange(method, entropy);
      assertEquals(
          List.of(documentedDraw(method), documentedDraw(method)), entropy.draws, library.name());
      byte[] agreed =
          assertInstanceOf(
                  KeyAgreement.Agreed.class, ours.sharedSecret(theirs.publicValue()), method::name)
              .secret();
      if (value.length == 0) {
        value = ours.publicValue();
        secret = agreed;
      }
      assertArrayEquals(value, ours.publicValue(), library.name());
      assertArrayEquals(secret, agreed, library.name());
      assertEquals(method.sharedLength(), agreed.length);
    }
  }

  /** All ones is above the order of 256 and 384 bits, so those are drawn again. */
  @Test
  void ecpDrawsAgainWhatIsNotBelowTheOrder() {
    for (CryptoLibrary library : NativeLevels.andTheRest()) {
      for (KeyExchangeMethod method :
          List.of(
              KeyExchangeMethod.ECP_256, KeyExchangeMethod.ECP_384, KeyExchangeMethod.ECP_521)) {
        NotedEntropy entropy = new NotedEntropy(5, 2);
        library.keyExchange(method, entropy);
        int octets = method.sharedLength();
        assertEquals(List.of(octets, octets, octets), entropy.draws, library.name() + method);
      }
    }
  }

  static List<CipherSuite> suites() {
    List<CipherSuite> suites = new ArrayList<>();
    for (EncryptionAlgorithm encryption : EncryptionAlgorithm.values()) {
      for (IntegrityAlgorithm integrity : IntegrityAlgorithm.values()) {
        for (int bits : new int[] {0, 128, 192, 256}) {
          int keyBits = encryption == EncryptionAlgorithm.NULL ? 0 : bits;
          if (CipherSuite.refusal(encryption, keyBits, integrity) == null) {
            suites.add(new CipherSuite(encryption, keyBits, integrity));
          }
        }
      }
    }
    return suites.stream().distinct().toList();
  }

  @ParameterizedTest
  @MethodSource("suites")
  void sealersAgree(CipherSuite suite) {
    boolean isCbc = suite.encryption() == EncryptionAlgorithm.AES_CBC;
    byte[] sealed = new byte[0];
    for (CryptoLibrary library : NativeLevels.andTheRest()) {
      NotedEntropy entropy = new NotedEntropy(11, 0);
      SeededRandom random = new SeededRandom(12);
      byte[] key = filled(random, suite.encryptionKeyLength());
      byte[] integrityKey = filled(random, suite.integrityKeyLength());
      int packet = AAD + suite.ivLength() + TEXT + suite.icvLength();
      byte[] slab = filled(random, 3 * packet);
      PacketSealer sealer = library.sealer(suite, key, integrityKey, true, entropy);
      for (int i = 0; i < 3; i++) {
        sealer.seal(slab, i * packet, AAD, TEXT, 7);
        assertEquals(
            true,
            library
                .opener(suite, key, integrityKey, true)
                .open(Arrays.copyOfRange(slab, i * packet, (i + 1) * packet), 0, AAD, TEXT, 7));
      }
      assertEquals(isCbc ? List.of(16) : List.<Integer>of(), entropy.draws, library.name());
      if (sealed.length == 0) {
        sealed = slab;
      }
      assertArrayEquals(sealed, slab, library.name());
    }
  }

  private static byte[] filled(SeededRandom random, int length) {
    byte[] octets = new byte[length];
    random.fill(octets, 0, length);
    return octets;
  }
}
