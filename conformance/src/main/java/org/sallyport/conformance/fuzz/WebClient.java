// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.sallyport.conformance.laboratory.bare.ClientPacket;
import org.sallyport.conformance.laboratory.bare.TcpClient;

/** A client of a {@link LoneEngine}'s web server who keeps to TCP. */
final class WebClient {
  private static final int WEB_PORT = 80;
  private static final long TURN_NS = LoneEngine.SECOND_NS / 10;

  private final LoneEngine host;
  private final TcpClient connection;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();

  WebClient(LoneEngine host, int port) {
    this.host = host;
    connection =
        new TcpClient(
            new ClientPacket(LoneEngine.OTHER, LoneEngine.OWN),
            port,
            WEB_PORT,
            0xFFFF_FF00,
            host::receive);
  }

  /** Writes what there is room for; the rest is lost. */
  void write(byte[] octets) {
    connection.write(octets, 0, Math.min(octets.length, connection.room()));
  }

  void endOutput() {
    connection.endOutput();
  }

  /** Works so long, at most until both sides have ended; packets for others are left out. */
  void run(long durationNs) {
    long endNs = host.nowNs + durationNs;
    turn();
    while (host.nowNs < endNs && !isOver()) {
      host.run(TURN_NS);
      turn();
    }
  }

  private void turn() {
    connection.poll(host.nowNs);
    for (byte[] packet = host.sent.poll(); packet != null; packet = host.sent.poll()) {
      connection.take(packet, host.nowNs);
      byte[] part = new byte[TcpClient.BUFFER_BYTES];
      received.write(part, 0, connection.read(part, 0, part.length));
      connection.poll(host.nowNs);
    }
  }

  boolean isOver() {
    return connection.state() == TcpClient.State.FINISHED
        || connection.state() == TcpClient.State.RESET;
  }

  /** Whether the server has ended its stream. */
  boolean isAtEnd() {
    return connection.isAtEnd();
  }

  /** All that came. */
  String text() {
    return received.toString(StandardCharsets.ISO_8859_1);
  }
}
