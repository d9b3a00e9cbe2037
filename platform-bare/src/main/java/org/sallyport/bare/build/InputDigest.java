// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.sallyport.bare.run.Tool;

/**
 * A digest of all that a kernel is made of: classes, C, settings, and the compiler's version.
 *
 * @param text SHA-256 in hexadecimal
 */
record InputDigest(String text) {
  static InputDigest of(Path sources, List<Path> classpath, KernelSettings settings)
      throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(digest, settings.toString());
      add(digest, String.join(" ", KernelLinker.FLAGS));
      add(digest, new Tool("gcc", "gcc").require().toRealPath().toString());
      addTree(digest, sources);
      for (Path library : NativeLibraries.files()) {
        addFile(digest, library);
      }
      for (Path entry : classpath) {
        if (Files.isDirectory(entry)) {
          addTree(digest, entry);
        } else if (Files.exists(entry)) {
          addFile(digest, entry);
        }
      }
      return new InputDigest(HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private static void addTree(MessageDigest digest, Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        add(digest, root.relativize(file).toString());
        digest.update(Files.readAllBytes(file));
      }
    }
  }

  /** An archive is told by name, size and time: it does not change where it lies. */
  private static void addFile(MessageDigest digest, Path file) throws IOException {
    add(digest, file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
  }

  boolean isAt(Path stamp) throws IOException {
    return Files.exists(stamp) && Files.readString(stamp).equals(text);
  }

  boolean writeTo(Path stamp) throws IOException {
    Files.writeString(stamp, text);
    return true;
  }
}
