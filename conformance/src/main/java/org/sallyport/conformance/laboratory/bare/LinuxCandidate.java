// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.sallyport.conformance.laboratory.interop.guest.KernelPackage;
import org.sallyport.conformance.laboratory.interop.guest.LinuxGuest;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.lab.LabProcess;
import org.sallyport.conformance.laboratory.interop.lab.Machine;

/**
 * Debian's cloud kernel with strongSwan in an initramfs that holds nothing else, the ESP being the
 * kernel's: what the paper's system replaces.
 */
final class LinuxCandidate implements Candidate {
  private final Path initramfs;

  /** Linux and strongSwan, and nothing else. */
  LinuxCandidate() throws LabException {
    this(Map.of(), "");
  }

  /**
   * With more on board.
   *
   * @param more files by path
   * @param moreStart lines of shell that are run once strongSwan is
   */
  LinuxCandidate(Map<String, String> more, String moreStart) throws LabException {
    String charon =
        Machine.charon().orElseThrow(() -> new LabException("charon is not installed")).toString();
    Map<String, String> files = new HashMap<>(more);
    files.put("etc/strongswan.conf", daemon());
    files.put("etc/swanctl/swanctl.conf", connection());
    files.put("start", start(charon) + moreStart);
    initramfs = LinuxGuest.leanInitramfs(files);
  }

  private static String daemon() {
    return """
    charon {
      load_modular = no
      load = %s
      plugins {
        vici {
          socket = unix:///run/charon.vici
        }
      }
    }
    """
        .formatted(LinuxGuest.strongSwanPlugins());
  }

  private static String connection() {
    return """
    connections {
      peer {
        version = 2
        local_addrs = %s
        remote_addrs = %s
        proposals = %s
        local {
          auth = psk
          id = %s
        }
        remote {
          auth = psk
          id = %s
        }
        children {
          page {
            local_ts = 10.1.0.0/24
            remote_ts = 10.2.0.0/24
            esp_proposals = %s
            start_action = start
          }
        }
      }
    }
    secrets {
      ike-peer {
        secret = "%s"
      }
    }
    """
        .formatted(
            Addresses.MACHINE,
            Addresses.PEER,
            Addresses.IKE_PROPOSAL,
            Addresses.MACHINE_ID,
            Addresses.PEER_ID,
            Addresses.ESP_PROPOSAL,
            Addresses.SECRET);
  }

  /** No loop of it waits longer than it must. */
  private static String start(String charon) throws LabException {
    return """
    %1$s link set eth0 up
    %1$s address add %2$s/24 dev eth0
    %1$s address add %3$s/24 dev lo
    %4$s > /run/charon.out 2>&1 &
    until [ -S /run/charon.vici ]; do sleep 0.01; done
    until swanctl --load-all --noprompt --uri unix:///run/charon.vici; do sleep 0.01; done
    """
        .formatted(Machine.program("ip"), Addresses.MACHINE, Addresses.MACHINE_INNER, charon);
  }

  @Override
  public String title() {
    return "Linux and strongSwan";
  }

  @Override
  public long imageBytes() throws LabException {
    return size(KernelPackage.open().image()) + size(initramfs);
  }

  @Override
  public String imageText() throws LabException {
    return String.format(
        Locale.ROOT,
        "%s %.1f MiB, initramfs (gzip) %.1f MiB",
        KernelPackage.open().image().getFileName(),
        size(KernelPackage.open().image()) / 1048576.0,
        size(initramfs) / 1048576.0);
  }

  private static long size(Path file) throws LabException {
    try {
      return Files.size(file);
    } catch (IOException unreadable) {
      throw new LabException("cannot read " + file, unreadable);
    }
  }

  @Override
  public Running start(Path directory, int memoryMib, String netdev) throws LabException {
    Path console = directory.resolve("linux-console.log");
    Path serial = directory.resolve("serial");
    LabProcess qemu =
        LabProcess.start(
            "QEMU",
            LinuxGuest.words(initramfs, memoryMib, netdev, serial, console),
            Map.of(),
            directory.resolve("linux-qemu.out"));
    try {
      return new RunningLinux(qemu, LinuxGuest.attach(qemu, serial), console);
    } catch (LabException refused) {
      qemu.close();
      throw refused;
    }
  }

  private record RunningLinux(LabProcess qemu, LinuxGuest guest, Path console) implements Running {
    @Override
    public boolean isAlive() {
      return qemu.isAlive();
    }

    /** All that the kernel does not call available, which includes itself by what it reserved. */
    @Override
    public long usedBytes() throws LabException {
      String kibibytes =
          guest
              .awaitStart()
              .run(
                  "awk '/MemTotal/ { t = $2 } /MemAvailable/ { a = $2 } END { print t - a }'"
                      + " /proc/meminfo");
      return 1024 * Long.parseLong(kibibytes.strip());
    }

    @Override
    public void close() throws LabException {
      guest.close();
    }
  }
}
