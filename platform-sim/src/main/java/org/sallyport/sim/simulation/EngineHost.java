// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.sallyport.engine.Engine;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.Slab;
import org.sallyport.engine.port.EnginePorts;
import org.sallyport.engine.port.KeyLog;
import org.sallyport.engine.recording.RunLog;
import org.sallyport.engine.recording.RunRecorder;
import org.sallyport.engine.table.DecidedFacts;
import org.sallyport.engine.table.SpecName;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.sim.link.FrameOctets;
import org.sallyport.sim.simulation.network.SimulatedHost;
import org.sallyport.sim.simulation.network.SimulatedNetwork;
import org.sallyport.sim.trace.TraceRecord;
import org.sallyport.spec.fired.FiredRows;

/** An engine as a host of the simulated network, with a record of all it did. */
public final class EngineHost implements SimulatedHost {
  private static final int POOL_SLOTS = 256;

  private final String name;
  private final FramePool pool;
  private final RecordedRun recorded;
  private final Engine engine;
  private final SimulatedNetwork.Port port;
  private final List<byte[]> delivered = new ArrayList<>();
  private final List<LogEntry> log = new ArrayList<>();

  /**
   * Attaches an engine to a network.
   *
   * @param config its Ethernet address is the host's
   * @param observer sees every firing when it happens
   */
  public EngineHost(
      String name,
      EngineConfig config,
      CryptoLibrary crypto,
      EntropySource entropy,
      KeyLog keyLog,
      Consumer<TraceRecord> observer,
      SimulatedNetwork network) {
    this.name = name;
    this.recorded = new RecordedRun(name, config, new RunLog());
    this.port = network.attach(name, config.network().hardwareAddress().toArray(), this);
    FiredRows rows =
        FiredRows.of(FiredRows.Kind.SIMULATION, "simulate", row -> ((SpecName) row).specName());
    TraceSink trace =
        (machine, id, state, event, next, known, nowNs) -> {
          rows.note(machine, state, event);
          observer.accept(
              new TraceRecord(
                  nowNs,
                  name,
                  machine,
                  id,
                  state.specName(),
                  event.specName(),
                  next.specName(),
                  DecidedFacts.describe(machine, known)));
        };
    this.pool =
        new FramePool(new Slab(POOL_SLOTS, FramePool.SLOT_LENGTH, FramePool.HEAD_ROOM), trace);
    EnginePorts ports =
        new EnginePorts(
            FrameOctets.sink(octets -> port.send(octets, 0, octets.length)),
            FrameOctets.sink(delivered::add),
            trace,
            keyLog,
            (level, peer, text, nowNs) ->
                log.add(new LogEntry(nowNs, name, level.toString(), peer, text)));
    RunRecorder recorder = new RunRecorder(recorded.log());
    this.engine =
        new Engine(config, crypto, recorder.entropy(entropy), pool, recorder.ports(ports));
  }

  /** Its name on the network. */
  public String name() {
    return name;
  }

  /** The engine itself. */
  public Engine engine() {
    return engine;
  }

  /** All that the engine was given and did. */
  public RecordedRun recorded() {
    return recorded;
  }

  /** Inner packets that came out of tunnels, in order. */
  public List<byte[]> delivered() {
    return delivered;
  }

  /** What the operator was told. */
  public List<LogEntry> log() {
    return log;
  }

  /** Gives the engine a plain packet of a host behind it. */
  public void sendInner(byte[] packet, long nowNs) {
    pool.noteTime(nowNs);
    Frame held = FrameOctets.hold(pool, packet);
    if (held != null) {
      engine.receiveInner(held, nowNs);
    }
    engine.poll(nowNs);
  }

  /** Child SAs over which traffic can flow. */
  public long childCount() {
    return engine.status().ikeSas().stream().mapToLong(sa -> sa.children().size()).sum();
  }

  @Override
  public void receive(byte[] frame, long nowNs) {
    pool.noteTime(nowNs);
    Frame held = FrameOctets.hold(pool, frame);
    if (held != null) {
      engine.receive(held, nowNs);
    }
  }

  @Override
  public void poll(long nowNs) {
    engine.poll(nowNs);
  }

  @Override
  public long nextDeadlineNs() {
    return engine.nextDeadlineNs();
  }

  /** A line for the operator. */
  public record LogEntry(long timeNs, String host, String level, String peer, String text) {}
}
