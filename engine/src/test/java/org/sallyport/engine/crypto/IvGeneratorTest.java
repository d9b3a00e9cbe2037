// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/**
 * An IV of an AEAD never repeats under one key (RFC 4106 §3.1, RFC 7634 §2), one of CBC cannot be
 * predicted (RFC 3602 §3), and nothing of the key that makes it stays behind.
 */
final class IvGeneratorTest {
  /** More than 16 bits of packets: a counter cut to a short or a char repeats within them. */
  private static final int PACKETS = 70_000;

  private static final int OFFSET = 5;

  private static final CipherSuite GCM =
      new CipherSuite(EncryptionAlgorithm.AES_GCM_16, 128, IntegrityAlgorithm.NONE);
  private static final CipherSuite CHACHA =
      new CipherSuite(EncryptionAlgorithm.CHACHA20_POLY1305, 256, IntegrityAlgorithm.NONE);
  private static final CipherSuite CBC =
      new CipherSuite(EncryptionAlgorithm.AES_CBC, 128, IntegrityAlgorithm.HMAC_SHA2_256_128);
  private static final CipherSuite NULL =
      new CipherSuite(EncryptionAlgorithm.NULL, 0, IntegrityAlgorithm.HMAC_SHA2_256_128);

  private int draws;

  @Test
  void anAeadIvIsTheNumberOfThePacket() {
    for (CipherSuite suite : new CipherSuite[] {GCM, CHACHA}) {
      IvGenerator generator = IvGenerator.of(suite, this::entropy, IvGeneratorTest::noEncryptor);
      byte[] slab = new byte[OFFSET + 8 + 3];
      for (long packet = 1; packet <= PACKETS; packet++) {
        Arrays.fill(slab, (byte) 0xaa);
        generator.next(slab, OFFSET);
        assertEquals(packet, ByteBuffer.wrap(slab).getLong(OFFSET));
      }
      assertEquals(0, draws, "an AEAD draws no entropy");
      assertUntouched(slab, 8);
    }
  }

  @Test
  void aSealerWritesAFreshIvIntoEveryPacket() {
    // R4303-3.2.1-1
    CryptoLibrary library = new BouncyCastleLibrary();
    for (CipherSuite suite : new CipherSuite[] {GCM, CHACHA, CBC}) {
      PacketSealer sealer =
          library.sealer(
              suite,
              new byte[suite.encryptionKeyLength()],
              new byte[suite.integrityKeyLength()],
              false,
              this::entropy);
      Set<ByteBuffer> seen = new HashSet<>();
      byte[] slab = new byte[100];
      for (int packet = 0; packet < 300; packet++) {
        sealer.seal(slab, 0, 8, 16, 0);
        assertTrue(seen.add(ByteBuffer.wrap(Arrays.copyOfRange(slab, 8, 8 + suite.ivLength()))));
      }
    }
  }

  @Test
  void aCbcIvIsTheCounterEncryptedUnderADrawnKey() throws Exception {
    IvGenerator generator = cbc();
    assertEquals(1, draws);
    Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
    aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(drawnKey(), "AES"));
    byte[] slab = new byte[OFFSET + 16 + 3];
    Arrays.fill(slab, (byte) 0xaa);
    for (int packet = 1; packet <= 300; packet++) {
      generator.next(slab, OFFSET);
      byte[] counter = new byte[16];
      ByteBuffer.wrap(counter).putLong(8, packet);
      assertArrayEquals(aes.doFinal(counter), Arrays.copyOfRange(slab, OFFSET, OFFSET + 16));
    }
    assertUntouched(slab, 16);
    assertEquals(1, draws, "entropy is drawn once for an SA");
  }

  @Test
  void cbcIvsNeverRepeatAndTellNothingOfTheNext() {
    IvGenerator generator = cbc();
    Set<ByteBuffer> seen = new HashSet<>();
    Set<Long> differences = new HashSet<>();
    long before = 0;
    for (int packet = 0; packet < PACKETS; packet++) {
      byte[] iv = new byte[16];
      generator.next(iv, 0);
      assertTrue(seen.add(ByteBuffer.wrap(iv)), "IV of packet " + packet);
      long now = ByteBuffer.wrap(iv).getLong(0);
      differences.add(now ^ before);
      before = now;
    }
    assertEquals(PACKETS, differences.size(), "no step from one IV to the next comes again");
  }

  @Test
  void twoSealersOfOneKeyHaveIvsOfTheirOwn() {
    byte[] first = new byte[16];
    byte[] second = new byte[16];
    cbc().next(first, 0);
    cbc().next(second, 0);
    assertNotEquals(ByteBuffer.wrap(first), ByteBuffer.wrap(second));
  }

  @Test
  void nullEncryptionHasNoIv() {
    byte[] slab = new byte[20];
    IvGenerator generator = IvGenerator.of(NULL, this::entropy, IvGeneratorTest::noEncryptor);
    generator.next(slab, 0);
    generator.destroy();
    assertArrayEquals(new byte[20], slab);
    assertEquals(0, draws);
  }

  @Test
  void theDrawnKeyIsZeroedOnceItIsLoadedAndInTheEnd() {
    byte[][] given = new byte[1][];
    boolean[] destroyed = new boolean[1];
    IvGenerator generator =
        IvGenerator.of(
            CBC,
            this::entropy,
            key -> {
              assertFalse(ConstantTime.isZero(key), "the key is drawn before it is loaded");
              given[0] = key;
              return new IvGenerator.BlockEncryptor() {
                @Override
                public void encrypt(byte[] block, int offset) {}

                @Override
                public void destroy() {
                  destroyed[0] = true;
                }
              };
            });
    assertArrayEquals(new byte[16], given[0]);
    assertFalse(destroyed[0]);
    generator.destroy();
    assertTrue(destroyed[0]);
  }

  private IvGenerator cbc() {
    return IvGenerator.of(CBC, this::entropy, BouncyCastleAes::blockEncryptor);
  }

  /** Other octets at each draw, none of them zero. */
  private void entropy(byte[] target, int offset, int length) {
    draws++;
    for (int i = 0; i < length; i++) {
      target[offset + i] = (byte) (16 * draws + i + 1);
    }
  }

  private static byte[] drawnKey() {
    byte[] key = new byte[16];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (16 + i + 1);
    }
    return key;
  }

  private static IvGenerator.BlockEncryptor noEncryptor(byte[] key) {
    throw new AssertionError("no block cipher is wanted");
  }

  private static void assertUntouched(byte[] slab, int ivLength) {
    for (int i = 0; i < slab.length; i++) {
      if (i < OFFSET || i >= OFFSET + ivLength) {
        assertEquals((byte) 0xaa, slab[i], "octet " + i + " is not of the IV");
      }
    }
  }
}
