// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.file;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;

/**
 * What the operating system says when it refuses a file. Java hides its words: some exceptions have
 * the file for a message and the reason in the name of their class, which means nothing to a user.
 */
public final class SystemReason {
  private static final Map<Class<?>, String> REASONS =
      Map.of(
          NoSuchFileException.class, "No such file or directory",
          AccessDeniedException.class, "Permission denied",
          FileAlreadyExistsException.class, "File exists",
          NotDirectoryException.class, "Not a directory",
          DirectoryNotEmptyException.class, "Directory not empty");

  private SystemReason() {}

  /** The reason alone, for a message that names the file itself. */
  public static String of(IOException refused) {
    String known = REASONS.get(refused.getClass());
    if (known != null) {
      return known;
    }
    if (refused instanceof CharacterCodingException) {
      return "not UTF-8 text";
    }
    String said =
        refused instanceof FileSystemException file ? file.getReason() : refused.getMessage();
    return said == null ? "Input/output error" : said;
  }

  /** The reason after the file, where the exception knows it: {@code FILE: reason}. */
  public static String withFile(IOException refused) {
    return refused instanceof FileSystemException of && of.getFile() != null
        ? of.getFile() + ": " + of(refused)
        : of(refused);
  }
}
