// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.nic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.bare.build.ImageBuilder;
import org.sallyport.bare.build.TestKernel;
import org.sallyport.bare.run.Qemu;
import org.sallyport.bare.run.QemuRun;

/** Each driver in a booted machine, against QEMU's devices, over datagram links. */
class DriverBootTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long ANSWER_MS = 10_000;

  /** The echo machine waits four seconds when no interrupt ends its wait. */
  private static final long WOKEN_MS = 2_000;

  private static final byte[] PEER = {0x02, 0, 0, 0, 0, 1};

  private static Path kernel;

  /** QEMU's devices that the drivers are for. */
  enum Device {
    E1000("e1000", "e1000 82540EM 00:"),
    E1000E("e1000e", "e1000e 82574 00:"),
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

  private static Qemu machine() {
    return new Qemu().kernel(kernel, "");
  }

  private static byte[] frame(int command, int number, int length) {
    byte[] frame = new byte[length];
    new Random(number).nextBytes(frame);
    byte[] destination = {0x52, 0x54, 0, 0, 0, 1};
    System.arraycopy(destination, 0, frame, 0, 6);
    System.arraycopy(PEER, 0, frame, 6, 6);
    frame[12] = (byte) (EchoMachine.ETHER_TYPE >>> 8);
    frame[13] = (byte) EchoMachine.ETHER_TYPE;
    frame[14] = (byte) command;
    return frame;
  }

  private static byte[] turnedRound(byte[] frame) {
    byte[] answer = frame.clone();
    System.arraycopy(frame, 0, answer, 6, 6);
    System.arraycopy(frame, 6, answer, 0, 6);
    return answer;
  }

  private static void awaitConsole(QemuRun run, String text) {
    assertTrue(run.await(text, LIMIT), () -> "no '" + text + "' in: " + run.console());
  }

  private static void echo(QemuRun run, Cable cable, int number, int length) throws IOException {
    byte[] frame = frame(EchoMachine.ECHO, number, length);
    cable.send(frame);
    byte[] answer = cable.receive(ANSWER_MS);
    assertNotNull(answer, () -> "frame " + number + " unanswered: " + run.console());
    assertArrayEquals(turnedRound(frame), answer);
  }

  /** Both rings wrap: more than 256 frames, several under way at a time, each length. */
  private static int echoMany(QemuRun run, Cable cable) throws IOException {
    int number = 0;
    while (number < 1600) {
      int first = number;
      for (; number < first + 16; number++) {
        cable.send(frame(EchoMachine.ECHO, number, 60 + number % 1455));
      }
      for (int answered = first; answered < number; answered++) {
        byte[] answer = cable.receive(ANSWER_MS);
        assertNotNull(answer, run::console);
        byte[] sent = frame(EchoMachine.ECHO, answered, 60 + answered % 1455);
        assertArrayEquals(turnedRound(sent), answer);
      }
    }
    return number;
  }

  /** What no driver should mind, and the machine does not answer. */
  private static void garbage(Cable cable) throws IOException {
    byte[] foreign = frame(EchoMachine.ECHO, 1, 200);
    foreign[12] ^= 0x40;
    for (int count = 0; count < 8; count++) {
      cable.send(foreign);
      cable.send(frame(EchoMachine.ECHO, count, 1519 + 150 * count));
      cable.send(new byte[1 + count]);
    }
  }

  private static void linkLoss(QemuRun run, Cable cable) throws IOException {
    run.monitor("set_link nic off");
    awaitConsole(run, "link 0 down");
    cable.send(frame(EchoMachine.ECHO, 2, 100));
    run.monitor("set_link nic on");
    awaitConsole(run, "link 0 down\nlink 0 up");
    // Whether the frame sent meanwhile waited in QEMU or was lost is QEMU's choice.
    cable.receive(1_000);
  }

  private static void wakes(QemuRun run, Cable cable) throws IOException {
    for (int number = 0; number < 5; number++) {
      Cable.pause(200);
      long startNs = System.nanoTime();
      echo(run, cable, number, 60);
      long tookMs = (System.nanoTime() - startNs) / 1_000_000;
      assertTrue(tookMs < WOKEN_MS, "no interrupt ended the wait: " + tookMs + " ms");
    }
  }

  private static void stop(QemuRun run, Cable cable) throws IOException {
    cable.send(frame(EchoMachine.STOP, 0, 64));
    assertEquals(OptionalInt.of(0), run.waitForStatus(LIMIT), run.console());
    assertFalse(run.console().contains("COPIED"), run.console());
    assertFalse(run.console().contains("DEVICE_ERRORS"), run.console());
    assertFalse(run.console().contains("RING_FULL"), run.console());
  }

  private static long counted(QemuRun run, int driver, String counter) {
    Pattern pattern = Pattern.compile("counters " + driver + ": .*\\b" + counter + "=(\\d+)");
    Matcher line = pattern.matcher(run.console());
    return line.find() ? Long.parseLong(line.group(1)) : 0;
  }

  @ParameterizedTest
  @EnumSource
  void everyFrameComesBackFromItsSlot(Device device) throws IOException {
    try (Cable cable = new Cable("nic");
        QemuRun run = cable.plugInto(machine(), device.option, "52:54:00:00:00:01").start()) {
      awaitConsole(run, "link 0 up");
      assertTrue(run.console().contains(device.name), run.console());
      assertTrue(run.console().contains("address 52:54:00:00:00:01"), run.console());
      int echoed = echoMany(run, cable);
      garbage(cable);
      wakes(run, cable);
      linkLoss(run, cable);
      echo(run, cable, 3, 1514);
      stop(run, cable);
      assertTrue(counted(run, 0, "RECEIVED") > echoed + 8, run.console());
      assertTrue(counted(run, 0, "SENT") >= echoed + 6, run.console());
      assertEquals(2, counted(run, 0, "LINK_CHANGES"), run.console());
    }
  }

  @Test
  void aFrameCrossesFromOneInterfaceToAnotherInItsSlot() throws IOException {
    try (Cable left = new Cable("left");
        Cable right = new Cable("right")) {
      Qemu machine = left.plugInto(machine(), Device.E1000.option, "52:54:00:00:00:01");
      right.plugInto(machine, Device.VIRTIO_MODERN.option, "52:54:00:00:00:01");
      try (QemuRun run = machine.start()) {
        awaitConsole(run, "link 0 up");
        awaitConsole(run, "link 1 up");
        for (int number = 0; number < 600; number++) {
          byte[] frame = frame(EchoMachine.FORWARD, number, 60 + 2 * number);
          Cable from = number % 2 == 0 ? left : right;
          Cable to = number % 2 == 0 ? right : left;
          from.send(frame);
          byte[] crossed = to.receive(ANSWER_MS);
          assertNotNull(crossed, run::console);
          assertArrayEquals(frame, crossed);
        }
        stop(run, left);
        assertEquals(300, counted(run, 0, "SENT"), run.console());
        assertEquals(300, counted(run, 1, "SENT"), run.console());
      }
    }
  }

  @Test
  void aDeviceIsFoundBehindABridge() throws IOException {
    Qemu machine = machine().with("-machine", "q35", "-device", "pcie-root-port,id=root,chassis=1");
    String device = Device.E1000E.option + ",bus=root";
    try (Cable cable = new Cable("nic");
        QemuRun run = cable.plugInto(machine, device, "52:54:00:00:00:01").start()) {
      awaitConsole(run, "link 0 up");
      assertTrue(run.console().contains("e1000e 82574 01:00.0"), run.console());
      echo(run, cable, 1, 1514);
      wakes(run, cable);
      stop(run, cable);
    }
  }

  @Test
  void registersAbove4GibAreReached(@TempDir Path directory) throws IOException {
    // UEFI puts base addresses of 64 bits above 4 GiB.
    Path image = directory.resolve("echo.iso");
    ImageBuilder.write(kernel, Files.write(directory.resolve("site"), new byte[1]), "", image);
    Qemu machine = new Qemu().uefi().compactDisc(image);
    String device = Device.VIRTIO_MODERN.option;
    try (Cable cable = new Cable("nic");
        QemuRun run = cable.plugInto(machine, device, "52:54:00:00:00:01").start()) {
      awaitConsole(run, "link 0 up");
      Matcher base = Pattern.compile("base address 4: (\\d+)").matcher(run.console());
      assertTrue(base.find() && Long.parseLong(base.group(1)) >= 1L << 32, run.console());
      echo(run, cable, 1, 700);
      wakes(run, cable);
      stop(run, cable);
    }
  }
}
