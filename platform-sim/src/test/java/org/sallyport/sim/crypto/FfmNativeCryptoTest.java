// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.nativeapi.NativeCrypto;
import org.sallyport.engine.crypto.nativeapi.NativeCrypto.Level;
import org.sallyport.sim.random.SeededEntropy;
import org.sallyport.sim.random.SeededRandom;

/** What the native API itself refuses, behind the checks that the engine makes before. */
final class FfmNativeCryptoTest {
  private final NativeCrypto nativeCrypto = NativeLevels.nativeCrypto(Level.AVX512);
  private final SeededRandom random = new SeededRandom(1);

  @Test
  void takesNoBetterLevelThanAsked() {
    assertEquals(Level.NONE, NativeLevels.nativeCrypto(Level.NONE).start());
    Assumptions.assumeTrue(nativeCrypto.start() != Level.NONE, "no AES instructions here");
    assertEquals(Level.SSE, NativeLevels.nativeCrypto(Level.SSE).start());
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyExchangeMethod.class,
      names = {"ECP_256", "ECP_384", "ECP_521"})
  void refusesWhatIsNoPointOfTheCurve(KeyExchangeMethod method) {
    byte[] scalar = new byte[method.sharedLength()];
    scalar[scalar.length - 1] = 3;
    byte[] point =
        new BouncyCastleLibrary().keyExchange(method, new SeededEntropy(random)).publicValue();
    assertTrue(nativeCrypto.multiply(method.id(), point.clone(), scalar));
    for (int bit : new int[] {0, 8 * point.length / 2 - 1, 8 * point.length - 1}) {
      byte[] wrong = point.clone();
      wrong[bit / 8] ^= (byte) (0x80 >> (bit % 8));
      byte[] before = wrong.clone();
      assertFalse(nativeCrypto.multiply(method.id(), wrong, scalar), method + " bit " + bit);
      assertArrayEquals(before, wrong);
    }
    assertFalse(nativeCrypto.multiply(method.id(), new byte[point.length], scalar));
    byte[] ones = new byte[point.length];
    Arrays.fill(ones, (byte) 0xff);
    assertFalse(nativeCrypto.multiply(method.id(), ones, scalar));
  }

  @Test
  void refusesGroupsThatItDoesNotHave() {
    assertFalse(nativeCrypto.multiply(KeyExchangeMethod.X448.id(), new byte[56], new byte[56]));
    assertFalse(nativeCrypto.multiplyGenerator(0, new byte[132], new byte[66]));
  }

  @Test
  void refusesNumbersThatDoNotFit() {
    byte[] prime = KeyExchangeMethod.MODP_768.prime();
    byte[] exponent = {3};
    byte[] result = new byte[prime.length];
    assertFalse(nativeCrypto.power(result, prime, exponent, prime), "base not below the prime");
    byte[] even = prime.clone();
    even[even.length - 1]--;
    byte[] two = new byte[prime.length];
    two[two.length - 1] = 2;
    assertFalse(nativeCrypto.power(result, two, exponent, even), "even modulus");
    byte[] tooLong = new byte[1025];
    tooLong[1024] = 1;
    assertFalse(nativeCrypto.power(new byte[1025], new byte[1025], exponent, tooLong), "too long");
  }

  @ParameterizedTest
  @EnumSource(value = KeyExchangeMethod.class, names = "MODP_.*", mode = EnumSource.Mode.MATCH_ALL)
  void powersAreThoseOfBigInteger(KeyExchangeMethod method) {
    byte[] prime = method.prime();
    for (int exponentLength : new int[] {1, 40, 81}) {
      byte[] base = new byte[prime.length];
      byte[] exponent = new byte[exponentLength];
      random.fill(base, 0, base.length);
      random.fill(exponent, 0, exponent.length);
      base[0] &= 0x7f;
      byte[] result = new byte[prime.length];
      assertTrue(nativeCrypto.power(result, base, exponent, prime));
      assertEquals(
          new BigInteger(1, base).modPow(new BigInteger(1, exponent), new BigInteger(1, prime)),
          new BigInteger(1, result));
    }
  }
}
