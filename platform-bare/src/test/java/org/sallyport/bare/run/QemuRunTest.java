// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The monitor of a machine that ends, or refuses, while it is asked. */
class QemuRunTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path directory;

  /** Stands for QEMU: it ends, with exit code 7, when a line is typed. */
  private QemuRun machine(Path monitor) throws IOException {
    Path files = Files.createDirectory(directory.resolve("files"));
    return QemuRun.start(List.of("sh", "-c", "read line; exit 7"), files, monitor);
  }

  // A socket that is closed before all was read from it resets the connection.
  @Test
  void aCommandThatEndsTheMachineNeedNoAnswer() throws IOException {
    Path path = directory.resolve("monitor");
    try (ServerSocketChannel server = listen(path);
        QemuRun run = machine(path)) {
      CompletableFuture<Void> monitor = serve(server, 1, run);
      run.monitor("nmi");
      assertEquals(OptionalInt.of(7), run.waitFor(LIMIT));
      monitor.join();
    }
  }

  @Test
  void aScreenshotThatTheMachineDidNotAnswerIsAFailure() throws IOException {
    Path path = directory.resolve("monitor");
    try (ServerSocketChannel server = listen(path);
        QemuRun run = machine(path)) {
      CompletableFuture<Void> monitor = serve(server, 1, run);
      ToolException failure =
          assertThrows(ToolException.class, () -> run.screenshot(directory.resolve("screen.png")));
      assertTrue(failure.problem().contains("ended before"), failure.problem());
      monitor.join();
    }
  }

  @Test
  void aRefusedCommandIsAFailure() throws IOException {
    Path path = directory.resolve("monitor");
    try (ServerSocketChannel server = listen(path);
        QemuRun run = machine(path)) {
      CompletableFuture<Void> monitor = serve(server, 2, run);
      ToolException failure = assertThrows(ToolException.class, () -> run.monitor("no such"));
      assertTrue(failure.problem().contains("CommandNotFound"), failure.problem());
      monitor.join();
    }
  }

  private static ServerSocketChannel listen(Path path) throws IOException {
    return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(path));
  }

  /** Answers the first question, refuses the second if it answers two, closes and ends. */
  private static CompletableFuture<Void> serve(
      ServerSocketChannel server, int answers, QemuRun run) {
    return CompletableFuture.runAsync(() -> {
      try (SocketChannel client = server.accept()) {
        say(client, "{\"QMP\": {}}");
        readLine(client);
        say(client, "{\"return\": {}}");
        if (answers == 2) {
          readLine(client);
          say(client, "{\"error\": {\"class\": \"CommandNotFound\"}}");
        } else {
          client.read(ByteBuffer.allocate(1));
        }
      } catch (IOException unexpected) {
        throw new UncheckedIOException(unexpected);
      }
      run.type("end\n");
    });
  }

  private static void say(SocketChannel client, String line) throws IOException {
    client.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  private static void readLine(SocketChannel client) throws IOException {
    ByteBuffer octet = ByteBuffer.allocate(1);
    do {
      octet.clear();
      if (client.read(octet) < 0) {
        throw new IOException("the question has no end");
      }
    } while (octet.get(0) != '\n');
  }
}
