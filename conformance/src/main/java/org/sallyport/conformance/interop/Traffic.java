package org.sallyport.conformance.interop;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sallyport.conformance.interop.lab.Command;
import org.sallyport.conformance.interop.lab.LabException;
import org.sallyport.conformance.interop.lab.Namespace;

/** Traffic through the tunnel, made by the Linux kernels of the two namespaces. */
final class Traffic {
  private static final Pattern PING_COUNT =
      Pattern.compile("(\\d+) packets transmitted, (\\d+) received");
  private static final int TRANSFER_BYTES = 1 << 20;
  private static final int PORT = 5201;
  private static final int SOCKET_TIMEOUT_MS = 15_000;
  private static final Duration TRANSFER_LIMIT = Duration.ofSeconds(30);

  private Traffic() {}

  /**
   * Pings.
   *
   * @return what came back
   * @throws LabException unless every one was answered
   */
  static String ping(Namespace from, String source, String target, int count) throws LabException {
    Command.Outcome outcome =
        from.command("ping", "-n", "-c", Integer.toString(count), "-i", "0.1", "-W", "2")
            .and("-I", source, target)
            .run();
    Matcher matcher = PING_COUNT.matcher(outcome.output());
    if (!matcher.find()) {
      throw new LabException("ping " + target + " said: " + outcome.output().strip());
    }
    String text = matcher.group(2) + "/" + matcher.group(1) + " to " + target;
    if (!matcher.group(1).equals(matcher.group(2))) {
      throw new LabException("only " + text + " answered");
    }
    return text;
  }

  /**
   * Sends 1 MiB over one TCP connection and compares the SHA-256 of both ends.
   *
   * @param seed of the octets
   * @return how fast it was
   */
  static String transfer(Namespace from, String source, Namespace to, String target, long seed)
      throws LabException {
    byte[] content = new byte[TRANSFER_BYTES];
    new Random(seed).nextBytes(content);
    long startNs = System.nanoTime();
    FutureTask<ServerSocket> listening =
        to.submit(() -> {
          ServerSocket server = new ServerSocket();
          server.setReuseAddress(true);
          server.setSoTimeout(SOCKET_TIMEOUT_MS);
          server.bind(new InetSocketAddress(target, PORT));
          return server;
        });
    try (ServerSocket server = await(listening, "listening on " + target)) {
      FutureTask<byte[]> received = to.submit(() -> receive(server));
      await(from.submit(() -> send(source, target, content)), "sending to " + target);
      byte[] digest = await(received, "receiving at " + target);
      if (!MessageDigest.isEqual(digest, sha256(content))) {
        throw new LabException(
            "what "
                + target
                + " received is not what was sent: SHA-256 "
                + HexFormat.of().formatHex(digest));
      }
    } catch (IOException unclosable) {
      throw new LabException("closing the connection at " + target, unclosable);
    }
    return "%s %.1f s".formatted(target, (System.nanoTime() - startNs) / 1e9);
  }

  private static boolean send(String source, String target, byte[] content) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(SOCKET_TIMEOUT_MS);
      socket.bind(new InetSocketAddress(source, 0));
      socket.connect(new InetSocketAddress(target, PORT), SOCKET_TIMEOUT_MS);
      socket.getOutputStream().write(content);
      socket.shutdownOutput();
      return socket.getInputStream().read() == -1; // the receiver closes when it has all
    }
  }

  private static byte[] receive(ServerSocket server) throws IOException {
    try (Socket socket = server.accept()) {
      socket.setSoTimeout(SOCKET_TIMEOUT_MS);
      InputStream input = socket.getInputStream();
      return sha256(input.readAllBytes());
    }
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
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
