// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.vectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Vector cases, and what they say about values that are wrong. */
final class VectorFileTest {
  @Test
  void readsWhatIsThere() {
    VectorCase block = VectorFile.resource("rfc7634-chacha20poly1305.txt").cases().getFirst();
    assertEquals("appendix A esp", block.name());
    assertArrayEquals(new byte[] {1, 2, 3, 4}, block.hex("spi"));
    assertEquals(4, block.number("next_header"));
  }

  @Test
  void saysWhichValueIsWrong() {
    VectorCase block = new VectorCase("a", "f:2", Map.of("k", "0g"));
    assertStartsWith("f:2: 'k' of [a] is not hex", () -> block.hex("k"));
    assertStartsWith("f:2: 'k' of [a] is not a number", () -> block.number("k"));
    assertStartsWith("f:2: [a] has no 'm'", () -> block.text("m"));
    assertStartsWith("no vector file", () -> VectorFile.resource("absent.txt"));
  }

  private static void assertStartsWith(String start, Executable reading) {
    String message = assertThrows(VectorFormatException.class, reading).getMessage();
    assertEquals(start, message.substring(0, Math.min(start.length(), message.length())));
  }
}
