package org.sallyport.bare.nic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.bare.build.ImageBuilder;
import org.sallyport.bare.build.TestKernel;
import org.sallyport.bare.run.Qemu;
import org.sallyport.bare.run.QemuRun;

/** Each driver in a booted machine, against QEMU's devices, over a datagram link. */
class DriverBootTest {
  private static final Duration BOOT = Duration.ofSeconds(60);
  private static final long ANSWER_MS = 10_000;
  private static final byte[] ADDRESS = {0x52, 0x54, 0x00, 0x0a, 0x0b, 0x0c};
  private static final byte[] PEER = {0x02, 0, 0, 0, 0, 1};

  private static Path kernel;

  /** QEMU's devices that the drivers are for. */
  enum Device {
    E1000("e1000", "e1000 82540EM"),
    E1000E("e1000e", "e1000e 82574"),
    VIRTIO_TRANSITIONAL("virtio-net-pci", "virtio-net 00:"),
    VIRTIO_MODERN("virtio-net-pci,disable-legacy=on", "virtio-net 00:"),
    VIRTIO_LEGACY("virtio-net-pci,disable-modern=on,disable-legacy=off", "virtio-net (legacy) 00:");

    final String option;
    final String name;

    Device(String option, String name) {
      this.option = option;
      this.name = name;
    }
  }

  @BeforeAll
  static void build() {
    kernel = TestKernel.of(EchoMachine.class);
  }

  /** A machine with one network device, and the other end of its cable. */
  private static final class Peer implements AutoCloseable {
    private final DatagramChannel channel;
    private final QemuRun run;

    Peer(Device device, Qemu machine) throws IOException {
      channel = DatagramChannel.open().bind(new InetSocketAddress(loopback(), 0));
      int guestPort;
      try (DatagramChannel probe = DatagramChannel.open()) {
        guestPort = port(probe.bind(new InetSocketAddress(loopback(), 0)));
      }
      channel.connect(new InetSocketAddress(loopback(), guestPort));
      channel.configureBlocking(false);
      run =
          machine
              .with("-netdev", "dgram,id=cable," + ends(guestPort, port(channel)))
              .with("-device", device.option + ",id=nic,netdev=cable,mac=52:54:00:0a:0b:0c,romfile=")
              .start();
    }

    private static InetAddress loopback() {
      return InetAddress.getLoopbackAddress();
    }

    private static int port(DatagramChannel channel) throws IOException {
      return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    private static String ends(int local, int remote) {
      return "local.type=inet,local.host=127.0.0.1,local.port="
          + local
          + ",remote.type=inet,remote.host=127.0.0.1,remote.port="
          + remote;
    }

    void awaitConsole(String text) {
      assertTrue(run.await(text, BOOT), () -> "no '" + text + "' in: " + run.console());
    }

    void send(byte[] frame) throws IOException {
      channel.write(ByteBuffer.wrap(frame));
    }

    /** The machine's next answer; null when none comes in time. Firmware has frames of its own. */
    byte @Nullable [] receive(long limitMs) throws IOException {
      ByteBuffer octets = ByteBuffer.allocate(4096);
      long endNs = System.nanoTime() + limitMs * 1_000_000;
      while (System.nanoTime() - endNs < 0) {
        octets.clear();
        if (channel.read(octets) <= 0) {
          pause();
        } else if ((octets.getShort(12) & 0xffff) == EchoMachine.ETHER_TYPE) {
          return Arrays.copyOf(octets.array(), octets.position());
        }
      }
      return null;
    }

    private static void pause() {
      try {
        Thread.sleep(1);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() throws IOException {
      run.close();
      channel.close();
    }
  }

  private static Qemu machine() {
    return new Qemu().kernel(kernel, "");
  }

  private static byte[] frame(int command, int number, int length) {
    byte[] frame = new byte[length];
    new Random(number).nextBytes(frame);
    System.arraycopy(ADDRESS, 0, frame, 0, 6);
    System.arraycopy(PEER, 0, frame, 6, 6);
    frame[12] = (byte) (EchoMachine.ETHER_TYPE >>> 8);
    frame[13] = (byte) EchoMachine.ETHER_TYPE;
    frame[14] = (byte) command;
    return frame;
  }

  private static byte[] turnedRound(byte[] frame) {
    byte[] answer = frame.clone();
    System.arraycopy(PEER, 0, answer, 0, 6);
    System.arraycopy(ADDRESS, 0, answer, 6, 6);
    return answer;
  }

  private static void echo(Peer peer, int number, int length) throws IOException {
    byte[] frame = frame(EchoMachine.ECHO, number, length);
    peer.send(frame);
    byte[] answer = peer.receive(ANSWER_MS);
    assertNotNull(answer, () -> "frame " + number + " unanswered: " + peer.run.console());
    assertArrayEquals(turnedRound(frame), answer);
  }

  private static void stop(Peer peer, int echoed) throws IOException {
    peer.send(frame(EchoMachine.STOP, 0, 64));
    OptionalInt status = peer.run.waitForStatus(BOOT);
    assertEquals(OptionalInt.of(0), status, peer.run.console());
    String counters = peer.run.console().replaceAll("(?s).*counters 0: ([^\n]*)\n.*", "$1");
    assertTrue(counters.startsWith("RECEIVED=" + (echoed + 1) + " SENT=" + echoed), counters);
    assertTrue(!counters.contains("COPIED"), counters);
    assertTrue(!counters.contains("DEVICE_ERRORS"), counters);
  }

  @ParameterizedTest
  @EnumSource
  void everyFrameComesBackFromItsSlot(Device device) throws IOException {
    try (Peer peer = new Peer(device, machine())) {
      peer.awaitConsole("link 0 up");
      assertTrue(peer.run.console().contains(device.name), peer.run.console());
      assertTrue(peer.run.console().contains("address 52:54:00:0a:0b:0c"), peer.run.console());
      int number = 0;
      for (int length = 60; length <= 1514; length += 47) {
        echo(peer, number++, length);
      }
      // Both rings wrap: more than 256 frames, several under way at a time.
      for (int round = 0; round < 60; round++) {
        for (int frame = 0; frame < 16; frame++) {
          peer.send(frame(EchoMachine.ECHO, number + frame, 60 + (number + frame) % 1400));
        }
        for (int frame = 0; frame < 16; frame++) {
          byte[] answer = peer.receive(ANSWER_MS);
          assertNotNull(answer, peer.run.console());
          byte[] sent = frame(EchoMachine.ECHO, number, 60 + number % 1400);
          assertArrayEquals(turnedRound(sent), answer);
          number++;
        }
      }
      stop(peer, number);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLinkGoesAndComesBack(Device device) throws IOException {
    try (Peer peer = new Peer(device, machine())) {
      peer.awaitConsole("link 0 up");
      echo(peer, 1, 100);
      peer.run.monitor("set_link nic off");
      peer.awaitConsole("link 0 down");
      peer.send(frame(EchoMachine.ECHO, 2, 100));
      peer.run.monitor("set_link nic on");
      peer.awaitConsole("link 0 down\nlink 0 up");
      // Whether the frame sent meanwhile waited in QEMU or was lost is QEMU's choice.
      byte[] late = peer.receive(1_000);
      echo(peer, 3, 1000);
      stop(peer, late == null ? 2 : 3);
    }
  }

  @Test
  void registersAbove4GibAreReached(@TempDir Path directory) throws IOException {
    // UEFI puts base addresses of 64 bits above 4 GiB.
    Path image = directory.resolve("echo.iso");
    ImageBuilder.write(kernel, Files.write(directory.resolve("site"), new byte[1]), "", image);
    try (Peer peer = new Peer(Device.VIRTIO_MODERN, new Qemu().uefi().compactDisc(image))) {
      peer.awaitConsole("link 0 up");
      Matcher base = Pattern.compile("base address 4: (\\d+)").matcher(peer.run.console());
      assertTrue(base.find() && Long.parseLong(base.group(1)) >= 1L << 32, peer.run.console());
      echo(peer, 1, 700);
      stop(peer, 1);
    }
  }
}
