// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Read back by the offsets of the kernel's description of the format. */
class CpioArchiveTest {
  private static final int HEADER_BYTES = 110;

  @Test
  void foldersComeBeforeWhatIsInThemAndNothingTwice() {
    CpioArchive archive = new CpioArchive();
    archive.file("/a/b/program", "abc".getBytes(StandardCharsets.UTF_8));
    archive.file("a/b/program", new byte[0]);
    archive.link("a/link", "b/program");
    assertTrue(archive.contains("/a/b"));
    assertFalse(archive.contains("/a/c"));
    assertEquals(
        List.of(
            "a 40755 ",
            "a/b 40755 ",
            "a/b/program 100755 abc",
            "a/link 120777 b/program",
            "TRAILER!!! 0 "),
        entries(archive.finish()));
  }

  private static List<String> entries(byte[] bytes) {
    List<String> entries = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      assertEquals("070701", text(bytes, at, 6));
      int mode = field(bytes, at, 1);
      int contentBytes = field(bytes, at, 6);
      int nameBytes = field(bytes, at, 11);
      String name = text(bytes, at + HEADER_BYTES, nameBytes - 1);
      int content = aligned(at + HEADER_BYTES + nameBytes);
      entries.add(
          name + " " + Integer.toOctalString(mode) + " " + text(bytes, content, contentBytes));
      at = aligned(content + contentBytes);
    }
    return entries;
  }

  private static int field(byte[] bytes, int header, int number) {
    return Integer.parseInt(text(bytes, header + 6 + 8 * number, 8), 16);
  }

  private static int aligned(int offset) {
    return (offset + 3) & ~3;
  }

  private static String text(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }
}
