package org.sallyport.engine.ike;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.wire.OctetString;

/**
 * Every IKE SA of this engine: the pool of idle ones, and how messages find the others. Its size is
 * fixed at start.
 */
final class IkeSaTable {
  private final List<IkeSa> pool = new ArrayList<>();
  private final List<IkeSa> active = new ArrayList<>();
  private final Map<Long, IkeSa> bySpi = new HashMap<>();
  private final Map<OctetString, IkeSa> byInitOrigin = new HashMap<>();
  private int halfOpen;
  private long lastId;

  IkeSaTable(int capacity) {
    for (int i = 0; i < capacity; i++) {
      pool.add(new IkeSa());
    }
  }

  /** Whether no task is left. */
  boolean isExhausted() {
    return pool.isEmpty();
  }

  /** Takes a task from the pool, which is not exhausted, and numbers it. */
  IkeSa take() {
    IkeSa sa = pool.remove(pool.size() - 1);
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
    pool.add(sa);
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
