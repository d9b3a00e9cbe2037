// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.port.EnginePorts;
import org.sallyport.engine.status.EngineStatus;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.task.TaskScheduler;
import org.sallyport.engine.wire.IpAddress;

/**
 * IKE as a whole, sans-I/O: datagrams, operator requests and the time go in, datagrams and Child
 * SAs come out. It does not know UDP checksums, the non-ESP marker, or ESP itself.
 */
public final class IkeEngine {
  private final IkeContext context;
  private final Dispatcher dispatcher;
  private final Receiver receiver;

  /** How many deadlines the scheduler has to give each task. */
  public static final int DEADLINES_PER_TASK = IkeTimers.COUNT;

  /**
   * An engine without IKE SAs.
   *
   * @param scheduler runs the handshake tasks, {@link LimitsConfig#maximumIkeSas()} of them
   */
  public IkeEngine(
      EngineConfig config,
      CryptoLibrary crypto,
      EntropySource entropy,
      EnginePorts ports,
      ChildSaHost children,
      DatagramSink datagrams,
      TaskScheduler scheduler) {
    HandshakeTaskBody body = new HandshakeTaskBody();
    context = new IkeContext(config, crypto, entropy, ports, children, datagrams, scheduler, body);
    dispatcher = new Dispatcher(context);
    receiver = new Receiver(context, dispatcher);
    body.attach(context, dispatcher);
  }

  /**
   * An IKE message without non-ESP marker. An encrypted one is decrypted in place.
   *
   * @return {@link DropReason#NONE} or why it was not acted upon, which is counted too
   */
  public DropReason receive(
      Endpoint local, Endpoint remote, byte[] bytes, int offset, int length, long nowNs) {
    return receiver.receive(new Incoming(local, remote, bytes, offset, length), nowNs);
  }

  /** Opens an IKE SA with every peer that is to be initiated; to be called once. */
  public void start(long nowNs) {
    for (PeerConfig peer : context.config.peers()) {
      if (peer.initiate() && !peer.hasGivenAddress()) {
        initiate(peer, nowNs);
      }
    }
  }

  /** Opens an IKE SA with the peer; false when its address is not known or no task is left. */
  public boolean initiate(PeerConfig peer, long nowNs) {
    return initiate(peer, peer.localAddress(), nowNs);
  }

  /** As {@link #initiate(PeerConfig, long)}, from an address of ours. */
  public boolean initiate(PeerConfig peer, IpAddress local, long nowNs) {
    IpAddress address = peer.remoteAddress();
    if (address == null || context.table.isExhausted()) {
      return false;
    }
    IkeSa sa = context.table.take();
    sa.initiator = true;
    sa.local = new Endpoint(local, Endpoint.IKE_PORT);
    sa.remote = new Endpoint(address, Endpoint.IKE_PORT);
    sa.setPeer(peer);
    dispatcher.local(sa, ClassifiedMessage.of(HthEvent.INITIATE_REQUESTED), nowNs);
    return true;
  }

  /** Whether a handshake that we opened with this peer is under way. */
  public boolean isInitiating(PeerConfig peer) {
    for (IkeSa sa : context.table.withPeer(peer)) {
      if (sa.initiator && sa.handshakeOrNull() != null) {
        return true;
      }
    }
    return false;
  }

  /** Closes every IKE SA with the peer; false when there is none. */
  public boolean close(PeerConfig peer, long nowNs) {
    List<IkeSa> open = context.table.withPeer(peer);
    for (IkeSa sa : open) {
      dispatcher.local(
          sa, ClassifiedMessage.of(HthEvent.CLOSE_REQUESTED, "the operator asked for it"), nowNs);
    }
    return !open.isEmpty();
  }

  /** Closes every Child SA of this name; false when there is none. */
  public boolean closeChild(PeerConfig peer, String childName, long nowNs) {
    boolean found = false;
    for (IkeSa sa : context.table.withPeer(peer)) {
      List<ChildSa> named = new ArrayList<>();
      for (ChildSa child : sa.children) {
        if (child.config().name().equals(childName)) {
          named.add(child);
        }
      }
      if (!named.isEmpty()) {
        found = true;
        ClassifiedMessage request =
            ClassifiedMessage.of(
                HthEvent.CLOSE_CHILD_REQUESTED, new ClassifiedMessage.NamedChildren(named));
        dispatcher.local(sa, request, nowNs);
      }
    }
    return found;
  }

  /** For tests: the inside. */
  IkeContext context() {
    return context;
  }

  /** What was counted. */
  public IkeCounters counters() {
    return context.counters;
  }

  /** Every IKE SA, without what only the host of its Child SAs knows. */
  public List<EngineStatus.IkeSaStatus> status() {
    List<EngineStatus.IkeSaStatus> all = new ArrayList<>();
    for (IkeSa sa : context.table.active()) {
      all.add(status(sa));
    }
    return all;
  }

  private EngineStatus.IkeSaStatus status(IkeSa sa) {
    List<EngineStatus.ChildSaStatus> children = new ArrayList<>();
    for (ChildSa child : sa.children) {
      children.add(context.children.status(child));
    }
    PeerConfig peer = sa.peerOrNull();
    return new EngineStatus.IkeSaStatus(
        sa.id,
        peer == null ? "" : peer.name(),
        sa.initiator,
        sa.state,
        sa.stateSinceNs,
        sa.local.address(),
        sa.local.port(),
        sa.remote.address(),
        sa.remote.port(),
        sa.initiatorSpi,
        sa.responderSpi,
        sa.proposalOrNull() == null ? "" : String.valueOf(sa.proposalOrNull()),
        sa.udpEncapsulation,
        children);
  }
}
