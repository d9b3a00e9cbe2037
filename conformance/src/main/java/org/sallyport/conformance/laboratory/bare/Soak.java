// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.machine.BareMachine;
import org.sallyport.conformance.laboratory.interop.machine.Nic;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.wire.OctetString;

/**
 * Many packets to a bare machine, with loss, damage, replays and garbage mixed in: every frame that
 * was handed over is answered or counted with a reason, and the heap is afterwards what it was.
 */
public final class Soak {
  private static final long BOOT_LIMIT_MS = 20_000;
  private static final long QUIET_MS = 300;
  private static final long STALL_MS = 3_000;
  private static final int MEMORY_MIB = 256;
  private static final int WARM_UP_PACKETS = 2_000;

  private static final int BURST = 16;
  private static final int IN_FLIGHT = 24;
  private static final int GARBAGE_PERCENT = 15;
  private static final int REPORT_EVERY = 100_000;
  private static final long SEED = 7;

  private final PeerEngine peer;
  private final HostileLink link;
  private final BareMachine machine;
  private final EchoClient echo;
  private final Garbage garbage;
  private final Random random = new Random(SEED);
  private final Consumer<String> progress;
  private long answered;

  private Soak(PeerEngine peer, HostileLink link, BareMachine machine, Consumer<String> progress) {
    this.peer = peer;
    this.link = link;
    this.machine = machine;
    this.progress = progress;
    this.echo =
        new EchoClient(
            new ClientPacket(
                Addresses.of(Addresses.PEER_INNER), Addresses.of(Addresses.MACHINE_INNER)));
    this.garbage =
        new Garbage(OctetString.parseHex(Nic.HARDWARE_ADDRESS.replace(":", "")).toArray(), SEED);
    peer.deliverTo(packet -> {
      if (echo.isEchoReply(packet)) {
        answered++;
      }
    });
  }

  /**
   * Runs it.
   *
   * @param directory for sockets and site; its path is short enough for sockets
   * @param packets how many to send
   * @param progress told now and then how far it is
   */
  public static SoakResult run(Nic nic, Path directory, int packets, Consumer<String> progress)
      throws LabException {
    BareSite.Written site = BareSite.write(directory, true);
    BootRun.Link ends = new BootRun.Link(directory);
    HostileLink link = ends.hostile(SEED);
    try (PeerEngine peer = ends.open(link, System.nanoTime(), "peer", "machine");
        BareMachine machine =
            BareMachine.start(site.module(), nic, MEMORY_MIB, ends.netdev(), List.of())) {
      if (!peer.runUntil(() -> peer.has(HthState.ESTABLISHED, 1), BOOT_LIMIT_MS)) {
        throw new LabException("no IKE SA; the end of the console: " + machine.lastLines());
      }
      return new Soak(peer, link, machine, progress).run(packets);
    }
  }

  private SoakResult run(int packets) throws LabException {
    link.arm();
    send(WARM_UP_PACKETS); // whatever is made at first use has been made after these
    settle();
    Map<String, Long> before = machine.counts();
    long heapBefore = machine.heapBytes();
    link.arm();
    answered = 0;
    long startNs = System.nanoTime();
    send(packets);
    settle();
    double seconds = (System.nanoTime() - startNs) / 1e9;
    Map<String, Long> after = machine.counts();
    Map<String, Long> drops = new TreeMap<>();
    after.forEach((name, value) -> {
      long more = value - before.getOrDefault(name, 0L);
      if (name.startsWith("drop ") && more != 0) {
        drops.put(name.substring("drop ".length()), more);
      }
    });
    HostileLink.Counts counts = link.counts();
    long dropped = drops.values().stream().mapToLong(Long::longValue).sum();
    List<SoakResult.Check> checks = new ArrayList<>();
    checks.add(new SoakResult.Check("frames given up at our end", 0, counts.refused));
    checks.add(
        new SoakResult.Check(
            "frames handed over arrived at the interface",
            counts.handedOver(),
            after.getOrDefault("nic RECEIVED", 0L) - before.getOrDefault("nic RECEIVED", 0L)));
    checks.add(new SoakResult.Check("genuine packets answered", counts.genuine, answered));
    checks.add(
        new SoakResult.Check(
            "replays refused as such", counts.repeated, drops.getOrDefault("REPLAYED", 0L)));
    checks.add(
        new SoakResult.Check(
            "damaged packets refused by their ICV",
            counts.damaged,
            drops.getOrDefault("NOT_AUTHENTIC", 0L)));
    checks.add(
        new SoakResult.Check(
            "replays, damage and garbage: drops with a reason", counts.hostile(), dropped));
    checks.add(
        new SoakResult.Check("heap in use, after as before", heapBefore, machine.heapBytes()));
    checks.add(new SoakResult.Check("still answers", 1, stillAnswers() ? 1 : 0));
    return new SoakResult(packets, seconds, checks, drops);
  }

  private void send(int packets) throws LabException {
    for (int i = 1; i <= packets; i++) {
      if (random.nextInt(100) < GARBAGE_PERCENT) {
        link.garbage(garbage.next());
      } else {
        peer.send(echo.request(84 + random.nextInt(128)));
      }
      if (i % BURST == 0) {
        awaitAnswers(IN_FLIGHT);
      }
      if (i % REPORT_EVERY == 0) {
        progress.accept("%,d packets, %,d pings answered".formatted(i, answered));
      }
    }
    awaitAnswers(0);
  }

  /** Lets answers come in until few are missing, so that no queue on the way is ever full. */
  private void awaitAnswers(int missing) throws LabException {
    boolean isMoving =
        peer.runUntil(
            () -> peer.isFlushed() && link.counts().genuine - answered <= missing, STALL_MS);
    if (!isMoving) {
      throw new LabException(
          "the machine is stuck: "
              + answered
              + " answers to "
              + link.counts().genuine
              + " packets; the end of its console: "
              + machine.lastLines());
    }
  }

  private void settle() {
    peer.runUntil(() -> false, QUIET_MS);
  }

  private boolean stillAnswers() {
    InnerClient client =
        new InnerClient(
            peer, Addresses.of(Addresses.PEER_INNER), Addresses.of(Addresses.MACHINE_INNER));
    for (int i = 0; i < 20; i++) {
      if (client.pingNs(84, STALL_MS / 10).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
