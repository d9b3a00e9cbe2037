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

  /** What a client of each version may ask for, and what it is told (RFC 9112 §9.3). */
  @ParameterizedTest
  @CsvSource({
    "1.0, 'x', close",
    "1.0, 'Connection: keep-alive', keep-alive",
    "1.0, 'connection:Keep-Alive', keep-alive",
    "1.0, 'CONNECTION: KEEP-ALIVE', keep-alive",
    "1.0, 'Connection: TE, keep-alive', keep-alive",
    "1.0, 'Connection: TE~Connection: keep-alive', keep-alive",
    "1.0, 'Connection: keep-alive, close', close",
    "1.0, 'Connection: close~Connection: keep-alive', close",
    "1.0, 'Connection: keep-alives', close",
    "1.0, 'Proxy-Connection: keep-alive', close",
    "1.0, 'Keep-Alive: timeout=5', close",
    "1.1, 'x', ''",
    "1.1, 'Connection: keep-alive', ''",
    "1.1, 'Connection: close', close",
    "1.1, 'Connection: keep-alive, Close', close",
    "1.1, 'Connection: x,,close,', close",
    "1.1, 'Connection: closed', ''",
    "1.9, 'Connection: x', ''",
  })
  void answersSayWhetherTheConnectionStays(String version, String fields, String said) {
    for (String line : List.of("GET /a.txt", "HEAD /a.txt", "GET /none", "DELETE /a.txt")) {
      TcpDialogue.Client client = dialogue.connect();
      String field = fields.contains(":") ? fields.replace("~", "\r\n") + "\r\n" : "";
      client.send(line + " HTTP/" + version + "\r\nHost: h\r\n" + field + "\r\n");
      String answer = client.take();
      String head = answer.substring(0, answer.indexOf("\r\n\r\n") + 2);
      assertTrue(said.isEmpty() || head.contains("\r\nConnection: " + said + "\r\n"), head);
      assertEquals(said.isEmpty() ? 1 : 2, head.split("\r\nConnection: ", -1).length, head);
      assertEquals(said.equals("close"), client.isClosed(), head);
      client.close();
      dialogue.pass(100 * SECOND_NS);
    }
    assertEquals(0, dialogue.tcp.inUse());
  }

  /** What {@code ab -k} does: the next request goes out once the answer has said keep-alive. */
  @Test
  void clientOfHttp10ReusesItsConnection() {
    TcpDialogue.Client client = dialogue.connect();
    for (int i = 0; i < 20; i++) {
      client.send("GET /a.txt HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n");
      String answer = client.take();
      assertTrue(answer.contains("\r\nConnection: keep-alive\r\n"), answer);
      assertTrue(answer.contains("\r\nContent-Length: 5\r\n"), answer);
      assertTrue(answer.endsWith("alpha"), answer);
    }
    client.send("GET /b.txt HTTP/1.0\r\n\r\n");
    assertTrue(client.take().endsWith("beta"));
    assertTrue(client.isClosed());
  }

  /** What cannot be read is answered and closes, however the client has asked to stay. */
  @Test
  void refusalClosesWhateverWasAsked() {
    TcpDialogue.Client client = dialogue.connect();
    client.send("GET /%zz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    assertTrue(client.take().contains("\r\nConnection: close\r\n"));
    assertTrue(client.isClosed());
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
