// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files that other programs write while we read: what is not there yet reads as nothing. */
public final class TextFile {
  private TextFile() {}

  /** The whole text, empty when there is none yet. */
  public static String read(Path file) {
    try {
      return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    } catch (IOException unreadable) {
      return "";
    }
  }

  /** The last lines that say something. */
  public static List<String> tail(Path file, int count) {
    List<String> lines = read(file).lines().filter(line -> !line.isBlank()).toList();
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }

  /** How many lines contain {@code words}. */
  public static long count(Path file, String words) {
    return read(file).lines().filter(line -> line.contains(words)).count();
  }

  /** Writes a file that did not exist or replaces it. */
  public static void write(Path file, String text) throws LabException {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException refused) {
      throw new LabException("cannot write " + file, refused);
    }
  }
}
