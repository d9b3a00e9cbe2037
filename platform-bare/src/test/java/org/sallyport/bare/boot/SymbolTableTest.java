// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.bare.build.SymbolTable;
import org.sallyport.bare.run.Tool;
import org.sallyport.bare.run.ToolException;

/** The kernel's own names for its functions. */
class SymbolTableTest {
  @Test
  void everyFunctionThatTheLinkerKnowsIsInTheTable() {
    Map<Long, String> table = SymbolTable.of(BoardKernel.file()).byAddress();
    long compared =
        listing()
            .lines()
            .map(line -> line.split(" "))
            .filter(words -> words.length == 3 && words[1].equals("T"))
            .filter(words -> !words[2].startsWith("board_image") && !words[2].endsWith("_end"))
            .peek(words -> assertEquals(words[2], table.get(Long.parseLong(words[0], 16))))
            .count();
    assertTrue(compared > 50, () -> compared + " functions");
  }

  /** A loader that reads ELF keeps its modules out of what the program header spans. */
  @Test
  void theProgramHeaderSpansAllOfTheImagesMemory() throws IOException {
    String end =
        listing()
            .lines()
            .filter(line -> line.endsWith(" board_image_end"))
            .map(line -> line.substring(0, line.indexOf(' ')))
            .findAny()
            .orElseThrow();
    ByteBuffer elf =
        ByteBuffer.wrap(Files.readAllBytes(BoardKernel.file())).order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) elf.getLong(32);
    assertEquals(1, elf.getShort(56), "program headers");
    assertEquals(Long.parseLong(end, 16), elf.getLong(header + 24) + elf.getLong(header + 40));
    assertTrue(elf.getLong(header + 32) < 1 << 20, "zeros are not in the file");
  }

  private static String listing() {
    return new Tool("nm", "binutils")
        .run(Path.of("target"), Duration.ofMinutes(1), List.of(BoardKernel.file().toString()));
  }

  @Test
  void theEncodedTableHoldsThemInOrder() {
    SymbolTable table = SymbolTable.of(BoardKernel.file());
    ByteBuffer encoded = ByteBuffer.wrap(table.encode()).order(ByteOrder.LITTLE_ENDIAN);
    int count = encoded.getInt(0);
    int names = 8 + 8 * count;
    Map<Long, String> decoded = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      int start = names + encoded.getInt(12 + 8 * i);
      int end = start;
      while (encoded.get(end) != 0) {
        end++;
      }
      decoded.put(
          (long) encoded.getInt(8 + 8 * i),
          new String(encoded.array(), start, end - start, StandardCharsets.UTF_8));
      assertTrue(i == 0 || encoded.getInt(8 + 8 * i) > encoded.getInt(8 * i), "in order");
    }
    assertEquals(table.byAddress(), decoded);
  }

  @Test
  void whatIsNoElfFileIsRefused(@TempDir Path directory) throws IOException {
    Path text = Files.writeString(directory.resolve("text"), "not a kernel");
    assertThrows(ToolException.class, () -> SymbolTable.of(text));
    Path zeros = Files.write(directory.resolve("zeros"), new byte[200]);
    assertThrows(ToolException.class, () -> SymbolTable.of(zeros));
  }
}
