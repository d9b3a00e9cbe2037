// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.guest;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sallyport.conformance.laboratory.interop.lab.Command;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.lab.Waiting;

/**
 * The guest's second serial port, seen through QEMU's socket: a line goes in, its output comes
 * back, and then a line with its exit status.
 */
final class GuestShell implements AutoCloseable {
  private static final Pattern END = Pattern.compile("(?m)^=== (\\d+)\\r?$");
  private static final int LINE_BYTES = 3000;

  private final SocketChannel channel;
  private final StringBuilder read = new StringBuilder();
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

  private GuestShell(SocketChannel channel) {
    this.channel = channel;
  }

  /**
   * Connects to QEMU's socket.
   *
   * @throws LabException if QEMU has not made it, or does not listen yet, or it cannot be reached
   */
  static GuestShell connect(Path socket) throws LabException {
    try {
      SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
      channel.configureBlocking(false);
      return new GuestShell(channel);
    } catch (IOException refused) {
      throw new LabException("the guest's serial port cannot be reached", refused);
    }
  }

  /** Waits until the guest has answered with a status, as it does once it is up. */
  Command.Outcome await(String what, Duration limit) throws LabException {
    Matcher end = END.matcher(read);
    boolean answered =
        Waiting.until(
            limit,
            () -> {
              takeWhatCame();
              return end.reset().find();
            });
    if (!answered) {
      throw new LabException(
          "the guest did not finish \"" + what + "\" within " + limit.toSeconds() + " s: " + read);
    }
    String output = read.substring(0, end.start()).replace("\r", "");
    int status = Integer.parseInt(end.group(1));
    read.delete(0, end.end());
    return new Command.Outcome(status, output);
  }

  /** Runs a line of shell. */
  Command.Outcome run(String line, Duration limit) throws LabException {
    send(line + "\n");
    return await(line, limit);
  }

  /** Writes a file. */
  void write(String path, String text, Duration limit) throws LabException {
    String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    run(": > " + path + ".base64", limit);
    for (int at = 0; at < encoded.length(); at += LINE_BYTES) {
      String part = encoded.substring(at, Math.min(encoded.length(), at + LINE_BYTES));
      run("echo " + part + " >> " + path + ".base64", limit);
    }
    Command.Outcome outcome = run("base64 -d " + path + ".base64 > " + path, limit);
    if (outcome.exitCode() != 0) {
      throw new LabException("the guest cannot write " + path + ": " + outcome.output());
    }
  }

  private void send(String text) throws LabException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    boolean sent =
        Waiting.until(
            Duration.ofSeconds(5),
            () -> {
              writeSome(bytes);
              return !bytes.hasRemaining();
            });
    if (!sent) {
      throw new LabException("the guest does not take \"" + text.strip() + "\"");
    }
  }

  private void writeSome(ByteBuffer bytes) throws LabException {
    try {
      int ignored = channel.write(bytes);
      assert ignored >= 0;
    } catch (IOException gone) {
      throw new LabException("the guest is gone", gone);
    }
  }

  private void takeWhatCame() throws LabException {
    try {
      int count = channel.read(buffer.clear());
      if (count < 0) {
        throw new LabException("the guest has ended: " + read);
      }
      read.append(StandardCharsets.UTF_8.decode(buffer.flip()));
    } catch (IOException gone) {
      throw new LabException("the guest is gone", gone);
    }
  }

  @Override
  public void close() throws LabException {
    try {
      channel.close();
    } catch (IOException refused) {
      throw new LabException("closing the guest's serial port", refused);
    }
  }
}
