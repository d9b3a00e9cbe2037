// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.sallyport.conformance.laboratory.interop.guest.LinuxGuest;
import org.sallyport.conformance.laboratory.interop.lab.Command;
import org.sallyport.conformance.laboratory.interop.lab.Lab;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.lab.LabProcess;
import org.sallyport.conformance.laboratory.interop.lab.Machine;
import org.sallyport.conformance.laboratory.interop.lab.Namespace;
import org.sallyport.conformance.laboratory.interop.lab.TextFile;
import org.sallyport.conformance.laboratory.interop.lab.Waiting;

/**
 * strongSwan in a Linux guest, whose kernel does ESP: protocol 50, transport mode, ESN. A bridge
 * joins the guest's TAP to the wire.
 */
public final class LinuxGuestPeer extends CharonPeer {
  private static final Duration START = Duration.ofSeconds(15);
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int MEMORY_MIB = 256;
  private static final String TAP = "guest0";
  private static final Path SOCKET = Path.of("/run/charon.vici");
  private static final Path LOG = Path.of("/run/charon.log");
  private static final Path KEY_LOG = Path.of("/run/charon-keys.log");
  private static final String DAEMON_FILE = "/etc/strongswan.conf";
  private static final String CONNECTION_FILE = "/etc/swanctl/swanctl.conf";

  private Optional<LinuxGuest> guest = Optional.empty();

  /**
   * A guest that is not started yet.
   *
   * @param directoryName folder of the laboratory where its files go
   */
  public LinuxGuestPeer(Lab lab, Namespace namespace, String directoryName, PeerSettings settings) {
    super(lab, namespace, directoryName, settings);
  }

  @Override
  public String name() {
    return "strongSwan with Linux' ESP";
  }

  @Override
  public void start() throws LabException {
    namespace.bridgeToWire(TAP);
    Path serial = lab.socketDirectory().resolve(directory.getFileName() + ".serial");
    TextFile.write(console(), "");
    LabProcess qemu =
        lab.start(
            namespace,
            "qemu-" + directory.getFileName(),
            LinuxGuest.words(
                LinuxGuest.initramfs(),
                MEMORY_MIB,
                "tap,id=n0,ifname=" + TAP + ",script=no,downscript=no,vnet_hdr=off",
                serial,
                console()),
            Map.of());
    LinuxGuest booted = lab.own(LinuxGuest.attach(qemu, serial)).awaitStart();
    guest = Optional.of(booted);
    configure(booted);
    booted.write(
        DAEMON_FILE, StrongSwanConfig.daemon(LinuxGuest.strongSwanPlugins(), SOCKET, LOG, KEY_LOG));
    booted.run(Machine.charon().orElseThrow() + " > /run/charon.out 2>&1 &");
    if (!Waiting.until(START, swanctl::isAnswering)) {
      throw new LabException("charon did not start in the guest: " + booted.run("cat " + LOG));
    }
    load();
  }

  private void configure(LinuxGuest booted) throws LabException {
    String address = settings.localAddress() + "/" + settings.outerPrefix();
    String ip = Machine.program("ip").toString(); // and not busybox' own
    booted.run(
        ip
            + " address add "
            + address
            + " dev "
            + LinuxGuest.NIC
            + (address.contains(":") ? " nodad" : ""));
    booted.run(ip + " link set " + LinuxGuest.NIC + " up");
    if (settings.wrapping().isTunnel()) {
      booted.run(ip + " address add " + settings.localHost() + "/24 dev lo");
    }
  }

  @Override
  void load() throws LabException {
    guest().write(CONNECTION_FILE, StrongSwanConfig.connection(settings));
    swanctl.load(CONNECTION_FILE);
  }

  @Override
  public void stop() throws LabException {
    guest().close();
  }

  @Override
  public long reported(Notice notice) throws LabException {
    String name = StrongSwanConfig.logName(notice).replace("(", "[(]");
    String count = guest().run("grep -c '" + name + "' " + LOG + " || true");
    return Long.parseLong(count.strip());
  }

  @Override
  public Optional<InnerHost> host() {
    return guest.map(GuestHost::new);
  }

  /** What the kernel's IPsec counts in {@code /proc/net/xfrm_stat}. */
  @Override
  public OptionalLong refusedEspPackets() throws LabException {
    String sum =
        guest().run("awk '$1 ~ /^XfrmIn/ { n += $2 } END { print n + 0 }' /proc/net/xfrm_stat");
    return OptionalLong.of(Long.parseLong(sum.strip()));
  }

  @Override
  public void exportKeys(Path target) throws LabException {
    Path copy = directory.resolve("charon-keys.log");
    TextFile.write(copy, guest().run("cat " + KEY_LOG));
    exportKeys(copy, target);
  }

  @Override
  public List<Path> logs() {
    List<Path> logs = new ArrayList<>();
    Path copy = directory.resolve("charon.log");
    try {
      TextFile.write(copy, guest().run("cat " + LOG));
      logs.add(copy);
    } catch (LabException notThere) {
      logs.add(lab.directory().resolve("qemu-" + directory.getFileName() + ".out"));
    }
    if (Files.exists(console())) {
      logs.add(console());
    }
    return logs;
  }

  private LinuxGuest guest() throws LabException {
    return guest.orElseThrow(() -> new LabException("the guest is not started"));
  }

  private Path console() {
    return directory.resolve("console.log");
  }

  @Override
  Command.Outcome swanctl(List<String> arguments) throws LabException {
    return guest()
        .attempt("swanctl " + String.join(" ", arguments) + " --uri unix://" + SOCKET, LIMIT);
  }
}
