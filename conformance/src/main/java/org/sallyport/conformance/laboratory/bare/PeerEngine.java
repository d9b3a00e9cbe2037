// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.laboratory.bare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.sallyport.engine.Engine;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.Slab;
import org.sallyport.engine.port.EnginePorts;
import org.sallyport.engine.port.KeyLog;
import org.sallyport.engine.status.EngineStatus;
import org.sallyport.engine.table.HthState;
import org.sallyport.sim.crypto.CryptoLibraries;
import org.sallyport.sim.link.FrameLink;
import org.sallyport.sim.link.FrameOctets;
import org.sallyport.sim.link.LinkWaiter;
import org.sallyport.sim.link.PooledLink;
import org.sallyport.sim.link.TracingLink;
import org.sallyport.sim.random.SystemEntropy;
import org.sallyport.sim.trace.FrameSummary;
import org.sallyport.sim.trace.sequence.SequenceEvent;

/**
 * This JVM's engine as the peer of a machine, on one link and in the thread that calls it: time
 * passes only within {@link #runUntil}.
 */
final class PeerEngine implements AutoCloseable {
  private static final long MILLISECOND_NS = 1_000_000L;
  private static final int LONGEST_SLEEP_MS = 20;
  private static final int BURST_FRAMES = 32;
  private static final int POOL_SLOTS = 256;
  private static final int SLOT_BYTES = 8192; // for pings in several fragments
  private static final int MOST_EVENTS = 5000;

  private final long startNanoTime;
  private final FrameLink link;
  private final PooledLink pooled;
  private final LinkWaiter waiter;
  private final Engine engine;
  private final String here;
  private final String there;
  private final List<SequenceEvent> events = new ArrayList<>();
  private final FramePool pool =
      new FramePool(new Slab(POOL_SLOTS, SLOT_BYTES, FramePool.HEAD_ROOM));
  private Consumer<byte[]> inner = packet -> {};
  private boolean isFlushed = true;

  /**
   * An engine at a link.
   *
   * @param startNanoTime when {@link #nowNs} was zero
   * @param here name of this side in the record of events
   * @param there name of the other side
   */
  PeerEngine(EngineConfig config, FrameLink link, long startNanoTime, String here, String there) {
    this.startNanoTime = startNanoTime;
    this.here = here;
    this.there = there;
    this.link = new TracingLink(link, this::frame);
    this.pooled = new PooledLink(this.link, pool);
    this.waiter = new LinkWaiter(List.of(link));
    this.engine =
        new Engine(
            config,
            CryptoLibraries.best(),
            new SystemEntropy(),
            pool,
            new EnginePorts(
                pooled,
                FrameOctets.sink(octets -> inner.accept(octets)),
                (machine, id, state, event, next, known, nowNs) -> {
                  if (machine.equals("Hth")) {
                    note(state.specName() + " --" + event.specName() + "--> " + next.specName());
                  }
                },
                KeyLog.OFF,
                (level, peer, text, nowNs) -> note(text)));
  }

  private void frame(
      String name, TracingLink.Direction direction, byte[] bytes, int offset, int length) {
    if (direction == TracingLink.Direction.REFUSED || events.size() >= MOST_EVENTS) {
      return;
    }
    boolean received = direction == TracingLink.Direction.RECEIVED;
    String label = FrameSummary.of(bytes, offset, length, FrameLink.Layer.ETHERNET);
    long nowNs = nowNs();
    events.add(
        new SequenceEvent.Message(
            nowNs,
            nowNs,
            received ? there : here,
            received ? here : there,
            label,
            SequenceEvent.Mark.DELIVERED));
  }

  private void note(String text) {
    if (events.size() < MOST_EVENTS) {
      events.add(new SequenceEvent.Note(nowNs(), here, text));
    }
  }

  /** Who gets the packets that come out of tunnels. */
  void deliverTo(Consumer<byte[]> receiver) {
    inner = receiver;
  }

  /** Frames and transitions so far, with their times. */
  List<SequenceEvent> events() {
    return List.copyOf(events);
  }

  long nowNs() {
    return System.nanoTime() - startNanoTime;
  }

  Engine engine() {
    return engine;
  }

  /** Protects a packet and sends it. */
  void send(byte[] packet) {
    isFlushed = false;
    Frame held = FrameOctets.hold(pool, packet);
    if (held != null) { // otherwise the pool is used up: as on a wire, the packet is lost
      engine.receiveInner(held, nowNs());
    }
  }

  /** Whether there is an IKE SA in this state with so many Child SAs. */
  boolean has(HthState state, int children) {
    return engine.status().ikeSas().stream()
        .anyMatch(sa -> sa.state() == state && sa.children().size() == children);
  }

  /** The drops and SAs. */
  EngineStatus status() {
    return engine.status();
  }

  /**
   * Works until something is so.
   *
   * @return false when it was not so within the time
   */
  boolean runUntil(BooleanSupplier condition, long limitMs) {
    long endNs = nowNs() + limitMs * MILLISECOND_NS;
    while (!condition.getAsBoolean()) {
      if (nowNs() > endNs) {
        return false;
      }
      turn();
    }
    return true;
  }

  /** Whether everything that {@link #send} was given is on the link. */
  boolean isFlushed() {
    return isFlushed;
  }

  private void turn() {
    int work = 0;
    while (work < BURST_FRAMES) {
      Frame held = pooled.receive();
      if (held == null) {
        break;
      }
      engine.receive(held, nowNs());
      work++;
    }
    work += engine.poll(nowNs());
    isFlushed = true;
    if (work == 0) {
      long dueMs = (engine.nextDeadlineNs() - nowNs()) / MILLISECOND_NS + 1;
      waiter.await((int) Math.max(0, Math.min(LONGEST_SLEEP_MS, dueMs)));
    }
  }

  @Override
  public void close() {
    link.close();
  }
}
