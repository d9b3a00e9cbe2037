// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sallyport.engine.web.StatusJson;
import org.sallyport.spec.file.SystemReason;

/**
 * Lets other processes of the same user reach a running gateway over a unix socket: one line in
 * ({@code status}, {@code initiate PEER}, {@code close PEER}, {@code close PEER CHILD}), one JSON
 * object out.
 */
final class ControlServer implements AutoCloseable {
  private static final int LONGEST_LINE = 512;
  private static final int PATIENCE_SECONDS = 10;

  private final Path path;
  private final Gateway gateway;
  private final ServerSocketChannel server;

  ControlServer(Path path, Gateway gateway) throws IOException {
    this.path = path;
    this.gateway = gateway;
    removeStale(path);
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException refused) {
      server.close();
      throw new IOException(path + ": " + SystemReason.of(refused), refused);
    }
    Thread.ofVirtual().name("control").start(this::serve);
  }

  /** A socket nobody listens on is left behind by a process that died. */
  private static void removeStale(Path path) throws IOException {
    if (!Files.exists(path) || Files.isRegularFile(path) || Files.isDirectory(path)) {
      return;
    }
    try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      throw new IOException(
          path + ": another gateway listens here (" + probe.getRemoteAddress() + ")");
    } catch (ConnectException nobody) {
      Files.delete(path);
    }
  }

  private void serve() {
    while (server.isOpen()) {
      try (SocketChannel client = server.accept();
          BufferedReader reader =
              new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8), LONGEST_LINE);
          Writer writer = Channels.newWriter(client, StandardCharsets.UTF_8)) {
        String line = reader.readLine();
        writer.write(answer(line == null ? "" : line));
      } catch (IOException gone) {
        // the client went away, or the server was closed: the loop's condition tells
      }
    }
  }

  private String answer(String line) {
    String[] words = line.strip().split(" +");
    try {
      return switch (words[0] + "/" + words.length) {
        case "status/1" -> StatusJson.text(await(gateway.ask(engine -> engine.status())));
        case "initiate/2" ->
            done(
                await(gateway.ask(engine -> engine.initiate(words[1], gateway.nowNs()))),
                "no peer " + words[1] + ", or no task for it, or no room for its Child SA");
        case "close/2" ->
            done(
                await(gateway.ask(engine -> engine.close(words[1], gateway.nowNs()))),
                "no IKE SA with " + words[1]);
        case "close/3" ->
            done(
                await(
                    gateway.ask(engine -> engine.closeChild(words[1], words[2], gateway.nowNs()))),
                "no Child SA " + words[2] + " with " + words[1]);
        default -> error("write: status, initiate PEER, close PEER or close PEER CHILD");
      };
    } catch (TimeoutException busy) {
      return error("the gateway did not answer within " + PATIENCE_SECONDS + " s");
    } catch (ExecutionException failure) {
      return error("the gateway failed: " + failure.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return error("the gateway stops");
    }
  }

  private static <T> T await(CompletableFuture<T> answer)
      throws InterruptedException, ExecutionException, TimeoutException {
    return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static String done(boolean isDone, String otherwise) {
    return isDone
        ? line(JsonNodeFactory.instance.objectNode().put("done", true))
        : error(otherwise);
  }

  private static String error(String text) {
    return line(JsonNodeFactory.instance.objectNode().put("error", text));
  }

  private static String line(ObjectNode object) {
    return object + "\n";
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(path);
  }
}
