// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Inputs that are kept: a folder for each target, a file for each input. Seeds have names that say
 * what they are; what the fuzzer found has the name it gave.
 *
 * @param directory the folder of folders
 */
public record FuzzCorpus(Path directory) {
  /** The folder of a target, which need not exist. */
  public Path folder(FuzzTarget target) {
    return directory.resolve(target.folder());
  }

  /** The inputs of a target by order of their names. */
  public List<Path> inputs(FuzzTarget target) {
    Path folder = folder(target);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
