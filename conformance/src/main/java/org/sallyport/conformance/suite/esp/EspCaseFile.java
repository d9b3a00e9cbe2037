// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.esp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sallyport.conformance.suite.file.BlockFile;
import org.sallyport.conformance.suite.file.FileProblems;
import org.sallyport.conformance.suite.file.HexText;
import org.sallyport.conformance.suite.file.NumberText;
import org.sallyport.conformance.suite.file.UserFile;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;

/**
 * Reader of files of ESP cases: blocks of {@code encryption}, {@code integrity}, {@code key},
 * {@code salt}, {@code auth_key}, {@code spi}, {@code esn}, {@code sequence}, {@code iv}, {@code
 * esp_packet}, {@code plain}, {@code next_header}, {@code result}. Throws with every problem of the
 * file.
 */
public final class EspCaseFile {
  private static final List<String> KEYS =
      List.of(
          "encryption",
          "integrity",
          "key",
          "salt",
          "auth_key",
          "spi",
          "esn",
          "sequence",
          "iv",
          "esp_packet",
          "plain",
          "next_header",
          "result");

  /** Words for people that may stand in a case. */
  private static final Set<String> REMARKS =
      Set.of("note", "notes", "comment", "description", "origin", "source", "reason", "flags");

  private static final byte[] NOTHING = {};
  private static final String HEX_REMEDY = "write pairs of the digits 0-9 and a-f";

  private final FileProblems problems;
  private final BlockFile.Block block;
  private boolean sound = true;

  private EspCaseFile(FileProblems problems, BlockFile.Block block) {
    this.problems = problems;
    this.block = block;
  }

  /** Reads the cases in the order of the file. */
  public static List<EspCase> parse(UserFile file) {
    FileProblems problems = new FileProblems(file.name());
    BlockFile blocks = BlockFile.parse(file, problems);
    List<EspCase> cases = new ArrayList<>();
    for (BlockFile.Block block : blocks.blocks()) {
      EspCase read = new EspCaseFile(problems, block).read();
      if (read != null) {
        cases.add(read);
      }
    }
    if (blocks.blocks().isEmpty() && problems.none()) {
      problems.add(0, "holds no case", "start one with a line: [name]");
    }
    problems.throwIfAny();
    return cases;
  }

  private EspCase read() {
    block
        .entries()
        .forEach((key, entry) -> {
          if (!KEYS.contains(key) && !REMARKS.contains(key)) {
            wrong(entry.line(), "unknown key " + key, "keys are " + String.join(", ", KEYS));
          }
        });
    EncryptionAlgorithm encryption =
        named("encryption", null, EncryptionAlgorithm.values(), EncryptionAlgorithm::displayName);
    IntegrityAlgorithm integrity =
        named(
            "integrity",
            IntegrityAlgorithm.NONE,
            IntegrityAlgorithm.values(),
            IntegrityAlgorithm::displayName);
    byte[] integrityKey = hex("auth_key", NOTHING);
    boolean extended = extended();
    long spi = number("spi", 32);
    long sequence = number("sequence", extended ? 64 : 32);
    byte[] iv = hex("iv", null);
    byte[] packet = hex("esp_packet", null);
    byte[] plain = hex("plain", null);
    int nextHeader = nextHeader();
    boolean valid = valid();
    required("esp_packet", packet);
    if (valid) {
      required("plain", plain);
    }
    if (encryption == null || integrity == null) {
      return null;
    }
    byte[] encryptionKey = encryptionKey(encryption);
    CipherSuite suite = suite(encryption, encryptionKey, integrity, integrityKey);
    if (!sound) {
      return null;
    }
    return new EspCase(
        block.name(),
        suite,
        encryptionKey,
        integrityKey,
        (int) spi,
        extended,
        sequence,
        iv,
        packet,
        plain,
        nextHeader,
        valid,
        block.line());
  }

  private <T> T named(String key, T absent, T[] all, Function<T, String> nameOf) {
    BlockFile.Entry entry = block.entries().get(key);
    String names = Arrays.stream(all).map(nameOf).collect(Collectors.joining(", "));
    if (entry == null) {
      if (absent == null) {
        missing(key, key + " is one of " + names);
      }
      return absent;
    }
    String wanted = entry.text().toUpperCase(Locale.ROOT);
    for (T one : all) {
      if (nameOf.apply(one).equals(wanted)) {
        return one;
      }
    }
    wrong(entry.line(), "unknown " + key + " " + entry.text(), key + " is one of " + names);
    return null;
  }

  /** Key and salt; the salt may stand at the end of the key (RFC 4106 §8.1, RFC 7634 §2). */
  private byte[] encryptionKey(EncryptionAlgorithm encryption) {
    boolean keyless = encryption == EncryptionAlgorithm.NULL;
    byte[] key = hex("key", keyless ? NOTHING : null);
    byte[] salt = hex("salt", NOTHING);
    required("key", key);
    if (key == null || salt == null) {
      return null;
    }
    int saltLength = encryption.saltLength();
    if (salt.length == 0 && saltLength > 0) {
      boolean includesSalt = encryption.admitsKeyBits(8 * (key.length - saltLength));
      if (!includesSalt) {
        missing("salt", encryption.displayName() + " has a salt of " + saltLength + " octets");
      }
      return key;
    }
    if (salt.length != saltLength) {
      wrong(
          line("salt"),
          "a salt of " + salt.length + " octets",
          encryption.displayName() + " has a salt of " + saltLength + " octets");
    }
    byte[] joined = Arrays.copyOf(key, key.length + salt.length);
    System.arraycopy(salt, 0, joined, key.length, salt.length);
    return joined;
  }

  private CipherSuite suite(
      EncryptionAlgorithm encryption,
      byte[] encryptionKey,
      IntegrityAlgorithm integrity,
      byte[] integrityKey) {
    if (!sound || encryptionKey == null || integrityKey == null) {
      return null;
    }
    int keyBits = 8 * (encryptionKey.length - encryption.saltLength());
    if (!encryption.admitsKeyBits(keyBits)) {
      wrong(
          line("key"),
          "a key of " + keyBits / 8 + " octets",
          "keys of " + encryption.displayName() + " have " + keyLengths(encryption) + " octets");
      return null;
    }
    String refusal = CipherSuite.refusal(encryption, keyBits, integrity);
    if (refusal != null) {
      wrong(line("integrity"), refusal, "name another integrity or encryption");
      return null;
    }
    if (integrityKey.length != integrity.keyLength()) {
      wrong(
          line("auth_key"),
          "an auth_key of " + integrityKey.length + " octets",
          integrity.displayName() + " has a key of " + integrity.keyLength() + " octets");
      return null;
    }
    return new CipherSuite(encryption, keyBits, integrity);
  }

  private static String keyLengths(EncryptionAlgorithm encryption) {
    List<String> lengths = new ArrayList<>();
    for (int bits = 0; bits <= 256; bits += 64) {
      if (encryption.admitsKeyBits(bits)) {
        lengths.add(Integer.toString(bits / 8));
      }
    }
    return String.join(" or ", lengths);
  }

  private boolean extended() {
    BlockFile.Entry entry = block.entries().get("esn");
    if (entry == null) {
      return false;
    }
    return switch (entry.text()) {
      case "0" -> false;
      case "1" -> true;
      default -> {
        wrong(entry.line(), "esn is " + entry.text(), "esn is 0 or 1");
        yield false;
      }
    };
  }

  private boolean valid() {
    BlockFile.Entry entry = block.entries().get("result");
    if (entry == null) {
      missing("result", "result is valid or invalid");
      return false;
    }
    return switch (entry.text().toLowerCase(Locale.ROOT)) {
      case "valid" -> true;
      case "invalid" -> false;
      default -> {
        wrong(entry.line(), "result is " + entry.text(), "result is valid or invalid");
        yield false;
      }
    };
  }

  /** A hexadecimal number of at most so many bits. */
  private long number(String key, int bits) {
    BlockFile.Entry entry = block.entries().get(key);
    if (entry == null) {
      missing(key, "write it as hexadecimal number of at most " + bits + " bits");
      return 0;
    }
    OptionalLong number = NumberText.parseHex(entry.text());
    if (number.isEmpty() || (bits < 64 && number.getAsLong() >>> bits != 0)) {
      String hint = key.equals("sequence") && bits == 32 ? "; esn = 1 allows 64" : "";
      wrong(
          entry.line(),
          key + " is " + entry.text(),
          key + " is a hexadecimal number of at most " + bits + " bits" + hint);
      return 0;
    }
    return number.getAsLong();
  }

  private int nextHeader() {
    BlockFile.Entry entry = block.entries().get("next_header");
    if (entry == null) {
      return -1;
    }
    OptionalLong number = NumberText.parse(entry.text());
    if (number.isEmpty() || Long.compareUnsigned(number.getAsLong(), 255) > 0) {
      wrong(
          entry.line(),
          "next_header is " + entry.text(),
          "next_header is a protocol number from 0 to 255, decimal or with 0x");
      return -1;
    }
    return (int) number.getAsLong();
  }

  private byte[] hex(String key, byte[] absent) {
    BlockFile.Entry entry = block.entries().get(key);
    if (entry == null) {
      return absent;
    }
    return HexText.parse(entry.text())
        .orElseGet(() -> {
          wrong(entry.line(), key + " is not hexadecimal, or has half an octet", HEX_REMEDY);
          return NOTHING;
        });
  }

  private void required(String key, byte[] value) {
    if (value == null) {
      missing(key, HEX_REMEDY);
    }
  }

  private void missing(String key, String remedy) {
    wrong(block.line(), "[" + block.name() + "] has no " + key, remedy);
  }

  private void wrong(int line, String what, String remedy) {
    sound = false;
    problems.add(line, what, remedy);
  }

  /** Where the key stands, or the block when it does not. */
  private int line(String key) {
    BlockFile.Entry entry = block.entries().get(key);
    return entry == null ? block.line() : entry.line();
  }
}
