// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HexDumpTest {
  private static final String OCTETS = "1122334455667788000000000000000021202208000000000000001c";

  private static Optional<String> digits(String text) {
    return HexDump.digits(text.lines().toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // xxd
        """
        00000000: 1122 3344 5566 7788 0000 0000 0000 0000  ."3DUfw.........
        00000010: 2120 2208 0000 0000 0000 001c            ! ".........
        """,
        // hexdump -C
        """
        00000000  11 22 33 44 55 66 77 88  00 00 00 00 00 00 00 00  |."3DUfw.........|
        00000010  21 20 22 08 00 00 00 00  00 00 00 1c              |! ".........|
        0000001c
        """,
        // od -A x -t x1
        """
        000000 11 22 33 44 55 66 77 88 00 00 00 00 00 00 00 00
        000010 21 20 22 08 00 00 00 00 00 00 00 1c
        00001c
        """,
        // tcpdump -x
        """
        \t0x0000:  1122 3344 5566 7788 0000 0000 0000 0000
        \t0x0010:  2120 2208 0000 0000 0000 001c
        """,
        // Wireshark, with characters that are digits
        """
        0000   11 22 33 44 55 66 77 88 00 00 00 00 00 00 00 00   aa bb cc dd ee f
        0010   21 20 22 08 00 00 00 00 00 00 00 1c               ab cd ef
        """
      })
  void isRead(String text) {
    assertEquals(Optional.of(OCTETS), digits(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000 1122334455667788", // one line: a non-ESP marker in front of a message
        "0000 1122\n0003 3344", // the second offset is another
        "0010 1122\n0012 3344", // does not begin at the beginning
        "0000 1122\nxyz0 3344",
        "1122334455667788\n0000000000000000"
      })
  void isNone(String text) {
    assertEquals(Optional.empty(), digits(text));
  }

  @Test
  void theLastLineMayBeFull() {
    String first = "0000   " + "aa ".repeat(15) + "aa   ................\n";
    String last = "0010   " + "bb ".repeat(15) + "bb   cc dd\n";
    String expected = "aa".repeat(16) + "bb".repeat(16);
    assertEquals(HexFormat.of().parseHex(expected).length, 32);
    assertEquals(Optional.of(expected), digits(first + last));
  }
}
