// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.sallyport.engine.port.KeyLog;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.table.HthTable;
import org.sallyport.sim.config.ProposalText;
import org.sallyport.sim.config.TextException;
import org.sallyport.sim.crypto.CryptoLibraries;
import org.sallyport.sim.simulation.Simulation;
import org.sallyport.sim.simulation.SimulationOptions;
import org.sallyport.sim.simulation.SimulationReport;
import org.sallyport.sim.simulation.network.FaultOptions;
import org.sallyport.sim.trace.TraceRecord;
import org.sallyport.sim.trace.sequence.SequenceText;

/**
 * Any interleaving of two engines ends as the specification allows: whatever the network loses,
 * repeats, reorders, corrupts, replays or cuts off, every firing is a row of the table from the
 * state where its task was; and when the network is itself again both ends have the same SAs, whose
 * keys agree since traffic passes, or after the close none.
 */
final class TwoEnginesPropertyTest {
  private static final long MS = 1_000_000L;

  /** States in which a task may be left when nothing happens any more: its pool, or established. */
  private static final Set<String> RESTING = Set.of("Idle", "Closed", "Established");

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void endsWithBothEstablishedOrBothClosed(@ForAll("bearable") SimulationOptions options) {
    SimulationReport report = run(options);
    assertTrue(report.isPassed(), () -> describe(report));
    requireRows(report);
    requireRest(report);
  }

  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void aHopelessNetworkLeavesNothingBehind(@ForAll("hopeless") SimulationOptions options) {
    SimulationReport report = run(options);
    for (SimulationReport.Check check : report.checks()) {
      boolean mayFail = check.claim().startsWith("both ends establish");
      assertTrue(check.isPassed() || mayFail, () -> describe(report));
    }
    requireRows(report);
  }

  @Provide
  Arbitrary<SimulationOptions> bearable() {
    return options(faults(0.3, 0.4, 0.5, 0.1, 0.3));
  }

  @Provide
  Arbitrary<SimulationOptions> hopeless() {
    return options(faults(0.9, 0.9, 1.0, 0.9, 0.9));
  }

  private static Arbitrary<FaultOptions> faults(
      double loss, double duplication, double reordering, double corruption, double replay) {
    Arbitrary<List<FaultOptions.Partition>> partitions =
        Combinators.combine(
                Arbitraries.longs().between(0, 5_000), Arbitraries.longs().between(1, 8_000))
            .as((from, length) -> new FaultOptions.Partition(from * MS, (from + length) * MS))
            .list()
            .ofMaxSize(2);
    return Combinators.combine(
            Arbitraries.doubles().between(0, loss),
            Arbitraries.doubles().between(0, duplication),
            Arbitraries.doubles().between(0, reordering),
            Arbitraries.doubles().between(0, corruption),
            Arbitraries.doubles().between(0, replay),
            Arbitraries.longs().between(0, 300),
            partitions)
        .as((lost, twice, late, altered, again, delay, cuts) ->
            new FaultOptions(
                lost, twice, late, altered, again, MS, (1 + delay) * MS, 40 * MS, cuts));
  }

  private static Arbitrary<SimulationOptions> options(Arbitrary<FaultOptions> faults) {
    return Combinators.combine(
            Arbitraries.longs(),
            faults,
            Arbitraries.of(true, false),
            Arbitraries.of(true, false),
            Arbitraries.of("aes128gcm16-prfsha256-x25519", "aes128-sha1-ecp256"),
            Arbitraries.of("aes128gcm16", "aes128gcm16-esn", "aes128-sha1", "chacha20poly1305"),
            Arbitraries.of(true, false))
        .as(TwoEnginesPropertyTest::options);
  }

  private static SimulationOptions options(
      long seed,
      FaultOptions faults,
      boolean isIpv6,
      boolean isEncapsulated,
      String ike,
      String esp,
      boolean isClosed) {
    try {
      return new SimulationOptions(
          seed,
          faults,
          isIpv6,
          isEncapsulated,
          ProposalText.ike(ike).ikeProposals(),
          ProposalText.esp(esp).espProposals(List.of(false)),
          12,
          64,
          isClosed);
    } catch (TextException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static SimulationReport run(SimulationOptions options) {
    return Simulation.run(options, CryptoLibraries.best(), KeyLog.OFF);
  }

  /** Each firing of a handshake task is the table's row, and starts where the last one ended. */
  private static void requireRows(SimulationReport report) {
    Map<String, String> states = new HashMap<>();
    for (TraceRecord firing : report.trace()) {
      if (!firing.machine().equals("Hth")) {
        continue;
      }
      HthState state = state(firing.state());
      HthEvent event = event(firing.event());
      assertEquals(
          state(firing.next()), HthTable.next(HthTable.row(state, event)), firing::toString);
      if (firing.id() != 0) {
        String task = firing.host() + " " + firing.id();
        String before = states.put(task, firing.next());
        assertEquals(before == null ? "Idle" : before, firing.state(), firing::toString);
      }
    }
  }

  /** No task stays under way for ever: after the run each is established or back in its pool. */
  private static void requireRest(SimulationReport report) {
    Map<String, String> states = new HashMap<>();
    for (TraceRecord firing : report.trace()) {
      if (firing.machine().equals("Hth") && firing.id() != 0) {
        states.put(firing.host() + " " + firing.id(), firing.next());
      }
    }
    if (report.options().isClosed()) {
      List<String> restless = new ArrayList<>();
      states.forEach((task, state) -> {
        if (!RESTING.contains(state)) {
          restless.add(task + " in " + state);
        }
      });
      assertEquals(List.of(), restless, () -> describe(report));
    }
  }

  private static HthState state(String name) {
    for (HthState state : HthState.values()) {
      if (state.specName().equals(name)) {
        return state;
      }
    }
    throw new AssertionError("no state " + name);
  }

  private static HthEvent event(String name) {
    for (HthEvent event : HthEvent.values()) {
      if (event.specName().equals(name)) {
        return event;
      }
    }
    throw new AssertionError("no event " + name);
  }

  private static String describe(SimulationReport report) {
    return "seed "
        + report.options().seed()
        + ", "
        + report.options()
        + "\n"
        + report.checks()
        + "\n"
        + SequenceText.draw(report.hosts(), report.events())
        + report.log();
  }
}
