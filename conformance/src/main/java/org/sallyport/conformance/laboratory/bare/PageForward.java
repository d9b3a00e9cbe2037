// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.spec.file.SystemReason;

/**
 * A port of this host, on its loopback alone, that leads to the machine's web server: every
 * connection to it is carried through the tunnel of {@link PeerEngine}, in the thread that polls.
 * At most {@value #MOST_CONNECTIONS} at a time; further ones wait to be accepted.
 */
final class PageForward implements AutoCloseable {
  static final int MOST_CONNECTIONS = 16;
  private static final int WAITING = 32;
  private static final int FIRST_PORT = 49_152; // RFC 6335: the range for clients
  private static final int PORTS = 65_536 - FIRST_PORT;

  private final ServerSocketChannel server;
  private final PeerEngine peer;
  private final ClientPacket addresses;
  private final int machinePort;
  private final List<ForwardedConnection> connections = new ArrayList<>();
  private final Random random = new Random();
  private int nextPort;

  private PageForward(
      ServerSocketChannel server, PeerEngine peer, ClientPacket addresses, int machinePort) {
    this.server = server;
    this.peer = peer;
    this.addresses = addresses;
    this.machinePort = machinePort;
    this.nextPort = random.nextInt(PORTS);
  }

  /**
   * Opens the port.
   *
   * @param port of this host, 0 for any that is free
   * @param addresses ours and the machine's behind the tunnel
   * @throws LabException the port is taken, or not for us
   */
  static PageForward open(int port, PeerEngine peer, ClientPacket addresses, int machinePort)
      throws LabException {
    try {
      ServerSocketChannel server = ServerSocketChannel.open();
      try {
        server.configureBlocking(false);
        server.bind(new InetSocketAddress(loopback(), port), WAITING);
      } catch (IOException refused) {
        server.close();
        throw refused;
      }
      PageForward forward = new PageForward(server, peer, addresses, machinePort);
      peer.deliverTo(forward::take);
      return forward;
    } catch (IOException refused) {
      throw new LabException(
          "cannot listen on port "
              + port
              + " of 127.0.0.1: "
              + SystemReason.of(refused)
              + "; choose another with --port, or leave it out",
          refused);
    }
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  /** The address of the machine's first page from this host. */
  URI address() throws LabException {
    try {
      InetSocketAddress own = (InetSocketAddress) server.getLocalAddress();
      return URI.create("http://127.0.0.1:" + own.getPort() + "/");
    } catch (IOException closed) {
      throw new LabException("the port is closed", closed);
    }
  }

  private void take(byte[] packet) {
    for (ForwardedConnection connection : connections) {
      connection.take(packet, peer.nowNs());
    }
  }

  /**
   * Accepts connections and passes on what there is.
   *
   * @throws UncheckedIOException this host gives no connections any more
   */
  void poll() {
    long nowNs = peer.nowNs();
    accept(nowNs);
    connections.removeIf(connection -> !connection.poll(nowNs));
  }

  private void accept(long nowNs) {
    try {
      while (connections.size() < MOST_CONNECTIONS) {
        SocketChannel host = server.accept();
        if (host == null) {
          return;
        }
        host.configureBlocking(false);
        TcpClient machine =
            new TcpClient(addresses, freePort(), machinePort, random.nextInt(), peer::send);
        connections.add(new ForwardedConnection(host, machine, nowNs));
      }
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  // A port that was used last is used again last: the machine may still know its old connection.
  private int freePort() {
    int port;
    do {
      nextPort = (nextPort + 1) % PORTS;
      port = FIRST_PORT + nextPort;
    } while (isTaken(port));
    return port;
  }

  private boolean isTaken(int port) {
    return connections.stream().anyMatch(connection -> connection.sourcePort() == port);
  }

  /** Breaks off what is under way and closes the port. */
  @Override
  public void close() {
    connections.forEach(ForwardedConnection::close);
    try {
      server.close();
    } catch (IOException closed) {
      // The process ends, and the port with it.
    }
  }
}
