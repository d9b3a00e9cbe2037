// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.field;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.sallyport.engine.config.PresharedKey;
import org.sallyport.sim.command.ExitCode;
import org.sallyport.sim.config.ConfigException;
import org.sallyport.sim.config.GatewayConfig;
import org.sallyport.sim.config.GatewayConfigFile;

/** Mistakes in configuration and secret files. */
final class ConfigurationTrials {
  private static final String PSK = "psk = \"the secret of the pair in the field\"";
  private static final String REMOTE = "remote_address = \"192.0.2.2\"";
  private static final String MORE_PEERS =
      """
      [[peer]]
      name = "second"
      remote_address = "192.0.2.3"
      remote_id = "second.test"
      psk = "the secret of another pair in the field"
      [[peer.child]]
      name = "lan"
      local_ts = ["10.1.0.0/24"]
      remote_ts = ["10.3.0.0/24"]
      """;

  private ConfigurationTrials() {}

  static List<Trial> all() {
    return List.of(
        Trial.of(26, ConfigurationTrials::hiddenMistakes),
        Trial.of(27, ConfigurationTrials::oneBracket),
        Trial.of(29, ConfigurationTrials::byteOrderMarks));
  }

  /** What {@code gateway --check} has to say of a file. */
  private record Mistake(boolean isRefused, String key, String says, ConfigText file) {}

  private static Mistake refused(String key, String says, String part, String instead) {
    return new Mistake(true, key, says, ConfigText.LEFT.with(part, instead));
  }

  private static Mistake warned(String key, String says, String part, String instead) {
    return new Mistake(false, key, says, ConfigText.LEFT.with(part, instead));
  }

  private static Mistake refused(String key, String says, ConfigText file) {
    return new Mistake(true, key, says, file);
  }

  private static Mistake warned(String key, String says, ConfigText file) {
    return new Mistake(false, key, says, file);
  }

  private static List<Mistake> mistakes() {
    ConfigText two = ConfigText.LEFT.and(MORE_PEERS);
    String address = "peer[1].remote_address";
    return List.of(
        warned("peer[1].psk", "everybody knows it", PSK, "psk = \"replace me with 32 characters\""),
        warned("peer[1].psk", "shorter than 16 bytes", PSK, "psk = \"short\""),
        warned("peer[1].psk", "white space", PSK, "psk = \"a secret with a blank at its end \""),
        refused(
            "peer[1].psk_file", "does not exist", PSK, "psk_file = \"no-such-secret-anywhere\""),
        refused(address, "the engine's own", REMOTE, "remote_address = \"192.0.2.1\""),
        refused(address, "broadcast address", REMOTE, "remote_address = \"192.0.2.255\""),
        refused(address, "the network 192.0.2.0/24", REMOTE, "remote_address = \"192.0.2.0\""),
        refused(address, "a group of hosts", REMOTE, "remote_address = \"224.0.0.9\""),
        refused(address, "loopback", REMOTE, "remote_address = \"127.0.0.1\""),
        refused(address, "is no address", REMOTE, "remote_address = \"0.0.0.0\""),
        refused(address, "reserved", REMOTE, "remote_address = \"255.255.255.255\""),
        refused(address, "there is no router", REMOTE, "remote_address = \"198.51.100.2\""),
        refused("outer.addresses", "broadcast address", "192.0.2.1/24", "192.0.2.255/24"),
        refused("inner.addresses", "the network 10.1.0.0/24", "10.1.0.1/24", "10.1.0.0/24"),
        refused(
            "peer[2].remote_id",
            "nothing tells the two apart",
            two.with("192.0.2.3", "192.0.2.2").with("second.test", "right.test")),
        warned("peer[2].child[1].remote_ts", "comes first", two.with("10.3.0.0/24", "10.2.0.0/16")),
        warned(
            "peer[1].child[1].remote_ts",
            "overlaps local_ts",
            "[\"10.2.0.0/24\"]",
            "[\"10.0.0.0/8\"]"),
        refused(
            "peer[1].child[1].local_ts",
            "IP version",
            "local_ts = [\"10.1.0.0/24\"]",
            "local_ts = [\"2001:db8::/64\"]"),
        refused(
            "peer[1].child[1].remote_ts",
            "IP version",
            "remote_ts = [\"10.2.0.0/24\"]",
            "remote_ts = [\"10.2.0.0/24\", \"2001:db8::/64\"]"),
        refused("peer[1].child[1].local_ts", "transport mode", "\"tunnel\"", "\"transport\""),
        warned(
            "peer[1].child[1].esp_proposals",
            "not encrypted",
            "[\"aes128gcm16\"]",
            "[\"null-sha256\"]"),
        warned("bare", "does nothing here", ConfigText.LEFT.and("[bare]\ntrace = true")),
        warned("nic", "does nothing here", ConfigText.LEFT.and("[nic.outer]\nindex = 0")),
        warned(
            "peer[1].child[1].remote_ts",
            "IN CLEAR",
            ConfigText.LEFT.and(
                """
                [[policy]]
                action = "bypass"
                local_ts = ["10.1.0.7"]
                remote_ts = ["10.2.0.7[udp/53]"]
                """)),
        refused(
            "timers.half_open_timeout", "zero", "[timers]", "[timers]\nhalf_open_timeout = \"0s\""),
        refused(
            "limits.cookie_threshold",
            "above ike_sas",
            "[limits]",
            "[limits]\nike_sas = 8\ncookie_threshold = 9"));
  }

  private static void hiddenMistakes(Observations seen) throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.empty()) {
      Path file = folder.path().resolve("gateway.toml");
      for (Mistake mistake : mistakes()) {
        CommandRun run = check(file, mistake.file().text());
        String about = mistake.key() + " (" + mistake.says() + ")";
        int code = mistake.isRefused() ? ExitCode.USAGE : ExitCode.OK;
        seen.same(about + ": exit code", code, run.exitCode());
        String line =
            run.text()
                .lines()
                .filter(text -> text.contains(": " + mistake.key() + ": "))
                .findFirst()
                .orElse("");
        seen.contains(line, mistake.says());
        seen.that(
            about + " has its line", line.matches(".*gateway\\.toml:\\d+:\\d+: .*"), run::text);
        seen.contains(run.text(), "remedy: ");
      }
      Files.writeString(file, ConfigText.LEFT.text());
      seen.contains(
          CommandRun.of("gateway", "--config", file.toString(), "--check").text(), "chmod 600");
      seen.same(
          "warnings of a good file",
          0L,
          check(file, ConfigText.LEFT.text())
              .text()
              .lines()
              .filter(line -> line.contains("warning"))
              .count());
    }
  }

  /** What {@code --check} says of a file that nobody else can read. */
  private static CommandRun check(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    CommandRun run = CommandRun.of("gateway", "--config", file.toString(), "--check");
    Files.delete(file);
    return run;
  }

  private static void oneBracket(Observations seen) throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.empty()) {
      Path file = folder.path().resolve("gateway.toml");
      CommandRun child = check(file, ConfigText.LEFT.with("[[peer.child]]", "[peer.child]").text());
      seen.same("exit code", ExitCode.USAGE, child.exitCode());
      seen.contains(child.err(), "remedy: write [[peer.child]] on a line of its own");
      CommandRun peer = check(file, ConfigText.LEFT.with("[[peer]]", "[peer]").text());
      seen.contains(peer.err(), "remedy: write [[peer]] on a line of its own");
    }
  }

  private static void byteOrderMarks(Observations seen) throws Exception {
    String secret = "the sécret of a file";
    try (TemporaryFolder folder = TemporaryFolder.empty()) {
      Path file = folder.path().resolve("gateway.toml");
      Path secretFile = folder.path().resolve("right.secret");
      ConfigText text = ConfigText.LEFT.with(PSK, "psk_file = \"right.secret\"");
      byte[] expected = secret.getBytes(StandardCharsets.UTF_8);
      for (String end : List.of("", "\n", "\r\n")) {
        Files.writeString(file, "\uFEFF" + text.text().replace("\n", end.isEmpty() ? "\n" : end));
        Files.writeString(secretFile, "\uFEFF" + secret + end);
        seen.that(
            "the mark and the end of the line are no part of the key",
            Arrays.equals(expected, key(GatewayConfigFile.read(file))),
            () -> "line end of " + end.length() + " octets");
      }
      for (Charset foreign : List.of(StandardCharsets.UTF_16, StandardCharsets.ISO_8859_1)) {
        Files.write(secretFile, secret.getBytes(foreign));
        seen.contains(refusal(file), "psk_file: " + secretFile + " is not UTF-8 text");
        Files.write(file, ("# é\n" + text.text()).getBytes(foreign));
        seen.contains(refusal(file), "is not UTF-8 text");
        Files.writeString(file, text.text());
      }
      Files.writeString(secretFile, secret + "\nand more\n");
      seen.contains(refusal(file), "more than one line");
    }
  }

  private static byte[] key(GatewayConfig config) {
    return config.engine().peers().getFirst().credentials() instanceof PresharedKey key
        ? key.octets()
        : new byte[0];
  }

  private static String refusal(Path file) {
    try {
      GatewayConfigFile.read(file);
      return "";
    } catch (ConfigException refused) {
      return refused.getMessage();
    }
  }
}
