// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.List;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.net.HostStack;
import org.sallyport.engine.net.tcp.Tcp;
import org.sallyport.engine.net.tcp.TcpConnection;
import org.sallyport.engine.net.tcp.TcpLimits;
import org.sallyport.engine.net.tcp.TcpTimers;
import org.sallyport.engine.status.EngineStatus.ConnectionStatus;
import org.sallyport.engine.table.TcpState;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.web.HttpLimits;
import org.sallyport.engine.web.HttpServer;
import org.sallyport.engine.web.Pages;
import org.sallyport.engine.wire.IpProtocol;

/**
 * The web server AO with a TCP of its own on one host stack. What may reach it and how its answers
 * leave is the stack's policy, like everything else (RFC 4301 §5).
 */
final class WebService {
  private final Tcp tcp;
  private final HttpServer server;

  WebService(
      HostStack stack,
      int mtuBytes,
      int port,
      Pages pages,
      CryptoLibrary crypto,
      EntropySource entropy,
      TraceSink trace) {
    this.tcp =
        new Tcp(
            TcpLimits.DEFAULT,
            TcpTimers.DEFAULT,
            crypto,
            entropy,
            new StackSegments(stack, mtuBytes),
            trace);
    this.server = new HttpServer(tcp, pages, HttpLimits.DEFAULT);
    tcp.listen(port, server);
    stack.handleProtocol(IpProtocol.TCP, tcp);
  }

  /** Does what is due. */
  int poll(long nowNs) {
    return tcp.poll(nowNs) + server.poll(nowNs);
  }

  long nextDeadlineNs() {
    return Math.min(tcp.nextDeadlineNs(), server.nextDeadlineNs());
  }

  /** Adds what the connections are doing. */
  void report(List<ConnectionStatus> connections) {
    for (int i = 0; i < tcp.connectionCount(); i++) {
      TcpConnection connection = tcp.connection(i);
      if (connection.state() != TcpState.LISTEN) {
        connections.add(
            new ConnectionStatus(
                connection.localPort(),
                connection.remoteAddress(),
                connection.remotePort(),
                connection.state(),
                connection.acknowledged(),
                connection.roundTripNs()));
      }
    }
  }
}
