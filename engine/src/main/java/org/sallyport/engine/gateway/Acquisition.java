// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.gateway;

import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.PeerConfig;
import org.sallyport.engine.ike.IkeEngine;
import org.sallyport.engine.net.NetworkInterface;
import org.sallyport.engine.port.EnginePorts;
import org.sallyport.engine.port.OperatorLog;
import org.sallyport.engine.table.AcquireActions;
import org.sallyport.engine.table.AcquireAddressDecision;
import org.sallyport.engine.table.AcquireCheckDecision;
import org.sallyport.engine.table.AcquireEvent;
import org.sallyport.engine.table.AcquirePacketDecision;
import org.sallyport.engine.table.AcquireRequestDecision;
import org.sallyport.engine.table.AcquireState;
import org.sallyport.engine.table.AcquireTable;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.task.DeadlineTable;
import org.sallyport.engine.wire.IpAddress;

/**
 * When a handshake with one peer is begun (RFC 4301 §5.1, RFC 7296 §1), and how everything with it
 * ends when the host shuts down: the machine {@code Acquire}. A packet that is waiting for a
 * handshake, or in the pause, allocates nothing.
 */
final class Acquisition
    implements AcquireActions<Acquisition.Firing>,
        AcquirePacketDecision.Facts,
        AcquireRequestDecision.Facts,
        AcquireAddressDecision.Facts,
        AcquireCheckDecision.Facts {
  /**
   * How long after a handshake was begun no packet begins another: a peer that refuses at once is
   * asked once a second.
   */
  static final long PAUSE_NS = 1_000_000_000L;

  /** How long peers have to answer the last deletes. */
  static final long PATIENCE_NS = 2_000_000_000L;

  /** How often it is looked whether they have answered. */
  private static final long MOMENT_NS = 50_000_000L;

  private final PeerConfig peer;
  private final IkeEngine ike;
  private final NetworkInterface network;
  private final OperatorLog log;
  private final TraceSink trace;
  private final DeadlineTable checks;
  private final int number;
  private final Firing firing = new Firing();
  private AcquireState state = AcquireState.NO_ADDRESS;
  private @Nullable IpAddress noted;
  private @Nullable IpAddress found;
  private long pauseEndNs = Long.MIN_VALUE;
  private long patienceEndNs = DeadlineTable.NEVER_NS;

  /** One event: its time, why it closes what it closes, and what a request is answered. */
  static final class Firing {
    private long nowNs;
    private String reason = "";
    private boolean accepted;
  }

  /**
   * A peer whose addresses were not looked at yet.
   *
   * @param checks those of all peers; {@link #check} must be called when that of this one is due
   * @param number of the peer, from zero: its cell of the table
   */
  Acquisition(
      PeerConfig peer,
      IkeEngine ike,
      NetworkInterface network,
      EnginePorts ports,
      DeadlineTable checks,
      int number) {
    this.peer = peer;
    this.ike = ike;
    this.network = network;
    this.log = ports.operatorLog();
    this.trace = ports.trace();
    this.checks = checks;
    this.number = number;
  }

  /** Whose it is. */
  PeerConfig peer() {
    return peer;
  }

  /** A packet that policy protects with the peer found no SA, and was dropped. */
  void packet(long nowNs) {
    firing.nowNs = nowNs;
    long known = AcquirePacketDecision.ask(this);
    fire(AcquirePacketDecision.event(known), known);
  }

  /** The operator asks for an IKE SA; whether a handshake is under way now. */
  boolean request(long nowNs) {
    firing.nowNs = nowNs;
    firing.accepted = false;
    long known = AcquireRequestDecision.ask(this);
    fire(AcquireRequestDecision.event(known), known);
    return firing.accepted;
  }

  /** Our addresses may have changed. */
  void lookAtAddress(long nowNs) {
    firing.nowNs = nowNs;
    firing.reason = "our address has changed";
    IpAddress remote = peer.remoteAddress();
    if (remote == null) {
      found = null;
    } else {
      found = peer.hasDynamicAddress() ? network.sourceFor(remote) : peer.localAddress();
    }
    long known = AcquireAddressDecision.ask(this);
    fire(AcquireAddressDecision.event(known), known);
  }

  /** The host shuts down. */
  void shutDown(long nowNs) {
    firing.nowNs = nowNs;
    firing.reason = "the host shuts down";
    fire(AcquireEvent.SHUTDOWN_REQUESTED, 0);
  }

  /** Whether the host shuts down, and nothing of this peer is to be waited for. */
  boolean isClosed() {
    return state == AcquireState.CLOSED;
  }

  /** The time to check has come. */
  void check(long nowNs) {
    firing.nowNs = nowNs;
    long known = AcquireCheckDecision.ask(this);
    fire(AcquireCheckDecision.event(known), known);
  }

  /** The one way in which the machine moves. */
  private void fire(AcquireEvent event, long known) {
    AcquireState before = state;
    int row = AcquireTable.row(before, event);
    AcquireActions.perform(row, this, firing);
    state = AcquireTable.next(row);
    trace.transition("Acquire", number + 1L, before, event, state, known, firing.nowNs);
  }

  // ---- facts

  @Override
  public boolean pauseOver() {
    return firing.nowNs >= pauseEndNs;
  }

  @Override
  public boolean underWay() {
    return ike.isOpening(peer);
  }

  @Override
  public boolean childThere() {
    return ike.hasFirstChild(peer);
  }

  @Override
  public boolean taskLeft() {
    return ike.hasRoom();
  }

  @Override
  public boolean addressThere() {
    return found != null;
  }

  @Override
  public boolean sameAddress() {
    return Objects.equals(found, noted);
  }

  @Override
  public boolean toBeOpened() {
    return peer.initiate();
  }

  @Override
  public boolean alive() {
    return ike.isAlive(peer);
  }

  @Override
  public boolean patienceOver() {
    return firing.nowNs >= patienceEndNs;
  }

  // ---- actions

  @Override
  public void noteAddress(Firing firing) {
    noted = found;
  }

  @Override
  public void forgetAddress(Firing firing) {
    noted = null;
  }

  @Override
  public void closeAll(Firing firing) {
    ike.close(peer, firing.reason, firing.nowNs);
  }

  @Override
  public void closeOnLostAddress(Firing firing) {
    ike.closeOnLostAddress(peer, network::owns, firing.reason, firing.nowNs);
  }

  @Override
  public void closeChildless(Firing firing) {
    ike.closeChildless(peer, firing.nowNs);
  }

  @Override
  public void beginHandshake(Firing firing) {
    IpAddress local = noted;
    if (local == null) {
      throw new IllegalStateException("a row begins a handshake where no address is noted");
    }
    boolean begun = ike.initiate(peer, local, firing.nowNs);
    assert begun : "the facts said that a task is left and the peer's address known";
  }

  @Override
  public void startPause(Firing firing) {
    pauseEndNs = firing.nowNs + PAUSE_NS;
  }

  @Override
  public void reportUncovered(Firing firing) {
    warn(
        firing,
        "a packet was dropped: policy protects it with this peer, but the Child SA does not carry"
            + " it; compare the selectors of both ends, and its child with the first of the peer");
  }

  @Override
  public void reportNoTask(Firing firing) {
    warn(
        firing,
        "no IKE SA can be opened: as many IKE SAs or Child SAs are in use as there may be; close"
            + " some, or raise the limit");
  }

  private void warn(Firing firing, String text) {
    log.entry(OperatorLog.Level.WARNING, peer.name(), text, firing.nowNs);
  }

  @Override
  public void acceptRequest(Firing firing) {
    firing.accepted = true;
  }

  @Override
  public void refuseRequest(Firing firing) {
    firing.accepted = false;
  }

  @Override
  public void keepWaiting(Firing firing) {}

  @Override
  public void keepAddress(Firing firing) {}

  @Override
  public void checkLater(Firing firing) {
    checks.arm(number, firing.nowNs + Acquisitions.UPKEEP_NS);
  }

  @Override
  public void checkSoon(Firing firing) {
    checks.arm(number, firing.nowNs + MOMENT_NS);
  }

  @Override
  public void stopChecking(Firing firing) {
    checks.disarm(number);
  }

  @Override
  public void startPatience(Firing firing) {
    patienceEndNs = firing.nowNs + PATIENCE_NS;
  }

  @Override
  public void ignoreStale(Firing firing) {}
}
