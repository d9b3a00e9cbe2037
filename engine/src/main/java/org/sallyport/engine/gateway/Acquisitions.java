// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.gateway;

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
  private final Acquisition[] all;

  /** Every peer, none of whose addresses was looked at yet. */
  public Acquisitions(
      EngineConfig config, IkeEngine ike, NetworkInterface network, EnginePorts ports) {
    List<PeerConfig> peers = config.peers();
    all = new Acquisition[peers.size()];
    for (int index = 0; index < all.length; index++) {
      all[index] = new Acquisition(peers.get(index), ike, network, ports, index + 1L);
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
    for (Acquisition one : all) {
      if (one.nextCheckNs() <= nowNs) {
        one.check(nowNs);
        done++;
      }
    }
    return done;
  }

  @Override
  public long nextDeadlineNs() {
    long next = DeadlineTable.NEVER_NS;
    for (Acquisition one : all) {
      next = Math.min(next, one.nextCheckNs());
    }
    return next;
  }

  @SuppressWarnings("ReferenceEquality") // A peer is its entry in the configuration.
  private Acquisition of(PeerConfig peer) {
    for (Acquisition one : all) {
      if (one.peer() == peer) {
        return one;
      }
    }
    throw new IllegalArgumentException("a peer that is not configured");
  }
}
