// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.sallyport.spec.file.SystemReason;

/**
 * The content of a file that a user named.
 *
 * @param name how messages call it
 * @param octets what it holds
 */
public record UserFile(String name, byte[] octets) {
  private static final int MAXIMUM_OCTETS = 64 << 20;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** Reads a file; a file that can not be read is a problem of the command line. */
  public static UserFile read(Path path) {
    String name = path.toString();
    try {
      if (Files.isDirectory(path)) {
        throw FileProblems.single(name, 0, "is a directory", "name a file");
      }
      if (Files.size(path) > MAXIMUM_OCTETS) {
        throw FileProblems.single(name, 0, "is longer than 64 MiB", "split it");
      }
      return new UserFile(name, Files.readAllBytes(path));
    } catch (NoSuchFileException missing) {
      throw FileProblems.single(name, 0, "there is no such file", "check the path");
    } catch (IOException unreadable) {
      throw FileProblems.single(
          name,
          0,
          "can not be read (" + SystemReason.of(unreadable) + ")",
          "check its permissions");
    }
  }

  /** A file made of text, for resources and tests. */
  public static UserFile of(String name, String text) {
    return new UserFile(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Its lines, when it is UTF-8 text; a byte order mark is let through. */
  public List<String> lines() {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
      String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
      return List.of(plain.split("\\R", -1));
    } catch (CharacterCodingException binary) {
      throw FileProblems.single(name, 0, "is not text in UTF-8", "save it as plain text");
    }
  }
}
