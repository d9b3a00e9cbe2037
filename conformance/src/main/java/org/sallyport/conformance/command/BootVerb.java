// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.sallyport.conformance.laboratory.bare.BootReport;
import org.sallyport.conformance.laboratory.bare.BootResult;
import org.sallyport.conformance.laboratory.bare.BootRun;
import org.sallyport.conformance.laboratory.bare.BootStatistics;
import org.sallyport.conformance.laboratory.bare.BootStep;
import org.sallyport.conformance.laboratory.bare.SameEngine;
import org.sallyport.conformance.laboratory.bare.Soak;
import org.sallyport.conformance.laboratory.bare.SoakResult;
import org.sallyport.conformance.laboratory.bare.StayRun;
import org.sallyport.conformance.laboratory.interop.guest.LinuxGuest;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.lab.Machine;
import org.sallyport.conformance.laboratory.interop.machine.BareKernel;
import org.sallyport.conformance.laboratory.interop.machine.Nic;
import org.sallyport.sim.command.EnvironmentException;
import org.sallyport.sim.command.ExitCode;
import org.sallyport.sim.command.SallyportVerb;
import org.sallyport.sim.command.UsageException;
import org.sallyport.sim.simulation.RecordedRun;
import org.sallyport.spec.file.SystemReason;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sallyport boot}: the kernel boots in QEMU and talks to this JVM's engine. */
@Command(
    name = "boot",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Boots the kernel, which needs no operating system, in QEMU, without privileges: it opens an"
          + " IKE SA with the engine of this process, answers pings and serves its pages through"
          + " ESP, and closes its SAs when it is told to end."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all went as it must; with --stay: ended by Ctrl-C or SIGTERM, in order",
      "1:it did not",
      "2:wrong command line",
      "3:QEMU or the kernel is missing, or a file cannot be written"
    },
    footer = {
      "",
      "Examples:",
      "  sallyport boot",
      "  sallyport boot --nic virtio-net --console",
      "  sallyport boot --stay                stays up; its pages at an address of this host",
      "  sallyport boot --stats               size, time and memory, beside Linux with strongSwan",
      "  sallyport boot --soak 1000000        packets with loss and garbage mixed in",
      "  sallyport boot --replay 7            the simulated and the bare engine do the same"
    })
public final class BootVerb implements SallyportVerb {
  @Spec private CommandSpec spec;

  @Option(
      names = "--nic",
      paramLabel = "NIC",
      defaultValue = "e1000",
      description =
          "The machine's interface: e1000, e1000e or virtio-net. Default: ${DEFAULT-VALUE}")
  private String nicName = "";

  @Option(names = "--console", description = "Prints the machine's console at the end.")
  private boolean showsConsole;

  @Option(names = "--keep", description = "Keeps site, module and console, and says where.")
  private boolean keeps;

  @Option(names = "--quiet", description = "Leaves the message sequence of the handshake out.")
  private boolean isQuiet;

  @Option(names = "--json", description = "Prints one JSON object instead of text.")
  private boolean isJson;

  @ArgGroup(exclusive = true)
  private Purpose purpose = new Purpose();

  /** What else can be done with the kernel than to show it. */
  static final class Purpose {
    @Option(
        names = "--stats",
        description =
            "Measures image, time to the first ping and memory; the same of Linux with strongSwan"
                + " where ./sallyport setup has fetched its kernel.")
    private boolean isStatistics;

    @Option(
        names = "--soak",
        paramLabel = "PACKETS",
        description = "Sends so many packets, with loss and garbage, and compares all counts.")
    private Integer soakPackets;

    @Option(
        names = "--replay",
        paramLabel = "SEED",
        description =
            "Records a simulated run of this seed, with faults, gives it to the machine and"
                + " compares all that the two engines did, octet for octet.")
    private Long replaySeed;

    @Option(
        names = "--stay",
        description =
            "Leaves the machine up until Ctrl-C, and prints the address of its status page: a port"
                + " of 127.0.0.1 that leads to the machine through the tunnel.")
    private boolean isStaying;
  }

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "That port, with --stay. Default: any that is free")
  private int port;

  /** Made by the service loader. */
  public BootVerb() {}

  @Override
  public Integer call() throws LabException {
    Nic nic = nic();
    if (purpose.soakPackets != null && purpose.soakPackets < 1) {
      throw new UsageException("--soak " + purpose.soakPackets + ": give 1 packet or more");
    }
    if (port < 0 || port > 65_535 || (port != 0 && !purpose.isStaying)) {
      throw new UsageException("--port " + port + ": give 1 to 65535, and --stay with it");
    }
    List<String> missing = BareKernel.missing();
    if (!missing.isEmpty()) {
      throw new EnvironmentException(
          "nothing can be booted here:\n  " + String.join("\n  ", missing), "mend what is listed");
    }
    if (!purpose.isStaying) {
      return work(directory -> fulfil(nic, directory));
    }
    EndSignal signal = EndSignal.heard();
    int code = ExitCode.INTERNAL;
    try {
      code = work(directory -> stay(nic, directory, signal));
    } finally {
      signal.over(code);
    }
    return code;
  }

  /** What is done with a directory; false when it did not go as it must. */
  @FunctionalInterface
  private interface Work {
    boolean in(Path directory) throws LabException;
  }

  private int work(Work work) throws LabException {
    Path directory = directory();
    try {
      return work.in(directory) ? ExitCode.OK : ExitCode.FAILED;
    } catch (LabException failed) {
      err().println("boot: " + failed.getMessage());
      return ExitCode.FAILED;
    } finally {
      if (keeps) {
        err().println("files are in " + directory);
      } else {
        delete(directory);
      }
    }
  }

  private boolean fulfil(Nic nic, Path directory) throws LabException {
    if (purpose.isStatistics) {
      return statistics(nic, directory);
    }
    if (purpose.soakPackets != null) {
      return soak(nic, directory);
    }
    return purpose.replaySeed != null
        ? replay(purpose.replaySeed, directory)
        : show(nic, directory);
  }

  private boolean replay(long seed, Path directory) throws LabException {
    boolean allEqual = true;
    for (RecordedRun run : SameEngine.record(seed)) {
      SameEngine.Outcome outcome = SameEngine.replay(run, run.log().toArray(), directory);
      allEqual &= outcome.isEqual();
      out().println(outcome.text());
      out().flush();
    }
    return allEqual;
  }

  private boolean show(Nic nic, Path directory) throws LabException {
    BootResult result = BootRun.run(nic, directory, this::progress);
    out().print(isJson ? BootReport.json(nic, result) : BootReport.text(result, !isQuiet));
    if (showsConsole && !isJson) {
      try {
        out().print("\nThe machine's console:\n\n" + Files.readString(result.console()));
      } catch (IOException unreadable) {
        throw new LabException("cannot read " + result.console(), unreadable);
      }
    }
    out().flush();
    return result.isPassed();
  }

  private boolean stay(Nic nic, Path directory, EndSignal signal) throws LabException {
    if (!isJson) {
      out().println("booting the machine ...");
      out().flush();
    }
    StayRun.run(nic, directory, port, this::staying, signal::isGiven);
    if (!isJson) {
      out().println("the machine has closed its SAs and ended");
      out().flush();
    }
    return true;
  }

  private void staying(URI pages) {
    URI status = pages.resolve("status");
    if (isJson) {
      out().println("{\"pages\": \"" + pages + "\", \"status\": \"" + status + "\"}");
    } else {
      out().println("the machine is up, and reached through its tunnel:");
      out().println("  status page  " + status);
      out().println("  its pages    " + pages);
      out().println("end it with Ctrl-C");
    }
    out().flush();
  }

  private void progress(BootStep step) {
    if (!isJson) {
      out().println(BootReport.line(step));
      out().flush();
    }
  }

  private boolean statistics(Nic nic, Path directory) throws LabException {
    List<String> missing = new ArrayList<>(LinuxGuest.missing());
    missing.addAll(Machine.missingPrograms("ip", "swanctl"));
    if (!missing.isEmpty()) {
      err().println("without Linux: " + String.join("; ", missing));
    }
    List<BootStatistics> all =
        BootStatistics.measure(
            nic,
            directory,
            missing.isEmpty(),
            text -> {
              err().println(text);
              err().flush();
            });
    out().print(isJson ? BootReport.json(all) : BootReport.text(all));
    out().flush();
    return true;
  }

  private boolean soak(Nic nic, Path directory) throws LabException {
    SoakResult result =
        Soak.run(
            nic,
            directory,
            purpose.soakPackets,
            text -> {
              err().println(text);
              err().flush();
            });
    out().print(isJson ? result.json() : result.text());
    out().flush();
    return result.isPassed();
  }

  private Nic nic() {
    for (Nic nic : Nic.values()) {
      if (nic.toString().equals(nicName.toLowerCase(Locale.ROOT))) {
        return nic;
      }
    }
    throw new UsageException("--nic " + nicName + ": choose e1000, e1000e or virtio-net");
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Short enough for the paths of sockets below it. */
  private static Path directory() {
    try {
      return Files.createTempDirectory("spb-");
    } catch (IOException refused) {
      throw new EnvironmentException(
          "cannot make a temporary directory: " + SystemReason.withFile(refused), "check TMPDIR");
    }
  }

  private static void delete(Path directory) throws LabException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException refused) {
      throw new LabException("cannot remove " + directory, refused);
    }
  }
}
