// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.engine.config.WebConfig;
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
import org.sallyport.engine.wire.IpProtocol;

/**
 * The TCP of one host stack. What may reach it and how its answers leave is the stack's policy,
 * like everything else (RFC 4301 §5).
 */
final class StackTcp {
  /** Tells the connections of the inner side from those of the outer one in traces. */
  private static final long INNER_ID = 0x100_0000L;

  private final Tcp tcp;

  private StackTcp(
      HostStack stack, int mtuBytes, CryptoLibrary crypto, EntropySource entropy, TraceSink trace) {
    tcp =
        new Tcp(
            TcpLimits.DEFAULT,
            TcpTimers.DEFAULT,
            crypto,
            entropy,
            new StackSegments(stack.output(), mtuBytes),
            trace);
    stack.handleProtocol(IpProtocol.TCP, tcp);
  }

  /** One for each stack that has addresses to serve pages on; none without a port for them. */
  static List<StackTcp> of(
      WebConfig web,
      HostStack outerStack,
      HostStack innerStack,
      int mtuBytes,
      CryptoLibrary crypto,
      EntropySource entropy,
      TraceSink trace) {
    List<StackTcp> transports = new ArrayList<>();
    if (web.port() != 0) {
      transports.add(new StackTcp(outerStack, mtuBytes, crypto, entropy, trace));
      if (!innerStack.network().addresses().isEmpty()) {
        TraceSink inner =
            (machine, id, state, event, next, known, nowNs) ->
                trace.transition(machine, id + INNER_ID, state, event, next, known, nowNs);
        transports.add(new StackTcp(innerStack, mtuBytes, crypto, entropy, inner));
      }
    }
    return transports;
  }

  Tcp tcp() {
    return tcp;
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
