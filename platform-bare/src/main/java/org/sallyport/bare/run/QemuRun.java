// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A running QEMU machine: what its first serial port said, how it ended, its screen. */
public final class QemuRun implements AutoCloseable {
  private static final Duration MONITOR_LIMIT = Duration.ofSeconds(10);

  private final Process process;
  private final Path directory;
  private final Path monitor;
  private final Thread reader;
  private final StringBuilder console = new StringBuilder();

  private QemuRun(Process process, Path directory, Path monitor) {
    this.process = process;
    this.directory = directory;
    this.monitor = monitor;
    reader = new Thread(this::read, "qemu-console");
    reader.setDaemon(true);
  }

  static QemuRun start(List<String> command, Path directory, Path monitor) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    QemuRun run = new QemuRun(process, directory, monitor);
    run.reader.start();
    return run;
  }

  private void read() {
    byte[] octets = new byte[4096];
    try (InputStream stream = process.getInputStream()) {
      for (int count = stream.read(octets); count >= 0; count = stream.read(octets)) {
        String text = new String(octets, 0, count, StandardCharsets.ISO_8859_1);
        synchronized (console) {
          console.append(text.replace("\r", ""));
          console.notifyAll();
        }
      }
    } catch (IOException closed) {
      // The machine is gone; what it said so far stays.
      return;
    }
  }

  /** All that the first serial port, and QEMU itself, said so far. */
  public String console() {
    synchronized (console) {
      return console.toString();
    }
  }

  /** Waits until the console has said this; false when the time is up or the machine has ended. */
  public boolean await(String text, Duration limit) {
    long endNs = System.nanoTime() + limit.toNanos();
    synchronized (console) {
      while (console.indexOf(text) < 0) {
        long leftMs = (endNs - System.nanoTime()) / 1_000_000;
        if (leftMs <= 0 || !reader.isAlive()) {
          return false;
        }
        try {
          console.wait(Math.min(leftMs, 100));
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
      return true;
    }
  }

  /** Sends text to the first serial port, as if it were typed there. */
  public void type(String text) {
    try {
      process.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      process.getOutputStream().flush();
    } catch (IOException gone) {
      throw new ToolException("QEMU takes no input: " + gone.getMessage(), gone);
    }
  }

  /** Whether the machine still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the end: QEMU's exit code, or nothing when the time was up. */
  public OptionalInt waitFor(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return OptionalInt.empty();
      }
      reader.join(MONITOR_LIMIT.toMillis());
      return OptionalInt.of(process.exitValue());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }

  /**
   * Waits for the end: the status that the kernel's {@code board_halt} was called with, or nothing
   * when the time was up or the machine ended otherwise. QEMU's debug exit doubles it and adds one.
   */
  public OptionalInt waitForStatus(Duration limit) {
    OptionalInt code = waitFor(limit);
    return code.isPresent() && code.getAsInt() % 2 == 1
        ? OptionalInt.of(code.getAsInt() / 2)
        : OptionalInt.empty();
  }

  /** Writes what the screen shows to a PNG file. */
  public void screenshot(Path png) {
    boolean written =
        execute(
            "screendump",
            "\"format\": \"png\", \"filename\": " + quoted(png.toAbsolutePath().toString()));
    if (!written) {
      throw new ToolException("QEMU ended before it had written its screen to " + png);
    }
  }

  /**
   * Gives one command to QEMU's monitor for people, such as {@code sendkey a}. It may end the
   * machine, as {@code nmi} does: then it need not be answered.
   *
   * @throws ToolException when QEMU refuses the command, or cannot be reached and runs on
   */
  public void monitor(String command) {
    execute("human-monitor-command", "\"command-line\": " + quoted(command));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /**
   * QEMU's machine protocol: JSON, a line for each question and each answer. False when QEMU ended
   * before it had answered.
   */
  private boolean execute(String command, String arguments) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(monitor));
      channel.configureBlocking(false);
      ask(channel, "{\"execute\": \"qmp_capabilities\"}");
      try {
        ask(channel, "{\"execute\": \"" + command + "\", \"arguments\": {" + arguments + "}}");
        return true;
      } catch (ConnectionLost lost) {
        // The processor may end QEMU while the monitor still has the answer. What QEMU has not
        // read of the question, such as its line feed, makes a reset of the end.
        if (waitFor(MONITOR_LIMIT).isEmpty()) {
          throw lost;
        }
        return false;
      }
    } catch (IOException unreachable) {
      throw new ToolException(
          "QEMU's monitor refuses " + command + ": " + unreachable.getMessage(), unreachable);
    }
  }

  /** QEMU has closed the connection to its monitor, or is gone. */
  private static final class ConnectionLost extends IOException {
    private static final long serialVersionUID = 1;

    ConnectionLost(String message, @Nullable IOException cause) {
      super(message, cause);
    }
  }

  private static void ask(SocketChannel channel, String question) throws IOException {
    ByteBuffer octets = ByteBuffer.wrap((question + "\n").getBytes(StandardCharsets.UTF_8));
    long endNs = System.nanoTime() + MONITOR_LIMIT.toNanos();
    StringBuilder text = new StringBuilder();
    ByteBuffer answer = ByteBuffer.allocate(4096);
    while (text.indexOf("\"return\"") < 0) {
      if (System.nanoTime() > endNs || text.indexOf("\"error\"") >= 0) {
        throw new IOException("it said: " + text);
      }
      if (exchange(channel, octets, answer.clear()) == 0) {
        pause();
      }
      text.append(new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8));
    }
  }

  /** Writes what is left of the question, and reads what has come; octets read. */
  private static int exchange(SocketChannel channel, ByteBuffer question, ByteBuffer answer)
      throws IOException {
    try {
      channel.write(question);
      int count = channel.read(answer);
      if (count < 0) {
        throw new ConnectionLost("it closed the connection", null);
      }
      return count;
    } catch (ConnectionLost closed) {
      throw closed;
    } catch (IOException reset) {
      throw new ConnectionLost(String.valueOf(reset.getMessage()), reset);
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(5);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  /** Ends the machine, if it still runs, and removes its files. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
      reader.join(MONITOR_LIMIT.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException leftOver) {
      throw new UncheckedIOException(leftOver);
    }
  }
}
