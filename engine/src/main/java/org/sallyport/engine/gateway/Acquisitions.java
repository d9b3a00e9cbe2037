// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.gateway;

import java.util.IdentityHashMap;
import java.util.List;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.ike.IkeEngine;
import org.sallyport.engine.ike.child.ChildSas;
import org.sallyport.engine.net.NetworkInterface;
import org.sallyport.engine.port.EnginePorts;
import org.sallyport.engine.task.DeadlineTable;
import org.sallyport.engine.task.TimedWork;

/** Who begins handshakes: one {@link Acquisition} for each peer of the configuration. */
public final class Acquisitions implements TimedWork {
  /** How long a peer that is kept up may be without IKE SA before that is noticed. */
  static final long UPKEEP_NS = 3_000_000_000L;

  private final Acquisition[] all;
  private final IdentityHashMap<PeerConfig, Acquisition> byPeer = new IdentityHashMap<>();
  private final DeadlineTable checks;

  /** Every peer, none of whose addresses was looked at yet. */
  public Acquisitions(
      EngineConfig config, IkeEngine ike, NetworkInterface network, EnginePorts ports) {
    List<PeerConfig> peers = config.peers();
    all = new Acquisition[peers.size()];
    checks = new DeadlineTable(all.length);
    for (int number = 0; number < all.length; number++) {
      PeerConfig peer = peers.get(number);
      all[number] = new Acquisition(peer, ike, network, ports, checks, number);
      byPeer.put(peer, all[number]);
    }
  }

  /** Looks at our addresses for the first time; peers that are to be initiated are so. */
  public void start(long nowNs) {
    for (Acquisition one : all) {
      one.lookAtAddress(nowNs);
    }
  }

  /** Our addresses have changed: what depends on an address that the network gives is looked at. */
  public void addressesChanged(long nowNs) {
    for (Acquisition one : all) {
      if (one.peer().hasDynamicAddress()) {
        one.lookAtAddress(nowNs);
      }
    }
  }

  /** Packets of the last burst that found no SA, one for each peer. */
  public void packets(ChildSas children, long nowNs) {
    for (PeerConfig peer = children.takeWanted(); peer != null; peer = children.takeWanted()) {
      of(peer).packet(nowNs);
    }
  }

  /**
   * The operator asks for an IKE SA with the peer; false when it cannot be opened: there is no
   * address to do it from or to, or no task.
   */
  public boolean request(PeerConfig peer, long nowNs) {
    return of(peer).request(nowNs);
  }

  /** Nothing is wanted with any peer any more: every IKE SA is closed, and none is begun. */
  public void shutDown(long nowNs) {
    for (Acquisition one : all) {
      one.shutDown(nowNs);
    }
  }

  /**
   * After {@link #shutDown}: whether every IKE SA is gone, or the peers have had their time to
   * answer.
   */
  public boolean isShutDown() {
    for (Acquisition one : all) {
      if (!one.isClosed()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int poll(long nowNs) {
    int done = 0;
    for (int number = checks.takeExpired(nowNs);
        number != DeadlineTable.NONE;
        number = checks.takeExpired(nowNs)) {
      all[number].check(nowNs);
      done++;
    }
    return done;
  }

  @Override
  public long nextDeadlineNs() {
    return checks.nextDeadlineNs();
  }

  private Acquisition of(PeerConfig peer) {
    Acquisition found = byPeer.get(peer);
    if (found == null) {
      throw new IllegalArgumentException("a peer that is not configured");
    }
    return found;
  }
}
