// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.sallyport.sim.command.UsageException;

/** The block format, and what is said about files that are not in it. */
final class BlockFileTest {
  @Test
  void readsBlocksOfKeysAndValues() {
    BlockFile file =
        parse(
            "\uFEFF# origin\r\n\r\n[one]\r\n Key = 0a 0b # note\r\nempty =\n[two x] # more\nk=a=b");
    assertEquals(2, file.blocks().size());
    BlockFile.Block one = file.blocks().getFirst();
    assertEquals("one", one.name());
    assertEquals(3, one.line());
    assertEquals("0a 0b", one.entries().get("key").text());
    assertEquals(4, one.entries().get("key").line());
    assertEquals("", one.entries().get("empty").text());
    assertEquals("two x", file.blocks().getLast().name());
    assertEquals("a=b", file.blocks().getLast().entries().get("k").text());
  }

  @Test
  void saysEveryPlaceThatIsWrong() {
    String message =
        refusal("a = b\n[x]\nno equals sign\nk = 1\nK = 2\n[]\n[x]\n[y\n[z] rest\n = v");
    assertEquals(
        """
        f:1: stands before the first [name]
          remedy: start each case with a [name] line
        f:3: neither [name] nor key = value: no equals sign
          remedy: write key = value
        f:5: k occurs twice in [x], first in line 4
          remedy: remove one of the two
        f:6: a block without a name
          remedy: write a name between the brackets
        f:7: a second block named x
          remedy: give each block its own name
        f:8: a block's line is [name] and nothing more
          remedy: end it with ]
        f:9: a block's line is [name] and nothing more
          remedy: end it with ]
        f:10: neither [name] nor key = value: = v
          remedy: write key = value\
        """,
        message);
  }

  @Test
  void countsWhatIsTooMuchToShow() {
    String message = refusal("[a]\n" + "bad line\n".repeat(50));
    assertTrue(message.endsWith("\nand 30 more problems"), message);
  }

  @Test
  void refusesWhatIsNotText() {
    byte[] octets = {'[', 'a', ']', '\n', (byte) 0xc3, 0x28};
    assertThrows(
        UsageException.class,
        () -> BlockFile.parse(new UserFile("f", octets), new FileProblems("f")));
  }

  private static BlockFile parse(String text) {
    FileProblems problems = new FileProblems("f");
    BlockFile file = BlockFile.parse(UserFile.of("f", text), problems);
    problems.throwIfAny();
    return file;
  }

  private static String refusal(String text) {
    return assertThrows(UsageException.class, () -> parse(text)).getMessage();
  }
}
