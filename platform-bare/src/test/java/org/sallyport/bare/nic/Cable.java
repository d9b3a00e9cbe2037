// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.nic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.bare.run.Qemu;

/** A network device of a QEMU machine, and the other end of its cable: a frame is a datagram. */
final class Cable implements AutoCloseable {
  private final String name;
  private final DatagramChannel channel;
  private final int guestPort;

  /** A cable; its device has this name in QEMU's monitor. */
  Cable(String name) throws IOException {
    this.name = name;
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    channel = DatagramChannel.open().bind(any);
    try (DatagramChannel probe = DatagramChannel.open()) {
      guestPort = port(probe.bind(any));
    }
    channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), guestPort));
    channel.configureBlocking(false);
  }

  private static int port(DatagramChannel channel) throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  /** Plugs a device into a machine that has not been started. */
  Qemu plugInto(Qemu machine, String device, String hardwareAddress) throws IOException {
    String ends =
        ",local.type=inet,local.host=127.0.0.1,local.port="
            + guestPort
            + ",remote.type=inet,remote.host=127.0.0.1,remote.port="
            + port(channel);
    String options = ",id=" + name + ",netdev=cable-" + name + ",mac=" + hardwareAddress;
    // Without its ROM: the firmware does not try to boot from it.
    return machine
        .with("-netdev", "dgram,id=cable-" + name + ends)
        .with("-device", device + options + ",romfile=");
  }

  void send(byte[] frame) throws IOException {
    channel.write(ByteBuffer.wrap(frame));
  }

  /**
   * The machine's next frame of ours; null when none comes in time. Firmware has its own frames.
   */
  byte @Nullable [] receive(long limitMs) throws IOException {
    ByteBuffer octets = ByteBuffer.allocate(4096);
    long endNs = System.nanoTime() + limitMs * 1_000_000;
    while (System.nanoTime() - endNs < 0) {
      octets.clear();
      if (channel.read(octets) <= 0) {
        pause(1);
      } else if ((octets.getShort(12) & 0xffff) == EchoMachine.ETHER_TYPE) {
        return Arrays.copyOf(octets.array(), octets.position());
      }
    }
    return null;
  }

  static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
