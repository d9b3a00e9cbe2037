// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.verifier;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.lab.TextFile;

/**
 * Wireshark's two tables of keys, {@value #IKE_FILE} and {@value #ESP_FILE}: written from the keys
 * of a foreign implementation, and read for the verifiers that are not Wireshark.
 */
public final class KeyTables {
  /** Wireshark's table of IKE keys. */
  public static final String IKE_FILE = "ikev2_decryption_table";

  /** Wireshark's table of ESP keys. */
  public static final String ESP_FILE = "esp_sa";

  private static final int FIELDS = 8;

  private static final Map<String, String> IKE_ENCRYPTION =
      Map.of(
          "AES_CBC_128", "AES-CBC-128 [RFC3602]",
          "AES_CBC_256", "AES-CBC-256 [RFC3602]",
          "AES_GCM_16_128", "AES-GCM-128 with 16 octet ICV [RFC5282]",
          "AES_GCM_16_256", "AES-GCM-256 with 16 octet ICV [RFC5282]",
          "CHACHA20_POLY1305", "ChaCha20-Poly1305 [RFC7634]");
  private static final Map<String, String> IKE_INTEGRITY =
      Map.of(
          "HMAC_SHA1_96", "HMAC_SHA1_96 [RFC2404]",
          "HMAC_SHA2_256_128", "HMAC_SHA2_256_128 [RFC4868]");
  private static final Map<String, String> ESP_ENCRYPTION =
      Map.of(
          "AES_CBC_128", "AES-CBC [RFC3602]",
          "AES_CBC_256", "AES-CBC [RFC3602]",
          "AES_GCM_16_128", "AES-GCM with 16 octet ICV [RFC4106]",
          "AES_GCM_16_256", "AES-GCM with 16 octet ICV [RFC4106]",
          "CHACHA20_POLY1305", "ChaCha20-Poly1305 [RFC7634]");
  private static final Map<String, String> ESP_INTEGRITY =
      Map.of(
          "HMAC_SHA1_96", "HMAC-SHA-1-96 [RFC2404]",
          "HMAC_SHA2_256_128", "HMAC-SHA-256-128 [RFC4868]");

  private KeyTables() {}

  /**
   * Keys of an IKE SA, in hexadecimal.
   *
   * @param proposal as charon writes it, {@code AES_CBC_128/HMAC_SHA1_96/...}
   */
  public record IkeSa(
      String proposal,
      String initiatorSpi,
      String responderSpi,
      String encryptionInitiator,
      String encryptionResponder,
      String integrityInitiator,
      String integrityResponder) {}

  /**
   * Keys of one direction of a Child SA, in hexadecimal; the salt follows the encryption key.
   *
   * @param proposal as charon writes it, {@code AES_GCM_16_128/NO_EXT_SEQ}
   * @param integrity empty with an AEAD
   */
  public record EspSa(
      String proposal,
      String source,
      String destination,
      String spi,
      String encryption,
      String integrity) {}

  /** Writes both tables, replacing those that are there. */
  public static void write(Path directory, List<IkeSa> ikeSas, List<EspSa> espSas)
      throws LabException {
    StringBuilder ike = new StringBuilder();
    for (IkeSa sa : ikeSas) {
      ike.append(line(sa)).append('\n');
    }
    StringBuilder esp = new StringBuilder();
    for (EspSa sa : espSas) {
      esp.append(line(sa)).append('\n');
    }
    TextFile.write(directory.resolve(IKE_FILE), ike.toString());
    TextFile.write(directory.resolve(ESP_FILE), esp.toString());
  }

  private static String line(IkeSa sa) throws LabException {
    String[] names = sa.proposal().split("/");
    boolean aead = isAead(names[0]);
    return String.join(
        ",",
        hiddenWhenUnknown(names[0]) + sa.initiatorSpi(),
        sa.responderSpi(),
        sa.encryptionInitiator(),
        sa.encryptionResponder(),
        quoted(known(IKE_ENCRYPTION, names[0])),
        aead ? quoted("") : sa.integrityInitiator(),
        aead ? quoted("") : sa.integrityResponder(),
        quoted(aead ? "NONE [RFC4306]" : known(IKE_INTEGRITY, names[1])));
  }

  private static String line(EspSa sa) throws LabException {
    String[] names = sa.proposal().split("/");
    boolean aead = isAead(names[0]);
    return String.join(
        ",",
        hiddenWhenUnknown(names[0]) + quoted(sa.source().contains(":") ? "IPv6" : "IPv4"),
        quoted(sa.source()),
        quoted(sa.destination()),
        quoted("0x" + sa.spi()),
        quoted(known(ESP_ENCRYPTION, names[0])),
        quoted("0x" + sa.encryption()),
        quoted(aead ? "NULL" : known(ESP_INTEGRITY, names[1])),
        quoted(aead ? "" : "0x" + sa.integrity()));
  }

  /** Wireshark would refuse a whole table for one cipher that it does not know. */
  private static String hiddenWhenUnknown(String cipher) {
    return cipher.contains("CHACHA") ? "# " : "";
  }

  private static boolean isAead(String cipher) {
    return cipher.contains("GCM") || cipher.contains("CHACHA");
  }

  private static String known(Map<String, String> names, String name) throws LabException {
    String found = names.get(name);
    if (found == null) {
      throw new LabException("no Wireshark name is known for " + name);
    }
    return found;
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  /**
   * The lines of a table, each as its {@value #FIELDS} fields without quotation marks. Lines that
   * are hidden from Wireshark by a {@code #}, because it does not know the cipher, count too.
   */
  static List<List<String>> read(Path directory, String table) {
    List<List<String>> rows = new ArrayList<>();
    for (String line : TextFile.read(directory.resolve(table)).lines().toList()) {
      String shown = line.startsWith("#") ? line.substring(1) : line;
      List<String> fields =
          Arrays.stream(shown.split(",", -1))
              .map(field -> field.strip().replace("\"", ""))
              .toList();
      if (fields.size() == FIELDS) {
        rows.add(fields);
      }
    }
    return rows;
  }
}
