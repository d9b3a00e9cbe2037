// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.machine;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.bare.board.Console;
import org.sallyport.bare.board.Handover;
import org.sallyport.bare.board.Machine;
import org.sallyport.bare.crypto.BareLibrary;
import org.sallyport.bare.crypto.Throughput;
import org.sallyport.bare.entropy.HardwareEntropy;
import org.sallyport.bare.entropy.NoiseSource;
import org.sallyport.bare.entropy.ProcessorNoise;
import org.sallyport.bare.hardware.Hardware;
import org.sallyport.engine.bootimage.SiteImage;
import org.sallyport.engine.bootimage.SiteRefusal;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.task.DeadlineTable;

/**
 * Where the kernel's Java begins. Reads the boot module {@code site} and runs the engine on the
 * machine's interfaces.
 *
 * <p>Options of the command line: {@code exit_after_ms=N} ends the run that long after its start,
 * {@code measure=crypto} tells how fast this machine seals.
 */
public final class Main {
  private static final long NANOSECONDS = 1_000_000L;
  private static final int KEYS_PER_SA = 3;

  private Main() {}

  /** Runs the machine until it is told to stop. */
  public static void main(String[] arguments) {
    ExitStatus status;
    try {
      status = run();
    } catch (RuntimeException | AssertionError defect) {
      Console.line("defect: " + defect);
      for (StackTraceElement element : defect.getStackTrace()) {
        Console.line("  at " + element);
      }
      status = ExitStatus.DEFECT;
    }
    Console.line("halted: " + status);
    Machine.halt(status.code());
  }

  private static ExitStatus run() {
    Console.line("Sallyport, " + ConsoleLog.seconds(Machine.timeNs()) + " s after power-on");
    BareLibrary crypto = BareLibrary.start();
    Console.line("crypto: " + crypto.description());
    SelfTest test = SelfTest.ofMachine();
    CryptoChecks.addTo(test, crypto.library());
    int failed = test.run();
    Hardware hardware = Host.hardware();
    @Nullable HardwareEntropy entropy = entropy(crypto.library(), hardware);
    boolean trusted = failed == 0 && entropy != null;
    if (!trusted) {
      Console.line("IKE stays silent: keys made here could not be trusted");
    }
    if ("crypto".equals(Handover.option("measure"))) {
      for (Throughput throughput : Throughput.measure(crypto.library(), Machine::timeNs)) {
        Console.line("crypto: " + throughput.description());
      }
    }
    SiteImage site = site();
    if (site == null || !fits(site.engine().limits(), crypto.freeAssociations())) {
      return trusted ? ExitStatus.NO_SITE : ExitStatus.UNTRUSTED;
    }
    byte[] recorded = Handover.module("record");
    if (recorded != null) {
      return ReplayRun.run(recorded, site.engine(), crypto.library());
    }
    Host host =
        Host.start(
            site,
            hardware,
            crypto.library(),
            entropy == null ? new CountedOctets() : entropy,
            trusted);
    if (host == null) {
      return ExitStatus.NO_INTERFACE;
    }
    @Nullable String alarm = host.run(endNs(), entropy == null ? () -> null : entropy::failure);
    if (alarm != null) {
      Console.line(alarm);
      Console.line("stopped: keys made from now on could not be trusted");
      trusted = false;
    }
    return trusted ? ExitStatus.CLEAN : ExitStatus.UNTRUSTED;
  }

  private static @Nullable HardwareEntropy entropy(CryptoLibrary crypto, Hardware hardware) {
    List<NoiseSource> sources = new ArrayList<>(List.of(ProcessorNoise.values()));
    sources.addAll(VirtioNoise.all(hardware));
    HardwareEntropy.Start start =
        HardwareEntropy.start(crypto.prf(PrfAlgorithm.HMAC_SHA2_256), sources);
    start.report().forEach(Console::line);
    return switch (start) {
      case HardwareEntropy.Ready ready -> ready.entropy();
      case HardwareEntropy.Refused refused -> null;
    };
  }

  private static @Nullable SiteImage site() {
    byte[] octets = Handover.module("site");
    if (octets == null) {
      Console.line("site: the loader handed over no module of this name");
      return null;
    }
    return switch (SiteImage.decode(octets, 0, octets.length)) {
      case SiteImage site -> site;
      case SiteRefusal refusal -> {
        Console.line(refusal.message());
        yield null;
      }
    };
  }

  /** An SA has a key each way and, when it sends by CBC, one for its IVs. */
  private static boolean fits(LimitsConfig limits, int associations) {
    int most = Math.max(0, associations / KEYS_PER_SA);
    boolean fits = (long) limits.maximumIkeSas() + limits.maximumChildSas() <= most;
    if (!fits) {
      Console.line("site: more IKE and Child SAs than the " + most + " that have room for keys");
    }
    return fits;
  }

  private static long endNs() {
    String text = Handover.option("exit_after_ms");
    if (text == null) {
      return DeadlineTable.NEVER_NS;
    }
    try {
      return Machine.timeNs() + Long.parseLong(text) * NANOSECONDS;
    } catch (NumberFormatException notANumber) {
      Console.line("exit_after_ms: not a number: " + text);
      return DeadlineTable.NEVER_NS;
    }
  }
}
