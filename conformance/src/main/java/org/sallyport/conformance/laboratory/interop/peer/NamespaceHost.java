// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.peer;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sallyport.conformance.laboratory.interop.lab.Command;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.lab.Namespace;

/** This machine's kernel in one of its network namespaces. */
public record NamespaceHost(Namespace namespace) implements InnerHost {
  private static final int SOCKET_TIMEOUT_MS = 15_000;
  private static final Duration TRANSFER_LIMIT = Duration.ofSeconds(30);

  @Override
  public Command.Outcome ping(String source, String target, int count, int payloadBytes)
      throws LabException {
    return namespace
        .command("ping", "-n", "-c", Integer.toString(count), "-i", "0.1", "-W", "2")
        .and("-s", Integer.toString(payloadBytes), "-I", source, target)
        .run();
  }

  @Override
  public Receiving listen(String address, int port) throws LabException {
    FutureTask<ServerSocket> listening =
        namespace.submit(() -> {
          ServerSocket server = new ServerSocket();
          server.setReuseAddress(true);
          server.setSoTimeout(SOCKET_TIMEOUT_MS);
          server.bind(new InetSocketAddress(address, port));
          return server;
        });
    ServerSocket server = await(listening, "listening on " + address);
    FutureTask<String> received = namespace.submit(() -> receive(server));
    return new Receiving() {
      @Override
      public String digest() throws LabException {
        return await(received, "receiving at " + address);
      }

      @Override
      public void close() throws LabException {
        try {
          server.close();
        } catch (IOException unclosable) {
          throw new LabException("closing the connection at " + address, unclosable);
        }
      }
    };
  }

  @Override
  public String send(String source, String target, int port) throws LabException {
    byte[] content = new byte[TRANSFER_BYTES];
    new SecureRandom().nextBytes(content);
    boolean complete =
        await(namespace.submit(() -> send(source, target, port, content)), "sending to " + target);
    if (!complete) {
      throw new LabException(target + " sent something back");
    }
    return sha256(content);
  }

  @Override
  public String fetch(String url) throws LabException {
    try {
      Path file = Files.createTempFile("sallyport-page-", "");
      try {
        String ignored =
            namespace
                .command("curl", "--silent", "--show-error", "--fail", "--max-time", "10")
                .and("--output", file.toString(), url)
                .runOrThrow();
        assert ignored != null;
        return sha256(Files.readAllBytes(file));
      } finally {
        Files.delete(file);
      }
    } catch (IOException unusable) {
      throw new LabException("a page cannot be kept", unusable);
    }
  }

  private static boolean send(String source, String target, int port, byte[] content)
      throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(SOCKET_TIMEOUT_MS);
      socket.bind(new InetSocketAddress(source, 0));
      socket.connect(new InetSocketAddress(target, port), SOCKET_TIMEOUT_MS);
      socket.getOutputStream().write(content);
      socket.shutdownOutput();
      return socket.getInputStream().read() == -1; // the receiver closes when it has all
    }
  }

  private static String receive(ServerSocket server) throws IOException {
    try (Socket socket = server.accept()) {
      socket.setSoTimeout(SOCKET_TIMEOUT_MS);
      InputStream input = socket.getInputStream();
      return sha256(input.readAllBytes());
    }
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static <T> T await(FutureTask<T> task, String what) throws LabException {
    try {
      return task.get(TRANSFER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw new LabException(what, failed.getCause());
    } catch (TimeoutException slow) {
      throw new LabException(what + " took over " + TRANSFER_LIMIT.toSeconds() + " s");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LabException(what + " was interrupted");
    }
  }
}
