// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sallyport.conformance.laboratory.interop.machine.BareKernel;
import org.sallyport.sim.command.ExitCode;
import org.sallyport.sim.command.Sallyport;
import org.sallyport.sim.command.SallyportVerb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Shows the main job from end to end: the specification is model-checked, two engines that execute
 * the generated tables shake hands over a bad network, the engine boots without an operating
 * system, and a strongSwan daemon negotiates with the engine and pings through its ESP.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the project in a few minutes, and ends with a summary.",
      "Model-checks Hth and ReplayWindow, runs a simulated handshake with traffic under loss, boots"
          + " the kernel that needs no operating system in QEMU, then, as root, a live strongSwan"
          + " handshake and ping."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every step passed; the summary says what was left out",
      "1:a step failed",
      "2:wrong command line",
      "3:the machine lacks something that the setup or the build needs"
    },
    footer = {
      "",
      "Without root, or with --no-live, the live part is left out and the summary says so.",
      "Example: ./sallyport demo"
    })
public final class DemoVerb implements SallyportVerb {
  private static final String BOOT = "the kernel boots and serves pages through ESP";

  @Option(names = "--no-live", description = "Leave the live strongSwan part out.")
  private boolean noLive;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "6",
      description = "Seed of the simulated run (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Spec private CommandSpec spec;

  /** Made by picocli. */
  public DemoVerb() {}

  /** A step of the demonstration: what it shows and the command line that shows it. */
  private record Step(String shows, List<String> commandLine) {}

  /** How a step ended. */
  private record Outcome(Step step, String result, double seconds) {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Step> steps = new ArrayList<>();
    steps.add(
        new Step(
            "the specification holds (TLC)",
            List.of("check", "HthHandshake", "HthHostile", "HthLive", "ReplayWindow")));
    steps.add(
        new Step(
            "two engines, a lossy network, one seed",
            List.of("simulate", "--seed", Long.toString(seed), "--loss", "0.2")));
    boolean boots = BareKernel.missing().isEmpty();
    if (boots) {
      steps.add(new Step(BOOT, List.of("boot", "--quiet")));
    }
    boolean live = !noLive && isRoot();
    if (live) {
      steps.add(
          new Step(
              "strongSwan negotiates and pings through our ESP", List.of("interop", "--quick")));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (Step step : steps) {
      out.printf(
          "%n== %s%n   ./sallyport %s%n%n", step.shows(), String.join(" ", step.commandLine()));
      out.flush();
      outcomes.add(run(step));
    }
    summary(out, outcomes, live, boots);
    return outcomes.stream().allMatch(outcome -> outcome.result().equals("passed"))
        ? ExitCode.OK
        : ExitCode.FAILED;
  }

  private static Outcome run(Step step) {
    long startNs = System.nanoTime();
    int code = Sallyport.commandLine().execute(step.commandLine().toArray(String[]::new));
    double seconds = (System.nanoTime() - startNs) / 1e9;
    return new Outcome(
        step, code == ExitCode.OK ? "passed" : "FAILED (exit " + code + ")", seconds);
  }

  private void summary(PrintWriter out, List<Outcome> outcomes, boolean live, boolean boots) {
    out.printf("%n== Summary%n");
    for (Outcome outcome : outcomes) {
      out.printf(
          Locale.ROOT,
          "  %-50s %-10s %6.1f s%n",
          outcome.step().shows(),
          outcome.result(),
          outcome.seconds());
    }
    if (!boots) {
      out.printf("  %-50s left out: %s%n", BOOT, String.join("; ", BareKernel.missing()));
    }
    if (!live) {
      out.printf(
          "  %-50s %s%n",
          "strongSwan negotiates and pings through our ESP",
          noLive ? "left out (--no-live)" : "left out: needs root (network namespaces)");
    }
    out.printf("%nNext: ./sallyport --help, ./sallyport interop, ./sallyport conform%n");
    out.flush();
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
