// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.Prf;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.wire.OctetString;

/**
 * The key schedule against other people's exchanges: NIST's CAVS sample, Android, RUB (RFC 7296
 * §2.14 to §2.17).
 */
final class KeyScheduleTest {
  private static final Path VECTORS = Path.of("../conformance/src/main/resources/vectors");
  private static final CipherSuite CBC_SHA1 =
      new CipherSuite(EncryptionAlgorithm.AES_CBC, 128, IntegrityAlgorithm.HMAC_SHA1_96);

  private final BouncyCastleLibrary crypto = new BouncyCastleLibrary();

  private static Map<String, Map<String, String>> blocks(String file) {
    Map<String, Map<String, String>> blocks = new LinkedHashMap<>();
    Map<String, String> block = new HashMap<>();
    try {
      for (String line : Files.readAllLines(VECTORS.resolve(file))) {
        if (line.startsWith("[")) {
          block = new HashMap<>();
          blocks.put(line, block);
        } else if (line.contains(" = ") && !line.startsWith("#")) {
          block.put(
              line.substring(0, line.indexOf(" = ")), line.substring(line.indexOf(" = ") + 3));
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return blocks;
  }

  private static byte[] hex(Map<String, String> block, String key) {
    OctetString octets = OctetString.parseHex(block.get(key));
    assertTrue(octets != null, key);
    return octets.toArray();
  }

  private static String hex(byte[] octets) {
    return OctetString.of(octets).toHex();
  }

  @Test
  void nistSample() {
    // R7296-2.14-1, R7296-2.17-1
    int cases = 0;
    for (Map<String, String> block : blocks("ikev2-kdf-cavs.txt").values()) {
      Prf prf =
          crypto.prf(
              switch (block.get("hash")) {
                case "SHA-1" -> PrfAlgorithm.HMAC_SHA1;
                case "SHA-256" -> PrfAlgorithm.HMAC_SHA2_256;
                case "SHA-384" -> PrfAlgorithm.HMAC_SHA2_384;
                case "SHA-512" -> PrfAlgorithm.HMAC_SHA2_512;
                default -> null;
              });
      byte[] ni = hex(block, "ni");
      byte[] nr = hex(block, "nr");
      byte[] seed = KeySchedule.seed(prf, ni, nr, hex(block, "g_ir"));
      assertEquals(block.get("skeyseed"), hex(seed));
      IkeKeyMaterial keys =
          KeySchedule.ikeKeys(
              prf,
              CBC_SHA1,
              seed,
              ni,
              nr,
              OctetString.of(hex(block, "spi_i")).i64(0),
              OctetString.of(hex(block, "spi_r")).i64(0));
      String joined =
          hex(keys.d())
              + hex(keys.ai())
              + hex(keys.ar())
              + hex(keys.ei())
              + hex(keys.er())
              + hex(keys.pi())
              + hex(keys.pr());
      String dkm = block.get("dkm");
      int common = Math.min(dkm.length(), joined.length());
      assertEquals(dkm.substring(0, common), joined.substring(0, common));
      ChildKeyMaterial child = KeySchedule.childKeys(prf, CBC_SHA1, keys.d(), ni, nr);
      String childJoined =
          hex(child.encryptionInitiator())
              + hex(child.integrityInitiator())
              + hex(child.encryptionResponder())
              + hex(child.integrityResponder());
      assertEquals(block.get("dkm_child_sa").substring(0, childJoined.length()), childJoined);
      cases++;
    }
    assertTrue(cases > 20, cases + " cases");
  }

  @Test
  void androidExchange() {
    // R7296-2.13-2, R7296-2.17-1
    Map<String, String> block =
        blocks("ikev2-exchanges-known-keys.txt").get("[android ike_sa_init + ike_auth]");
    Prf prf = crypto.prf(PrfAlgorithm.HMAC_SHA1);
    byte[] ni = hex(block, "ni");
    byte[] nr = hex(block, "nr");
    byte[] seed = KeySchedule.seed(prf, ni, nr, hex(block, "g_ir"));
    assertEquals(block.get("skeyseed"), hex(seed));
    IkeKeyMaterial keys =
        KeySchedule.ikeKeys(
            prf,
            CBC_SHA1,
            seed,
            ni,
            nr,
            OctetString.of(hex(block, "spi_i")).i64(0),
            OctetString.of(hex(block, "spi_r")).i64(0));
    assertEquals(block.get("sk_d"), hex(keys.d()));
    assertEquals(block.get("sk_ai"), hex(keys.ai()));
    assertEquals(block.get("sk_ar"), hex(keys.ar()));
    assertEquals(block.get("sk_ei"), hex(keys.ei()));
    assertEquals(block.get("sk_er"), hex(keys.er()));
    assertEquals(block.get("sk_pi"), hex(keys.pi()));
    assertEquals(block.get("sk_pr"), hex(keys.pr()));
    ChildKeyMaterial child = KeySchedule.childKeys(prf, CBC_SHA1, keys.d(), ni, nr);
    assertEquals(block.get("child_encr_i"), hex(child.encryptionInitiator()));
    assertEquals(block.get("child_auth_i"), hex(child.integrityInitiator()));
    assertEquals(block.get("child_encr_r"), hex(child.encryptionResponder()));
    assertEquals(block.get("child_auth_r"), hex(child.integrityResponder()));
    assertEquals(block.get("child_encr_i"), hex(child.sentBy(true).encryption()));
    assertEquals(block.get("child_auth_i"), hex(child.sentBy(true).integrity()));
    assertEquals(block.get("child_encr_r"), hex(child.sentBy(false).encryption()));
    assertEquals(block.get("child_auth_r"), hex(child.sentBy(false).integrity()));
    byte[] authentication =
        KeySchedule.sharedKeyAuthentication(
            prf,
            hex(block, "psk"),
            hex(block, "ike_sa_init_request_as_signed"),
            nr,
            keys.pi(),
            hex(block, "id_i_payload_body"));
    assertTrue(
        block.get("ike_auth_request_inner_payloads").contains(hex(authentication)),
        "the AUTH that Android sent");
  }

  @Test
  void rubAuthentication() {
    // R7296-2.15-1
    Map<String, String> block =
        blocks("ikev2-exchanges-known-keys.txt").get("[rub testComputeAUTH]");
    Prf prf = crypto.prf(PrfAlgorithm.HMAC_SHA1);
    byte[] ni = hex(block, "ni");
    byte[] nr = hex(block, "nr");
    IkeKeyMaterial keys =
        KeySchedule.ikeKeys(
            prf,
            CBC_SHA1,
            KeySchedule.seed(prf, ni, nr, hex(block, "g_ir")),
            ni,
            nr,
            OctetString.of(hex(block, "spi_i")).i64(0),
            OctetString.of(hex(block, "spi_r")).i64(0));
    byte[] authentication =
        KeySchedule.sharedKeyAuthentication(
            prf,
            OctetString.ofAscii(block.get("psk_ascii")).toArray(),
            hex(block, "ike_sa_init_request"),
            nr,
            keys.pi(),
            hex(block, "id_i_payload_body"));
    assertEquals(block.get("auth_psk_initiator"), hex(authentication));
  }
}
