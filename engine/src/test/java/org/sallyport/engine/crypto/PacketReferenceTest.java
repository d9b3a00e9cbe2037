// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/**
 * Packets of any length at any place in a slab are what the JDK's own ciphers make of them, with
 * the octets under the ICV that the RFCs name, and a change of any octet of a packet is refused
 * without a trace.
 */
final class PacketReferenceTest {
  private static final int AAD = 8;
  private static final int HIGH = 0x1234_5678;
  private static final byte CANARY = (byte) 0xc3;

  private final CryptoLibrary library = new BouncyCastleLibrary();
  private final Random random = new Random(11);

  @Test
  void sealedAsTheReferenceSeals() throws Exception {
    // R4303-3.2.2-1, R4303-3.2.3-1, R4303-3.3.2-1
    for (CipherSuite suite : suites()) {
      for (boolean extended : new boolean[] {false, true}) {
        for (int text : new int[] {0, 16, 32, 48, 80, 272, 1, 15, 17, 63, 65}) {
          if (suite.admitsTextLength(text)) {
            assertSealedAndOpened(suite, extended, text, random.nextInt(20));
          }
        }
      }
    }
  }

  private void assertSealedAndOpened(CipherSuite suite, boolean extended, int text, int offset)
      throws Exception {
    byte[] key = octets(suite.encryptionKeyLength());
    byte[] integrityKey = octets(suite.integrityKeyLength());
    int end = offset + AAD + suite.ivLength() + text + suite.icvLength();
    byte[] slab = octets(end + 5);
    Arrays.fill(slab, end, slab.length, CANARY);
    byte[] plain = slab.clone();
    String what = suite.strongSwanName() + " " + text + (extended ? " extended" : "");

    PacketSealer sealer = library.sealer(suite, key, integrityKey, extended, this::entropy);
    assertEquals(extended, sealer.extendedSequence());
    assertEquals(suite, sealer.suite());
    sealer.sealWithIv(slab, offset, AAD, text, HIGH);
    byte[] expected = plain.clone();
    reference(suite, key, integrityKey, extended, expected, offset, text);
    assertArrayEquals(expected, slab, what);

    PacketOpener opener = library.opener(suite, key, integrityKey, extended);
    assertRefusesEveryChange(opener, slab, offset, end, text, what);
    if (extended) {
      byte[] late = slab.clone();
      assertFalse(opener.open(late, offset, AAD, text, HIGH + 1), what);
      assertFalse(opener.open(late, offset, AAD, text, 0), what);
      assertArrayEquals(slab, late, what);
    }
    assertTrue(opener.open(slab, offset, AAD, text, extended ? HIGH : random.nextInt()), what);
    int icv = end - suite.icvLength();
    assertArrayEquals(
        Arrays.copyOfRange(expected, icv, expected.length),
        Arrays.copyOfRange(slab, icv, slab.length),
        what + ": only the text is decrypted");
    assertArrayEquals(Arrays.copyOf(plain, icv), Arrays.copyOf(slab, icv), what);
  }

  private void assertRefusesEveryChange(
      PacketOpener opener, byte[] slab, int offset, int end, int text, String what) {
    // R4303-3.4.4-5
    for (int at = offset; at < end; at++) {
      byte[] forged = slab.clone();
      forged[at] ^= (byte) (1 << random.nextInt(8));
      byte[] before = forged.clone();
      assertFalse(opener.open(forged, offset, AAD, text, HIGH), what + " at " + at);
      assertArrayEquals(before, forged, what + ": nothing is decrypted");
    }
  }

  private static void reference(
      CipherSuite suite,
      byte[] key,
      byte[] integrityKey,
      boolean extended,
      byte[] slab,
      int offset,
      int text)
      throws Exception {
    int ivOffset = offset + AAD;
    int textOffset = ivOffset + suite.ivLength();
    byte[] iv = Arrays.copyOfRange(slab, ivOffset, textOffset);
    byte[] plain = Arrays.copyOfRange(slab, textOffset, textOffset + text);
    if (suite.encryption().isAead()) {
      byte[] nonce = ByteBuffer.allocate(12).put(key, key.length - 4, 4).put(iv).array();
      byte[] aad = Arrays.copyOfRange(slab, offset, ivOffset);
      if (extended) {
        aad = ByteBuffer.allocate(12).put(aad, 0, 4).putInt(HIGH).put(aad, 4, 4).array();
      }
      boolean gcm = suite.encryption() == EncryptionAlgorithm.AES_GCM_16;
      Cipher cipher = Cipher.getInstance(gcm ? "AES/GCM/NoPadding" : "ChaCha20-Poly1305");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key, 0, key.length - 4, gcm ? "AES" : "ChaCha20"),
          gcm ? new GCMParameterSpec(128, nonce) : new IvParameterSpec(nonce));
      cipher.updateAAD(aad);
      byte[] sealed = cipher.doFinal(plain);
      System.arraycopy(sealed, 0, slab, textOffset, sealed.length);
      return;
    }
    if (suite.encryption() == EncryptionAlgorithm.AES_CBC) {
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
      System.arraycopy(cipher.doFinal(plain), 0, slab, textOffset, text);
    }
    Mac mac = Mac.getInstance(macName(suite.integrity()));
    mac.init(new SecretKeySpec(integrityKey, "HMAC"));
    mac.update(slab, offset, textOffset + text - offset);
    if (extended) {
      mac.update(ByteBuffer.allocate(4).putInt(0, HIGH));
    }
    System.arraycopy(mac.doFinal(), 0, slab, textOffset + text, suite.icvLength());
  }

  private static String macName(IntegrityAlgorithm integrity) {
    return switch (integrity) {
      case NONE -> throw new AssertionError("no HMAC");
      case HMAC_SHA1_96 -> "HmacSHA1";
      case HMAC_SHA2_256_128 -> "HmacSHA256";
      case HMAC_SHA2_384_192 -> "HmacSHA384";
      case HMAC_SHA2_512_256 -> "HmacSHA512";
    };
  }

  @Test
  void extendedSequenceNumbersAreOfEspAlone() {
    for (CipherSuite suite : suites()) {
      PacketSealer sealer =
          library.sealer(
              suite,
              new byte[suite.encryptionKeyLength()],
              new byte[suite.integrityKeyLength()],
              true,
              this::entropy);
      assertThrows(
          IllegalArgumentException.class, () -> sealer.sealWithIv(new byte[200], 0, 28, 16, 0));
      PacketSealer ofIke =
          library.sealer(
              suite,
              new byte[suite.encryptionKeyLength()],
              new byte[suite.integrityKeyLength()],
              false,
              this::entropy);
      byte[] slab = new byte[200];
      ofIke.sealWithIv(slab, 0, 32, 16, 0);
      assertFalse(ConstantTime.isZero(slab));
    }
  }

  @Test
  void vectorsAreSealedWithinTheSlabAndPaddedOnly() {
    CipherSuite suite =
        new CipherSuite(EncryptionAlgorithm.AES_CBC, 128, IntegrityAlgorithm.HMAC_SHA1_96);
    PacketSealer sealer = library.sealer(suite, new byte[16], new byte[20], false, this::entropy);
    byte[] exact = new byte[AAD + 16 + 32 + 12];
    sealer.sealWithIv(exact, 0, AAD, 32, 0);
    assertThrows(IllegalArgumentException.class, () -> sealer.sealWithIv(exact, 0, AAD, 31, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> sealer.sealWithIv(exact, 1, AAD, 32, 0));
    sealer.destroy();
    assertThrows(IllegalStateException.class, () -> sealer.sealWithIv(exact, 0, AAD, 32, 0));
  }

  @Test
  void nothingAtAllCanBeSealed() {
    CipherSuite suite =
        new CipherSuite(EncryptionAlgorithm.NULL, 0, IntegrityAlgorithm.HMAC_SHA1_96);
    byte[] slab = new byte[12];
    library.sealer(suite, new byte[0], new byte[20], false, this::entropy).seal(slab, 0, 0, 0, 0);
    assertTrue(library.opener(suite, new byte[0], new byte[20], false).open(slab, 0, 0, 0, 0));
  }

  @Test
  void aBurstIsItsPackets() {
    List<CipherSuite> suites = suites();
    SealBurst sealing = new SealBurst(suites.size());
    OpenBurst opening = new OpenBurst(suites.size());
    byte[] slab = octets(300 * suites.size());
    byte[] one = slab.clone();
    for (int i = 0; i < suites.size(); i++) {
      CipherSuite suite = suites.get(i);
      byte[] key = octets(suite.encryptionKeyLength());
      byte[] integrityKey = octets(suite.integrityKeyLength());
      // Two sealers of one key give one sequence of IVs: what the burst does is done once more.
      EntropySource fixed = (target, offset, length) -> Arrays.fill(target, (byte) 9);
      PacketSealer inBurst = library.sealer(suite, key, integrityKey, true, fixed);
      PacketSealer alone = library.sealer(suite, key, integrityKey, true, fixed);
      assertEquals(i, sealing.add(inBurst, 300 * i + i, AAD, 16 * i, i + 7));
      alone.seal(one, 300 * i + i, AAD, 16 * i, i + 7);
      PacketOpener opener = library.opener(suite, key, integrityKey, true);
      assertEquals(i, opening.add(opener, 300 * i + i, AAD, 16 * i, i + 7));
    }
    library.sealBurst(slab, sealing);
    assertArrayEquals(one, slab);
    slab[300 + 1] ^= 1;
    library.openBurst(slab, opening);
    for (int i = 0; i < suites.size(); i++) {
      assertEquals(i != 1, opening.isAuthentic(i), suites.get(i).strongSwanName());
    }
  }

  @Test
  void aBurstHoldsWhatWasPutIn() {
    SealBurst burst = new SealBurst(2);
    assertEquals(2, burst.capacity());
    PacketSealer sealer = library.sealer(suites().get(0), new byte[20], new byte[0], false, null);
    assertEquals(0, burst.add(sealer, 1, 2, 3, 4));
    assertFalse(burst.isFull());
    assertEquals(1, burst.add(sealer, 5, 6, 7, 8));
    assertTrue(burst.isFull());
    assertEquals(2, burst.count());
    assertEquals(List.of(1, 5), List.of(burst.offset(0), burst.offset(1)));
    assertEquals(List.of(2, 6), List.of(burst.aadLength(0), burst.aadLength(1)));
    assertEquals(List.of(3, 7), List.of(burst.textLength(0), burst.textLength(1)));
    assertEquals(List.of(4, 8), List.of(burst.highSequence(0), burst.highSequence(1)));
    assertEquals(sealer, burst.sealer(1));
    assertThrows(IllegalStateException.class, () -> burst.add(sealer, 0, 0, 0, 0));
    burst.clear();
    assertEquals(0, burst.count());
    assertFalse(burst.isFull());
    assertThrows(IndexOutOfBoundsException.class, () -> burst.sealer(0));
    burst.add(sealer, 1, 2, 3, 4);
    assertThrows(IndexOutOfBoundsException.class, () -> burst.sealer(1), "of the burst before");
  }

  private static List<CipherSuite> suites() {
    List<CipherSuite> suites = new ArrayList<>();
    suites.add(new CipherSuite(EncryptionAlgorithm.AES_GCM_16, 128, IntegrityAlgorithm.NONE));
    suites.add(new CipherSuite(EncryptionAlgorithm.AES_GCM_16, 256, IntegrityAlgorithm.NONE));
    suites.add(
        new CipherSuite(EncryptionAlgorithm.CHACHA20_POLY1305, 256, IntegrityAlgorithm.NONE));
    for (IntegrityAlgorithm integrity : IntegrityAlgorithm.values()) {
      if (integrity != IntegrityAlgorithm.NONE) {
        suites.add(new CipherSuite(EncryptionAlgorithm.NULL, 0, integrity));
        suites.add(new CipherSuite(EncryptionAlgorithm.AES_CBC, 192, integrity));
      }
    }
    return suites;
  }

  private byte[] octets(int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }

  private void entropy(byte[] target, int offset, int length) {
    Arrays.fill(target, offset, offset + length, (byte) 7);
  }
}
