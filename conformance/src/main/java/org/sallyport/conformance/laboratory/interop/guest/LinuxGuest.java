// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.interop.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.sallyport.conformance.laboratory.interop.lab.Command;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.lab.LabProcess;
import org.sallyport.conformance.laboratory.interop.lab.Machine;
import org.sallyport.conformance.laboratory.interop.lab.Waiting;

/** A running Linux guest. It has one NIC, {@value #NIC}, and nothing configured on it. */
public final class LinuxGuest implements AutoCloseable {
  /** The guest's network interface. */
  public static final String NIC = "eth0";

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration USUAL_LIMIT = Duration.ofSeconds(20);

  private static Optional<Path> initramfs = Optional.empty();

  private final LabProcess qemu;
  private final GuestShell shell;

  private LinuxGuest(LabProcess qemu, GuestShell shell) {
    this.qemu = qemu;
    this.shell = shell;
  }

  /** What a guest needs of this machine beyond the other live tests, and what of it is missing. */
  public static List<String> missing() {
    List<String> missing = new ArrayList<>(KernelPackage.missing());
    missing.addAll(Machine.missingPrograms("qemu-system-x86_64"));
    return missing;
  }

  /** Makes the file system that {@link #words} wants, once for all guests of this JVM. */
  public static synchronized Path initramfs() throws LabException {
    if (initramfs.isEmpty()) {
      initramfs =
          Optional.of(write(Initramfs.of(KernelPackage.open(), Initramfs.MODULES, Map.of())));
    }
    return initramfs.get();
  }

  /**
   * Makes a file system for AES-GCM over IPv4 alone.
   *
   * @param files by path, beyond those that every guest has; {@code start} is run at the end of the
   *     start
   */
  public static Path leanInitramfs(Map<String, String> files) throws LabException {
    return write(Initramfs.of(KernelPackage.open(), Initramfs.LEAN_MODULES, files));
  }

  private static Path write(byte[] content) throws LabException {
    try {
      Path file = Files.createTempFile("sallyport-initramfs-", ".gz");
      file.toFile().deleteOnExit();
      return Files.write(file, content);
    } catch (IOException refused) {
      throw new LabException("cannot write the guest's file system", refused);
    }
  }

  /**
   * QEMU's words for a guest with software emulation.
   *
   * @param initramfs see {@link #initramfs}
   * @param netdev value of {@code -netdev}, whose id is {@code n0}
   * @param serial socket of the second serial port
   * @param console file of the first one
   */
  public static List<String> words(
      Path initramfs, int memoryMib, String netdev, Path serial, Path console) throws LabException {
    return List.of(
        "qemu-system-x86_64",
        "-accel",
        "tcg",
        "-cpu",
        "max",
        "-m",
        Integer.toString(memoryMib),
        "-nodefaults",
        "-display",
        "none",
        "-no-reboot",
        "-kernel",
        KernelPackage.open().image().toString(),
        "-initrd",
        initramfs.toString(),
        "-append",
        "console=ttyS0 quiet mitigations=off net.ifnames=0 panic=-1",
        "-serial",
        "file:" + console,
        "-chardev",
        "socket,id=shell,server=on,wait=off,path=" + serial,
        "-serial",
        "chardev:shell",
        "-netdev",
        netdev,
        "-device",
        "virtio-net-pci,netdev=n0,mac=52:54:00:5a:00:02,romfile=");
  }

  /** Takes hold of the guest of a QEMU that was just started, which is not up yet. */
  public static LinuxGuest attach(LabProcess qemu, Path serial) throws LabException {
    AtomicReference<GuestShell> shell = new AtomicReference<>();
    AtomicReference<LabException> refused = new AtomicReference<>();
    boolean open =
        Waiting.until(
            Duration.ofSeconds(5),
            () -> {
              qemu.requireAlive();
              try {
                shell.set(GuestShell.connect(serial));
              } catch (LabException notYet) {
                refused.set(notYet);
              }
              return shell.get() != null;
            });
    if (!open) {
      throw new LabException("QEMU did not open the serial port", refused.get());
    }
    return new LinuxGuest(qemu, shell.get());
  }

  /** Waits until it takes commands. */
  public LinuxGuest awaitStart() throws LabException {
    Command.Outcome ignored = shell.await("start", START);
    assert ignored.exitCode() == 0;
    return this;
  }

  /** Runs a line of shell in the guest; fails unless its status is 0. */
  public String run(String line) throws LabException {
    Command.Outcome outcome = attempt(line, USUAL_LIMIT);
    if (outcome.exitCode() != 0) {
      throw new LabException(
          "in the guest, \""
              + line
              + "\" ended with "
              + outcome.exitCode()
              + ": "
              + outcome.output().strip());
    }
    return outcome.output();
  }

  /** Runs a line of shell in the guest, however it ends. */
  public Command.Outcome attempt(String line, Duration limit) throws LabException {
    qemu.requireAlive();
    return shell.run(line, limit);
  }

  /** Writes a file in the guest. */
  public void write(String path, String text) throws LabException {
    shell.write(path, text, USUAL_LIMIT);
  }

  /** Fails, with what QEMU said, when it has ended. */
  public void requireAlive() throws LabException {
    qemu.requireAlive();
  }

  @Override
  public void close() throws LabException {
    shell.close();
    qemu.stop();
  }

  /** The names of strongSwan's plugins that the guest has. */
  public static String strongSwanPlugins() {
    return Initramfs.pluginList();
  }
}
