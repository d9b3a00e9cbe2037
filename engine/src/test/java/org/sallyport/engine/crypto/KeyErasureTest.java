// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

/**
 * Keys are gone when they were destroyed: two transforms that differ in their keys only cannot be
 * told apart any more by what lies in their memory, Bouncy Castle's objects included.
 */
final class KeyErasureTest {
  private static final byte[] SOME = octets(1);
  private static final byte[] OTHER = octets(101);

  private final CryptoLibrary library = new BouncyCastleLibrary();

  @Test
  void nothingOfAKeyStaysInASealerOrOpener() {
    List<CipherSuite> suites = new ArrayList<>();
    for (int bits : new int[] {128, 192, 256}) {
      suites.add(new CipherSuite(EncryptionAlgorithm.AES_GCM_16, bits, IntegrityAlgorithm.NONE));
      suites.add(
          new CipherSuite(EncryptionAlgorithm.AES_CBC, bits, IntegrityAlgorithm.HMAC_SHA2_256_128));
    }
    suites.add(
        new CipherSuite(EncryptionAlgorithm.CHACHA20_POLY1305, 256, IntegrityAlgorithm.NONE));
    suites.add(new CipherSuite(EncryptionAlgorithm.NULL, 0, IntegrityAlgorithm.HMAC_SHA1_96));
    suites.add(new CipherSuite(EncryptionAlgorithm.NULL, 0, IntegrityAlgorithm.HMAC_SHA2_512_256));
    for (CipherSuite suite : suites) {
      assertErased(suite.strongSwanName(), key -> used(sealer(suite, key)), PacketSealer::destroy);
      assertErased(suite.strongSwanName(), key -> used(opener(suite, key)), PacketOpener::destroy);
    }
  }

  @Test
  void nothingOfAKeyStaysInAnIvGenerator() {
    CipherSuite cbc =
        new CipherSuite(EncryptionAlgorithm.AES_CBC, 128, IntegrityAlgorithm.HMAC_SHA1_96);
    assertErased(
        "CBC",
        key -> IvGenerator.of(cbc, entropy(key), BouncyCastleAes::blockEncryptor),
        IvGenerator::destroy);
  }

  @Test
  void nothingOfAPrivateValueStaysInAKeyExchange() {
    for (KeyExchangeMethod method :
        new KeyExchangeMethod[] {
          KeyExchangeMethod.MODP_768, KeyExchangeMethod.ECP_256, KeyExchangeMethod.X25519
        }) {
      byte[] value = PrivateValues.draw(method, entropy(SOME));
      KeyExchange exchange = new EphemeralKeyExchange(method, GroupArithmetic.PLAIN, value);
      assertFalse(ConstantTime.isZero(value));
      exchange.destroy();
      assertTrue(ConstantTime.isZero(value), method + " keeps its private value");
    }
  }

  @Test
  void aKeyIsZeroInItsWrapperOnceItIsLoadedOrLoadingFailed() {
    KeyParameter[] seen = new KeyParameter[1];
    BouncyCastleLibrary.load(
        SOME,
        16,
        key -> {
          seen[0] = key;
          assertArrayEquals(Arrays.copyOf(SOME, 16), key.getKey());
        });
    assertArrayEquals(new byte[16], seen[0].getKey());
    assertThrows(
        IllegalStateException.class,
        () ->
            BouncyCastleLibrary.load(
                SOME,
                32,
                key -> {
                  seen[0] = key;
                  throw new IllegalStateException("refused");
                }));
    assertArrayEquals(new byte[32], seen[0].getKey());
    assertFalse(ConstantTime.isZero(SOME), "the caller's own key is the caller's to zero");
  }

  @Test
  void anEncodedNumberLeavesNoCopy() {
    byte[] shortest = {1, 2, 3};
    assertArrayEquals(new byte[] {0, 0, 1, 2, 3}, ModpGroup.fit(shortest, 5));
    assertArrayEquals(new byte[3], shortest);
    assertArrayEquals(new byte[] {5, 6}, ModpGroup.fit(new byte[] {0, 5, 6}, 2));
    assertArrayEquals(new byte[] {0, (byte) 0x80}, ModpGroup.encode(BigInteger.valueOf(0x80), 2));
  }

  @Test
  void prfPlusMakesTheBlocksThatItGivesAndZeroesEachOfThem() {
    for (int[] each : new int[][] {{64, 2}, {70, 3}}) {
      RecordingPrf prf = new RecordingPrf(library.prf(PrfAlgorithm.HMAC_SHA2_256));
      byte[] result = prf.prfPlus(SOME, each[0], OTHER);
      assertFalse(ConstantTime.isZero(Arrays.copyOfRange(result, each[0] - 6, each[0])));
      assertEquals(each[1], prf.results.size(), each[0] + " octets");
      for (byte[] block : prf.results) {
        assertTrue(ConstantTime.isZero(block));
      }
    }
  }

  @Test
  void theGeneratorZeroesTheStateThatItLeaves() {
    RecordingPrf prf = new RecordingPrf(library.prf(PrfAlgorithm.HMAC_SHA2_256));
    HmacDrbg generator = new HmacDrbg(prf, SOME, OTHER, new byte[0]);
    generator.reseed(OTHER);
    // Two steps each of instantiation and reseeding, of key and value: the last two are in use.
    assertEquals(8, prf.results.size());
    for (byte[] left : prf.results.subList(0, 6)) {
      assertTrue(ConstantTime.isZero(left));
    }
    for (byte[] inUse : prf.results.subList(6, 8)) {
      assertFalse(ConstantTime.isZero(inUse));
    }
  }

  /** SP 800-90A §10.1.2.2: two steps for any material at all, whichever part it is in. */
  @Test
  void theGeneratorTakesUpEveryPartOfItsMaterial() {
    byte[] none = new byte[0];
    byte[] one = {1};
    for (byte[][] parts :
        new byte[][][] {
          {one, none, none},
          {none, one, none},
          {none, none, one},
          {none, one, one},
          {one, one, none}
        }) {
      RecordingPrf prf = new RecordingPrf(library.prf(PrfAlgorithm.HMAC_SHA2_256));
      HmacDrbg generator = new HmacDrbg(prf, parts[0], parts[1], parts[2]);
      assertEquals(4, prf.results.size());
      generator.generate(new byte[32], 0, 32);
      assertEquals(7, prf.results.size(), "one block and one step");
    }
  }

  private static <T> void assertErased(
      String what, Function<byte[], T> maker, java.util.function.Consumer<T> destroyer) {
    T some = maker.apply(SOME);
    T other = maker.apply(OTHER);
    assertNotEquals(memory(some), memory(other), what + " holds its key somewhere");
    destroyer.accept(some);
    destroyer.accept(other);
    assertEquals(memory(some), memory(other), what + " keeps something of its key");
  }

  private PacketSealer sealer(CipherSuite suite, byte[] key) {
    return library.sealer(
        suite,
        Arrays.copyOf(key, suite.encryptionKeyLength()),
        Arrays.copyOf(key, suite.integrityKeyLength()),
        false,
        entropy(key));
  }

  private PacketOpener opener(CipherSuite suite, byte[] key) {
    return library.opener(
        suite,
        Arrays.copyOf(key, suite.encryptionKeyLength()),
        Arrays.copyOf(key, suite.integrityKeyLength()),
        false);
  }

  /** Sealed once, so that what a packet leaves in the working memory counts too. */
  private static PacketSealer used(PacketSealer sealer) {
    byte[] slab = new byte[200];
    sealer.seal(slab, 0, 8, 48, 0);
    Arrays.fill(slab, (byte) 0); // The caller's, and a reference to it may stay.
    return sealer;
  }

  private static PacketOpener used(PacketOpener opener) {
    assertFalse(opener.open(new byte[200], 0, 8, 48, 0));
    return opener;
  }

  private static EntropySource entropy(byte[] key) {
    return (target, offset, length) -> System.arraycopy(key, 0, target, offset, length);
  }

  private static byte[] octets(int seed) {
    byte[] octets = new byte[80];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) (seed + 3 * i);
    }
    return octets;
  }

  /**
   * Every number that can be reached from the object, the JDK's and Bouncy Castle's tables aside.
   */
  private static String memory(Object root) {
    StringBuilder text = new StringBuilder();
    append(root, new IdentityHashMap<>(), text);
    return text.toString();
  }

  private static void append(Object object, Map<Object, Object> seen, StringBuilder text) {
    if (object == null || object instanceof Enum || seen.put(object, object) != null) {
      return;
    }
    Class<?> type = object.getClass();
    if (type.isArray()) {
      for (int i = 0; i < Array.getLength(object); i++) {
        appendValue(type.getComponentType(), Array.get(object, i), seen, text);
      }
      return;
    }
    if (type.getName().startsWith("java.")) {
      return;
    }
    for (Class<?> each = type; each != Object.class && each != null; each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          text.append('\n').append(each.getSimpleName()).append('.').append(field.getName());
          appendValue(field.getType(), valueOf(field, object), seen, text);
        }
      }
    }
  }

  private static void appendValue(
      Class<?> type, Object value, Map<Object, Object> seen, StringBuilder text) {
    if (type.isPrimitive()) {
      text.append(' ').append(value);
    } else {
      append(value, seen, text);
    }
  }

  private static Object valueOf(Field field, Object object) {
    try {
      field.setAccessible(true);
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  /** Keeps the very arrays that it gave. */
  private static final class RecordingPrf implements Prf {
    private final Prf prf;
    private final List<byte[]> results = new ArrayList<>();

    RecordingPrf(Prf prf) {
      this.prf = prf;
    }

    @Override
    public PrfAlgorithm algorithm() {
      return prf.algorithm();
    }

    @Override
    public byte[] prf(byte[] key, byte[]... chunks) {
      byte[] result = prf.prf(key, chunks);
      results.add(result);
      return result;
    }
  }
}
