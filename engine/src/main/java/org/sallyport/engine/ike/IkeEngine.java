// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.crypto.CryptoLibrary;
import org.sallyport.engine.crypto.Digest;
import org.sallyport.engine.crypto.DigestAlgorithm;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.dataplane.sad.SadTraffic;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.ike.auth.PeerAuthorizations;
import org.sallyport.engine.ike.child.ChildNegotiation;
import org.sallyport.engine.ike.child.ChildSa;
import org.sallyport.engine.ike.child.ChildSas;
import org.sallyport.engine.ike.exchange.auth.AuthActions;
import org.sallyport.engine.ike.exchange.informational.NamedChildren;
import org.sallyport.engine.ike.exchange.init.Cookies;
import org.sallyport.engine.ike.exchange.init.InitActions;
import org.sallyport.engine.ike.exchange.init.InitDetails;
import org.sallyport.engine.ike.exchange.init.InitMessages;
import org.sallyport.engine.ike.exchange.init.InitRefusals;
import org.sallyport.engine.ike.exchange.init.InitRequestFacts;
import org.sallyport.engine.ike.keys.KeyLogLines;
import org.sallyport.engine.ike.message.ClassifiedMessage;
import org.sallyport.engine.ike.message.MessageWindow;
import org.sallyport.engine.ike.message.MessageWriter;
import org.sallyport.engine.ike.path.DatagramSink;
import org.sallyport.engine.ike.path.Incoming;
import org.sallyport.engine.ike.sa.Audit;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.ike.sa.IkeSaTable;
import org.sallyport.engine.ike.sa.SaTimers;
import org.sallyport.engine.port.EnginePorts;
import org.sallyport.engine.status.EngineStatus;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.task.JobQueue;
import org.sallyport.engine.task.TaskBody;
import org.sallyport.engine.task.TaskScheduler;
import org.sallyport.engine.wire.Endpoint;
import org.sallyport.engine.wire.IpAddress;

/**
 * IKE as a whole, sans-I/O: datagrams, operator requests and the time go in, datagrams and Child
 * SAs come out. It does not know UDP checksums, the non-ESP marker, or ESP itself.
 */
public final class IkeEngine {
  private final ChildSas children;
  private final IkeCounters counters = new IkeCounters();
  private final IkeSaTable table;
  private final Dispatcher dispatcher;
  private final Receiver receiver;
  private final JobQueue jobs;
  private final HandshakeTaskBody tasks;

  /** How many deadlines the scheduler has to give each task. */
  public static final int DEADLINES_PER_TASK = SaTimers.CAPACITY;

  /** How many tasks the scheduler has to have besides those of the IKE SAs. */
  public static final int TASKS = 1;

  /**
   * An engine without IKE SAs.
   *
   * @param scheduler gives the handshake tasks their turns, {@link LimitsConfig#maximumIkeSas()} of
   *     them, and {@link #TASKS} more
   */
  public IkeEngine(
      EngineConfig config,
      CryptoLibrary crypto,
      EntropySource entropy,
      EnginePorts ports,
      ChildSas children,
      DatagramSink datagrams,
      TaskScheduler scheduler) {
    this.children = children;
    PeerAuthorizations peers = new PeerAuthorizations(config.peers());
    Digest sha1 = crypto.digest(DigestAlgorithm.SHA1);
    KeyLogLines keyLog = new KeyLogLines(ports.keyLog());
    MessageWriter writer = new MessageWriter();
    jobs = new JobQueue(scheduler);
    table =
        new IkeSaTable(
            config.limits().maximumIkeSas(),
            config.limits().ownIkeSas(),
            new IkeSa.Shared(
                new MessageWindow.Shared(config.timers(), datagrams, ports.trace()),
                children,
                keyLog,
                writer,
                scheduler,
                jobs,
                ports.trace()));
    Audit audit = new Audit(ports.operatorLog());
    dispatcher =
        new Dispatcher(
            new HthTask(
                table,
                config.timers(),
                counters,
                ports.trace(),
                audit,
                new InitActions(
                    crypto, entropy, table, peers, new InitMessages(writer, sha1), keyLog),
                new InitRefusals(writer, datagrams),
                new AuthActions(table, children)));
    Cookies cookies =
        new Cookies(
            crypto.prf(PrfAlgorithm.HMAC_SHA2_256),
            entropy,
            config.timers().cookieSecretNs(),
            ports.trace());
    receiver =
        new Receiver(
            table,
            dispatcher,
            ports.trace(),
            new Receiver.Classifiers(
                new InitRequestFacts.Responder(
                    table, peers, cookies, config.limits().cookieThreshold(), sha1),
                peers,
                new ChildNegotiation(children),
                sha1,
                crypto.digest(DigestAlgorithm.SHA2_256),
                config.limits().maximumInitRestarts()));
    tasks = new HandshakeTaskBody(jobs, table, dispatcher);
  }

  /**
   * An IKE message without non-ESP marker. An encrypted one is decrypted in place.
   *
   * @return {@link DropReason#NONE} or why it was not acted upon, which the caller counts
   */
  public DropReason receive(
      Endpoint local, Endpoint remote, byte[] bytes, int offset, int length, long nowNs) {
    return receiver.receive(new Incoming(local, remote, bytes, offset, length), nowNs);
  }

  /**
   * Opens an IKE SA with the peer from an address of ours; false when the peer's is not known, or
   * there is no room.
   */
  public boolean initiate(PeerConfig peer, IpAddress local, long nowNs) {
    IpAddress address = peer.remoteAddress();
    if (address == null || !hasRoom()) {
      return false;
    }
    IkeSa sa = table.take();
    sa.beginAsInitiator(
        peer, new Endpoint(local, Endpoint.IKE_PORT), new Endpoint(address, Endpoint.IKE_PORT));
    sa.children().reserveRoom();
    dispatcher.local(
        sa,
        ClassifiedMessage.of(HthEvent.INITIATE_REQUESTED, new InitDetails.Initiation(peer)),
        nowNs);
    return true;
  }

  /** Whether a handshake that we began with this peer, and have not given up, is under way. */
  public boolean isOpening(PeerConfig peer) {
    return table.anyWith(peer, IkeSa::isOpening);
  }

  /** Whether the Child SA that a handshake makes, the first of the peer's, is there and sent on. */
  public boolean hasFirstChild(PeerConfig peer) {
    return table.anyWith(peer, IkeSa::hasFirstChild);
  }

  /** Whether an IKE SA with this peer is under way, stands or is being closed. */
  public boolean isAlive(PeerConfig peer) {
    return table.anyWith(peer, IkeSa::isAlive);
  }

  /**
   * From now on no task is given out, to peers neither; and what is half open is closed, since
   * nobody knows whose it is.
   */
  public void shutDown(long nowNs) {
    table.retire();
    for (IkeSa sa : table.active()) {
      if (sa.peerOrNull() == null) {
        close(sa, "the host shuts down", nowNs);
      }
    }
  }

  /** Whether a handshake can be begun: a task is left, and room for the Child SA that it makes. */
  public boolean hasRoom() {
    return !table.isExhausted() && children.hasRoom();
  }

  /** What the tasks of IKE do in their turns. */
  public TaskBody tasks() {
    return tasks;
  }

  /** Closes every IKE SA with the peer, because the operator says so; false when there is none. */
  public boolean close(PeerConfig peer, long nowNs) {
    return close(peer, "the operator asked for it", nowNs);
  }

  /**
   * Closes every IKE SA with the peer; false when there is none.
   *
   * @param reason for the log
   */
  public boolean close(PeerConfig peer, String reason, long nowNs) {
    List<IkeSa> open = table.withPeer(peer);
    for (IkeSa sa : open) {
      close(sa, reason, nowNs);
    }
    return !open.isEmpty();
  }

  /** Closes the IKE SAs with the peer that use an address which is not ours any more. */
  public void closeOnLostAddress(
      PeerConfig peer, Predicate<IpAddress> isOurs, String reason, long nowNs) {
    for (IkeSa sa : table.withPeer(peer)) {
      if (!isOurs.test(sa.path().local().address())) {
        close(sa, reason, nowNs);
      }
    }
  }

  /** Closes the IKE SAs with the peer that stand and have no Child SA. */
  public void closeChildless(PeerConfig peer, long nowNs) {
    for (IkeSa sa : table.withPeer(peer)) {
      if (sa.isChildless()) {
        close(sa, "it has no Child SA, and a packet needs one", nowNs);
      }
    }
  }

  private void close(IkeSa sa, String reason, long nowNs) {
    dispatcher.local(sa, ClassifiedMessage.of(HthEvent.CLOSE_REQUESTED, reason), nowNs);
  }

  /** Closes every Child SA of this name; false when there is none. */
  public boolean closeChild(PeerConfig peer, String childName, long nowNs) {
    boolean found = false;
    for (IkeSa sa : table.withPeer(peer)) {
      List<ChildSa> named = sa.children().named(childName);
      if (!named.isEmpty()) {
        found = true;
        ClassifiedMessage request =
            ClassifiedMessage.of(HthEvent.CLOSE_CHILD_REQUESTED, new NamedChildren(named));
        dispatcher.local(sa, request, nowNs);
      }
    }
    return found;
  }

  /** For tests: the inside. */
  IkeSaTable table() {
    return table;
  }

  /** For tests: whether an IKE SA waits for a job. */
  boolean isComputing() {
    return jobs.waiting() > 0;
  }

  public IkeCounters counters() {
    return counters;
  }

  /**
   * Every IKE SA.
   *
   * @param traffic how much has passed its Child SAs
   */
  public List<EngineStatus.IkeSaStatus> status(SadTraffic traffic) {
    List<EngineStatus.IkeSaStatus> all = new ArrayList<>();
    for (IkeSa sa : table.active()) {
      all.add(status(sa, traffic));
    }
    return all;
  }

  private static EngineStatus.IkeSaStatus status(IkeSa sa, SadTraffic traffic) {
    List<EngineStatus.ChildSaStatus> childStatus = new ArrayList<>();
    for (ChildSa child : sa.children().all()) {
      childStatus.add(
          new EngineStatus.ChildSaStatus(
              child.name(),
              child.terms().mode(),
              child.terms().proposal().toString(),
              child.inboundSpi(),
              child.outboundSpi(),
              traffic.packetsIn(child.inboundSpi()),
              traffic.packetsOut(child.inboundSpi()),
              child.createdNs()));
    }
    PeerConfig peer = sa.peerOrNull();
    return new EngineStatus.IkeSaStatus(
        sa.id(),
        peer == null ? "" : peer.name(),
        sa.isInitiator(),
        sa.state(),
        sa.stateSinceNs(),
        sa.path().local().address(),
        sa.path().local().port(),
        sa.path().remote().address(),
        sa.path().remote().port(),
        sa.initiatorSpi(),
        sa.responderSpi(),
        sa.proposalOrNull() == null ? "" : String.valueOf(sa.proposalOrNull()),
        sa.path().udpEncapsulation(),
        childStatus);
  }
}
