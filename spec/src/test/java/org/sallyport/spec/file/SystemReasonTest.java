// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class SystemReasonTest {
  @TempDir Path folder;

  @Test
  void whatTheSystemSaysIsToldWithoutNamesOfClasses() throws IOException {
    Path text = Files.write(folder.resolve("text"), new byte[] {(byte) 0xff});
    Path none = folder.resolve("none");
    assertEquals(none + ": No such file or directory", of(() -> Files.readString(none)));
    assertEquals("Is a directory", of(() -> Files.readString(folder)));
    assertEquals(
        text.resolve("below") + ": Not a directory",
        of(() -> Files.readString(text.resolve("below"))));
    assertEquals(text + ": File exists", of(() -> Files.createDirectory(text)));
    assertEquals(folder + ": Directory not empty", of(() -> Files.delete(folder)));
    assertEquals("not UTF-8 text", of(() -> Files.readString(text)));
  }

  @Test
  void whatIsHardToProvokeIsToldToo() {
    assertEquals("x: Permission denied", SystemReason.withFile(new AccessDeniedException("x")));
    assertEquals("x: Input/output error", SystemReason.withFile(new FileSystemException("x")));
    assertEquals("Input/output error", SystemReason.of(new IOException()));
    assertEquals(
        "No space left on device", SystemReason.of(new IOException("No space left on device")));
  }

  private static String of(Executable refused) {
    return SystemReason.withFile(assertThrows(IOException.class, refused));
  }
}
