// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The parser against requests that are put together and then damaged: a status, never an exception.
 */
final class RequestHeadPropertyTest {
  private static final List<String> LINES =
      List.of(
          "Host: h",
          "Connection: close",
          "Content-Length: 0",
          "Transfer-Encoding: chunked",
          "X: y",
          "Accept: */*",
          "Host:",
          " folded",
          "A:b:c",
          "=: x");

  @Provide
  Arbitrary<List<String>> lines() {
    return Arbitraries.of(LINES).list().ofMaxSize(8);
  }

  @Property(tries = 2000)
  void anyOctetsGiveAStatus(@ForAll("lines") List<String> lines, @ForAll long seed) {
    Random random = new Random(seed);
    String text = "GET /a?b HTTP/1.1\r\n" + String.join("\r\n", lines) + "\r\n\r\n";
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int damage = random.nextInt(4); damage > 0; damage--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    int length = RequestHead.length(bytes, bytes.length);
    if (length > 0) {
      HttpStatus status = new RequestHead().parse(bytes, length);
      if (status == HttpStatus.OK) {
        assertTrue(count(lines, "Host") <= 1 || damaged(text, bytes), "one Host at most");
      }
    }
  }

  @Property(tries = 500)
  void aHeadIsFoundHoweverItIsCut(@ForAll("lines") List<String> lines) {
    String text = "GET / HTTP/1.1\r\n" + String.join("\r\n", lines) + "\r\n\r\n";
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int expected = text.indexOf("\r\n\r\n") + 4;
    for (int length = 0; length <= bytes.length; length++) {
      assertEquals(length >= expected ? expected : 0, RequestHead.length(bytes, length));
    }
  }

  @Property(tries = 1000)
  void contentAndAmbiguityNeverPass(@ForAll("lines") List<String> lines) {
    String text = "GET / HTTP/1.1\r\nHost: h\r\n" + String.join("\r\n", lines) + "\r\n\r\n";
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int length = RequestHead.length(bytes, bytes.length);
    HttpStatus status = new RequestHead().parse(bytes, length);
    String head = text.substring(0, length);
    boolean suspicious =
        head.contains("Transfer-Encoding")
            || head.contains("\r\nHost:\r\n")
            || head.indexOf("Host: h") != head.lastIndexOf("Host: h")
            || head.contains(" folded");
    if (suspicious) {
      assertTrue(status != HttpStatus.OK, head);
    }
  }

  private static long count(List<String> lines, String name) {
    return lines.stream().filter(line -> line.startsWith(name + ":")).count();
  }

  private static boolean damaged(String text, byte[] bytes) {
    return !text.equals(new String(bytes, StandardCharsets.ISO_8859_1));
  }
}
