// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.sallyport.engine.config.PresharedKey;
import org.sallyport.spec.file.SystemReason;

/** Reads the pre-shared key of a peer: {@code psk}, or {@code psk_file} with the name of a file. */
final class SecretReader {
  private static final int WEAK_SECRET_BYTES = 16;
  private static final int LARGEST_FILE_BYTES = 4096;
  private static final Pattern PLACEHOLDER =
      Pattern.compile("(?i).*(replace.?me|change.?me|your.?(secret|psk|password)).*");

  private final Path file;

  /**
   * @param file the configuration, to whose folder names of files are relative
   */
  SecretReader(Path file) {
    this.file = file;
  }

  /** The secret; empty when there is none that can be used, which is then noted. */
  Optional<PresharedKey> secret(TomlSection section) {
    if (section.has("psk") && section.has("psk_file")) {
      section.problem("psk_file", "there is a psk as well", "leave one of them out");
      return Optional.empty();
    }
    if (!section.has("psk") && !section.has("psk_file")) {
      section.problem(
          "psk", "is missing", "add psk = \"...\", or psk_file = \"...\" with the name of a file");
      return Optional.empty();
    }
    boolean isInline = section.has("psk");
    String key = isInline ? "psk" : "psk_file";
    Optional<String> text = isInline ? section.text(key) : section.text(key, this::content);
    Optional<PresharedKey> secret = text.flatMap(found -> parse(section, key, found));
    text.ifPresent(found -> warnAbout(section, key, found, isInline));
    secret
        .filter(found -> SecretText.length(found) < WEAK_SECRET_BYTES)
        .ifPresent(found ->
            section.warning(
                key,
                "the secret is shorter than 16 bytes and may be guessed from one recorded handshake"
                    + " by an attacker that impersonates this end (RFC 7296 section 2.15)",
                "use at least 16 random characters: openssl rand -base64 24"));
    return secret;
  }

  private static Optional<PresharedKey> parse(TomlSection section, String key, String text) {
    try {
      return Optional.of(SecretText.parse(text));
    } catch (TextException wrong) {
      section.problem(key, wrong.getMessage(), wrong.remedy());
      return Optional.empty();
    }
  }

  private void warnAbout(TomlSection section, String key, String text, boolean isInline) {
    if (PLACEHOLDER.matcher(text).matches()) {
      section.warning(
          key,
          "the secret is the example's: everybody knows it and can impersonate both ends",
          "use at least 16 random characters: openssl rand -base64 24");
      return;
    }
    if (!text.equals(text.strip())) {
      section.warning(
          key,
          "the secret begins or ends with white space, which is part of it",
          "take the white space away, unless the peer's secret has it too");
    }
    Path place =
        isInline
            ? file
            : section.text("psk_file").map(file.toAbsolutePath()::resolveSibling).orElse(file);
    if (isOpen(place)) {
      section.warning(
          key,
          "others on this host can read " + place + " and the secret in it",
          "chmod 600 " + place + (isInline ? ", or keep the secret in a psk_file" : ""));
    }
  }

  private static boolean isOpen(Path place) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(place);
      return permissions.contains(PosixFilePermission.GROUP_READ)
          || permissions.contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException unknown) {
      return false; // a text that no file holds yet, or a file system without permissions
    }
  }

  /** What a file holds but a byte order mark and the end of its line. */
  private String content(String text) throws TextException {
    Path path = GatewayConfigFile.relativeTo(file, text);
    try {
      if (!Files.exists(path)) {
        throw new TextException(
            path + " does not exist",
            "write the secret into it and chmod 600 it, or correct the name");
      }
      if (!Files.isRegularFile(path) || Files.size(path) > LARGEST_FILE_BYTES) {
        throw new TextException(
            path + " is not a file of at most " + LARGEST_FILE_BYTES + " bytes",
            "name the file that holds the secret and nothing else");
      }
      String content = PlainText.of(Files.readString(path, StandardCharsets.UTF_8));
      String line = content.replaceFirst("\\R$", "");
      if (line.lines().count() > 1) {
        throw new TextException(
            path + " has more than one line", "keep nothing but the secret there, in one line");
      }
      return line;
    } catch (CharacterCodingException foreign) {
      throw new TextException(
          path + " is not UTF-8 text",
          "save it as UTF-8, or write the secret as 0x and hex digits");
    } catch (IOException unreadable) {
      throw new TextException(
          path + " cannot be read (" + SystemReason.of(unreadable) + ")",
          "check the path and who may read it");
    }
  }
}
