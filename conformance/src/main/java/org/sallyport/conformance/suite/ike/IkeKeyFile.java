// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.ike;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.sallyport.conformance.suite.file.FileProblems;
import org.sallyport.conformance.suite.file.HexText;
import org.sallyport.conformance.suite.file.UserFile;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;

/**
 * Reader of key files: lines {@code key = value}, {@code #} starts a comment.
 *
 * <pre>
 *   encryption = AES-CBC            AES-CBC, AES-GCM-16, CHACHA20-POLY1305 or NULL
 *   integrity  = HMAC-SHA1-96       absent or NONE with an AEAD
 *   sk_ei = ...  sk_ai = ...        opens what the original initiator sent
 *   sk_er = ...  sk_ar = ...        opens what the original responder sent
 *   salt_i = ... salt_r = ...       AEAD only, when sk_ei and sk_er do not end with the salt
 * </pre>
 */
public final class IkeKeyFile {
  private static final List<String> KNOWN =
      List.of("encryption", "integrity", "sk_ei", "sk_er", "sk_ai", "sk_ar", "salt_i", "salt_r");
  private static final byte[] NOTHING = {};

  private final FileProblems problems;
  private final Map<String, Value> values = new LinkedHashMap<>();

  private IkeKeyFile(String name) {
    problems = new FileProblems(name);
  }

  private record Value(String text, int line) {}

  /** Reads keys; throws with every problem of the file. */
  public static IkeKeys parse(UserFile file) {
    IkeKeyFile reader = new IkeKeyFile(file.name());
    reader.readLines(file.lines());
    reader.problems.throwIfAny();
    IkeKeys keys = reader.keys();
    reader.problems.throwIfAny();
    return keys;
  }

  private void readLines(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).split("#", 2)[0].strip();
      int number = i + 1;
      int equals = line.indexOf('=');
      if (line.isEmpty()) {
        continue;
      }
      if (equals < 1) {
        problems.add(number, "is not key = value", "write for example sk_ei = 00112233...");
        continue;
      }
      String key = line.substring(0, equals).strip().toLowerCase(Locale.ROOT);
      Value value = new Value(line.substring(equals + 1).strip(), number);
      if (!KNOWN.contains(key)) {
        problems.add(number, "unknown key " + key, "keys are " + String.join(", ", KNOWN));
      } else if (values.putIfAbsent(key, value) != null) {
        problems.add(number, key + " occurs twice", "remove one of the two");
      }
    }
  }

  private IkeKeys keys() {
    EncryptionAlgorithm encryption = encryption();
    IntegrityAlgorithm integrity = integrity();
    if (encryption == null || integrity == null) {
      return null;
    }
    byte[] keyI = encryptionKey("sk_ei", "salt_i", encryption);
    byte[] keyR = encryptionKey("sk_er", "salt_r", encryption);
    byte[] given = keyI == null ? keyR : keyI;
    if (given == null) {
      problems.add(0, "has neither sk_ei nor sk_er", "give the key of the message's sender");
      return null;
    }
    int keyBits = 8 * (given.length - encryption.saltLength());
    String refusal = CipherSuite.refusal(encryption, keyBits, integrity);
    if (refusal != null) {
      int line = line(keyI == null ? "sk_er" : "sk_ei");
      problems.add(line, refusal, "check the length of the key and the names of the algorithms");
      return null;
    }
    CipherSuite suite = new CipherSuite(encryption, keyBits, integrity);
    return new IkeKeys(
        suite, direction(suite, keyI, "sk_ei", "sk_ai"), direction(suite, keyR, "sk_er", "sk_ar"));
  }

  private EncryptionAlgorithm encryption() {
    Value value = values.get("encryption");
    EncryptionAlgorithm algorithm =
        value == null
            ? null
            : EncryptionAlgorithm.byDisplayName(value.text().toUpperCase(Locale.ROOT));
    if (algorithm == null) {
      String names =
          Arrays.stream(EncryptionAlgorithm.values())
              .map(EncryptionAlgorithm::displayName)
              .collect(Collectors.joining(", "));
      problems.add(
          line("encryption"),
          value == null ? "has no encryption" : "unknown encryption " + value.text(),
          "encryption is one of " + names);
    }
    return algorithm;
  }

  private IntegrityAlgorithm integrity() {
    Value value = values.get("integrity");
    if (value == null) {
      return IntegrityAlgorithm.NONE;
    }
    IntegrityAlgorithm algorithm =
        IntegrityAlgorithm.byDisplayName(value.text().toUpperCase(Locale.ROOT));
    if (algorithm == null) {
      String names =
          Arrays.stream(IntegrityAlgorithm.values())
              .map(IntegrityAlgorithm::displayName)
              .collect(Collectors.joining(", "));
      problems.add(
          value.line(), "unknown integrity " + value.text(), "integrity is one of " + names);
    }
    return algorithm;
  }

  /** Key with salt; null when absent. The NULL cipher's key is empty and may be left out. */
  private byte[] encryptionKey(String key, String salt, EncryptionAlgorithm encryption) {
    byte[] octets = hex(key);
    byte[] saltOctets = hex(salt);
    if (octets == null && encryption == EncryptionAlgorithm.NULL) {
      return NOTHING;
    }
    if (octets == null || saltOctets == null) {
      return octets;
    }
    if (saltOctets.length != encryption.saltLength()) {
      problems.add(
          line(salt),
          encryption.displayName() + " has a salt of " + encryption.saltLength() + " octets",
          "mend " + salt + " or leave it out and put the salt at the end of " + key);
    }
    byte[] joined = Arrays.copyOf(octets, octets.length + saltOctets.length);
    System.arraycopy(saltOctets, 0, joined, octets.length, saltOctets.length);
    return joined;
  }

  private IkeKeys.Direction direction(
      CipherSuite suite, byte[] encryptionKey, String encryptionName, String integrityName) {
    if (encryptionKey == null) {
      return null;
    }
    byte[] integrityKey = values.containsKey(integrityName) ? hex(integrityName) : NOTHING;
    if (suite.encryption() == EncryptionAlgorithm.NULL && !values.containsKey(integrityName)) {
      return null;
    }
    checkLength(encryptionName, encryptionKey, suite.encryptionKeyLength());
    checkLength(integrityName, integrityKey, suite.integrityKeyLength());
    return new IkeKeys.Direction(encryptionKey, integrityKey);
  }

  private void checkLength(String name, byte[] key, int length) {
    if (key != null && key.length != length) {
      problems.add(
          line(name),
          name + " has " + key.length + " octets, and these algorithms take " + length,
          "check the key and the names of the algorithms");
    }
  }

  private byte[] hex(String key) {
    Value value = values.get(key);
    if (value == null) {
      return null;
    }
    return HexText.parse(value.text())
        .orElseGet(() -> {
          problems.add(
              value.line(), key + " is not hexadecimal", "write pairs of the digits 0-9, a-f");
          return NOTHING;
        });
  }

  private int line(String key) {
    Value value = values.get(key);
    return value == null ? 0 : value.line();
  }
}
