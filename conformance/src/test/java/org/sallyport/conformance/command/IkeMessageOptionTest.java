// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.sim.command.ExitCode;

/** {@code conform --ike-message} with the message of RFC 7634 appendix B, whole and damaged. */
final class IkeMessageOptionTest {
  private static final String MESSAGE =
      "c0c1c2c3c4c5c6c7d0d1d2d3d4d5d6d72e202500000000090000004529000029"
          + "10111213141516176103"
          + "94701f8d017f7c129248896b71bfe25236efd7cdc67066906315b2";
  private static final String KEYS =
      """
      # RFC 7634 appendix B
      encryption = ChaCha20-Poly1305
      sk_er = 808182838485868788898a8b8c8d8e8f 909192939495969798999a9b9c9d9e9f
      salt_r = 0xA0A1A2A3
      """;

  @TempDir private Path directory;

  @Test
  void printsTheTree() throws IOException {
    VerbRun run = VerbRun.of("conform", "--ike-message", file("m.hex", MESSAGE + "\n"));
    assertEquals(ExitCode.OK, run.exitCode(), run.err());
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertEquals("accepted", json.path("result").asText());
    assertEquals(69, json.path("lengthBytes").asInt());
    JsonNode message = json.path("message");
    assertEquals("INFORMATIONAL", message.path("exchange").asText());
    assertEquals(9, message.path("messageId").asInt());
    assertEquals("SK", message.path("children").path(0).path("name").asText());
    assertFalse(message.path("children").path(0).has("children"));
  }

  @Test
  void opensWithKeys() throws IOException {
    JsonNode json = json("--ike-message", file("m.hex", MESSAGE), "--keys", file("k", KEYS));
    JsonNode notify = json.path("message").path("children").path(0).path("children").path(0);
    assertEquals("N", notify.path("name").asText());
    assertEquals("SET_WINDOW_SIZE", notify.path("type").asText());
    assertEquals("0000000a", notify.path("data").asText());
  }

  @Test
  void readsEveryWayToWriteAMessage() throws IOException {
    String expected = json("--ike-message", file("plain", MESSAGE)).path("message").toString();
    byte[] octets = HexFormat.of().parseHex(MESSAGE);
    Path binary = Files.write(directory.resolve("binary"), octets);
    assertEquals(expected, json("--ike-message", binary.toString()).path("message").toString());
    for (String text :
        new String[] {
          "# a comment: not hex\n" + MESSAGE.toUpperCase(Locale.ROOT) + " # end\n\n",
          "0x" + MESSAGE,
          MESSAGE.replaceAll("(..)", "$1:"),
          MESSAGE.replaceAll("(..)", "0x$1 "),
          MESSAGE.replaceAll("(.{31})", "$1\r\n"),
          "00000000" + MESSAGE
        }) {
      String written = json("--ike-message", file("text", text)).path("message").toString();
      assertEquals(expected, written, text);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'c0c1c2c3', TRUNCATED",
    "'c0c1c2c3c4c5c6c7d0d1d2d3d4d5d6d72e10250000000009000000452900002910', UNSUPPORTED_MAJOR_VERSION",
    "'c0c1c2c3c4c5c6c7d0d1d2d3d4d5d6d72e20250000000009000000452900002910', LENGTH_MISMATCH",
    "'c0c1c2c3c4c5c6c7d0d1d2d3d4d5d6d72e20ff00000000090000001c', UNKNOWN_EXCHANGE_TYPE",
    "'c0c1c2c3c4c5c6c7d0d1d2d3d4d5d6d700202500000000090000001c', MISSING_PAYLOAD",
    "'c0c1c2c3c4c5c6c7d0d1d2d3d4d5d6d72e20250000000009000000202900ffff', BAD_PAYLOAD_LENGTH"
  })
  void printsTheRefusal(String hex, String reason) throws IOException {
    VerbRun run = VerbRun.of("conform", "--ike-message", file("m", hex));
    assertEquals(ExitCode.FAILED, run.exitCode(), run.out());
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertEquals("refused", json.path("result").asText());
    assertEquals(reason, json.path("refusal").path("reason").asText());
    assertTrue(json.path("refusal").path("offset").isInt());
    assertFalse(json.path("refusal").path("text").asText().isEmpty());
  }

  @Test
  void refusesWhatIsNotAuthentic() throws IOException {
    String forged = MESSAGE.substring(0, MESSAGE.length() - 1) + "3";
    VerbRun run =
        VerbRun.of("conform", "--ike-message", file("m", forged), "--keys", file("k", KEYS));
    assertEquals(ExitCode.FAILED, run.exitCode());
    assertEquals(
        "NOT_AUTHENTIC",
        new ObjectMapper().readTree(run.out()).path("refusal").path("reason").asText());
  }

  @ParameterizedTest
  @CsvSource({
    "'', m: is empty",
    "'# nothing', m: holds no octets",
    "'c0c', m: has 3 hexadecimal digits",
    "'c0\nxyz', m:2: is not hexadecimal: xyz"
  })
  void saysWhyAMessageFileIsWrong(String content, String problem) throws IOException {
    saysWhy(problem, "--ike-message", file("m", content));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "\"encryption = DES\", k:1: unknown encryption DES",
        "\"sk_er = 00\", k: has no encryption",
        "\"encryption = NULL\nintegrity = MD5\nsk_er =\", k:2: unknown integrity MD5",
        "\"encryption = AES-CBC\", k: has neither sk_ei nor sk_er",
        "\"encryption = AES-CBC\nsk_er = 0011\", k:2: AES-CBC has no key of 16 bits",
        "\"encryption = AES-CBC\nsk_er = 0g\", k:2: sk_er is not hexadecimal",
        "\"encryption = AES-CBC\nbogus = 1\", k:2: unknown key bogus",
        "\"encryption = AES-CBC\nencryption = AES-CBC\", k:2: encryption occurs twice",
        "\"what\", k:1: is not key = value",
        "\"encryption = AES-CBC\nintegrity = HMAC-SHA1-96\nsk_er = 000102030405060708090a0b0c0d0e0f\","
            + " k: sk_ar has 0 octets",
        "\"encryption = AES-CBC\nsk_ei = 000102030405060708090a0b0c0d0e0f\", m: was sent by the original responder"
      })
  void saysWhyAKeyFileIsWrong(String content, String problem) throws IOException {
    saysWhy(problem, "--ike-message", file("m", MESSAGE), "--keys", file("k", content));
  }

  @Test
  void saysWhyTheCommandLineIsWrong() throws IOException {
    saysWhy("m: there is no such file", "--ike-message", directory.resolve("m").toString());
    saysWhy("is a directory", "--ike-message", directory.toString());
    saysWhy("--keys goes with --ike-message", "--keys", file("k", KEYS));
  }

  private void saysWhy(String problem, String... options) {
    VerbRun run = run(options);
    assertEquals(ExitCode.USAGE, run.exitCode(), run.out() + run.err());
    assertTrue(run.err().contains(problem), run.err());
    assertEquals("", run.out());
  }

  private static JsonNode json(String... options) throws IOException {
    VerbRun run = run(options);
    assertEquals(ExitCode.OK, run.exitCode(), run.out() + run.err());
    return new ObjectMapper().readTree(run.out());
  }

  private static VerbRun run(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "conform";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return VerbRun.of(arguments);
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content).toString();
  }
}
