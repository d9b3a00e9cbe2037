// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.task.TaskBody;
import org.sallyport.engine.task.TaskPool;
import org.sallyport.engine.task.TaskScheduler;
import org.sallyport.engine.wire.OctetString;

/**
 * Every IKE SA of this engine: the pool of handshake tasks, and how messages find those in use. Its
 * size is fixed at start.
 */
final class IkeSaTable {
  private final TaskPool pool;
  private final IkeSa[] ofTask;
  private final List<IkeSa> active = new ArrayList<>();
  private final Map<Long, IkeSa> bySpi = new HashMap<>();
  private final Map<OctetString, IkeSa> byInitOrigin = new HashMap<>();
  private int halfOpen;
  private long lastId;

  IkeSaTable(TaskScheduler scheduler, int capacity, TaskBody body) {
    pool = scheduler.addPool("handshake", capacity, body);
    ofTask = new IkeSa[capacity];
    for (int i = 0; i < capacity; i++) {
      ofTask[i] = new IkeSa();
    }
  }

  /** The data of a task. */
  IkeSa ofTask(int task) {
    return ofTask[pool.index(task)];
  }

  /** Whether no task is left. */
  boolean isExhausted() {
    return pool.inUse() == pool.size();
  }

  /** Takes a task from the pool, which is not exhausted, and numbers it. */
  IkeSa take() {
    int task = pool.take();
    IkeSa sa = ofTask(task);
    sa.task = task;
    lastId++;
    sa.id = lastId;
    active.add(sa);
    return sa;
  }

  /** Puts a task back into the pool. */
  void release(IkeSa sa) {
    bySpi.remove(sa.ownSpi());
    byInitOrigin.remove(sa.initOrigin);
    active.remove(sa);
    sa.reset();
    pool.release(sa.task);
  }

  /** From now on messages with its own SPI are its. */
  void register(IkeSa sa) {
    bySpi.put(sa.ownSpi(), sa);
    if (sa.initOrigin.length() > 0) {
      byInitOrigin.put(sa.initOrigin, sa);
    }
  }

  /** The IKE SA that we named so, or null. */
  @Nullable IkeSa bySpi(long ownSpi) {
    return bySpi.get(ownSpi);
  }

  /** The IKE SA that this very IKE_SA_INIT request made, or null (RFC 7296 §2.1). */
  @Nullable IkeSa byInitOrigin(OctetString origin) {
    return byInitOrigin.get(origin);
  }

  /** Those that are not idle, in the order in which they began. */
  List<IkeSa> active() {
    return List.copyOf(active);
  }

  /** Those with this peer, in the order in which they began. */
  @SuppressWarnings("ReferenceEquality") // A peer is its entry in the configuration.
  List<IkeSa> withPeer(PeerConfig peer) {
    List<IkeSa> found = new ArrayList<>();
    for (IkeSa sa : active) {
      if (sa.peerOrNull() == peer) {
        found.add(sa);
      }
    }
    return found;
  }

  /** How many responder tasks wait for IKE_AUTH. */
  int halfOpen() {
    return halfOpen;
  }

  /** One more or one less waits for IKE_AUTH. */
  void countHalfOpen(int change) {
    halfOpen += change;
    assert halfOpen >= 0 : "half-open tasks are counted once";
  }
}
