// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike.sa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.ike.message.Fingerprinting;
import org.sallyport.engine.task.TaskPool;
import org.sallyport.engine.wire.OctetString;

/**
 * Every IKE SA of this engine: the pool of handshake tasks, and how messages find those in use. Its
 * size is fixed at start.
 */
public final class IkeSaTable {
  /**
   * Draws until an SPI is free: at the bounds of the tables one draw in a million is taken, so that
   * only a broken source needs so many.
   */
  private static final int MOST_DRAWS = 128;

  private final TaskPool pool;
  private final int kept;
  private final IkeSa[] ofTask;
  private final IkeSa vacant;
  private final List<IkeSa> active = new ArrayList<>();
  private final Map<Long, IkeSa> bySpi = new HashMap<>();
  private final Map<InitOrigin, List<IkeSa>> byInitOrigin = new HashMap<>();
  private boolean retired;
  private int halfOpen;
  private long lastId;

  /**
   * A table without IKE SAs, whose tasks are a pool of the scheduler.
   *
   * @param kept tasks that are there for IKE SAs that we begin, and for no request of a peer
   */
  public IkeSaTable(int capacity, int kept, IkeSa.Shared shared) {
    this.kept = kept;
    pool = shared.scheduler().addPool("handshake", capacity);
    ofTask = new IkeSa[capacity];
    for (int i = 0; i < capacity; i++) {
      ofTask[i] = new IkeSa(shared);
    }
    vacant = new IkeSa(shared);
  }

  public IkeSa ofTask(int task) {
    return ofTask[pool.index(task)];
  }

  /** The task of everything that is answered without keeping state: it never leaves Idle. */
  public IkeSa vacant() {
    return vacant;
  }

  /** Whether no task is given out: none is left, or the host shuts down. */
  public boolean isExhausted() {
    return retired || pool.inUse() == pool.size();
  }

  /** From now on no task is given out. */
  public void retire() {
    retired = true;
  }

  /** Whether a task is left for a request of a peer. */
  public boolean canAnswer() {
    return !retired && pool.inUse() + kept < pool.size();
  }

  /** Takes a task from the pool, which is not exhausted, and numbers it. */
  public IkeSa take() {
    int task = pool.take();
    IkeSa sa = ofTask(task);
    lastId++;
    sa.begin(task, lastId);
    active.add(sa);
    return sa;
  }

  public void release(IkeSa sa) {
    bySpi.remove(sa.ownSpi());
    forgetOrigin(sa);
    active.remove(sa);
    sa.reset();
    pool.release(sa.task());
  }

  /** From now on messages with its own SPI are its. */
  public void register(IkeSa sa) {
    bySpi.put(sa.ownSpi(), sa);
    InitOrigin origin = sa.initOrigin();
    if (origin != null) {
      byInitOrigin.computeIfAbsent(origin, first -> new ArrayList<>()).add(sa);
    }
  }

  private void forgetOrigin(IkeSa sa) {
    InitOrigin origin = sa.initOrigin();
    List<IkeSa> all = origin == null ? null : byInitOrigin.remove(origin);
    if (origin != null && all != null && all.remove(sa) && !all.isEmpty()) {
      byInitOrigin.put(origin, all);
    }
  }

  /** A fresh SPI: not zero and not one of ours. */
  public long drawSpi(EntropySource entropy) {
    byte[] octets = new byte[8];
    for (int draw = 0; draw < MOST_DRAWS; draw++) {
      entropy.fill(octets, 0, octets.length);
      long spi = OctetString.of(octets).i64(0);
      if (spi != 0 && bySpi(spi) == null) {
        return spi;
      }
    }
    throw new IllegalStateException("entropy source gives no usable SPI");
  }

  /** The IKE SA that we named so, or null. */
  public @Nullable IkeSa bySpi(long ownSpi) {
    return bySpi.get(ownSpi);
  }

  /**
   * The IKE SA that this very IKE_SA_INIT request made, or null (RFC 7296 §2.1): the same octets
   * from elsewhere are another's. Its fingerprint is asked for only if SPI and origin are those of
   * an IKE SA.
   */
  public @Nullable IkeSa byInitRequest(Fingerprinting request) {
    // R7296-2.1-4
    InitOrigin origin = InitOrigin.of(request.request());
    for (IkeSa sa : byInitOrigin.getOrDefault(origin, List.of())) {
      if (sa.initRequest().repeats(request.fingerprint())) {
        return sa;
      }
    }
    return null;
  }

  /** Those that are not idle, in the order in which they began. */
  public List<IkeSa> active() {
    return List.copyOf(active);
  }

  /** Those with this peer, in the order in which they began. */
  @SuppressWarnings("ReferenceEquality") // A peer is its entry in the configuration.
  public List<IkeSa> withPeer(PeerConfig peer) {
    List<IkeSa> found = new ArrayList<>();
    for (IkeSa sa : active) {
      if (sa.peerOrNull() == peer) {
        found.add(sa);
      }
    }
    return found;
  }

  /** Whether one of them with this peer is so; asked for packets, and allocates nothing. */
  @SuppressWarnings("ReferenceEquality") // A peer is its entry in the configuration.
  public boolean anyWith(PeerConfig peer, Predicate<IkeSa> what) {
    for (int index = 0; index < active.size(); index++) {
      IkeSa sa = active.get(index);
      if (sa.peerOrNull() == peer && what.test(sa)) {
        return true;
      }
    }
    return false;
  }

  /** How many responder tasks have a peer that has not proved who it is. */
  public int halfOpen() {
    return halfOpen;
  }

  /** One more or one less has such a peer. */
  public void countHalfOpen(int change) {
    halfOpen += change;
    assert halfOpen >= 0 : "half-open tasks are counted once";
  }
}
