// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.lab.Machine;
import org.sallyport.conformance.laboratory.interop.machine.BareMachine;
import org.sallyport.conformance.laboratory.interop.machine.Nic;
import org.sallyport.engine.table.HthState;
import org.sallyport.spec.file.SystemReason;

/**
 * The kernel boots in QEMU and stays up until it is told to end. This JVM's engine keeps the
 * tunnel, and a port of this host leads through it to the machine's pages; see {@link PageForward}.
 */
public final class StayRun {
  private static final long BOOT_LIMIT_MS = 60_000;
  private static final long TURN_MS = 1_000;
  private static final int MEMORY_MIB = 256;

  private StayRun() {}

  /**
   * Stays until the end is wished for.
   *
   * @param directory for sockets, site and console; its path is short enough for sockets
   * @param port of this host, 0 for any that is free
   * @param ready told the address of the machine's first page once it can be fetched
   * @param isEnding asked all the time, from the thread that calls
   * @throws LabException the machine did not come up, did not stay up, or did not end in order
   */
  public static void run(
      Nic nic, Path directory, int port, Consumer<URI> ready, BooleanSupplier isEnding)
      throws LabException {
    BareSite.Written site = BareSite.write(directory, true);
    BootRun.Link link = new BootRun.Link(directory);
    ClientPacket addresses =
        new ClientPacket(Addresses.of(Addresses.PEER_INNER), Addresses.of(Addresses.MACHINE_INNER));
    try (PeerEngine peer = link.open(System.nanoTime(), "this JVM", "machine");
        PageForward forward = PageForward.open(port, peer, addresses, BareSite.PORT);
        BareMachine machine =
            BareMachine.start(site.module(), nic, MEMORY_MIB, link.netdev(), ownSession())) {
      try {
        stay(peer, forward, machine, ready, isEnding);
      } catch (UncheckedIOException refused) {
        throw new LabException(
            "cannot accept connections: " + SystemReason.of(refused.getCause()), refused);
      } finally {
        machine.writeConsole(directory.resolve("console.log"));
      }
    }
  }

  // Ctrl-C goes to every process of the terminal's group: QEMU would end before it is told to.
  private static List<String> ownSession() {
    return Machine.missingPrograms("setsid").isEmpty() ? List.of("setsid") : List.of();
  }

  private static void stay(
      PeerEngine peer,
      PageForward forward,
      BareMachine machine,
      Consumer<URI> ready,
      BooleanSupplier isEnding)
      throws LabException {
    BooleanSupplier isOver = () -> isEnding.getAsBoolean() || !machine.isAlive();
    peer.runUntil(() -> peer.has(HthState.ESTABLISHED, 1) || isOver.getAsBoolean(), BOOT_LIMIT_MS);
    if (!peer.has(HthState.ESTABLISHED, 1)) {
      if (isEnding.getAsBoolean()) {
        return; // before it was up: nothing is there to be ended in order
      }
      throw new LabException("no IKE SA; the end of the machine's console: " + machine.lastLines());
    }
    ready.accept(forward.address());
    while (!isOver.getAsBoolean()) {
      peer.runUntil(
          () -> {
            forward.poll();
            return isOver.getAsBoolean();
          },
          TURN_MS);
    }
    if (!machine.isAlive()) {
      throw new LabException("the machine ended; the end of its console: " + machine.lastLines());
    }
    OrderlyEnd.of(peer, machine);
  }
}
