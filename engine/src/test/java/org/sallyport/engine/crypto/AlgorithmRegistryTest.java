// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every number and name of the algorithms, as the IANA registry of IKEv2, the RFCs, strongSwan and
 * tshark have them.
 */
final class AlgorithmRegistryTest {
  @Test
  void encryptionAlgorithms() {
    List<String> rows = new ArrayList<>();
    for (EncryptionAlgorithm each : EncryptionAlgorithm.values()) {
      rows.add(
          String.join(
              " ",
              "" + each.id(),
              each.displayName(),
              "block " + each.blockLength(),
              "iv " + each.ivLength(),
              "icv " + each.icvLength(),
              "salt " + each.saltLength(),
              each.isAead() ? "AEAD" : "-",
              each.takesKeyLengthAttribute() ? "attribute" : "-",
              each.strongSwanName(192)));
      assertEquals(each, EncryptionAlgorithm.byId(each.id()));
      assertEquals(each, EncryptionAlgorithm.byDisplayName(each.displayName()));
    }
    assertEquals(
        List.of(
            "11 NULL block 1 iv 0 icv 0 salt 0 - - null",
            "12 AES-CBC block 16 iv 16 icv 0 salt 0 - attribute aes192",
            "20 AES-GCM-16 block 1 iv 8 icv 16 salt 4 AEAD attribute aes192gcm16",
            "28 CHACHA20-POLY1305 block 1 iv 8 icv 16 salt 4 AEAD - chacha20poly1305"),
        rows);
    assertNull(EncryptionAlgorithm.byDisplayName("DES"));
  }

  @Test
  void keyLengths() {
    for (int bits = 0; bits <= 512; bits++) {
      boolean aes = bits == 128 || bits == 192 || bits == 256;
      assertEquals(bits == 0, EncryptionAlgorithm.NULL.admitsKeyBits(bits));
      assertEquals(aes, EncryptionAlgorithm.AES_CBC.admitsKeyBits(bits));
      assertEquals(aes, EncryptionAlgorithm.AES_GCM_16.admitsKeyBits(bits));
      assertEquals(bits == 256, EncryptionAlgorithm.CHACHA20_POLY1305.admitsKeyBits(bits));
    }
  }

  @Test
  void namesInTshark() {
    assertEquals(
        Arrays.asList("NULL", "AES-CBC [RFC3602]", "AES-GCM with 16 octet ICV [RFC4106]", null),
        Arrays.stream(EncryptionAlgorithm.values()).map(e -> e.tsharkEspName()).toList());
    assertEquals(
        Arrays.asList(
            "NULL [RFC2410]",
            "AES-CBC-256 [RFC3602]",
            "AES-GCM-256 with 16 octet ICV [RFC5282]",
            null),
        Arrays.stream(EncryptionAlgorithm.values()).map(e -> e.tsharkIkeName(256)).toList());
  }

  @Test
  void integrityAlgorithms() {
    List<String> rows = new ArrayList<>();
    for (IntegrityAlgorithm each : IntegrityAlgorithm.values()) {
      rows.add(
          each.id()
              + (" " + each.displayName() + " " + each.digest())
              + (" icv " + each.icvLength() + " key " + each.keyLength())
              + (" '" + each.strongSwanName() + "' ")
              + (each.isLegacy() ? "legacy" : "-")
              + (", " + each.tsharkEspName() + ", " + each.tsharkIkeName()));
      assertEquals(each, IntegrityAlgorithm.byId(each.id()));
      assertEquals(each, IntegrityAlgorithm.byDisplayName(each.displayName()));
    }
    assertEquals(
        List.of(
            "0 NONE null icv 0 key 0 '' -, NULL, NONE [RFC4306]",
            "2 HMAC-SHA1-96 SHA1 icv 12 key 20 'sha1' legacy, HMAC-SHA-1-96 [RFC2404],"
                + " HMAC_SHA1_96 [RFC2404]",
            "12 HMAC-SHA2-256-128 SHA2_256 icv 16 key 32 'sha256' -, HMAC-SHA-256-128 [RFC4868],"
                + " HMAC_SHA2_256_128 [RFC4868]",
            "13 HMAC-SHA2-384-192 SHA2_384 icv 24 key 48 'sha384' -, HMAC-SHA-384-192 [RFC4868],"
                + " HMAC_SHA2_384_192 [RFC4868]",
            "14 HMAC-SHA2-512-256 SHA2_512 icv 32 key 64 'sha512' -, HMAC-SHA-512-256 [RFC4868],"
                + " HMAC_SHA2_512_256 [RFC4868]"),
        rows);
    assertNull(IntegrityAlgorithm.byDisplayName("HMAC-MD5-96"));
  }

  @Test
  void digestsAndPseudoRandomFunctions() {
    List<String> digests = new ArrayList<>();
    for (DigestAlgorithm each : DigestAlgorithm.values()) {
      digests.add(each.displayName() + " " + each.outputLength() + " " + each.blockLength());
      assertEquals(each, new BouncyCastleLibrary().digest(each).algorithm());
    }
    assertEquals(
        List.of("SHA-1 20 64", "SHA-256 32 64", "SHA-384 48 128", "SHA-512 64 128"), digests);
    List<String> functions = new ArrayList<>();
    for (PrfAlgorithm each : PrfAlgorithm.values()) {
      functions.add(
          each.id()
              + (" " + each.digest() + " " + each.outputLength() + " " + each.strongSwanName())
              + (each.isLegacy() ? " legacy" : ""));
      assertEquals(each, PrfAlgorithm.byId(each.id()));
      assertEquals(each, new BouncyCastleLibrary().prf(each).algorithm());
    }
    assertEquals(
        List.of(
            "2 SHA1 20 prfsha1 legacy",
            "5 SHA2_256 32 prfsha256",
            "6 SHA2_384 48 prfsha384",
            "7 SHA2_512 64 prfsha512"),
        functions);
  }

  @Test
  void keyExchangeMethods() {
    List<String> rows = new ArrayList<>();
    for (KeyExchangeMethod each : KeyExchangeMethod.values()) {
      rows.add(
          each.id()
              + (" " + each.strongSwanName() + " " + each.family())
              + (" " + each.publicLength() + " " + each.sharedLength())
              + (each.isLegacy() ? " legacy" : ""));
      assertEquals(each, KeyExchangeMethod.byId(each.id()));
    }
    assertEquals(
        List.of(
            "1 modp768 MODP 96 96 legacy",
            "2 modp1024 MODP 128 128 legacy",
            "5 modp1536 MODP 192 192 legacy",
            "14 modp2048 MODP 256 256",
            "15 modp3072 MODP 384 384",
            "16 modp4096 MODP 512 512",
            "17 modp6144 MODP 768 768",
            "18 modp8192 MODP 1024 1024",
            "19 ecp256 ECP 64 32",
            "20 ecp384 ECP 96 48",
            "21 ecp521 ECP 132 66",
            "31 x25519 MONTGOMERY 32 32",
            "32 x448 MONTGOMERY 56 56"),
        rows);
  }

  @Test
  void suitesSayWhatTheyAreAndWhyTheyAreNot() {
    CipherSuite gcm = new CipherSuite(EncryptionAlgorithm.AES_GCM_16, 128, IntegrityAlgorithm.NONE);
    assertTrue(gcm.isAuthenticated());
    assertFalse(gcm.isLegacy());
    assertEquals("aes128gcm16", gcm.strongSwanName());
    assertEquals(1, gcm.blockLength());
    assertTrue(gcm.admitsTextLength(0));
    assertEquals("bouncycastle", new BouncyCastleLibrary().name());
    CipherSuite cbc =
        new CipherSuite(EncryptionAlgorithm.AES_CBC, 256, IntegrityAlgorithm.HMAC_SHA2_384_192);
    assertTrue(cbc.isAuthenticated());
    assertEquals(24, cbc.icvLength());
    assertEquals(48, cbc.integrityKeyLength());
    assertEquals(
        "AES-CBC has no key of 0 bits",
        CipherSuite.refusal(EncryptionAlgorithm.AES_CBC, 0, IntegrityAlgorithm.NONE));
    assertEquals(
        "AES-GCM-16 takes no integrity algorithm (RFC 5282 section 8)",
        CipherSuite.refusal(EncryptionAlgorithm.AES_GCM_16, 128, IntegrityAlgorithm.HMAC_SHA1_96));
    assertEquals(
        "NULL encryption without integrity protects nothing (RFC 4303 section 3.2)",
        CipherSuite.refusal(EncryptionAlgorithm.NULL, 0, IntegrityAlgorithm.NONE));
    assertNull(CipherSuite.refusal(EncryptionAlgorithm.NULL, 0, IntegrityAlgorithm.HMAC_SHA1_96));
  }

  @Test
  void theGeneratorIsReseededAtItsInterval() throws ReflectiveOperationException {
    HmacDrbg generator =
        new HmacDrbg(
            new BouncyCastleLibrary().prf(PrfAlgorithm.HMAC_SHA2_256),
            new byte[32],
            new byte[16],
            new byte[0]);
    Field requests = HmacDrbg.class.getDeclaredField("requests");
    requests.setAccessible(true);
    byte[] target = new byte[50];
    generator.generate(target, 1, 40);
    assertArrayEquals(new byte[9], Arrays.copyOfRange(target, 41, 50), "no octet beyond");
    assertEquals(1L, requests.get(generator));
    requests.set(generator, HmacDrbg.RESEED_INTERVAL - 1);
    generator.generate(target, 0, 1);
    assertThrows(IllegalStateException.class, () -> generator.generate(target, 0, 1));
    generator.reseed(new byte[32]);
    assertEquals(0L, requests.get(generator));
    generator.generate(target, 0, 1);
  }

  @Test
  void theGeneratorHasItsBounds() {
    HmacDrbg generator =
        new HmacDrbg(
            new BouncyCastleLibrary().prf(PrfAlgorithm.HMAC_SHA2_256),
            new byte[32],
            new byte[16],
            new byte[] {1});
    byte[] target = new byte[HmacDrbg.MAX_REQUEST + 2];
    generator.generate(target, 1, HmacDrbg.MAX_REQUEST);
    assertEquals(0, target[0]);
    assertEquals(0, target[target.length - 1]);
    assertThrows(
        IllegalStateException.class, () -> generator.generate(target, 0, HmacDrbg.MAX_REQUEST + 1));
    byte[] other = new byte[32];
    byte[] same = new byte[32];
    generator.generate(same, 0, 32);
    new HmacDrbg(
            new BouncyCastleLibrary().prf(PrfAlgorithm.HMAC_SHA2_256),
            new byte[32],
            new byte[16],
            new byte[] {2})
        .generate(other, 0, 32);
    assertFalse(Arrays.equals(same, other));
  }
}
