// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.Random;
import org.sallyport.engine.wire.IpAddress;

/** A computer behind {@link PeerEngine}: pings and fetches pages through the tunnel. */
final class InnerClient {
  private static final int FIRST_PORT = 49152; // RFC 6335: the range for clients

  private final PeerEngine peer;
  private final ClientPacket addresses;
  private final EchoClient echo;
  private final Random random = new Random(2);
  private int nextPort = FIRST_PORT;

  InnerClient(PeerEngine peer, IpAddress source, IpAddress destination) {
    this.peer = peer;
    this.addresses = new ClientPacket(source, destination);
    this.echo = new EchoClient(addresses);
  }

  /**
   * Sends one echo request and waits for its answer.
   *
   * @return the time between them, or nothing when none came within the limit
   */
  OptionalLong pingNs(int packetBytes, long limitMs) {
    boolean[] answered = new boolean[1];
    peer.deliverTo(packet -> answered[0] |= echo.isAnswer(packet));
    long startNs = peer.nowNs();
    peer.send(echo.request(packetBytes));
    return peer.runUntil(() -> answered[0], limitMs)
        ? OptionalLong.of(peer.nowNs() - startNs)
        : OptionalLong.empty();
  }

  /**
   * Fetches a page over a connection of its own.
   *
   * @return the whole answer, header and body; empty when there was none within the limit
   */
  byte[] get(String path, int port, long limitMs) {
    byte[] request =
        ("GET "
                + path
                + " HTTP/1.1\r\nHost: "
                + addresses.destination()
                + "\r\nConnection: close\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    TcpClient connection = new TcpClient(addresses, nextPort++, port, random.nextInt(), peer::send);
    connection.write(request, 0, request.length);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    peer.deliverTo(packet -> connection.take(packet, peer.nowNs()));
    peer.runUntil(() -> isOver(connection, answer), limitMs);
    return connection.state() == TcpClient.State.FINISHED ? answer.toByteArray() : new byte[0];
  }

  private boolean isOver(TcpClient connection, ByteArrayOutputStream answer) {
    byte[] part = new byte[TcpClient.BUFFER_BYTES];
    answer.write(part, 0, connection.read(part, 0, part.length));
    if (connection.isAtEnd()) {
      connection.endOutput();
    }
    connection.poll(peer.nowNs());
    return connection.state() == TcpClient.State.FINISHED
        || connection.state() == TcpClient.State.RESET;
  }
}
