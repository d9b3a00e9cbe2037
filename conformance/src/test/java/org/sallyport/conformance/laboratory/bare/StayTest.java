// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.conformance.laboratory.interop.lab.Fitness;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.machine.BareKernel;
import org.sallyport.conformance.laboratory.interop.machine.Nic;

/** A machine that stays up, as a browser of this host and others see it; needs no privilege. */
class StayTest {
  private static final int LIMIT_SECONDS = 60;
  private static final int CLIENTS = 40; // more than are carried at a time

  @TempDir private Path directory;

  @BeforeAll
  static void needsAKernel() {
    Fitness.require(BareKernel.missing());
  }

  @Test
  void pagesAreReachedThroughTheTunnelUntilTheEnd() throws Exception {
    AtomicBoolean isEnding = new AtomicBoolean();
    CompletableFuture<URI> ready = new CompletableFuture<>();
    CompletableFuture<Void> over =
        CompletableFuture.runAsync(() -> stay(ready, isEnding), Thread::startVirtualThread);
    URI pages;
    try {
      pages =
          CompletableFuture.anyOf(ready, over)
              .thenApply(first -> ready.join())
              .get(LIMIT_SECONDS, TimeUnit.SECONDS);
      assertEquals("127.0.0.1", pages.getHost());
      browserSeesStatusAndPages(pages);
      connectionOfHttp10Stays(pages);
      halfClosedConnectionStillGetsItsAnswer(pages);
      manyAtATimeWait(pages);
      brokenConnectionsAreForgotten(pages);
    } finally {
      isEnding.set(true);
      over.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
    assertThrows(ConnectException.class, () -> connect(pages).close());
  }

  private void stay(CompletableFuture<URI> ready, AtomicBoolean isEnding) {
    try {
      StayRun.run(Nic.E1000, directory, 0, ready::complete, isEnding::get);
    } catch (LabException failed) {
      ready.completeExceptionally(failed);
      throw new IllegalStateException(failed);
    }
  }

  private static void browserSeesStatusAndPages(URI pages) throws Exception {
    try (HttpClient browser = HttpClient.newHttpClient()) {
      HttpResponse<String> status = fetch(browser, pages.resolve("status"));
      assertEquals(200, status.statusCode());
      assertTrue(status.body().contains(BareSite.PEER), status::body);
      assertEquals(200, fetch(browser, pages).statusCode());
      assertEquals(404, fetch(browser, pages.resolve("nowhere")).statusCode());
    }
  }

  private static HttpResponse<String> fetch(HttpClient browser, URI page)
      throws IOException, InterruptedException {
    return browser.send(request(page), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest request(URI page) {
    return HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(LIMIT_SECONDS)).build();
  }

  private static Socket connect(URI pages) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), pages.getPort());
    socket.setSoTimeout(LIMIT_SECONDS * 1000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  /** Situation 46, as {@code ab -k} asks, in pieces. */
  private static void connectionOfHttp10Stays(URI pages) throws IOException {
    try (Socket socket = connect(pages)) {
      InputStream in = socket.getInputStream();
      for (int i = 0; i < 3; i++) {
        send(socket, "HEAD / HTTP/1.0\r\nConn");
        send(socket, "ection: Keep-Alive\r\n\r\n");
        List<String> head = new ArrayList<>();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII), 1);
        for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
          head.add(line);
        }
        assertTrue(head.contains("Connection: keep-alive"), head::toString);
      }
    }
  }

  private static void halfClosedConnectionStillGetsItsAnswer(URI pages) throws IOException {
    try (Socket socket = connect(pages)) {
      send(socket, "GET /status HTTP/1.1\r\nHost: h\r\n\r\n");
      socket.shutdownOutput();
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(all.startsWith("HTTP/1.1 200 OK\r\n"), all);
      assertTrue(all.strip().endsWith("</html>"), all);
    }
  }

  private static void manyAtATimeWait(URI pages) throws Exception {
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      answers.add(CompletableFuture.supplyAsync(() -> whole(pages), Thread::startVirtualThread));
    }
    String first = answers.getFirst().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    assertTrue(first.startsWith("HTTP/1.1 200"), first);
    for (CompletableFuture<String> answer : answers) {
      assertEquals(first, answer.get(LIMIT_SECONDS, TimeUnit.SECONDS));
    }
  }

  private static String whole(URI pages) {
    try (Socket socket = connect(pages)) {
      send(socket, "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      return failed.toString();
    }
  }

  private static void brokenConnectionsAreForgotten(URI pages) throws Exception {
    for (int i = 0; i < CLIENTS; i++) {
      try (Socket socket = connect(pages)) {
        send(socket, "GET / HT");
        socket.setSoLinger(true, 0);
      }
    }
    String answer = whole(pages);
    assertFalse(answer.isEmpty());
    assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
  }

  /** The verb in a process of its own: SIGTERM, as SIGINT, ends it in order, and QEMU with it. */
  @Test
  void aSignalEndsVerbAndMachine() throws Exception {
    Process verb = sallyport("boot", "--stay", "--json");
    List<ProcessHandle> machines;
    try (BufferedReader said = verb.inputReader()) {
      String line = said.readLine();
      assertTrue(line.matches("\\{\"pages\": \"http://127.0.0.1:[0-9]+/\", .*/status\"}"), line);
      machines = verb.descendants().toList();
      assertEquals(1, machines.size(), machines::toString);
      verb.destroy();
      assertTrue(verb.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
    } finally {
      verb.destroyForcibly();
    }
    assertEquals(0, verb.exitValue());
    assertFalse(machines.getFirst().isAlive(), "QEMU is gone");
  }

  private static Process sallyport(String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "org.sallyport.sim.command.Sallyport"));
    command.addAll(List.of(words));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      LabException refused =
          assertThrows(
              LabException.class,
              () -> StayRun.run(Nic.E1000, directory, port, uri -> {}, () -> true));
      assertTrue(refused.getMessage().contains("--port"), refused::getMessage);
    }
  }

  @Test
  void theEndMayComeBeforeTheMachineIsUp() throws Exception {
    List<URI> told = new ArrayList<>();
    StayRun.run(Nic.E1000, directory, 0, told::add, () -> true);
    assertEquals(List.of(), told);
  }
}
