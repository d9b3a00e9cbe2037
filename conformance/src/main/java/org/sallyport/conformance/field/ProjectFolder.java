// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.field;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project lies: what the launcher says, or the first folder upwards that has it. */
final class ProjectFolder {
  private static final String LAUNCHER = "sallyport";

  private ProjectFolder() {}

  /** The folder with the launcher in it. */
  static Path root() {
    Path at = Path.of(System.getProperty("sallyport.home", "")).toAbsolutePath();
    while (!Files.isExecutable(at.resolve(LAUNCHER)) || Files.isDirectory(at.resolve(LAUNCHER))) {
      at = at.getParent();
      if (at == null) {
        throw new IllegalStateException("no folder above this one holds the launcher");
      }
    }
    return at;
  }

  /** A path in it. */
  static String path(String inside) {
    return root().resolve(inside).toString();
  }
}
