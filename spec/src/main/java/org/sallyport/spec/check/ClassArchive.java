// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * TLC's classes as the first run of this process has loaded and verified them (class data sharing):
 * every later run starts with them. That is a fifth of what a small model costs.
 */
final class ClassArchive {
  private static final String WRITE = "-XX:ArchiveClassesAtExit=";
  private static final String READ = "-XX:SharedArchiveFile=";

  /** Where the archive is or will be; null until a run writes it. */
  private static Path file;

  private static boolean complete;

  private ClassArchive() {}

  /** What the JVM of a run is told. */
  static synchronized List<String> flags() throws IOException {
    if (complete) {
      return List.of(READ + file, "-Xlog:disable");
    }
    if (file != null) {
      return List.of();
    }
    Path folder = Files.createTempDirectory("sallyport-classes");
    file = folder.resolve("tlc.jsa");
    // Deleted in reverse order.
    folder.toFile().deleteOnExit();
    file.toFile().deleteOnExit();
    return List.of(WRITE + file, "-Xlog:disable");
  }

  /** The run that was given these flags is over. */
  static synchronized void written(List<String> flags) {
    if (!flags.isEmpty() && flags.get(0).startsWith(WRITE)) {
      complete = Files.isRegularFile(file);
    }
  }
}
