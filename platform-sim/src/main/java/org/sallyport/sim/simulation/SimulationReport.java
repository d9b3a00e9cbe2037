// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.simulation;

import java.util.List;
import org.sallyport.sim.simulation.network.Transmission;
import org.sallyport.sim.trace.TraceRecord;
import org.sallyport.sim.trace.sequence.SequenceEvent;

/**
 * What a simulated run did and whether it went as it must.
 *
 * @param hosts names, from left to right
 * @param events messages and transitions in the order in which they happened
 * @param recordings what replays each engine's part, from left to right
 * @param establishedNs when both ends first had a Child SA; -1 when never
 * @param endNs when the run ended
 */
public record SimulationReport(
    SimulationOptions options,
    List<String> hosts,
    List<SequenceEvent> events,
    List<Transmission> transmissions,
    List<TraceRecord> trace,
    List<EngineHost.LogEntry> log,
    List<RecordedRun> recordings,
    InnerTraffic.Comparison leftToRight,
    InnerTraffic.Comparison rightToLeft,
    long establishedNs,
    long endNs,
    List<Check> checks) {
  /** Copies the lists. */
  public SimulationReport {
    hosts = List.copyOf(hosts);
    events = List.copyOf(events);
    transmissions = List.copyOf(transmissions);
    trace = List.copyOf(trace);
    log = List.copyOf(log);
    recordings = List.copyOf(recordings);
    checks = List.copyOf(checks);
  }

  /** Whether everything went as it must. */
  public boolean isPassed() {
    return checks.stream().allMatch(Check::isPassed);
  }

  /**
   * Something that must hold for every run.
   *
   * @param claim in words
   * @param detail what was seen
   */
  public record Check(String claim, boolean isPassed, String detail) {}
}
