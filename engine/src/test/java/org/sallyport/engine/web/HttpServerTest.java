// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.engine.config.WebPage;
import org.sallyport.engine.net.tcp.TcpDialogue;

/** The web server as its clients see it: RFC 9110, RFC 9112, and clients who mean no good. */
final class HttpServerTest {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final String LARGE = "0123456789".repeat(30_000);

  private HttpServer server;
  private final TcpDialogue dialogue =
      new TcpDialogue(
          tcp -> {
            server =
                new HttpServer(
                    tcp,
                    new StaticPages(
                        List.of(
                            page("/index.html", "<p>front</p>"),
                            page("/a.txt", "alpha"),
                            page("/b.txt", "beta"),
                            page("/large.txt", LARGE))),
                    HttpLimits.DEFAULT);
            return server;
          },
          dialogue -> () -> server.poll(dialogue.nowNs));

  private static WebPage page(String path, String text) {
    return new WebPage(path, "text/plain", Ascii.octets(text));
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n";
  }

  private String ask(String request) {
    TcpDialogue.Client client = dialogue.connect();
    client.send(request);
    dialogue.pass(SECOND_NS);
    return client.take();
  }

  @Test
  void pageIsServedAndTheConnectionStays() {
    TcpDialogue.Client client = dialogue.connect();
    client.send(get("/a.txt"));
    String answer = client.take();
    assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
    assertTrue(answer.contains("\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n"), answer);
    assertTrue(answer.endsWith("\r\n\r\nalpha"), answer);
    assertFalse(client.isClosed());
    client.send(get("/"));
    assertTrue(client.take().endsWith("<p>front</p>"));
  }

  @Test
  void headHasNoBody() {
    String answer = ask("HEAD /a.txt HTTP/1.1\r\nHost: h\r\n\r\n");
    assertTrue(answer.contains("Content-Length: 5\r\n"), answer);
    assertTrue(answer.endsWith("\r\n\r\n"), answer);
  }

  @Test
  void largePageArrivesWhole() {
    TcpDialogue.Client client = dialogue.connect();
    client.send(get("/large.txt"));
    assertTrue(client.take().endsWith("\r\n\r\n" + LARGE));
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() {
    TcpDialogue.Client client = dialogue.connect();
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      many.append(get(i % 2 == 0 ? "/a.txt" : "/b.txt"));
    }
    client.send(many.toString());
    dialogue.pass(SECOND_NS);
    String answers = client.take();
    String[] bodies = answers.split("\r\n\r\n", -1);
    assertEquals(51, bodies.length);
    for (int i = 0; i < 50; i++) {
      assertTrue(bodies[i + 1].startsWith(i % 2 == 0 ? "alpha" : "beta"), bodies[i + 1]);
    }
  }

  @Test
  void requestInSmallPieces() {
    TcpDialogue.Client client = dialogue.connect();
    for (char character : get("/b.txt").toCharArray()) {
      client.send(String.valueOf(character));
    }
    assertTrue(client.take().endsWith("beta"));
  }

  @ParameterizedTest
  @CsvSource({
    "'GET /none HTTP/1.1~Host: h~~', 404",
    "'POST /a.txt HTTP/1.1~Host: h~Content-Length: 0~~', 405",
    "'OPTIONS * HTTP/1.1~Host: h~~', 405",
    "'BREW /pot HTTP/1.1~Host: h~~', 501",
    "'GET /a.txt HTTP/1.1~~', 400",
    "'GET /a.txt HTTP/1.1~Host: a~Host: b~~', 400",
    "'GET /a.txt HTTP/1.1~Host: a b~~', 400",
    "'GET /a.txt HTTP/2.0~Host: h~~', 505",
    "'GET /a.txt HTTP/1~Host: h~~', 400",
    "'GET /a.txt http/1.1~Host: h~~', 400",
    "'GET  /a.txt HTTP/1.1~Host: h~~', 400",
    "'GET a.txt HTTP/1.1~Host: h~~', 400",
    "'GET /a%zz HTTP/1.1~Host: h~~', 400",
    "'GET /a%0d%0a HTTP/1.1~Host: h~~', 400",
    "'GE(T /a.txt HTTP/1.1~Host: h~~', 400",
    "'GET /a.txt HTTP/1.1~Host: h~Bad Field: x~~', 400",
    "'GET /a.txt HTTP/1.1~Host: h~Name : x~~', 400",
    "'GET /a.txt HTTP/1.1~Host: h~ folded: x~~', 400",
    "'GET /a.txt HTTP/1.1~Host: h~: x~~', 400",
    "'GET /a.txt HTTP/1.1~Host: h~Content-Length: 5~~hello', 413",
    "'GET /a.txt HTTP/1.1~Host: h~Content-Length: x~~', 400",
    "'GET /a.txt HTTP/1.1~Host: h~Content-Length: +5~~', 400",
    "'GET /a.txt HTTP/1.1~Host: h~Content-Length: 0~Content-Length: 5~~', 400",
    "'GET /a.txt HTTP/1.1~Host: h~Content-Length: 0, 5~~', 400",
    "'GET /a.txt HTTP/1.1~Host: h~Transfer-Encoding: chunked~~', 413",
    "'GET /a.txt HTTP/1.1~Host: h~Transfer-Encoding: chunked~Content-Length: 3~~', 400",
    "'GET /a.txt HTTP/1.0~Transfer-Encoding: chunked~~', 400",
    "'GET /a.txt HTTP/1.1~Host: h~Content-Length: 0~~', 200",
    "'GET http://h/a.txt HTTP/1.1~Host: h~~', 200",
    "'GET /a.txt?query=1 HTTP/1.1~Host: h~~', 200",
    "'GET /%61.txt HTTP/1.1~Host: h~~', 200",
    "'GET /a.txt HTTP/1.1~host:h~~', 200",
    "'~~GET /a.txt HTTP/1.1~Host: h~~', 200",
    "'GET /a.txt HTTP/1.0~~', 200",
    "'GET /a.txt HTTP/1.9~Host: h~~', 200",
  })
  void requestsGetTheirStatus(String request, int status) {
    String answer = ask(request.replace("~", "\r\n"));
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), request + " -> " + answer);
    assertEquals(1, server.counters().answers(status));
  }

  @Test
  void bareLineFeedsAndCarriageReturnsAreRefused() {
    assertTrue(ask("GET /a.txt HTTP/1.1\nHost: h\r\n\r\n").startsWith("HTTP/1.1 400 "));
    assertTrue(ask("GET /a.txt HTTP/1.1\r\nHost: h\rX: y\r\n\r\n").startsWith("HTTP/1.1 400 "));
    assertTrue(ask("GET /a.txt HTTP/1.1\r\nHost: h\0\r\n\r\n").startsWith("HTTP/1.1 400 "));
  }

  @Test
  void methodNotAllowedNamesThoseThatAre() {
    assertTrue(ask("PUT / HTTP/1.1\r\nHost: h\r\n\r\n").contains("\r\nAllow: GET, HEAD\r\n"));
  }

  // RFC 9112 §11.2: what follows a request whose end is not sure is never taken for a request.
  @Test
  void nothingIsSmuggledBehindAContent() {
    String inner = "GET /b.txt HTTP/1.1\r\nHost: h\r\n\r\n";
    String answer =
        ask(
            "POST /a.txt HTTP/1.1\r\nHost: h\r\nContent-Length: "
                + inner.length()
                + "\r\n\r\n"
                + inner);
    assertFalse(answer.contains("beta"), answer);
    assertTrue(answer.contains("Connection: close"), answer);
    answer =
        ask(
            "GET /a.txt HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                + inner);
    assertFalse(answer.contains("beta"), answer);
  }

  @Test
  void connectionCloseIsHonoured() {
    TcpDialogue.Client client = dialogue.connect();
    client.send("GET /a.txt HTTP/1.1\r\nHost: h\r\nConnection: x, Close\r\n\r\n" + get("/b.txt"));
    String answer = client.take();
    assertTrue(answer.contains("\r\nConnection: close\r\n"), answer);
    assertFalse(answer.contains("beta"));
    assertTrue(client.isClosed());
    client.close();
    dialogue.pass(100 * SECOND_NS);
    assertEquals(0, dialogue.tcp.inUse());
  }

  @Test
  void http10ClosesUnlessAskedToStay() {
    TcpDialogue.Client client = dialogue.connect();
    client.send("GET /a.txt HTTP/1.0\r\n\r\n");
    assertTrue(client.isClosed());
    TcpDialogue.Client other = dialogue.connect();
    other.send("GET /a.txt HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    assertFalse(other.isClosed());
  }

  @Test
  void clientThatClosesItsHalfStillGetsItsAnswers() {
    TcpDialogue.Client client = dialogue.connect();
    client.acknowledges = false;
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      many.append(get("/a.txt"));
    }
    client.send(many.toString());
    client.close();
    client.acknowledges = true;
    dialogue.pass(30 * SECOND_NS);
    assertEquals(10, client.take().split("alpha", -1).length - 1);
    assertTrue(client.isClosed());
    assertEquals(0, dialogue.tcp.inUse());
  }

  // ---- bounds

  @Test
  void longLinesAndHeadsAreRefused() {
    assertTrue(ask("GET /" + "x".repeat(3000)).startsWith("HTTP/1.1 414 "));
    assertTrue(
        ask("GET / HTTP/1.1\r\nHost: h\r\nX: " + "y".repeat(9000)).startsWith("HTTP/1.1 431 "));
    assertTrue(
        ask("GET / HTTP/1.1\r\nHost: h\r\n" + "X: y\r\n".repeat(70) + "\r\n")
            .startsWith("HTTP/1.1 431 "));
  }

  // Slowloris: an octet now and then does not keep a request alive.
  @Test
  void slowRequestIsTimedOut() {
    TcpDialogue.Client client = dialogue.connect();
    for (int i = 0; i < 12; i++) {
      client.send("G");
      dialogue.pass(SECOND_NS);
    }
    assertTrue(client.take().startsWith("HTTP/1.1 408 "));
    assertTrue(client.isClosed());
  }

  @Test
  void emptyLinesDoNotKeepAConnectionOpen() {
    TcpDialogue.Client client = dialogue.connect();
    for (int i = 0; i < 31; i++) {
      client.send("\r\n");
      dialogue.pass(SECOND_NS);
    }
    assertTrue(client.isClosed());
    assertEquals(1, server.counters().idleCloses());
  }

  @Test
  void idleConnectionIsClosed() {
    TcpDialogue.Client client = dialogue.connect();
    client.send(get("/a.txt"));
    dialogue.pass(29 * SECOND_NS);
    assertFalse(client.isClosed());
    dialogue.pass(2 * SECOND_NS);
    assertTrue(client.isClosed());
  }

  @Test
  void peerThatTakesNothingIsGivenUp() {
    TcpDialogue.Client client = dialogue.connect();
    client.window = 0;
    client.acknowledge();
    client.send(get("/large.txt"));
    dialogue.pass(62 * SECOND_NS);
    assertTrue(client.isReset());
    assertEquals(0, dialogue.tcp.inUse());
    assertEquals(1, server.counters().stalls());
  }

  @Test
  void garbageIsRefused() {
    java.util.Random random = new java.util.Random(11);
    for (int i = 0; i < 500; i++) {
      StringBuilder noise = new StringBuilder();
      int length = random.nextInt(3000);
      for (int j = 0; j < length; j++) {
        noise.append((char) random.nextInt(256));
      }
      noise.append("\r\n\r\n");
      TcpDialogue.Client client = dialogue.connect();
      client.send(noise.toString());
      String answer = client.take();
      assertTrue(answer.startsWith("HTTP/1.1 4") || answer.startsWith("HTTP/1.1 5"), answer);
      client.close();
      dialogue.pass(2 * SECOND_NS);
    }
    dialogue.pass(200 * SECOND_NS);
    assertEquals(0, dialogue.tcp.inUse());
  }
}
