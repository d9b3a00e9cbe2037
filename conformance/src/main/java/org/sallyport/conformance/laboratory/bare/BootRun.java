// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.machine.BareMachine;
import org.sallyport.conformance.laboratory.interop.machine.Nic;
import org.sallyport.engine.config.WebPage;
import org.sallyport.engine.table.HthState;
import org.sallyport.sim.link.DatagramLink;
import org.sallyport.sim.link.FrameLink;
import org.sallyport.sim.link.LinkException;
import org.sallyport.sim.trace.sequence.SequenceEvent;

/**
 * The paper's scene without privileges: the kernel boots in QEMU, opens an IKE SA with this JVM's
 * engine, answers pings and serves its pages through ESP, and closes its SAs when it is told to
 * end.
 */
public final class BootRun {
  private static final long BOOT_LIMIT_MS = 20_000;
  private static final long ANSWER_LIMIT_MS = 3_000;
  private static final long PING_LIMIT_MS = 500;
  private static final int MEMORY_MIB = 256;
  private static final int TRIES = 5;
  private static final List<Integer> PING_BYTES = List.of(64, 576, 1400, 4000);
  private static final List<String> HOSTS = List.of("machine", "this JVM");

  private final Nic nic;
  private final Path directory;
  private final Consumer<BootStep> progress;
  private final List<BootStep> steps = new ArrayList<>();
  private final long startNanoTime = System.nanoTime();

  private BootRun(Nic nic, Path directory, Consumer<BootStep> progress) {
    this.nic = nic;
    this.directory = directory;
    this.progress = progress;
  }

  /**
   * Runs the whole scene.
   *
   * @param directory for sockets, site and console; its path is short enough for sockets
   * @param progress told every step at once
   */
  public static BootResult run(Nic nic, Path directory, Consumer<BootStep> progress)
      throws LabException {
    return new BootRun(nic, directory, progress).run();
  }

  private BootResult run() throws LabException {
    Path console = directory.resolve("console.log");
    BareSite.Written site = BareSite.write(directory, true);
    Link link = new Link(directory);
    List<SequenceEvent> handshake = new ArrayList<>();
    try (PeerEngine peer = link.open(startNanoTime, HOSTS.getLast(), HOSTS.getFirst());
        BareMachine machine =
            BareMachine.start(site.module(), nic, MEMORY_MIB, link.netdev(), List.of())) {
      try {
        scene(peer, machine, site.pages(), handshake);
      } catch (LabException failed) {
        step("stopped", false, failed.getMessage());
      } finally {
        machine.writeConsole(console);
      }
    }
    return new BootResult(steps, HOSTS, handshake, console);
  }

  private void scene(
      PeerEngine peer, BareMachine machine, List<WebPage> pages, List<SequenceEvent> handshake)
      throws LabException {
    demand(
        peer.runUntil(() -> !machine.isAlive() || !peer.events().isEmpty(), BOOT_LIMIT_MS)
            && machine.isAlive(),
        "the machine sends nothing; the end of its console: " + machine.lastLines());
    step("first frame", true, "boot, self-tests, " + nic);
    demand(
        peer.runUntil(() -> peer.has(HthState.ESTABLISHED, 1), BOOT_LIMIT_MS),
        "no IKE SA; the end of the machine's console: " + machine.lastLines());
    handshake.addAll(peer.events());
    step("handshake", true, "IKE SA and Child SA, opened by the machine");
    InnerClient client =
        new InnerClient(
            peer, Addresses.of(Addresses.PEER_INNER), Addresses.of(Addresses.MACHINE_INNER));
    ping(client);
    for (WebPage page : pages) {
      page(client, page);
    }
    status(client);
    shutdown(peer, machine);
  }

  private void ping(InnerClient client) throws LabException {
    List<String> seen = new ArrayList<>();
    for (int bytes : PING_BYTES) {
      OptionalLong answer = OptionalLong.empty();
      for (int i = 0; i < TRIES && answer.isEmpty(); i++) {
        answer = client.pingNs(bytes, PING_LIMIT_MS);
      }
      demand(answer.isPresent(), "no answer to a ping of " + bytes + " octets");
      seen.add(String.format(Locale.ROOT, "%d octets %.1f ms", bytes, answer.getAsLong() / 1e6));
    }
    step("ping through ESP", true, String.join(", ", seen));
  }

  private void page(InnerClient client, WebPage page) throws LabException {
    byte[] answer = client.get(page.path(), BareSite.PORT, ANSWER_LIMIT_MS);
    byte[] body = body(answer);
    demand(
        statusLine(answer).contains(" 200 ") && Arrays.equals(body, page.body()),
        page.path()
            + " came as \""
            + statusLine(answer)
            + "\" with "
            + body.length
            + " octets, not 200 with "
            + page.body().length);
    step("page " + page.path(), true, body.length + " octets");
  }

  private void status(InnerClient client) throws LabException {
    byte[] answer = client.get("/status", BareSite.PORT, ANSWER_LIMIT_MS);
    String text = new String(body(answer), StandardCharsets.UTF_8);
    demand(
        statusLine(answer).contains(" 200 ") && text.contains(BareSite.PEER),
        "the status page came as \"" + statusLine(answer) + "\", " + text.length() + " octets");
    step("status page", true, text.length() + " octets");
  }

  private void shutdown(PeerEngine peer, BareMachine machine) throws LabException {
    OrderlyEnd.of(peer, machine);
    step("orderly shutdown", true, "SAs deleted, status 0");
  }

  private static String statusLine(byte[] answer) {
    return new String(answer, StandardCharsets.ISO_8859_1).lines().findFirst().orElse("nothing");
  }

  private static byte[] body(byte[] answer) {
    int at = new String(answer, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
    return at < 0 ? new byte[0] : Arrays.copyOfRange(answer, at + 4, answer.length);
  }

  private static void demand(boolean holds, String otherwise) throws LabException {
    if (!holds) {
      throw new LabException(otherwise);
    }
  }

  private void step(String name, boolean isPassed, String detail) {
    BootStep step = new BootStep(name, System.nanoTime() - startNanoTime, isPassed, detail);
    steps.add(step);
    progress.accept(step);
  }

  /**
   * The two sockets of the link between QEMU and this JVM: one Ethernet frame a datagram.
   *
   * @param directory where they are; its path is short enough
   */
  record Link(Path directory) {
    /** The value of QEMU's {@code -netdev}. */
    String netdev() {
      return "dgram,id=n0,local.type=unix,local.path="
          + machines()
          + ",remote.type=unix,remote.path="
          + ours();
    }

    /** This JVM's engine at its end. */
    PeerEngine open(long startNanoTime, String here, String there) throws LabException {
      return open(socket(), startNanoTime, here, there);
    }

    /** The same with something between engine and socket. */
    PeerEngine open(FrameLink link, long startNanoTime, String here, String there) {
      return new PeerEngine(
          PeerConfiguration.of(ours(), machines()), link, startNanoTime, here, there);
    }

    /** This JVM's end with an attacker on it, who is not armed yet. */
    HostileLink hostile(long seed) throws LabException {
      return new HostileLink(socket(), seed);
    }

    private FrameLink socket() throws LabException {
      try {
        return new PatientLink(DatagramLink.unix(ours(), machines()));
      } catch (LinkException refused) {
        throw new LabException("no link to QEMU", refused);
      }
    }

    private Path ours() {
      return directory.resolve("peer.sock");
    }

    private Path machines() {
      return directory.resolve("nic.sock");
    }
  }
}
