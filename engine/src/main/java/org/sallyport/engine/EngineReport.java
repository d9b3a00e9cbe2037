// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.engine.dataplane.InboundPath;
import org.sallyport.engine.dataplane.OutboundPath;
import org.sallyport.engine.dataplane.sad.SadTraffic;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.ike.IkeEngine;
import org.sallyport.engine.net.NetworkInterface;
import org.sallyport.engine.status.EngineStatus;
import org.sallyport.engine.status.EngineStatus.ConnectionStatus;
import org.sallyport.engine.table.DescriptorRingState;
import org.sallyport.engine.task.TaskScheduler;
import org.sallyport.engine.web.StatusSource;

/** Says what the engine is doing, for its owner and for the status page. */
final class EngineReport implements StatusSource {
  private final int handshakeTasks;
  private final IkeEngine ike;
  private final SadTraffic traffic;
  private final TaskScheduler scheduler;
  private final FramePool pool;
  private final NetworkInterface outer;
  private final NetworkInterface inner;
  private final InboundPath in;
  private final OutboundPath out;
  private final List<StackTcp> transports;
  private long startedNs;
  private long latestNs;

  EngineReport(
      int handshakeTasks,
      IkeEngine ike,
      SadTraffic traffic,
      TaskScheduler scheduler,
      FramePool pool,
      NetworkInterface outer,
      NetworkInterface inner,
      InboundPath in,
      OutboundPath out,
      List<StackTcp> transports) {
    this.handshakeTasks = handshakeTasks;
    this.ike = ike;
    this.traffic = traffic;
    this.scheduler = scheduler;
    this.pool = pool;
    this.outer = outer;
    this.inner = inner;
    this.in = in;
    this.out = out;
    this.transports = transports;
  }

  void noteStart(long nowNs) {
    startedNs = nowNs;
  }

  void noteTime(long nowNs) {
    latestNs = nowNs;
  }

  @Override
  public EngineStatus status() {
    Map<DropReason, Long> drops = new EnumMap<>(DropReason.class);
    for (DropReason reason : DropReason.values()) {
      long count = drops(reason);
      if (count > 0 && reason.isDrop()) {
        drops.put(reason, count);
      }
    }
    return new EngineStatus(ike.status(traffic), drops, ike.counters().events(), machineStatus());
  }

  private EngineStatus.MachineStatus machineStatus() {
    List<ConnectionStatus> connections = new ArrayList<>();
    for (StackTcp transport : transports) {
      transport.report(connections);
    }
    Map<String, Integer> frames = new LinkedHashMap<>();
    for (DescriptorRingState state : DescriptorRingState.values()) {
      frames.put(state.specName(), pool.count(state));
    }
    return new EngineStatus.MachineStatus(
        latestNs,
        startedNs,
        handshakeTasks,
        scheduler.pendingCount(),
        frames,
        pool.exhausted(),
        pool.copies(),
        outer.counters().framesIn(),
        outer.counters().framesOut(),
        connections);
  }

  // Each drop is counted once: by the stack that the packet came through, by the path beyond it,
  // or by the interface that could not send a message of our own.
  private long drops(DropReason reason) {
    return outer.counters().drops(reason)
        + inner.counters().drops(reason)
        + in.drops().of(reason)
        + out.drops().of(reason);
  }
}
