// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.field;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that goes with its trial.
 *
 * @param path where it is
 */
record TemporaryFolder(Path path) implements AutoCloseable {
  static TemporaryFolder empty() throws IOException {
    return new TemporaryFolder(Files.createTempDirectory("sallyport-field"));
  }

  /** One with a copy of everything that another holds. */
  static TemporaryFolder copyOf(Path original) throws IOException {
    TemporaryFolder folder = empty();
    try (Stream<Path> all = Files.walk(original)) {
      for (Path each : all.toList()) {
        Path copy = folder.path.resolve(original.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(each, copy);
        }
      }
    }
    return folder;
  }

  @Override
  public void close() throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(path)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }
}
