// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a report is to go: looked at before the work, so that no result is lost. */
public final class OutputPlace {
  private static final String REMEDY_RIGHTS = "name a file in a folder of your own";

  private OutputPlace() {}

  /**
   * Why something cannot be written.
   *
   * @param problem what is wrong with which path
   * @param remedy what to do
   */
  public record Refusal(String problem, String remedy) {}

  /** Why a file cannot be written; empty when it can. Nothing is written yet. */
  public static Optional<Refusal> refusalOfFile(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (Files.isDirectory(file)) {
      return refusal(file, "it is a folder", "name a file in it");
    }
    if (folder != null && !Files.isDirectory(folder)) {
      return refusal(file, "there is no folder " + folder, "make the folder first");
    }
    return Files.isWritable(Files.exists(file) || folder == null ? file : folder)
        ? Optional.empty()
        : refusal(file, "you may not", REMEDY_RIGHTS);
  }

  /** Why no files can be written into a folder, which is made when it is missing. */
  public static Optional<Refusal> refusalOfFolder(Path folder) {
    Path existing = folder.toAbsolutePath().normalize();
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing)) {
      return refusal(folder, existing + " is a file", "name a folder");
    }
    return Files.isWritable(existing)
        ? Optional.empty()
        : refusal(folder, "you may not write to " + existing, REMEDY_RIGHTS);
  }

  private static Optional<Refusal> refusal(Path place, String reason, String remedy) {
    return Optional.of(new Refusal("cannot write " + place + ": " + reason, remedy));
  }
}
