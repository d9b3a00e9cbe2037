// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A connection of this host and the one through the tunnel that carries it. Each direction ends by
 * itself; what breaks off on one side does on the other. Keeps {@value #BUFFER_BYTES} octets beside
 * those of {@link TcpClient}, and ends when nothing has passed for {@value #IDLE_NS} nanoseconds.
 */
final class ForwardedConnection implements AutoCloseable {
  private static final int BUFFER_BYTES = 16_384;
  private static final long IDLE_NS = 120_000_000_000L;

  /** So long a repeated end of the other side is still acknowledged. */
  private static final long LINGER_NS = 3_000_000_000L;

  private final SocketChannel host;
  private final TcpClient machine;
  private final ByteBuffer fromHost = ByteBuffer.allocate(BUFFER_BYTES);
  private final ByteBuffer toHost = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
  private boolean isHostEnded;
  private boolean isMachineEnded;
  private long lastNs;

  /** Takes over an accepted connection, which does not block. */
  ForwardedConnection(SocketChannel host, TcpClient machine, long nowNs) {
    this.host = host;
    this.machine = machine;
    this.lastNs = nowNs;
  }

  int sourcePort() {
    return machine.sourcePort();
  }

  /** Takes a packet that came through the tunnel. */
  void take(byte[] packet, long nowNs) {
    machine.take(packet, nowNs);
  }

  /** Passes on what there is; false when the connection is over and may be forgotten. */
  boolean poll(long nowNs) {
    if (host.isOpen()) {
      pass(nowNs);
    }
    machine.poll(nowNs);
    return host.isOpen()
        || (machine.state() == TcpClient.State.FINISHED && !isIdle(nowNs, LINGER_NS));
  }

  private void pass(long nowNs) {
    try {
      boolean hasAsked = passToMachine();
      boolean hasAnswered = passToHost();
      lastNs = hasAsked || hasAnswered ? nowNs : lastNs;
      if (machine.state() == TcpClient.State.RESET || isIdle(nowNs, IDLE_NS)) {
        breakOff();
      } else if (machine.state() == TcpClient.State.FINISHED && isMachineEnded) {
        host.close();
      }
    } catch (IOException gone) {
      breakOff(); // the host's side is away: the machine is told in the same way
    }
  }

  private boolean isIdle(long nowNs, long limitNs) {
    return nowNs - lastNs > limitNs;
  }

  private boolean passToMachine() throws IOException {
    if (isHostEnded || machine.room() == 0) {
      return false;
    }
    fromHost.clear().limit(Math.min(BUFFER_BYTES, machine.room()));
    int count = host.read(fromHost);
    if (count < 0) {
      isHostEnded = true;
      machine.endOutput();
    } else {
      machine.write(fromHost.array(), 0, count);
    }
    return count != 0;
  }

  private boolean passToHost() throws IOException {
    if (!toHost.hasRemaining()) {
      toHost.clear().limit(machine.read(toHost.array(), 0, BUFFER_BYTES));
    }
    int count = host.write(toHost);
    if (machine.isAtEnd() && !toHost.hasRemaining() && !isMachineEnded) {
      isMachineEnded = true;
      host.shutdownOutput();
    }
    return count > 0;
  }

  private void breakOff() {
    machine.abort();
    try {
      host.setOption(StandardSocketOptions.SO_LINGER, 0); // a reset, as that of the other side
    } catch (IOException closed) {
      // It is closed below all the same.
    }
    closeHost();
  }

  private void closeHost() {
    try {
      host.close();
    } catch (IOException closed) {
      // Nothing is left to be done for it.
    }
  }

  @Override
  public void close() {
    if (host.isOpen()) {
      breakOff();
    }
  }
}
