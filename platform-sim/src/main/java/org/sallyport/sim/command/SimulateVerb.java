// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.sallyport.engine.port.KeyLog;
import org.sallyport.sim.config.ProposalText;
import org.sallyport.sim.config.TextException;
import org.sallyport.sim.crypto.CryptoLibraries;
import org.sallyport.sim.gateway.KeyLogFolder;
import org.sallyport.sim.link.FrameLink;
import org.sallyport.sim.link.PcapWriter;
import org.sallyport.sim.simulation.Simulation;
import org.sallyport.sim.simulation.SimulationJson;
import org.sallyport.sim.simulation.SimulationOptions;
import org.sallyport.sim.simulation.SimulationReport;
import org.sallyport.sim.simulation.network.FaultOptions;
import org.sallyport.sim.simulation.network.Transmission;
import org.sallyport.sim.trace.TraceRecord;
import org.sallyport.sim.trace.sequence.SequenceEvent;
import org.sallyport.sim.trace.sequence.SequenceSvg;
import org.sallyport.sim.trace.sequence.SequenceText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sallyport simulate}: two engines over a network with faults, replayable from a seed. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs two engines through handshake, traffic and close over a simulated network with faults.",
      "The same options give the same bytes, in every output. Chances are from 0 to 1 for each frame."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every check of every run passed",
      "1:one failed; its seed is printed",
      "2:wrong command line",
      "3:a file cannot be written"
    },
    footer = {
      "",
      "Examples:",
      "  sallyport simulate --seed 7 --loss 0.2 --duplication 0.1",
      "  sallyport simulate --runs 200 --loss 0.3 --replay 0.2                   many seeds, briefly",
      "  sallyport simulate --partition 0-1500 --svg run.svg --pcap run.pcap"
    })
public final class SimulateVerb implements SallyportVerb {
  private static final long MILLISECOND_NS = 1_000_000L;

  @Spec private CommandSpec spec;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "PRNG seed; equal seeds give equal runs. Default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "1",
      description = "Runs so many seeds, from --seed up, and prints a line for each that fails.")
  private int runCount;

  @Option(
      names = "--loss",
      paramLabel = "P",
      defaultValue = "0",
      description = "Frames never arrive.")
  private double loss;

  @Option(
      names = "--duplication",
      paramLabel = "P",
      defaultValue = "0",
      description = "Frames arrive twice.")
  private double duplication;

  @Option(
      names = "--reordering",
      paramLabel = "P",
      defaultValue = "0",
      description = "Frames are held back by up to 20 ms.")
  private double reordering;

  @Option(
      names = "--corruption",
      paramLabel = "P",
      defaultValue = "0",
      description = "IP packets arrive with bits flipped.")
  private double corruption;

  @Option(
      names = "--replay",
      paramLabel = "P",
      defaultValue = "0",
      description = "With a frame, an attacker sends an old one again.")
  private double replay;

  @Option(
      names = "--delay",
      paramLabel = "MS[-MS]",
      defaultValue = "1",
      description = "Time on the wire, in milliseconds. Default: ${DEFAULT-VALUE}")
  private String delay = "";

  @Option(
      names = "--partition",
      paramLabel = "MS-MS",
      description = "Nothing arrives in this span. May be repeated.")
  private List<String> partitions = List.of();

  @Option(
      names = "--packets",
      paramLabel = "N",
      defaultValue = "20",
      description = "Inner packets each way. Default: ${DEFAULT-VALUE}")
  private int packetCount;

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      defaultValue = "64",
      description = "Payload of an inner packet. Default: ${DEFAULT-VALUE}")
  private int payloadBytes;

  @Option(
      names = "--ike",
      paramLabel = "PROPOSAL",
      defaultValue = "aes128gcm16-prfsha256-x25519",
      description = "IKE proposal in strongSwan's notation. Default: ${DEFAULT-VALUE}")
  private String ike = "";

  @Option(
      names = "--esp",
      paramLabel = "PROPOSAL",
      defaultValue = "aes128gcm16",
      description = "ESP proposal, with -esn or -noesn. Default: ${DEFAULT-VALUE}")
  private String esp = "";

  @Option(names = "--ipv6", description = "Outer addresses are IPv6.")
  private boolean isIpv6;

  @Option(names = "--udp-encapsulation", description = "ESP travels in UDP (RFC 3948).")
  private boolean isEncapsulated;

  @Option(names = "--json", description = "Prints one JSON object instead of text.")
  private boolean isJson;

  @Option(names = "--quiet", description = "Prints the checks only, not the message sequence.")
  private boolean isQuiet;

  @Option(names = "--svg", paramLabel = "FILE", description = "Draws the message sequence.")
  private Path svg = NO_FILE;

  @Option(
      names = "--pcap",
      paramLabel = "FILE",
      description = "Captures every frame as it was sent or corrupted.")
  private Path pcap = NO_FILE;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Writes every transition of the state machines, a JSON object a line.")
  private Path trace = NO_FILE;

  @Option(
      names = "--key-log",
      paramLabel = "DIR",
      description = "Writes the simulated SAs' keys for Wireshark.")
  private Path keyLog = NO_FILE;

  private static final Path NO_FILE = Path.of("");

  /** Made by the service loader. */
  public SimulateVerb() {}

  @Override
  public Integer call() {
    requireRange("--runs", runCount, 1, Integer.MAX_VALUE);
    requireRange("--packets", packetCount, 0, Integer.MAX_VALUE);
    requireRange("--size", payloadBytes, 4, 1300);
    requireChance("--loss", loss);
    requireChance("--duplication", duplication);
    requireChance("--reordering", reordering);
    requireChance("--corruption", corruption);
    requireChance("--replay", replay);
    List<Path> files =
        Stream.of(svg, pcap, trace, keyLog).filter(file -> !file.equals(NO_FILE)).toList();
    if (runCount > 1 && (isJson || !files.isEmpty())) {
      throw new UsageException(
          "--runs "
              + runCount
              + ": --json, --svg, --pcap, --trace and --key-log are of one run"
              + "\n  remedy: leave --runs out, and name the run by its --seed");
    }
    SimulationOptions options = options();
    Stream.of(svg, pcap, trace).filter(files::contains).forEach(OutputFile::require);
    return runCount == 1 ? runOne(options) : runMany(options);
  }

  private static void requireRange(String option, int given, int least, int most) {
    if (given < least || given > most) {
      throw new UsageException(
          option
              + " "
              + given
              + ": give "
              + (most == Integer.MAX_VALUE ? least + " or more" : least + " to " + most));
    }
  }

  /** Neither below nor above the range, nor no number at all. */
  private static void requireChance(String option, double given) {
    if (!(given >= 0 && given <= 1)) {
      throw new UsageException(option + " " + given + ": give 0 to 1");
    }
  }

  private int runOne(SimulationOptions options) {
    PrintWriter out = spec.commandLine().getOut();
    SimulationReport report;
    if (keyLog.equals(NO_FILE)) {
      report = Simulation.run(options, CryptoLibraries.best(), KeyLog.OFF);
    } else {
      try (KeyLogFolder folder = KeyLogFolder.replacing(keyLog)) {
        report = Simulation.run(options, CryptoLibraries.best(), folder);
      } catch (IOException refused) {
        throw OutputFile.refusal(keyLog, refused);
      }
    }
    writeFiles(report);
    out.print(isJson ? SimulationJson.of(report).toPrettyString() + "\n" : text(report));
    out.flush();
    return report.isPassed() ? ExitCode.OK : ExitCode.FAILED;
  }

  private int runMany(SimulationOptions options) {
    PrintWriter out = spec.commandLine().getOut();
    int failedCount = 0;
    for (long next = seed; next < seed + runCount; next++) {
      SimulationReport report;
      try {
        report = Simulation.run(options.withSeed(next), CryptoLibraries.best(), KeyLog.OFF);
      } catch (RuntimeException | AssertionError defect) {
        failedCount++;
        out.println("seed " + next + ": FAILED: " + defect);
        continue;
      }
      for (SimulationReport.Check check : report.checks()) {
        if (!check.isPassed()) {
          out.println("seed " + next + ": FAILED: " + check.claim() + ": " + check.detail());
        }
      }
      failedCount += report.isPassed() ? 0 : 1;
    }
    out.println(runCount + " runs, " + failedCount + " failed");
    return failedCount == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private SimulationOptions options() {
    try {
      ProposalText ikeProposal = ProposalText.ike(ike);
      ProposalText espProposal = ProposalText.esp(esp);
      warnOfWeak(ikeProposal, espProposal);
      long[] delays = span("--delay " + delay, delay.contains("-") ? delay : delay + "-" + delay);
      List<FaultOptions.Partition> spans = new ArrayList<>();
      for (String text : partitions) {
        long[] bounds = span("--partition " + text, text);
        spans.add(new FaultOptions.Partition(bounds[0], bounds[1]));
      }
      FaultOptions faults =
          new FaultOptions(
              loss,
              duplication,
              reordering,
              corruption,
              replay,
              delays[0],
              delays[1],
              FaultOptions.NONE.reorderingDelayNs(),
              spans);
      return new SimulationOptions(
          seed,
          faults,
          isIpv6,
          isEncapsulated,
          ikeProposal.ikeProposals(),
          espProposal.espProposals(List.of(false)),
          packetCount,
          payloadBytes,
          true);
    } catch (TextException wrong) {
      throw new UsageException(wrong.getMessage() + "\n  remedy: " + wrong.remedy());
    } catch (IllegalArgumentException impossible) {
      throw new UsageException(impossible.getMessage());
    }
  }

  /** A gateway would refuse them unless its peer is configured with {@code legacy = true}. */
  private void warnOfWeak(ProposalText ikeProposal, ProposalText espProposal) {
    List<String> weak =
        Stream.of(ikeProposal, espProposal)
            .flatMap(proposal -> proposal.legacyNames().stream())
            .distinct()
            .toList();
    if (!weak.isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          "simulate: warning: kept only for old peers (RFC 8247, RFC 8221): "
              + String.join(", ", weak));
      err.flush();
    }
  }

  private static long[] span(String given, String text) {
    if (!text.matches("[0-9]{1,9}-[0-9]{1,9}")) {
      throw new UsageException(given + ": write whole milliseconds, as in 0-1500");
    }
    String[] bounds = text.split("-");
    long[] span = {
      Long.parseLong(bounds[0]) * MILLISECOND_NS, Long.parseLong(bounds[1]) * MILLISECOND_NS
    };
    if (span[1] < span[0]) {
      throw new UsageException(
          given + ": ends before it begins\n  remedy: write the earlier time first, as in 0-1500");
    }
    return span;
  }

  private String text(SimulationReport report) {
    StringBuilder text = new StringBuilder();
    if (!isQuiet) {
      text.append(SequenceText.draw(report.hosts(), report.events())).append('\n');
    }
    text.append("seed ").append(report.options().seed()).append(": ");
    text.append(report.transmissions().size()).append(" transmissions");
    for (SequenceEvent.Mark mark : SequenceEvent.Mark.values()) {
      long count = report.transmissions().stream().filter(t -> t.mark() == mark).count();
      text.append(", ").append(count).append(' ').append(mark.toString().toLowerCase(Locale.ROOT));
    }
    text.append('\n');
    for (SimulationReport.Check check : report.checks()) {
      text.append(check.isPassed() ? "  ok      " : "  FAILED  ").append(check.claim());
      text.append(": ").append(check.detail()).append('\n');
    }
    return text.toString();
  }

  private void writeFiles(SimulationReport report) {
    if (!svg.equals(NO_FILE)) {
      String title = "Sallyport, seed " + report.options().seed();
      OutputFile.write(svg, SequenceSvg.draw(title, report.hosts(), report.events()));
    }
    if (!trace.equals(NO_FILE)) {
      StringBuilder lines = new StringBuilder();
      for (TraceRecord firing : report.trace()) {
        lines.append(firing.toJson()).append('\n');
      }
      OutputFile.write(trace, lines);
    }
    if (!pcap.equals(NO_FILE)) {
      try (PcapWriter writer = new PcapWriter(pcap, FrameLink.Layer.ETHERNET)) {
        for (Transmission transmission : report.transmissions()) {
          byte[] frame = transmission.frame();
          writer.write(transmission.sentNs(), frame, 0, frame.length);
        }
      } catch (IOException refused) {
        throw OutputFile.refusal(pcap, refused);
      }
    }
  }
}
