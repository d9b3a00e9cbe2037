// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.port.KeyLog;
import org.sallyport.engine.status.EngineStatus;
import org.sallyport.engine.table.HthState;
import org.sallyport.sim.link.FrameLink;
import org.sallyport.sim.random.SeededEntropy;
import org.sallyport.sim.random.SeededRandom;
import org.sallyport.sim.simulation.InnerTraffic.Comparison;
import org.sallyport.sim.simulation.SimulationReport.Check;
import org.sallyport.sim.simulation.network.FaultOptions;
import org.sallyport.sim.simulation.network.SimulatedNetwork;
import org.sallyport.sim.simulation.network.Transmission;
import org.sallyport.sim.trace.FrameSummary;
import org.sallyport.sim.trace.TraceRecord;
import org.sallyport.sim.trace.sequence.SequenceEvent;
import org.sallyport.sim.trace.sequence.SequenceEvent.Mark;

/**
 * Two engines from handshake over traffic to close, on a network with faults, checked at the end.
 * The left one opens the IKE SA and keeps it up. Traffic flows both ways once both ends have a
 * Child SA.
 */
public final class Simulation {
  private static final long MILLISECOND_NS = 1_000_000L;
  private static final long SECOND_NS = 1000 * MILLISECOND_NS;
  private static final long TICK_NS = 10 * MILLISECOND_NS;
  private static final long HANDSHAKE_PATIENCE_NS = 300 * SECOND_NS;
  private static final long DRAIN_NS = 2 * SECOND_NS;
  private static final long MARGIN_NS = 5 * SECOND_NS;

  private final SimulationOptions options;
  private final SimulatedNetwork network;
  private final TimersConfig timers;
  private final EngineHost left;
  private final EngineHost right;
  private final InnerTraffic rightward;
  private final InnerTraffic leftward;
  private final List<SequenceEvent> events = new ArrayList<>();
  private final List<TraceRecord> trace = new ArrayList<>();
  private long establishedNs = -1;
  private Set<Integer> firstSpis = Set.of();

  private Simulation(SimulationOptions options, CryptoLibrary crypto, KeyLog keyLog) {
    this.options = options;
    SeededRandom random = new SeededRandom(options.seed());
    this.network = new SimulatedNetwork(random.nextLong(), options.faults());
    network.observe(this::record);
    TwoGateways pair = new TwoGateways(options);
    this.timers = pair.left().timers();
    this.left =
        new EngineHost(
            "left",
            pair.left(),
            crypto,
            new SeededEntropy(random.split()),
            keyLog,
            this::record,
            network);
    this.right =
        new EngineHost(
            "right",
            pair.right(),
            crypto,
            new SeededEntropy(random.split()),
            KeyLog.OFF, // the same keys again
            this::record,
            network);
    this.rightward =
        new InnerTraffic(
            TwoGateways.LEFT_INNER,
            TwoGateways.RIGHT_INNER,
            options.payloadBytes(),
            random.split());
    this.leftward =
        new InnerTraffic(
            TwoGateways.RIGHT_INNER,
            TwoGateways.LEFT_INNER,
            options.payloadBytes(),
            random.split());
  }

  /**
   * Runs.
   *
   * @param keyLog gets the keys of the simulated SAs
   */
  public static SimulationReport run(
      SimulationOptions options, CryptoLibrary crypto, KeyLog keyLog) {
    return new Simulation(options, crypto, keyLog).run();
  }

  private SimulationReport run() {
    network.at(0, () -> pollBoth(0));
    while (rightward.sentCount() < options.packetCount()
        && network.nowNs() < HANDSHAKE_PATIENCE_NS) {
      network.run(network.nowNs() + TICK_NS);
      tick();
    }
    network.run(network.nowNs() + DRAIN_NS);
    Set<Integer> lastSpis = spis();
    EngineStatus leftStatus = left.engine().status();
    EngineStatus rightStatus = right.engine().status();
    network.setFaults(FaultOptions.NONE);
    if (options.isClosed()) {
      left.engine().shutDown(network.nowNs());
      pollBoth(network.nowNs());
      network.run(network.nowNs() + closePatienceNs(timers));
    }
    Comparison toRight = rightward.compare(right.delivered());
    Comparison toLeft = leftward.compare(left.delivered());
    List<Check> checks = new ArrayList<>();
    checks.add(
        new Check(
            "both ends establish an IKE SA with a Child SA",
            establishedNs >= 0,
            establishedNs >= 0
                ? "after " + establishedNs / MILLISECOND_NS + " ms"
                : "not within " + HANDSHAKE_PATIENCE_NS / SECOND_NS + " s"));
    if (establishedNs >= 0) {
      checks.add(agreement(leftStatus, rightStatus));
      boolean isStable = firstSpis.equals(lastSpis);
      checks.add(trafficCheck("left to right", toRight, isStable, "left"));
      checks.add(trafficCheck("right to left", toLeft, isStable, "right"));
    }
    if (options.isClosed()) {
      checks.add(closed());
    }
    List<EngineHost.LogEntry> log = new ArrayList<>(left.log());
    log.addAll(right.log());
    log.sort((a, b) -> Long.compare(a.timeNs(), b.timeNs()));
    return new SimulationReport(
        options,
        List.of(left.name(), right.name()),
        events,
        network.transmissions(),
        trace,
        log,
        List.of(left.recorded(), right.recorded()),
        toRight,
        toLeft,
        establishedNs,
        network.nowNs(),
        checks);
  }

  /**
   * How long an end may need until it has nothing left of a peer that is gone. It may hold an SA of
   * which the other end knows nothing, and then finds out only by silence, a probe and all its
   * retransmissions; or a half-open one; and it lingers after a close.
   */
  private static long closePatienceNs(TimersConfig timers) {
    long intervalNs = timers.retransmitFirstNs();
    long retransmittingNs = 0;
    for (int attempt = 0; attempt < timers.retransmitTries(); attempt++) {
      retransmittingNs += intervalNs;
      intervalNs = Math.min(2 * intervalNs, timers.retransmitMaximumNs());
    }
    return Math.max(timers.livenessNs(), timers.halfOpenExpiryNs())
        + retransmittingNs
        + timers.lingerNs()
        + MARGIN_NS;
  }

  private void pollBoth(long nowNs) {
    left.poll(nowNs);
    right.poll(nowNs);
  }

  private void tick() {
    long nowNs = network.nowNs();
    if (left.childCount() == 0 || right.childCount() == 0) {
      return;
    }
    if (establishedNs < 0) {
      establishedNs = nowNs;
      firstSpis = spis();
    }
    left.sendInner(rightward.next(), nowNs);
    right.sendInner(leftward.next(), nowNs);
  }

  /** The SPIs of all Child SAs of both ends. */
  private Set<Integer> spis() {
    Set<Integer> spis = new HashSet<>();
    for (EngineHost host : List.of(left, right)) {
      for (EngineStatus.IkeSaStatus sa : host.engine().status().ikeSas()) {
        sa.children().forEach(child -> spis.add(child.inboundSpi()));
      }
    }
    return spis;
  }

  /** Every established SA of one end that the other has too is the same at both. */
  private static Check agreement(EngineStatus leftStatus, EngineStatus rightStatus) {
    int sharedCount = 0;
    List<String> differences = new ArrayList<>();
    for (EngineStatus.IkeSaStatus ours : established(leftStatus)) {
      for (EngineStatus.IkeSaStatus theirs : established(rightStatus)) {
        if (ours.initiatorSpi() == theirs.initiatorSpi()
            && ours.responderSpi() == theirs.responderSpi()) {
          sharedCount++;
          differences.addAll(differences(ours, theirs));
        }
      }
    }
    boolean isPassed = sharedCount > 0 && differences.isEmpty();
    String detail = sharedCount + " IKE SA at both ends" + String.join("", differences);
    return new Check("both ends hold the same SAs", isPassed, detail);
  }

  private static List<EngineStatus.IkeSaStatus> established(EngineStatus status) {
    return status.ikeSas().stream().filter(sa -> sa.state() == HthState.ESTABLISHED).toList();
  }

  private static List<String> differences(
      EngineStatus.IkeSaStatus ours, EngineStatus.IkeSaStatus theirs) {
    List<String> differences = new ArrayList<>();
    if (!ours.proposal().equals(theirs.proposal())) {
      differences.add("; IKE " + ours.proposal() + " is " + theirs.proposal());
    }
    for (EngineStatus.ChildSaStatus child : ours.children()) {
      boolean isMirrored =
          theirs.children().stream()
              .anyMatch(other ->
                  other.inboundSpi() == child.outboundSpi()
                      && other.outboundSpi() == child.inboundSpi()
                      && other.proposal().equals(child.proposal()));
      if (!isMirrored) {
        differences.add("; child " + child + " has no counterpart");
      }
    }
    return differences;
  }

  /**
   * What arrived is exactly what was sent, nothing twice; and while the Child SA stayed the same,
   * every packet that the network let through arrived.
   */
  private Check trafficCheck(
      String direction, Comparison comparison, boolean isStable, String sender) {
    int passedCount = passedEspFrames(sender);
    boolean isIntact = comparison.repeatedCount() == 0 && comparison.alteredCount() == 0;
    boolean isComplete = !isStable || comparison.arrivedCount() >= passedCount;
    String detail =
        comparison.sentCount()
            + " sent, "
            + (isStable ? passedCount + " passed the network, " : "")
            + comparison.arrivedCount()
            + " arrived, "
            + comparison.repeatedCount()
            + " twice, "
            + comparison.alteredCount()
            + " altered";
    return new Check(
        "traffic " + direction + " is whole, unaltered and never repeated",
        isIntact && isComplete,
        detail);
  }

  /** Distinct ESP frames of a sender of which at least one copy arrived as it was sent. */
  private int passedEspFrames(String sender) {
    Set<java.nio.ByteBuffer> frames = new HashSet<>();
    for (Transmission transmission : network.transmissions()) {
      boolean isWhole =
          transmission.mark() == Mark.DELIVERED || transmission.mark() == Mark.DUPLICATE;
      if (isWhole && transmission.from().equals(sender) && isEsp(transmission.frame())) {
        frames.add(java.nio.ByteBuffer.wrap(transmission.frame()));
      }
    }
    return frames.size();
  }

  private static boolean isEsp(byte[] frame) {
    return summary(frame).contains("ESP 0x");
  }

  private Check closed() {
    int leftCount = established(left.engine().status()).size();
    int rightCount = established(right.engine().status()).size();
    long children = left.childCount() + right.childCount();
    return new Check(
        "after the close no SA is left at either end",
        leftCount == 0 && rightCount == 0 && children == 0,
        leftCount + " and " + rightCount + " IKE SAs, " + children + " Child SAs left");
  }

  private void record(Transmission transmission) {
    events.add(
        new SequenceEvent.Message(
            transmission.sentNs(),
            transmission.arrivalNs(),
            transmission.from(),
            transmission.to(),
            summary(transmission.frame()),
            transmission.mark()));
  }

  private void record(TraceRecord firing) {
    trace.add(firing);
    if (firing.machine().equals("Hth")) {
      events.add(
          new SequenceEvent.Note(
              firing.timeNs(),
              firing.host(),
              firing.state() + " --" + firing.event() + "--> " + firing.next()));
    }
  }

  private static String summary(byte[] frame) {
    return FrameSummary.of(frame, 0, frame.length, FrameLink.Layer.ETHERNET);
  }
}
