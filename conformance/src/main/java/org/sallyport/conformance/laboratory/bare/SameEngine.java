// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.sallyport.bare.run.Qemu;
import org.sallyport.bare.run.QemuRun;
import org.sallyport.conformance.laboratory.interop.lab.LabException;
import org.sallyport.conformance.laboratory.interop.machine.BareKernel;
import org.sallyport.engine.bootimage.SiteImage;
import org.sallyport.engine.config.BareConfig;
import org.sallyport.engine.config.NicBinding;
import org.sallyport.engine.config.NicSelector;
import org.sallyport.engine.config.WebConfig;
import org.sallyport.engine.port.KeyLog;
import org.sallyport.engine.recording.RunEntry;
import org.sallyport.engine.recording.RunLog;
import org.sallyport.sim.config.ProposalText;
import org.sallyport.sim.config.TextException;
import org.sallyport.sim.crypto.CryptoLibraries;
import org.sallyport.sim.simulation.RecordedRun;
import org.sallyport.sim.simulation.Simulation;
import org.sallyport.sim.simulation.SimulationOptions;
import org.sallyport.sim.simulation.network.FaultOptions;
import org.sallyport.spec.trace.Firing;

/**
 * Shows that the simulated and the bare build are one engine: what an engine of a simulation was
 * given (frames, times, entropy) is given to the kernel in QEMU, and all that it does is compared
 * with what the other did, octet for octet.
 */
public final class SameEngine {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long MILLISECOND_NS = 1_000_000L;
  private static final double FAULT_CHANCE = 0.2;
  private static final int PACKETS = 20;
  private static final int PAYLOAD_BYTES = 64;

  private SameEngine() {}

  /**
   * How the two compare.
   *
   * @param host the engine's name in the simulation
   * @param recorded what was given to the machine: the log of the simulated engine
   * @param observed the log that the machine wrote
   */
  public record Outcome(String host, byte[] recorded, byte[] observed) {
    /** Whether both did the same. */
    public boolean isEqual() {
      return Arrays.equals(recorded, observed);
    }

    /** The number of the first entry that differs; -1 when none does. */
    public int firstDifference() {
      RunLog.Reader one = reader(recorded);
      RunLog.Reader other = reader(observed);
      while (one.entry() != null && other.entry() != null) {
        if (one.entry() != other.entry()
            || one.timeNs() != other.timeNs()
            || !other.holds(one.bytes(), one.offset(), one.length())) {
          return one.index();
        }
        one.next();
        other.next();
      }
      return one.entry() == other.entry() ? -1 : one.index();
    }

    /** How many entries of these kinds the machine wrote. */
    public int count(RunEntry... kinds) {
      int count = 0;
      for (RunLog.Reader log = reader(observed); log.entry() != null; log.next()) {
        count += Arrays.asList(kinds).contains(log.entry()) ? 1 : 0;
      }
      return count;
    }

    /** The firings of the machine, in the form that TLC validates. */
    public List<Firing> firings() {
      List<Firing> firings = new ArrayList<>();
      for (RunLog.Reader log = reader(observed); log.entry() != null; log.next()) {
        if (log.entry() == RunEntry.FIRING) {
          String[] words = new String(log.content(), StandardCharsets.UTF_8).split(" ", 6);
          firings.add(
              new Firing(
                  words[0],
                  Long.parseLong(words[1]),
                  words[2],
                  words[3],
                  words[4],
                  words.length > 5 ? words[5] : ""));
        }
      }
      return firings;
    }

    /** One line for people. */
    public String text() {
      String counts =
          String.format(
              Locale.ROOT,
              "%s: %,d calls, %,d frames and packets out, %,d firings",
              host,
              count(RunEntry.RECEIVE, RunEntry.RECEIVE_INNER, RunEntry.POLL),
              count(RunEntry.FRAME_OUT, RunEntry.PACKET_OUT),
              count(RunEntry.FIRING));
      return isEqual()
          ? counts + "; all " + observed.length + " octets of the two logs are equal"
          : counts + "; the logs differ from entry " + firstDifference() + " on";
    }

    private static RunLog.Reader reader(byte[] log) {
      RunLog.Reader reader = RunLog.read(log);
      if (reader == null) {
        throw new IllegalArgumentException("no log of a run");
      }
      return reader;
    }
  }

  /** The two engines of a simulated run with every kind of fault. */
  public static List<RecordedRun> record(long seed) throws LabException {
    try {
      return record(seed, FAULT_CHANCE, "aes128gcm16-prfsha256-x25519", "aes128gcm16-esn");
    } catch (TextException impossible) {
      throw new LabException("proposals of our own are refused", impossible);
    }
  }

  /**
   * The same with chosen algorithms.
   *
   * @param faults the chance of each fault, for each frame
   * @param ike proposal in strongSwan's notation
   * @param esp proposal in strongSwan's notation
   */
  public static List<RecordedRun> record(long seed, double faults, String ike, String esp)
      throws TextException {
    FaultOptions chances =
        new FaultOptions(
            faults,
            faults,
            faults,
            faults / 4,
            faults,
            MILLISECOND_NS,
            20 * MILLISECOND_NS,
            40 * MILLISECOND_NS,
            List.of());
    SimulationOptions options =
        new SimulationOptions(
            seed,
            chances,
            false,
            false,
            ProposalText.ike(ike).ikeProposals(),
            ProposalText.esp(esp).espProposals(List.of(false)),
            PACKETS,
            PAYLOAD_BYTES,
            true);
    return Simulation.run(options, CryptoLibraries.best(), KeyLog.OFF).recordings();
  }

  /**
   * Gives a recorded run to the machine.
   *
   * @param directory for the files in between
   * @param log the octets of the run, which a test may have changed
   */
  public static Outcome replay(RecordedRun run, byte[] log, Path directory) throws LabException {
    Path record = directory.resolve(run.host() + ".record");
    Path observed = directory.resolve(run.host() + ".observed");
    Path site = directory.resolve(run.host() + ".site");
    try {
      Files.write(record, log);
      Files.write(site, site(run).encode());
      Qemu qemu =
          new Qemu()
              .kernel(BareKernel.path(), "")
              .module(site, "site")
              .module(record, "record")
              .record(observed);
      try (QemuRun machine = qemu.start()) {
        OptionalInt status = machine.waitForStatus(LIMIT);
        if (status.isEmpty() || status.getAsInt() != 0) {
          throw new LabException(
              "the machine did not replay the run of " + run.host() + ": " + machine.console());
        }
      }
      return new Outcome(run.host(), log, Files.readAllBytes(observed));
    } catch (IOException refused) {
      throw new LabException("cannot use " + directory, refused);
    }
  }

  /** The recorded engine's configuration; the interface is never asked for. */
  private static SiteImage site(RecordedRun run) {
    return new SiteImage(
        run.config(),
        new NicBinding(new NicSelector.ByIndex(0), false),
        null,
        BareConfig.DEFAULT,
        WebConfig.NONE);
  }
}
