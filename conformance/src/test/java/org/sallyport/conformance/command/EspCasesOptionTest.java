// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.sim.command.ExitCode;

/** {@code conform --esp-cases} with good and bad files. */
final class EspCasesOptionTest {
  /** RFC 3602 section 4, case 6. */
  private static final String CBC =
      """
      encryption = AES-CBC
      integrity = NONE
      key = 90d382b410eeba7ad938c46cec1a82bf
      spi = 00004321
      esn = 0
      sequence = 00000008
      iv = 69d08df7d203329db093fc4924e5bd80
      esp_packet = 000043210000000869d08df7d203329db093fc4924e5bd80f51995881ec4e0c4488987ce742e8109689bb379d2d750c0d915dca346a89f75
      plain = 0800b5e8a80a0500a69c083d0b660e00777777777777777777777777
      next_header = 1
      result = valid
      """;

  /** A packet that is nobody's. */
  private static final String GCM =
      """
      encryption = AES-GCM-16
      key = feffe9928665731c6d6a8f9467308308feffe9928665731c
      salt = cafebabe
      spi = 0000a5f8
      esn = 0
      sequence = 0000000a
      esp_packet = PACKET
      plain = 00
      next_header = 0
      result = invalid
      """;

  @TempDir private Path directory;

  @Test
  void passesWhatIsValid() throws IOException {
    JsonNode result = only(ExitCode.OK, "[six]\n" + CBC);
    assertEquals("six", result.path("name").asText());
    assertEquals("valid", result.path("expected").asText());
    assertEquals("valid", result.path("observed").asText());
    assertTrue(result.path("pass").isBoolean() && result.path("pass").asBoolean());
  }

  /** What a line is replaced by, and what is then observed of the packet that was valid. */
  @ParameterizedTest
  @CsvSource({
    "sequence, 00000009, STALE_SEQUENCE|the packet's number is 0x8",
    "sequence, 00000000, the packet's number is 0x8",
    "spi, 00004322, UNKNOWN_SPI",
    "next_header, 6, next header is 1",
    "next_header, 0x06, next header is 1",
    "iv, 00000000000000000000000000000000, the packet's IV is 69d0",
    "plain, 0800, the payload is 0800b5e8",
    "key, 90d382b410eeba7ad938c46cec1a82be, BAD_PADDING|payload is|next header is",
    "esp_packet, 00004321, TRUNCATED",
    "esp_packet, 0000432100000008, LENGTH_MISMATCH",
    "esp_packet, 000043210000000869d08df7d203329db093fc4924e5bd80f5, LENGTH_MISMATCH",
    "esp_packet, '', TRUNCATED"
  })
  void refusesWhatDiffers(String key, String value, String details) throws IOException {
    String changed = "[c]\n" + CBC.replaceAll("(?m)^" + key + " = .*$", key + " = " + value);
    JsonNode failed = only(ExitCode.FAILED, changed);
    assertEquals("invalid", failed.path("observed").asText());
    String detail = failed.path("detail").asText();
    assertTrue(detail.matches(".*(" + details + ").*"), detail);
    JsonNode passed = only(ExitCode.OK, changed.replace("result = valid", "result = invalid"));
    assertEquals("invalid", passed.path("expected").asText());
    assertTrue(passed.path("pass").asBoolean());
  }

  @Test
  void aValidPacketThatIsSaidToBeInvalidFails() throws IOException {
    JsonNode failed =
        only(ExitCode.FAILED, "[c]\n" + CBC.replace("result = valid", "result = invalid"));
    assertEquals("invalid", failed.path("expected").asText());
    assertEquals("valid", failed.path("observed").asText());
  }

  @Test
  void readsEveryWayToWriteACase() throws IOException {
    String written =
        "\uFEFF# mine\r\n\r\n[ a name ]  # one\r\n"
            + CBC.replace("spi = 00004321", "SPI=0x4321")
                .replace("sequence = 00000008", "sequence = 0x8 # eight")
                .replace("AES-CBC", "aes-cbc")
                .replace("integrity = NONE\n", "")
                .replace("esn = 0\n", "")
                .replace("iv = 69d08df7", "iv = 0x69D0:8DF7 ")
                .replace("result = valid", "result = VALID")
            + "note = free text = with signs\r\n";
    assertEquals("a name", only(ExitCode.OK, written).path("name").asText());
  }

  @Test
  void exitsWithOneAndATableWhenACaseFails() throws IOException {
    VerbRun run = run("[good]\n" + CBC + "[bad]\n" + CBC.replace("plain = 08", "plain = 09"));
    assertEquals(ExitCode.FAILED, run.exitCode());
    assertTrue(run.out().contains("esp-cases        2        1        1"), run.out());
    assertTrue(run.out().contains("FAILED  esp-cases / bad\n  expected  valid\n"), run.out());
    assertTrue(run.out().contains("cases.txt:13"), run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "encryption = AES-CBC | encryption = DES | 2: unknown encryption DES",
        "integrity = NONE | integrity = MD5 | 3: unknown integrity MD5",
        "integrity = NONE | integrity = HMAC-SHA1-96 | 1: an auth_key of 0 octets",
        "integrity = NONE | auth_key = 00 | 3: an auth_key of 1 octets",
        "key = 90d3 | key = 90d390 | 4: a key of 17 octets",
        "key = 90d3 | key = 9g | 4: key is not hexadecimal",
        "key = 90d3 | key = 9 | 4: key is not hexadecimal, or has half an octet",
        "key = 90d3 | kay = 90d3 | 4: unknown key kay",
        "key = 90d3 | note = 90d3 | 1: [c] has no key",
        "integrity = NONE | salt = 00 | 3: a salt of 1 octets",
        "spi = 0000 | spi = 1000 4321 | 5: spi is",
        "spi = 0000 | spi = 11111 | 5: spi is 111114321",
        "spi = 0000 | spi = - | 5: spi is -4321",
        "esn = 0 | esn = yes | 6: esn is yes",
        "sequence = 00000008 | sequence = 100000008 | 7: sequence is 100000008",
        "sequence = 00000008 | sequence = | 7: sequence is",
        "sequence = 00000008 | # none | 1: [c] has no sequence",
        "next_header = 1 | next_header = 256 | 11: next_header is 256",
        "next_header = 1 | next_header = icmp | 11: next_header is icmp",
        "result = valid | result = ok | 12: result is ok",
        "result = valid | # none | 1: [c] has no result",
        "plain = | # | 1: [c] has no plain",
        "esp_packet = | # | 1: [c] has no esp_packet",
        "encryption = AES-CBC | encryption = AES-GCM-16 | 1: [c] has no salt",
        "encryption = AES-CBC | encryption = NULL | 4: a key of 16 octets"
      })
  void saysWhereAFileIsWrong(String before, String after, String problem) throws IOException {
    String content = "[c]\n" + CBC.replace(before, after);
    VerbRun run = run(content, "--json");
    assertEquals(ExitCode.USAGE, run.exitCode(), run.out());
    assertEquals("", run.out());
    assertTrue(run.err().contains("cases.txt:" + problem), run.err());
    assertTrue(run.err().contains("\n  remedy: "), run.err());
  }

  @Test
  void refusesNothingToProtectAndEmptyFiles() throws IOException {
    String nothing =
        "[n]\nencryption = NULL\nspi = 1\nsequence = 1\nesp_packet = 00\nresult = invalid\n";
    VerbRun run = run(nothing);
    assertEquals(ExitCode.USAGE, run.exitCode());
    assertTrue(run.err().contains("NULL encryption without integrity"), run.err());
    assertTrue(run("# empty\n").err().contains("cases.txt: holds no case"));
    VerbRun missing = VerbRun.of("conform", "--esp-cases", directory.resolve("no").toString());
    assertEquals(ExitCode.USAGE, missing.exitCode());
    assertTrue(missing.err().contains("there is no such file"), missing.err());
  }

  @Test
  void refusesSequenceZeroAndLooksAtReservedSpis() throws IOException {
    String forged =
        GCM.replace("PACKET", "0000a5f80000000a" + "00".repeat(28)).replace("esn = 0", "esn = 1");
    assertEquals("NOT_AUTHENTIC", only(ExitCode.OK, "[g]\n" + forged).path("detail").asText());
    String zero = forged.replace("0000000a", "00000000");
    assertEquals("ZERO_SEQUENCE", only(ExitCode.OK, "[z]\n" + zero).path("detail").asText());
    String reserved = forged.replace("0000a5f8", "00000001");
    assertEquals("NOT_AUTHENTIC", only(ExitCode.OK, "[r]\n" + reserved).path("detail").asText());
  }

  private JsonNode only(int exitCode, String content) throws IOException {
    VerbRun run = run(content, "--json");
    assertEquals(exitCode, run.exitCode(), run.out() + run.err());
    JsonNode array = new ObjectMapper().readTree(run.out());
    assertEquals(1, array.size());
    return array.get(0);
  }

  private VerbRun run(String content, String... more) throws IOException {
    Path file = Files.writeString(directory.resolve("cases.txt"), content);
    String[] arguments = new String[3 + more.length];
    arguments[0] = "conform";
    arguments[1] = "--esp-cases";
    arguments[2] = file.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return VerbRun.of(arguments);
  }
}
