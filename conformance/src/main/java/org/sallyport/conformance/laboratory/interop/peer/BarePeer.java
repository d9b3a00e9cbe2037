// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.peer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.sallyport.conformance.laboratory.interop.lab.Lab;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.lab.Namespace;
import org.sallyport.conformance.laboratory.interop.machine.BareMachine;
import org.sallyport.conformance.laboratory.interop.machine.Nic;
import org.sallyport.engine.config.WebPage;

/**
 * Our own engine without an operating system: the kernel in QEMU, on a TAP that a bridge joins to
 * the wire, steered over its serial port.
 */
public final class BarePeer extends SallyportPeer {
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration SHUTDOWN = Duration.ofSeconds(5);
  private static final int MEMORY_MIB = 256;
  private static final String TAP = "bare0";

  private final Nic nic;
  private Optional<BareMachine> machine = Optional.empty();
  private List<WebPage> pages = List.of();

  /**
   * A machine that is not started yet.
   *
   * @param directoryName folder of the laboratory where its files go
   */
  public BarePeer(
      Nic nic, Lab lab, Namespace namespace, String directoryName, PeerSettings settings) {
    super(lab, namespace, directoryName, settings);
    this.nic = nic;
  }

  @Override
  public String name() {
    return "Sallyport without an operating system, " + nic;
  }

  @Override
  public void start() throws LabException {
    namespace.bridgeToWire(TAP);
    BareSiteFile site = BareSiteFile.write(settings, directory);
    pages = site.pages();
    BareMachine started =
        lab.own(
            BareMachine.start(
                site.module(),
                nic,
                MEMORY_MIB,
                "tap,id=n0,ifname=" + TAP + ",script=no,downscript=no,vnet_hdr=off",
                namespace.inside(List.of())));
    machine = Optional.of(started);
    started.await(BareMachine.READY, START);
  }

  /** Tells it to shut down and waits until it has, with status 0. */
  @Override
  public void stop() throws LabException {
    command("shutdown");
    OptionalInt status = machine().waitForStatus(SHUTDOWN);
    if (status.isEmpty() || status.getAsInt() != 0) {
      throw new LabException("the machine did not end with status 0: " + machine().lastLines());
    }
  }

  @Override
  void command(String command) throws LabException {
    List<String> answer = machine().command(command);
    if (!answer.contains("done")) {
      throw new LabException("the machine refuses \"" + command + "\": " + answer);
    }
  }

  @Override
  public PeerState state() throws LabException {
    int established = 0;
    int other = 0;
    int children = 0;
    for (String line : machine().command("status")) {
      String[] words = line.split(" ");
      if (words[0].equals("ike")) {
        boolean isEstablished = words[3].equals("Established");
        established += isEstablished ? 1 : 0;
        other += isEstablished ? 0 : 1;
      }
      children += words[0].equals("child") ? 1 : 0;
    }
    return new PeerState(established, other, children);
  }

  @Override
  public long reported(Notice notice) throws LabException {
    var counts = machine().counts();
    return notice.engineEvents().stream()
        .mapToLong(event -> counts.getOrDefault("event " + event, 0L))
        .sum();
  }

  @Override
  public Optional<InnerHost> host() {
    return Optional.empty(); // it serves and answers, and asks nobody anything
  }

  @Override
  public List<WebPage> pages() {
    return pages;
  }

  @Override
  public boolean hasKeyLog() {
    return false;
  }

  @Override
  public void exportKeys(Path target) throws LabException {
    throw new LabException("the machine tells its keys to nobody");
  }

  @Override
  public boolean isKeyLogComplete() {
    return false;
  }

  @Override
  public List<Path> logs() {
    List<Path> logs = new ArrayList<>();
    try {
      Path console = directory.resolve("console.log");
      machine().writeConsole(console);
      logs.add(console);
    } catch (LabException notStarted) {
      return logs;
    }
    return logs;
  }

  private BareMachine machine() throws LabException {
    return machine.orElseThrow(() -> new LabException("the machine is not started"));
  }
}
