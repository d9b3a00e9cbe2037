package org.sallyport.bare.machine;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.bare.board.Console;
import org.sallyport.bare.board.Handover;
import org.sallyport.bare.board.Machine;
import org.sallyport.bare.board.ProcessorRandom;
import org.sallyport.engine.Engine;
import org.sallyport.engine.config.SiteImage;
import org.sallyport.engine.config.SiteRefusal;
import org.sallyport.engine.crypto.BouncyCastleLibrary;

/**
 * Where the kernel's Java begins. Reads the boot module {@code site} and runs the engine on the
 * machine's interfaces.
 *
 * <p>Options of the command line: {@code exit_after_ms=N} ends the run that long after its start.
 */
public final class Main {
  private static final long NANOSECONDS = 1_000_000L;

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
    int failed = SelfTest.ofMachine().run();
    ProcessorRandom entropy = new ProcessorRandom();
    boolean random = entropy.works();
    if (!random) {
      Console.line("entropy: this processor gives no random numbers");
    }
    boolean trusted = failed == 0 && random;
    if (!trusted) {
      Console.line("IKE stays silent: keys made here could not be trusted");
    }
    SiteImage site = site();
    if (site == null) {
      return trusted ? ExitStatus.NO_SITE : ExitStatus.UNTRUSTED;
    }
    Host host =
        Host.start(
            site,
            new BouncyCastleLibrary(),
            random ? entropy : new CountedOctets(),
            trusted);
    if (host == null) {
      return ExitStatus.NO_INTERFACE;
    }
    host.run(endNs());
    return trusted ? ExitStatus.CLEAN : ExitStatus.UNTRUSTED;
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

  private static long endNs() {
    String text = Handover.option("exit_after_ms");
    if (text == null) {
      return Engine.NEVER_NS;
    }
    try {
      return Machine.timeNs() + Long.parseLong(text) * NANOSECONDS;
    } catch (NumberFormatException notANumber) {
      Console.line("exit_after_ms: not a number: " + text);
      return Engine.NEVER_NS;
    }
  }
}
