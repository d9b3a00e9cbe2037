// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.port.KeyLog;
import org.sallyport.engine.wire.Endpoint;
import org.sallyport.engine.wire.IpAddress;

/** The lines of Wireshark's tables {@code ikev2_decryption_table} and {@code esp_sa}. */
final class KeyLogLinesTest {
  private static final CipherSuite CBC =
      new CipherSuite(EncryptionAlgorithm.AES_CBC, 128, IntegrityAlgorithm.HMAC_SHA1_96);
  private static final CipherSuite GCM =
      new CipherSuite(EncryptionAlgorithm.AES_GCM_16, 256, IntegrityAlgorithm.NONE);
  private static final CipherSuite CHACHA =
      new CipherSuite(EncryptionAlgorithm.CHACHA20_POLY1305, 256, IntegrityAlgorithm.NONE);
  private static final byte[] NONE = new byte[0];

  private final List<String> lines = new ArrayList<>();
  private boolean on = true;

  private final KeyLogLines log =
      new KeyLogLines(
          new KeyLog() {
            @Override
            public void ikeSa(String line) {
              lines.add(line);
            }

            @Override
            public void espSa(String line) {
              lines.add(line);
            }

            @Override
            public boolean isOn() {
              return on;
            }
          });

  private static byte[] key(int octet) {
    byte[] key = new byte[2];
    Arrays.fill(key, (byte) octet);
    return key;
  }

  private void ikeSa(CipherSuite suite) {
    boolean integrity = suite.integrity() != IntegrityAlgorithm.NONE;
    log.ikeSa(
        0x0102030405060708L,
        0xF0E0D0C0B0A09080L,
        new IkeProposal(suite, PrfAlgorithm.HMAC_SHA2_256, KeyExchangeMethod.X25519),
        new IkeKeyMaterial(
            key(0xDD),
            integrity ? key(0xA1) : NONE,
            integrity ? key(0xA2) : NONE,
            key(0xE1),
            key(0xE2),
            key(0xB1),
            key(0xB2)));
  }

  private void espSa(String source, String destination, CipherSuite suite, byte[] integrityKey) {
    log.espSa(
        new Endpoint(IpAddress.parse(source), 500),
        new Endpoint(IpAddress.parse(destination), 500),
        0x0000C0DE,
        suite,
        key(0xE1),
        integrityKey);
  }

  @Test
  void ikeSaWithIntegrityKeys() {
    ikeSa(CBC);
    assertEquals(
        List.of(
            "0102030405060708,f0e0d0c0b0a09080,e1e1,e2e2,\"AES-CBC-128 [RFC3602]\","
                + "a1a1,a2a2,\"HMAC_SHA1_96 [RFC2404]\""),
        lines);
  }

  @Test
  void ikeSaOfAnAeadHasEmptyIntegrityKeys() {
    ikeSa(GCM);
    assertEquals(
        List.of(
            "0102030405060708,f0e0d0c0b0a09080,e1e1,e2e2,"
                + "\"AES-GCM-256 with 16 octet ICV [RFC5282]\",\"\",\"\",\"NONE [RFC4306]\""),
        lines);
  }

  @Test
  void espSaWithIntegrityKey() {
    espSa("192.0.2.1", "192.0.2.2", CBC, key(0xA1));
    assertEquals(
        List.of(
            "\"IPv4\",\"192.0.2.1\",\"192.0.2.2\",\"0x0000c0de\",\"AES-CBC [RFC3602]\","
                + "\"0xe1e1\",\"HMAC-SHA-1-96 [RFC2404]\",\"0xa1a1\""),
        lines);
  }

  @Test
  void espSaOfAnAeadHasNoIntegrityKey() {
    espSa("2001:db8::1", "2001:db8::2", GCM, NONE);
    assertEquals(
        List.of(
            "\"IPv6\",\"2001:db8::1\",\"2001:db8::2\",\"0x0000c0de\","
                + "\"AES-GCM with 16 octet ICV [RFC4106]\",\"0xe1e1\",\"NULL\",\"\""),
        lines);
  }

  /** One line that it does not know and Wireshark refuses the whole table. */
  @Test
  void whatWiresharkDoesNotKnowIsAComment() {
    ikeSa(CHACHA);
    espSa("192.0.2.1", "192.0.2.2", CHACHA, NONE);
    assertEquals(
        List.of(
            "# 0102030405060708,f0e0d0c0b0a09080,e1e1,e2e2,\"CHACHA20-POLY1305\","
                + "\"\",\"\",\"NONE [RFC4306]\"",
            "# \"IPv4\",\"192.0.2.1\",\"192.0.2.2\",\"0x0000c0de\",\"CHACHA20-POLY1305\","
                + "\"0xe1e1\",\"NULL\",\"\""),
        lines);
  }

  @Test
  void noLineIsMadeUnlessTheLogIsOn() {
    on = false;
    ikeSa(CBC);
    espSa("192.0.2.1", "192.0.2.2", CBC, key(0xA1));
    assertEquals(List.of(), lines);
  }
}
