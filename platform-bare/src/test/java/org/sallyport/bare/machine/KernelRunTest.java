// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.bare.boot.BoardKernel;
import org.sallyport.bare.run.Qemu;
import org.sallyport.bare.run.QemuRun;
import org.sallyport.engine.bootimage.SiteImage;

/** The kernel that the build made, in machines that QEMU emulates. */
class KernelRunTest {
  private static final Path KERNEL = Path.of("target/sallyport.elf");
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Pattern SELF_TEST =
      Pattern.compile("(?m)^self-test: (\\d+) passed, (\\d+) failed$");

  @TempDir Path directory;

  @BeforeAll
  static void needsQemuAndTheKernel() {
    BoardKernel.requireQemu();
    BoardKernel.requireFile(KERNEL);
  }

  private static Qemu machine(String commandLine) {
    return new Qemu().kernel(KERNEL, commandLine);
  }

  private static String ending(Qemu machine, ExitStatus expected) {
    try (QemuRun run = machine.start()) {
      OptionalInt status = run.waitForStatus(LIMIT);
      assertEquals(OptionalInt.of(expected.code()), status, run::console);
      return run.console();
    }
  }

  @Test
  void allSelfTestsPass() {
    String console = ending(machine(""), ExitStatus.NO_SITE);
    Matcher result = SELF_TEST.matcher(console);
    assertTrue(result.find(), console);
    assertTrue(Integer.parseInt(result.group(1)) >= 35, console);
    assertEquals("0", result.group(2), console);
  }

  @Test
  void aDamagedSiteIsRefusedWithTheReason() throws IOException {
    byte[] octets = Sites.alone().encode();
    octets[octets.length - 1] ^= 1;
    Path site = Files.write(directory.resolve("damaged"), octets);
    String console = ending(machine("").module(site, "site"), ExitStatus.NO_SITE);
    assertTrue(console.contains("site image refused at octet 12"), console);
  }

  @Test
  void anInterfaceThatIsNotThereIsNamed() throws IOException {
    Path site = Files.write(directory.resolve("site"), Sites.alone().encode());
    String console = ending(machine("").module(site, "site"), ExitStatus.NO_INTERFACE);
    assertTrue(console.contains("there is no working interface number 0"), console);
  }

  @Test
  void withoutRandomNumbersThereIsNoIke() throws IOException {
    Path site = Files.write(directory.resolve("site"), Sites.ofPair(true).encode());
    Qemu machine =
        machine("exit_after_ms=500")
            .with("-cpu", "max,-rdrand,-rdseed")
            .with("-netdev", "user,id=net", "-device", "e1000,netdev=net")
            .module(site, "site");
    String console = ending(machine, ExitStatus.UNTRUSTED);
    assertTrue(console.contains("IKE stays silent"), console);
    assertTrue(console.contains("SENT=0") || !console.contains("SENT="), console);
  }

  /** QEMU's own DHCP server, which shares nothing with our client. */
  @ParameterizedTest
  @ValueSource(strings = {"e1000", "virtio-net-pci"})
  void theNetworkGivesTheAddress(String device) throws IOException {
    Path site = Files.write(directory.resolve("site"), Sites.ofDynamicAddress().encode());
    Qemu machine =
        machine("")
            .with("-cpu", "max", "-netdev", "user,id=net", "-device", device + ",netdev=net")
            .module(site, "site");
    try (QemuRun run = machine.start()) {
      assertTrue(run.await("address acquired by DHCP: 10.0.2.15", LIMIT), run::console);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"e1000", "virtio-net-pci"})
  void twoMachinesAgreeOnKeys(String device) throws IOException {
    Path sockets = Files.createTempDirectory("wire");
    try (QemuRun responder = onWire(device, sockets, false, Sites.ofPair(false)).start()) {
      assertTrue(responder.await("nic: ", LIMIT), responder::console);
      try (QemuRun initiator = onWire(device, sockets, true, Sites.ofPair(true)).start()) {
        assertTrue(initiator.await("established as initiator", LIMIT), initiator::console);
        assertTrue(responder.await("established as responder", LIMIT), responder::console);
      }
    } finally {
      removeWire(sockets);
    }
  }

  @Test
  void hostsBehindTwoMachinesReachEachOtherThroughTheTunnel() throws IOException {
    byte[] left = {10, 1, 0, 9};
    byte[] right = {10, 2, 0, 9};
    Path sockets = Files.createTempDirectory("wire");
    try (EthernetHost near = new EthernetHost(0x0200_0000_0011L, left, new byte[] {10, 1, 0, 1});
        EthernetHost far = new EthernetHost(0x0200_0000_0012L, right, new byte[] {10, 2, 0, 1});
        QemuRun responder = gateway(sockets, far, false).start()) {
      assertTrue(responder.await("nic: ", LIMIT), responder::console);
      try (QemuRun initiator = gateway(sockets, near, true).start()) {
        assertTrue(initiator.await("established as initiator", LIMIT), initiator::console);
        long endNs = System.nanoTime() + LIMIT.toNanos();
        while (near.replies() == 0 && System.nanoTime() < endNs) {
          near.ping(right);
          for (int i = 0; i < 10; i++) {
            near.turn();
            far.turn();
          }
        }
        assertTrue(near.replies() > 0, () -> initiator.console() + responder.console());
        assertTrue(far.requests() > 0);
      }
    } finally {
      removeWire(sockets);
    }
  }

  private Qemu gateway(Path sockets, EthernetHost behind, boolean initiates) throws IOException {
    return onWire("e1000", sockets, initiates, Sites.ofGateways(initiates))
        .with("-netdev", behind.backEnd("behind"))
        .with("-device", "virtio-net-pci,netdev=behind,mac=52:54:00:00:01:0" + (initiates ? 1 : 2));
  }

  private static void removeWire(Path sockets) throws IOException {
    for (String name : List.of("initiator", "responder")) {
      Files.deleteIfExists(sockets.resolve(name));
    }
    Files.delete(sockets);
  }

  /** A machine on a wire of two: datagram sockets that carry one frame each. */
  private Qemu onWire(String device, Path sockets, boolean initiates, SiteImage image)
      throws IOException {
    String self = initiates ? "initiator" : "responder";
    String other = initiates ? "responder" : "initiator";
    Path site = Files.write(directory.resolve(self), image.encode());
    return machine("")
        .with(
            "-netdev",
            "dgram,id=net,local.type=unix,local.path="
                + sockets.resolve(self)
                + ",remote.type=unix,remote.path="
                + sockets.resolve(other))
        .with("-device", device + ",netdev=net,mac=52:54:00:00:00:0" + (initiates ? 1 : 2))
        .module(site, "site");
  }
}
