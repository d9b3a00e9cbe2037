// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.engine.port.KeyLog;
import org.sallyport.sim.config.ProposalText;
import org.sallyport.sim.crypto.CryptoLibraries;
import org.sallyport.sim.simulation.Simulation;
import org.sallyport.sim.simulation.SimulationOptions;
import org.sallyport.sim.simulation.SimulationReport;
import org.sallyport.sim.simulation.network.FaultOptions;
import org.sallyport.spec.trace.Firing;
import org.sallyport.spec.trace.TraceValidator;
import org.sallyport.spec.trace.TraceVerdict;

/** TLC accepts the firings of simulated runs, and no trace that was tampered with. */
final class TraceValidationTest {
  private static final long MS = 1_000_000L;
  private static final TraceValidator VALIDATOR =
      new TraceValidator(Path.of("../spec/src/main/tla"));

  @ParameterizedTest
  @CsvSource({"1, 0, 0, 0, false", "2, 0.3, 0.3, 0.3, true", "3, 0.2, 0.1, 0.5, false"})
  void acceptsSimulatedRuns(
      long seed, double loss, double duplication, double reordering, boolean isExtended)
      throws Exception {
    FaultOptions faults =
        new FaultOptions(loss, duplication, reordering, 0.05, 0.2, MS, 20 * MS, 40 * MS, List.of());
    SimulationReport report = run(seed, faults, isExtended);
    List<Firing> trace = trace(report);
    Set<String> silent =
        new TreeSet<>(
            Set.of(
                "Receiver",
                "Hth",
                "Exchange",
                "ReplayWindow",
                "Esn",
                "SendCounter",
                "Lifetime",
                "Acquire",
                "DescriptorRing",
                "TaskScheduler",
                "TurnOrder"));
    silent.removeAll(trace.stream().map(Firing::machine).collect(Collectors.toSet()));
    assertEquals(Set.of(), silent, "every machine of the data path, of IKE and of the tasks fires");
    TraceVerdict verdict = VALIDATOR.validate(trace);
    assertTrue(verdict.accepted(), () -> "seed " + seed + ": " + verdict.reason());
  }

  /** What is done to one firing in the middle of a true trace, of each machine. */
  @ParameterizedTest
  @CsvSource({
    "Hth, next, Idle",
    "Hth, state, Deleting",
    "Hth, event, LingerExpired",
    "Exchange, omit, ''",
    "ReplayWindow, next, Accepted",
    "ReplayWindow, event, CheckSeen",
    "Hth, omit, ''",
    "Acquire, next, NoAddress",
    "DescriptorRing, omit, ''",
    "DescriptorRing, event, Send",
    "TaskScheduler, next, Idle",
    "TaskScheduler, omit, ''",
    "TaskScheduler, event, Release",
    "Hth, event, NoSuchEvent"
  })
  void rejectsCorruptedTraces(String machine, String part, String value) throws Exception {
    List<Firing> trace =
        trace(run(1, FaultOptions.NONE, false)).stream()
            .filter(firing -> firing.machine().equals(machine))
            .toList();
    int place = place(trace, machine, part, value);
    List<Firing> corrupted = new ArrayList<>(trace);
    Firing firing = corrupted.get(place);
    switch (part) {
      case "omit" -> corrupted.remove(place);
      case "next" -> corrupted.set(place, firing(firing, firing.state(), firing.event(), value));
      case "state" -> corrupted.set(place, firing(firing, value, firing.event(), firing.next()));
      default -> corrupted.set(place, firing(firing, firing.state(), value, firing.next()));
    }
    TraceVerdict verdict = VALIDATOR.validate(corrupted);
    assertFalse(verdict.accepted(), () -> firing + " became " + corrupted.get(place));
    assertTrue(verdict.index() >= place, () -> place + ": " + verdict.reason());
    assertFalse(verdict.reason().isEmpty());
  }

  /**
   * State and next state of these firings are what the table has; only the facts show that the
   * event is not the one that they make.
   */
  @ParameterizedTest
  @CsvSource({
    "RcvRequestNew, event, RcvRequestRepeated, 'the facts make RcvRequestNew, not"
        + " RcvRequestRepeated'",
    "RcvRequestNew, Verified=TRUE, Verified=FALSE, 'the facts make RcvUnverified, not"
        + " RcvRequestNew'",
    "RcvRequestNew, IdExpected=TRUE, IdExpected=FALSE, 'needs the fact IdAnsweredLast, which was"
        + " not asked'",
    "RcvRequestNew, ' Verified=TRUE', '', 'needs the fact Verified, which was not asked'",
    "RcvRequestNew, Request, Response, 'needs the fact'",
    "RcvRequestNew, Request, Guess, 'there is no decision Guess'",
    "RcvRequestNew, facts, '', 'came without the facts that make it'",
    "SendRequested, facts, 'Request IdExpected=TRUE Verified=TRUE', 'no facts make the event"
        + " SendRequested'",
  })
  void rejectsEventsThatDoNotFollowFromTheFacts(
      String event, String part, String value, String reason) throws Exception {
    List<Firing> trace =
        new ArrayList<>(
            trace(run(1, FaultOptions.NONE, false)).stream()
                .filter(firing -> firing.machine().equals("Exchange"))
                .limit(20)
                .toList());
    int place = 0;
    while (!trace.get(place).event().equals(event)) {
      place++;
    }
    Firing honest = trace.get(place);
    String lie = part.equals("event") ? value : honest.event();
    String facts =
        switch (part) {
          case "event" -> honest.facts();
          case "facts" -> value;
          default -> honest.facts().replace(part, value);
        };
    trace.set(
        place, new Firing("Exchange", honest.id(), honest.state(), lie, honest.next(), facts));
    TraceVerdict verdict = VALIDATOR.validate(trace);
    assertFalse(verdict.accepted(), () -> honest + " became " + lie + " (" + facts + ")");
    assertEquals(place, verdict.index(), verdict::reason);
    assertTrue(verdict.reason().contains(reason), verdict::reason);
  }

  @Test
  void aTraceOfNobodyIsRejected() {
    TraceVerdict verdict =
        VALIDATOR.validate(List.of(new Firing("Nobody", 1, "Idle", "Initiate", "InitSent")));
    assertFalse(verdict.accepted());
  }

  /** A firing whose corruption changes something: not the first, and not what it already says. */
  private static int place(List<Firing> trace, String machine, String part, String value) {
    int seen = 0;
    for (int i = 0; i < trace.size(); i++) {
      Firing firing = trace.get(i);
      String original =
          switch (part) {
            case "next" -> firing.next();
            case "state" -> firing.state();
            case "event" -> firing.event();
            default -> "";
          };
      boolean moves = !firing.state().equals(firing.next());
      if (firing.machine().equals(machine)
          && moves
          && (part.equals("omit") ? firesAgain(trace, i) : !original.equals(value))) {
        seen++;
        if (seen == 2) {
          return i;
        }
      }
    }
    throw new AssertionError("no firing of " + machine + " to corrupt");
  }

  /** Only then does a trace without this firing show that it is missing. */
  private static boolean firesAgain(List<Firing> trace, int place) {
    long id = trace.get(place).id();
    return trace.stream().skip(place + 1L).anyMatch(later -> later.id() == id);
  }

  private static Firing firing(Firing like, String state, String event, String next) {
    return new Firing(like.machine(), like.id(), state, event, next, like.facts());
  }

  /** The firings of both engines, whose instances are told apart. */
  private static List<Firing> trace(SimulationReport report) {
    return report.trace().stream()
        .map(record ->
            new Firing(
                record.machine(),
                record.id() * report.hosts().size() + report.hosts().indexOf(record.host()),
                record.state(),
                record.event(),
                record.next(),
                record.facts()))
        .toList();
  }

  private static SimulationReport run(long seed, FaultOptions faults, boolean isExtended)
      throws Exception {
    return Simulation.run(
        new SimulationOptions(
            seed,
            faults,
            false,
            false,
            ProposalText.ike("aes128gcm16-prfsha256-x25519").ikeProposals(),
            ProposalText.esp(isExtended ? "aes128gcm16-esn" : "aes128gcm16")
                .espProposals(List.of(false)),
            10,
            64,
            true),
        CryptoLibraries.best(),
        KeyLog.OFF);
  }
}
