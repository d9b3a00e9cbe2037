// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.crypto.params.DHParameters;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.crypto.KeyAgreement.Agreed;
import org.sallyport.engine.crypto.KeyAgreement.Refusal;
import org.sallyport.engine.crypto.KeyAgreement.Refused;
import org.sallyport.engine.crypto.KeyExchangeMethod.Family;

/**
 * Public values that a peer must not get away with (RFC 6989 §2, RFC 5903 §7, RFC 8031 §3.1), those
 * at the edge that it may send, and private values at the edge.
 */
final class KeyExchangeAttackTest {
  private static final KeyExchangeMethod MODP = KeyExchangeMethod.MODP_768;
  private static final KeyExchangeMethod ECP = KeyExchangeMethod.ECP_256;

  private static final BigInteger P =
      BigInteger.TWO
          .pow(256)
          .subtract(BigInteger.TWO.pow(224))
          .add(BigInteger.TWO.pow(192))
          .add(BigInteger.TWO.pow(96))
          .subtract(BigInteger.ONE);
  private static final BigInteger B =
      new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);
  private static final BigInteger N =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private final CryptoLibrary library = new BouncyCastleLibrary();
  private int draws;

  @Test
  void aModpValueIsTakenFromTwoToPrimeMinusTwo() {
    KeyExchange exchange = library.keyExchangeFrom(MODP, new byte[] {3});
    BigInteger prime = new BigInteger(1, MODP.prime());
    BigInteger two = BigInteger.TWO;
    for (BigInteger bad :
        new BigInteger[] {
          BigInteger.ZERO,
          BigInteger.ONE,
          prime.subtract(BigInteger.ONE),
          prime,
          prime.add(BigInteger.ONE),
          prime.add(two),
          two.pow(768).subtract(BigInteger.ONE)
        }) {
      assertRefused(Refusal.OUT_OF_RANGE, exchange, octets(bad, 96));
    }
    assertArrayEquals(octets(BigInteger.valueOf(8), 96), agreed(exchange, octets(two, 96)));
    assertArrayEquals(
        octets(prime.subtract(BigInteger.valueOf(8)), 96),
        agreed(exchange, octets(prime.subtract(two), 96)));
  }

  @Test
  void aPointOffTheCurveIsRefused() {
    KeyExchange exchange = library.keyExchange(ECP, this::entropy);
    byte[] good = library.keyExchange(ECP, this::entropy).publicValue();
    agreed(exchange, good);
    for (int bit = 0; bit < 8 * good.length; bit += 13) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      assertRefused(Refusal.NOT_ON_CURVE, exchange, bad);
    }
    assertRefused(Refusal.NOT_ON_CURVE, exchange, new byte[64]);
  }

  @Test
  void aCoordinateIsReducedOrRefused() {
    KeyExchange exchange = library.keyExchange(ECP, this::entropy);
    BigInteger y = root(B);
    agreed(exchange, point(BigInteger.ZERO, y));
    assertRefused(Refusal.NOT_ON_CURVE, exchange, point(P, y));
    BigInteger x = BigInteger.ONE;
    while (root(right(x)) == null) {
      x = x.add(BigInteger.ONE);
    }
    agreed(exchange, point(x, root(right(x))));
    assertRefused(Refusal.NOT_ON_CURVE, exchange, point(x.add(P), root(right(x))));
    assertRefused(Refusal.NOT_ON_CURVE, exchange, point(x, P));
    assertRefused(Refusal.NOT_ON_CURVE, exchange, point(x, P.add(BigInteger.ONE)));
  }

  @Test
  void aSecretOfZerosIsOfSmallOrderInMontgomeryFormOnly() {
    for (KeyExchangeMethod method :
        new KeyExchangeMethod[] {KeyExchangeMethod.X25519, KeyExchangeMethod.X448}) {
      KeyExchange exchange = library.keyExchange(method, this::entropy);
      byte[] zero = new byte[method.publicLength()];
      assertRefused(Refusal.SMALL_ORDER, exchange, zero);
      byte[] one = zero.clone();
      one[0] = 1;
      assertRefused(Refusal.SMALL_ORDER, exchange, one);
    }
    byte[] secret = agreed(library.keyExchangeFrom(ECP, new byte[] {1}), point(zero(), root(B)));
    assertArrayEquals(new byte[32], secret, "x = 0 is a point of the curve like any other");
  }

  @Test
  void whatTheArithmeticRefusesIsRefused() {
    GroupArithmetic refusing =
        new GroupArithmetic() {
          @Override
          public byte[] publicValue(KeyExchangeMethod method, byte[] privateValue) {
            return new byte[method.publicLength()];
          }

          @Override
          public byte[] sharedSecret(
              KeyExchangeMethod method, byte[] privateValue, byte[] peerPublic) {
            return null;
          }
        };
    KeyExchange exchange =
        new EphemeralKeyExchange(KeyExchangeMethod.X25519, refusing, new byte[32]);
    assertRefused(Refusal.SMALL_ORDER, exchange, new byte[32]);
  }

  @Test
  void anotherLengthIsRefusedBeforeAnyArithmetic() {
    for (KeyExchangeMethod method : new KeyExchangeMethod[] {MODP, ECP, KeyExchangeMethod.X25519}) {
      KeyExchange exchange = library.keyExchange(method, this::entropy);
      byte[] own = exchange.publicValue();
      assertRefused(Refusal.WRONG_LENGTH, exchange, Arrays.copyOf(own, own.length - 1));
      assertRefused(Refusal.WRONG_LENGTH, exchange, Arrays.copyOf(own, own.length + 1));
      assertRefused(Refusal.WRONG_LENGTH, exchange, new byte[0]);
    }
  }

  @Test
  void thePublicValueGivenAwayIsACopy() {
    KeyExchange exchange = library.keyExchange(KeyExchangeMethod.X25519, this::entropy);
    assertEquals(KeyExchangeMethod.X25519, exchange.method());
    assertFalse(exchange.hasPublicValue());
    exchange.computePublicValue();
    assertTrue(exchange.hasPublicValue());
    byte[] first = exchange.publicValue();
    byte[] before = first.clone();
    first[0] ^= 1;
    assertArrayEquals(before, exchange.publicValue());
  }

  @Test
  void theLadderHoldsAtTheEdgesOfTheOrder() {
    byte[] generator = library.keyExchangeFrom(ECP, new byte[] {1}).publicValue();
    byte[] negated =
        library.keyExchangeFrom(ECP, octets(N.subtract(BigInteger.ONE), 32)).publicValue();
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(generator, 32, 64));
    assertArrayEquals(
        point(new BigInteger(1, Arrays.copyOf(generator, 32)), P.subtract(y)), negated);
    assertEquals(
        new BigInteger("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296", 16),
        new BigInteger(1, Arrays.copyOf(generator, 32)));
  }

  @Test
  void givenPrivateValuesAreBroughtToTheirLength() {
    assertArrayEquals(new byte[] {0, 3}, PrivateValues.given(MODP, new byte[] {0, 3}));
    byte[] seven = octets(BigInteger.valueOf(7), 32);
    assertArrayEquals(seven, PrivateValues.given(ECP, new byte[] {7}));
    assertArrayEquals(seven, PrivateValues.given(ECP, octets(BigInteger.valueOf(7), 40)));
    byte[] largest = octets(N.subtract(BigInteger.ONE), 32);
    assertArrayEquals(largest, PrivateValues.given(ECP, largest));
    byte[] copied = PrivateValues.given(KeyExchangeMethod.X25519, new byte[32]);
    assertArrayEquals(new byte[32], copied);
    for (byte[] bad :
        new byte[][] {
          new byte[32],
          octets(N, 32),
          octets(N.add(BigInteger.ONE), 32),
          octets(BigInteger.TWO.pow(256).add(BigInteger.valueOf(5)), 33)
        }) {
      assertThrows(IllegalArgumentException.class, () -> PrivateValues.given(ECP, bad));
    }
    for (int length : new int[] {0, 31, 33}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> PrivateValues.given(KeyExchangeMethod.X25519, new byte[length]));
    }
  }

  /** The table of {@link CryptoLibrary}: what is drawn, and how long it is. */
  @Test
  void drawnPrivateValuesAreOfTheirLength() {
    int[][] lengths = {
      {1, 40}, {2, 40}, {5, 40}, {14, 40}, {15, 56}, {16, 64}, {17, 72}, {18, 80}, {19, 32},
      {20, 48}, {21, 66}, {31, 32}, {32, 56}
    };
    for (int[] each : lengths) {
      KeyExchangeMethod method = KeyExchangeMethod.byId(each[0]);
      byte[] ones = PrivateValues.draw(method, (target, offset, length) -> fill(target, 0x11));
      assertEquals(each[1], ones.length, method::toString);
      int first =
          switch (method.family()) {
            case MODP -> 0x91;
            case ECP -> method == KeyExchangeMethod.ECP_521 ? 1 : 0x11;
            case MONTGOMERY -> 0x11;
          };
      assertEquals(first, ones[0] & 0xff, method::toString);
      assertEquals(0x11, ones[1], method::toString);
    }
  }

  @Test
  void anEcpValueOutsideTheOrderIsDrawnAnew() {
    byte[][] offered = {new byte[32], octets(N, 32), octets(N.subtract(BigInteger.ONE), 32)};
    byte[] drawn =
        PrivateValues.draw(
            ECP, (target, offset, length) -> copy(offered[draws++], target, offset, length));
    assertArrayEquals(offered[2], drawn);
    assertEquals(3, draws);
  }

  @Test
  void aSourceThatGivesNoUsableValueIsGivenUp() {
    EntropySource dead =
        (target, offset, length) -> {
          draws++;
          fill(target, 0);
        };
    assertThrows(IllegalStateException.class, () -> PrivateValues.draw(ECP, dead));
    assertEquals(128, draws);
  }

  @Test
  void groupsAreOfTheirFamilyAndMadeOnce() {
    assertThrows(IllegalArgumentException.class, () -> ModpGroup.of(ECP));
    assertThrows(IllegalArgumentException.class, () -> EcpGroup.of(MODP));
    assertThrows(IllegalArgumentException.class, () -> ModpGroup.exponentLength(ECP));
    assertTrue(ModpGroup.of(MODP) == ModpGroup.of(MODP));
    assertTrue(EcpGroup.of(ECP) == EcpGroup.of(ECP));
    assertFalse(EcpGroup.of(ECP) == EcpGroup.of(KeyExchangeMethod.ECP_384));
  }

  /** The formula over pi gives the digits of the RFCs, as Bouncy Castle carries them. */
  @Test
  void modpPrimesAreThoseOfTheRfcs() throws ReflectiveOperationException {
    Map<KeyExchangeMethod, DHParameters> published =
        Map.of(
            KeyExchangeMethod.MODP_768, DHStandardGroups.rfc2409_768,
            KeyExchangeMethod.MODP_1024, DHStandardGroups.rfc2409_1024,
            KeyExchangeMethod.MODP_1536, DHStandardGroups.rfc3526_1536,
            KeyExchangeMethod.MODP_2048, DHStandardGroups.rfc3526_2048,
            KeyExchangeMethod.MODP_3072, DHStandardGroups.rfc3526_3072,
            KeyExchangeMethod.MODP_4096, DHStandardGroups.rfc3526_4096,
            KeyExchangeMethod.MODP_6144, DHStandardGroups.rfc3526_6144,
            KeyExchangeMethod.MODP_8192, DHStandardGroups.rfc3526_8192);
    forgetGroups(ModpGroup.class);
    for (KeyExchangeMethod method : KeyExchangeMethod.values()) {
      assertEquals(method.family() == Family.MODP, published.containsKey(method), method::toString);
    }
    published.forEach((method, group) ->
        assertArrayEquals(
            octets(group.getP(), method.publicLength()), method.prime(), method::toString));
  }

  @Test
  void ecpGeneratorsAndOrdersAreThoseOfTheCurves() throws ReflectiveOperationException {
    Map<KeyExchangeMethod, String> names =
        Map.of(
            KeyExchangeMethod.ECP_256, "P-256",
            KeyExchangeMethod.ECP_384, "P-384",
            KeyExchangeMethod.ECP_521, "P-521");
    forgetGroups(EcpGroup.class);
    for (KeyExchangeMethod method : KeyExchangeMethod.values()) {
      assertEquals(method.family() == Family.ECP, names.containsKey(method), method::toString);
    }
    names.forEach((method, name) -> {
      X9ECParameters curve = ECNamedCurveTable.getByName(name);
      byte[] encoded = curve.getG().getEncoded(false);
      EcpGroup group = EcpGroup.of(method);
      assertArrayEquals(
          Arrays.copyOfRange(encoded, 1, encoded.length), // 4 is in front: uncompressed.
          group.encodeBoth(group.generator()),
          name);
      assertArrayEquals(octets(curve.getN(), method.sharedLength()), group.orderOctets(), name);
    });
  }

  /** Groups are made once in a JVM, by whichever test comes first: these are made anew. */
  private static void forgetGroups(Class<?> groups) throws ReflectiveOperationException {
    Field made = groups.getDeclaredField("MADE");
    made.setAccessible(true);
    Arrays.fill((Object[]) made.get(null), null);
  }

  private static void assertRefused(Refusal reason, KeyExchange exchange, byte[] peerPublic) {
    assertEquals(new Refused(reason), exchange.sharedSecret(peerPublic));
  }

  private static byte[] agreed(KeyExchange exchange, byte[] peerPublic) {
    return assertInstanceOf(Agreed.class, exchange.sharedSecret(peerPublic)).secret();
  }

  private static BigInteger zero() {
    return BigInteger.ZERO;
  }

  /** x^3 - 3x + b. */
  private static BigInteger right(BigInteger x) {
    return x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(B).mod(P);
  }

  /** A square root, or null: p is 3 modulo 4. */
  private static BigInteger root(BigInteger square) {
    BigInteger root = square.modPow(P.add(BigInteger.ONE).shiftRight(2), P);
    return root.multiply(root).mod(P).equals(square) ? root : null;
  }

  private static byte[] point(BigInteger x, BigInteger y) {
    byte[] both = Arrays.copyOf(octets(x, 32), 64);
    System.arraycopy(octets(y, 32), 0, both, 32, 32);
    return both;
  }

  private static byte[] octets(BigInteger value, int length) {
    return ModpGroup.encode(value, length);
  }

  private void entropy(byte[] target, int offset, int length) {
    draws++;
    for (int i = 0; i < length; i++) {
      target[offset + i] = (byte) (7 * i + 31 * draws);
    }
  }

  private static void fill(byte[] target, int value) {
    Arrays.fill(target, (byte) value);
  }

  private static void copy(byte[] source, byte[] target, int offset, int length) {
    System.arraycopy(source, 0, target, offset, length);
  }
}
