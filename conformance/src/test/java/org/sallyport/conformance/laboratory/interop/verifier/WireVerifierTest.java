// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.conformance.laboratory.interop.lab.Fitness;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.lab.Machine;

/** The verifiers on captures of strongSwan against itself, whose keys we know; see ORIGIN.txt. */
class WireVerifierTest {
  private static final String OURS = "192.0.2.1";

  @TempDir private Path scratch;

  @BeforeAll
  static void needsTshark() {
    Fitness.require(Machine.missingPrograms("tshark"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aes128-sha1-modp2048",
        "aes128gcm16-prfsha256-x25519",
        "chacha20poly1305-prfsha256-ecp256"
      })
  void rightKeysShowEverything(String name) throws Exception {
    Verdict verdict = verify(name, capture(name).resolveSibling(""));
    assertTrue(verdict.isIkeRight(), verdict.ikeText());
    assertTrue(verdict.isEspRight(), verdict.espText());
    assertEquals(1, verdict.ikeAuthOurs());
    assertEquals(1, verdict.ikeAuthTheirs());
    // The handshake with the wrong secret, whose keys are not in the tables.
    assertEquals(2, verdict.ikeWithoutKey(), verdict.ikeText());
    assertTrue(verdict.espOursRight() + verdict.espTheirsRight() >= 12, verdict.espText());
  }

  /** Columns: capture, the column of esp_sa that decides about the ICV. */
  @ParameterizedTest
  @CsvSource({
    "aes128-sha1-modp2048, 7",
    "aes128gcm16-prfsha256-x25519, 5",
    "chacha20poly1305-prfsha256-ecp256, 5"
  })
  void wrongEspKeysMakeEveryIcvWrong(String name, int column) throws Exception {
    Verdict right = verify(name, capture(name).resolveSibling(""));
    Path keys = keysWithChange(name, KeyTables.ESP_FILE, column);
    Verdict verdict = verify(name, keys);
    assertFalse(verdict.isEspRight());
    assertEquals(0, verdict.espOursRight() + verdict.espTheirsRight(), verdict.espText());
    assertEquals(right.espOursRight() + right.espTheirsRight(), verdict.espWrong());
    assertTrue(verdict.isIkeRight(), "only the ESP keys were changed: " + verdict.ikeText());
  }

  /** Columns: capture, the column of ikev2_decryption_table that decides about our requests. */
  @ParameterizedTest
  @CsvSource({
    "aes128-sha1-modp2048, 5",
    "aes128-sha1-modp2048, 2",
    "aes128gcm16-prfsha256-x25519, 2",
    "chacha20poly1305-prfsha256-ecp256, 2"
  })
  void aWrongIkeKeyIsSeen(String name, int column) throws Exception {
    Verdict verdict = verify(name, keysWithChange(name, KeyTables.IKE_FILE, column));
    assertFalse(verdict.isIkeRight(), verdict.ikeText());
    assertEquals(0, verdict.ikeAuthOurs(), verdict.ikeText());
    assertEquals(1, verdict.ikeAuthTheirs(), verdict.ikeText());
    assertTrue(verdict.isEspRight(), "only an IKE key was changed: " + verdict.espText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"aes128-sha1-modp2048", "chacha20poly1305-prfsha256-ecp256"})
  void withoutKeysNothingIsRight(String name) throws Exception {
    Verdict verdict = verify(name, scratch.resolve("empty"));
    assertFalse(verdict.isIkeRight());
    assertFalse(verdict.isEspRight());
    assertEquals(0, verdict.espOursRight() + verdict.espTheirsRight());
    assertTrue(verdict.espWithoutKey() > 0);
  }

  private static Verdict verify(String name, Path keys) throws LabException, URISyntaxException {
    return WireVerifier.of(name).verify(capture(name), keys, OURS);
  }

  private static Path capture(String name) throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(WireVerifierTest.class.getResource(name + "/wire.pcap"), name)
            .toURI());
  }

  /** The tables with one hexadecimal digit of one column changed in every line. */
  private Path keysWithChange(String name, String table, int column)
      throws IOException, URISyntaxException {
    for (String each : new String[] {KeyTables.IKE_FILE, KeyTables.ESP_FILE}) {
      StringBuilder text = new StringBuilder();
      for (String line : Files.readAllLines(capture(name).resolveSibling(each))) {
        String[] fields = line.split(",", -1);
        if (each.equals(table)) {
          fields[column] = changed(fields[column]);
        }
        text.append(String.join(",", fields)).append('\n');
      }
      Files.writeString(scratch.resolve(each), text);
    }
    return scratch;
  }

  private static String changed(String field) {
    int at = field.startsWith("\"") ? 4 : 2;
    char other = field.charAt(at) == '0' ? '1' : '0';
    return field.substring(0, at) + other + field.substring(at + 1);
  }
}
