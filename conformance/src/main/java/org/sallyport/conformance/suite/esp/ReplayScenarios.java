// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.esp;

import java.util.List;
import java.util.Locale;
import org.sallyport.conformance.suite.CaseResult;
import org.sallyport.conformance.suite.NamedSuite;
import org.sallyport.conformance.suite.esp.ReplayScenario.Accept;
import org.sallyport.conformance.suite.esp.ReplayScenario.AcceptThenDrop;
import org.sallyport.conformance.suite.esp.ReplayScenario.Drop;
import org.sallyport.conformance.suite.esp.ReplayScenario.Expectation;
import org.sallyport.conformance.suite.esp.ReplayScenario.Kind;
import org.sallyport.conformance.suite.esp.ReplayScenario.Packets;
import org.sallyport.conformance.suite.esp.ReplayScenario.Reason;
import org.sallyport.conformance.suite.esp.ReplayScenario.SetTop;
import org.sallyport.conformance.suite.file.UserFile;
import org.sallyport.conformance.suite.vectors.VectorFile;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.drop.DropReason;

/** Every scenario of a file, one case each (RFC 4303 §3.4.3, appendix A). */
public final class ReplayScenarios extends NamedSuite {
  private final String file;
  private final List<ReplayScenario> scenarios;
  private final CryptoLibrary library;

  private ReplayScenarios(UserFile file, String name, String origin, CryptoLibrary library) {
    super(name, origin);
    this.file = file.name();
    this.scenarios = ReplayScenarioFile.parse(file);
    this.library = library;
  }

  /** The scenarios of a user's file; throws with every problem of the file. */
  public static ReplayScenarios of(UserFile file, CryptoLibrary library) {
    return new ReplayScenarios(file, "replay-scenarios", file.name(), library);
  }

  /** The scenarios that come with the project. */
  public static List<ReplayScenarios> builtIn(CryptoLibrary library) {
    return List.of(
        builtIn(
            "anti-replay-vpp",
            "antireplay-scenarios.txt",
            "test suite of FD.io VPP; RFC 4303 section 3.4.3 and appendix A2",
            library),
        builtIn(
            "anti-replay-peer-cases",
            "antireplay-peer-cases.txt",
            "where other implementations went wrong; RFC 4303 section 3.4.3 and appendix A2",
            library));
  }

  private static ReplayScenarios builtIn(
      String name, String file, String origin, CryptoLibrary library) {
    return new ReplayScenarios(
        new UserFile(file, VectorFile.octets(file)), name, file + ": " + origin, library);
  }

  /** How many packets arrive in all scenarios together. */
  public long packetCount() {
    return scenarios.stream().mapToLong(ReplayScenario::packetCount).sum();
  }

  @Override
  public void run(Sink sink) {
    for (ReplayScenario scenario : scenarios) {
      sink.accept(new Run(scenario).result());
    }
  }

  /** One scenario being run. */
  private final class Run {
    private static final int MOST_DEVIATIONS_SHOWN = 5;

    private final ReplayScenario scenario;
    private final ScenarioReceiver receiver;
    private final StringBuilder deviations = new StringBuilder();
    private long accepted;
    private long dropped;
    private long acceptedAsExpected;
    private long droppedAsExpected;
    private int deviationCount;

    Run(ReplayScenario scenario) {
      this.scenario = scenario;
      this.receiver =
          scenario.kind() == Kind.WG
              ? new CounterReceiver(scenario.window())
              : new EspReceiver(scenario.window(), scenario.extended(), library);
    }

    CaseResult result() {
      for (ReplayScenario.Step step : scenario.steps()) {
        switch (step) {
          case SetTop set -> receiver.setTop(set.top());
          case Packets packets -> send(packets);
        }
      }
      if (deviationCount > MOST_DEVIATIONS_SHOWN) {
        deviations.append("; and ").append(deviationCount - MOST_DEVIATIONS_SHOWN).append(" more");
      }
      return new CaseResult(
          name(),
          scenario.name(),
          acceptedAsExpected + " accepted, " + droppedAsExpected + " dropped",
          accepted
              + " accepted, "
              + dropped
              + " dropped"
              + (deviationCount == 0 ? "" : ", " + deviationCount + " not as expected"),
          deviationCount == 0,
          file
              + ":"
              + scenario.line()
              + (scenario.origin().isEmpty() ? "" : ", ")
              + scenario.origin(),
          deviations.toString());
    }

    private void send(Packets packets) {
      boolean down = Long.compareUnsigned(packets.first(), packets.last()) > 0;
      long number = packets.first();
      long left = down ? number - packets.last() : packets.last() - number;
      while (true) {
        for (long time = 0; time < packets.times(); time++) {
          send(packets, number);
        }
        if (Long.compareUnsigned(left, packets.stride()) < 0) {
          return;
        }
        left -= packets.stride();
        number += down ? -packets.stride() : packets.stride();
      }
    }

    private void send(Packets packets, long number) {
      switch (packets.expectation()) {
        case AcceptThenDrop both -> {
          verify(packets, number, new Accept());
          verify(packets, number, new Drop(Reason.ANY));
        }
        case Accept accept -> verify(packets, number, accept);
        case Drop drop -> verify(packets, number, drop);
      }
    }

    /**
     * A forged packet may be refused for its number, before its ICV is looked at (RFC 4303 §3.4.3).
     */
    private void verify(Packets packets, long number, Expectation expectation) {
      DropReason reason = receiver.receive(number, packets.authentic());
      boolean wasAccepted = reason == DropReason.NONE;
      accepted += wasAccepted ? 1 : 0;
      dropped += wasAccepted ? 0 : 1;
      acceptedAsExpected += expectation instanceof Accept ? 1 : 0;
      droppedAsExpected += expectation instanceof Accept ? 0 : 1;
      boolean refused = !packets.authentic() && !wasAccepted;
      if (!refused && !agrees(expectation, reason)) {
        deviate(packets.line(), number, expectation, reason);
      }
    }

    private void deviate(int line, long number, Expectation expectation, DropReason reason) {
      deviationCount++;
      if (deviationCount <= MOST_DEVIATIONS_SHOWN) {
        deviations
            .append(deviations.isEmpty() ? "" : "; ")
            .append(file + ":" + line + ": " + Long.toUnsignedString(number))
            .append(" (0x" + Long.toHexString(number) + "): expected " + words(expectation))
            .append(", observed " + words(reason));
      }
    }
  }

  private static boolean agrees(Expectation expectation, DropReason reason) {
    return switch (expectation) {
      case Accept accept -> reason == DropReason.NONE;
      case Drop drop ->
          switch (drop.reason()) {
            case ANY -> reason != DropReason.NONE;
            case REPLAY -> reason == DropReason.REPLAYED;
            case OLD -> reason == DropReason.STALE_SEQUENCE;
            case INTEG -> reason == DropReason.NOT_AUTHENTIC;
          };
      case AcceptThenDrop both -> throw new IllegalArgumentException("two expectations");
    };
  }

  private static String words(Expectation expectation) {
    return switch (expectation) {
      case Accept accept -> "accept";
      case Drop drop ->
          drop.reason() == Reason.ANY
              ? "drop"
              : "drop " + drop.reason().name().toLowerCase(Locale.ROOT);
      case AcceptThenDrop both -> "accept, then drop";
    };
  }

  private static String words(DropReason reason) {
    return switch (reason) {
      case NONE -> "accept";
      case REPLAYED -> "drop replay";
      case STALE_SEQUENCE -> "drop old";
      case NOT_AUTHENTIC -> "drop integ";
      default -> "drop (" + reason + ")";
    };
  }
}
