// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The web server behind a TCP that keeps to the rules: octets in pieces, with pauses. Laws: what
 * comes back is a sequence of whole answers, no more than heads were sent; an answer that says
 * close is the last one, and says whether it closes to a client of HTTP/1.0; connection and slots
 * are given back in the end.
 *
 * <p>The input is a sequence of pieces, each behind one octet: its length, or above 250 a pause.
 */
public final class HttpTarget {
  private static final int MOST_PIECES = 60;
  private static final int FIRST_PAUSE = 251;
  private static final int PORT = 40_000;
  private static final String EMPTY_LINE = "\r\n\r\n";
  private static final Pattern LENGTH = Pattern.compile("\r\nContent-Length: ([0-9]+)\r\n");
  private static final String START = "HTTP/1.1 ";

  private HttpTarget() {}

  /** For Jazzer and for the corpus. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    LoneEngine host = LoneEngine.web();
    WebClient client = new WebClient(host, PORT);
    client.run(LoneEngine.SECOND_NS / 10);
    StringBuilder asked = new StringBuilder();
    InputReader input = new InputReader(bytes);
    for (int i = 0; i < MOST_PIECES && !input.isAtEnd(); i++) {
      int length = input.u8();
      if (length >= FIRST_PAUSE) {
        client.run((length - FIRST_PAUSE + 1L) * 4 * LoneEngine.SECOND_NS);
      } else {
        byte[] piece = input.octets(length);
        asked.append(new String(piece, StandardCharsets.ISO_8859_1));
        client.write(piece);
        client.run(LoneEngine.SECOND_NS / 100);
      }
    }
    client.run(LoneEngine.SECOND_NS);
    client.endOutput();
    client.run(100 * LoneEngine.SECOND_NS);
    FuzzTarget.require(client.isOver(), "the connection ends");
    requireAnswers(client.text(), count(asked.toString()));
    host.run(300 * LoneEngine.SECOND_NS);
    FuzzTarget.require(host.connections() == 0, "the connection is given back");
    host.requireSlotsBack();
  }

  private static int count(String asked) {
    return asked.split(EMPTY_LINE, -1).length - 1;
  }

  // What cannot be a head's end may still be refused, once: too long, or too slow.
  private static void requireAnswers(String text, int heads) {
    int answers = 0;
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf(EMPTY_LINE, at);
      FuzzTarget.require(text.startsWith(START, at) && end > 0, "an answer begins with its line");
      String head = text.substring(at, end + 2);
      Matcher length = LENGTH.matcher(head);
      FuzzTarget.require(length.find() && !length.find(), "one length");
      length.reset();
      FuzzTarget.require(length.find(), "one length");
      at = end + EMPTY_LINE.length();
      boolean isHead = at == text.length() || text.startsWith(START, at);
      at += isHead ? 0 : Integer.parseInt(length.group(1));
      FuzzTarget.require(at <= text.length(), "a whole body");
      answers++;
      FuzzTarget.require(
          !head.contains("\r\nConnection: close\r\n") || at == text.length(), "the last one");
    }
    FuzzTarget.require(answers <= heads + 1, "no more answers than requests");
  }
}
