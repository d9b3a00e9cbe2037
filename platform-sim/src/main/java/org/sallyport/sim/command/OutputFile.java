// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sallyport.spec.file.OutputPlace;
import org.sallyport.spec.file.SystemReason;

/** A file that a verb is to write: looked at before the work, so that no result is lost. */
public final class OutputFile {
  private OutputFile() {}

  /**
   * @param file what will be written; nothing is written yet
   * @throws EnvironmentException if it cannot be, saying why
   */
  public static void require(Path file) {
    OutputPlace.refusalOfFile(file)
        .ifPresent(refusal -> {
          throw new EnvironmentException(refusal.problem(), refusal.remedy());
        });
  }

  /**
   * Writes a text as UTF-8, in place of what the file held.
   *
   * @throws EnvironmentException if it cannot be written, saying why
   */
  public static void write(Path file, CharSequence text) {
    try {
      Files.writeString(file, text);
    } catch (IOException refused) {
      throw refusal(file, refused);
    }
  }

  /** What to throw when the system refuses to write a file. */
  public static EnvironmentException refusal(Path file, IOException refused) {
    return new EnvironmentException(
        "cannot write " + file + ": " + SystemReason.of(refused),
        "check the path, who may write there, and the room on its disk");
  }
}
