package org.sallyport.conformance.vectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The reader, and what it says about files that are wrong. */
final class VectorFileTest {
  @Test
  void readsBlocksOfKeysAndValues() {
    VectorFile file =
        VectorFile.parse("f", "# origin\n\n[one]\nkey = 0a 0b\nempty =\n[two x]\nnumber = 7\n");
    assertEquals(2, file.cases().size());
    assertArrayEquals(new byte[] {10, 11}, file.cases().get(0).hex("key"));
    assertArrayEquals(new byte[0], file.cases().get(0).hex("empty"));
    assertEquals("two x", file.cases().get(1).name());
    assertEquals(7, file.cases().get(1).number("number"));
  }

  @Test
  void saysWhereAFileIsWrong() {
    refuses("f:1: ", "key = 00");
    refuses("f:2: ", "[a]\nno equals sign");
    refuses("f:3: 'k'", "[a]\nk = 1\nk = 2");
  }

  @Test
  void saysWhichValueIsWrong() {
    VectorCase block = VectorFile.parse("f", "\n[a]\nk = 0g\n").cases().getFirst();
    assertStartsWith("f:2: 'k' of [a] is not hex", () -> block.hex("k"));
    assertStartsWith("f:2: 'k' of [a] is not a number", () -> block.number("k"));
    assertStartsWith("f:2: [a] has no 'm'", () -> block.text("m"));
    assertStartsWith("no vector file", () -> VectorFile.resource("absent.txt"));
  }

  private static void refuses(String start, String content) {
    assertStartsWith(start, () -> VectorFile.parse("f", content));
  }

  private static void assertStartsWith(String start, Executable reading) {
    String message = assertThrows(VectorFormatException.class, reading).getMessage();
    assertEquals(start, message.substring(0, Math.min(start.length(), message.length())));
  }
}
