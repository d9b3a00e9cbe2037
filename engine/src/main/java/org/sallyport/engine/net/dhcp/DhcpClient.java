// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.dhcp;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.net.HostStack;
import org.sallyport.engine.net.NetworkInterface;
import org.sallyport.engine.net.UdpDatagram;
import org.sallyport.engine.table.DhcpActions;
import org.sallyport.engine.table.DhcpCheckTimerDecision;
import org.sallyport.engine.table.DhcpEvent;
import org.sallyport.engine.table.DhcpMessageDecision;
import org.sallyport.engine.table.DhcpRetryTimerDecision;
import org.sallyport.engine.table.DhcpState;
import org.sallyport.engine.table.DhcpTable;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.task.DeadlineTable;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.OctetString;

/**
 * The DHCP client of one stack (RFC 2131 §4.4), sans-I/O: it listens on UDP port 68, sends through
 * the stack without asking its policy, and tells the stack which address it has. Broadcasts are
 * asked for until there is an address (RFC 2131 §4.1).
 *
 * <p>It begins at once rather than after one to ten seconds, probes an address once for {@value
 * #CHECK_NS} nanoseconds where RFC 5227 would three times, and gives no address back at shutdown.
 */
public final class DhcpClient implements DhcpActions<DhcpClient.Firing> {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final long FIRST_RETRY_NS = 4 * SECOND_NS; // RFC 2131 §4.1
  private static final int MOST_DOUBLINGS = 4;
  private static final int MOST_TRIES = 4; // RFC 2131 §3.1
  private static final long LEAST_RENEWAL_RETRY_NS = 60 * SECOND_NS; // RFC 2131 §4.4.5
  private static final long CHECK_NS = SECOND_NS / 2;
  private static final long PAUSE_NS = SECOND_NS;
  private static final long LONG_PAUSE_NS = 10 * SECOND_NS; // RFC 2131 §3.1
  private static final IpAddress BROADCAST = IpAddress.ofIpv4(-1);

  /** Cells of the deadlines. */
  private static final int PAUSE = 0;

  private static final int RETRY = 1;
  private static final int CHECK = 2;
  private static final int RENEWAL = 3;
  private static final int REBINDING = 4;
  private static final int EXPIRY = 5;
  private static final int CELLS = 6;

  private final NetworkInterface network;
  private final long hardware;
  private final EntropySource entropy;
  private final TraceSink trace;
  private final DhcpReports reports;
  private final DeadlineTable deadlines = new DeadlineTable(CELLS);
  private final DhcpMessage message = new DhcpMessage();
  private final DhcpMessageFacts facts = new DhcpMessageFacts(message);
  private final DhcpRetryTimerDecision.Facts retryFacts;
  private final DhcpCheckTimerDecision.Facts checkFacts;
  private DhcpState state = DhcpState.INIT;
  private int transaction;
  private long beganNs;
  private int tries;
  private boolean isChanged;

  /** What was offered, granted or is ours; null before. */
  private @Nullable DhcpLease lease;

  private final Firing firing = new Firing();

  /** One event: its time, and why a message is dropped. */
  public static final class Firing {
    private long nowNs;
    private DropReason reason = DropReason.NONE;

    private Firing() {}
  }

  /**
   * A client that begins at the first {@link #poll}.
   *
   * @param hardware our MAC address
   * @param reports takes what keeps it from an address
   */
  public DhcpClient(
      HostStack stack, long hardware, EntropySource entropy, TraceSink trace, DhcpReports reports) {
    this.network = stack.network();
    this.hardware = hardware;
    this.entropy = entropy;
    this.trace = trace;
    this.reports = reports;
    this.retryFacts = () -> tries < MOST_TRIES;
    this.checkFacts = network::isProbeAnswered;
    deadlines.arm(PAUSE, 0);
    stack.listenUdp(DhcpMessage.CLIENT_PORT, this::receive);
  }

  /** Where the client stands. */
  public DhcpState state() {
    return state;
  }

  /** The address that we have; null while there is none. */
  public @Nullable IpAddress address() {
    DhcpLease ours = ours();
    return ours == null ? null : ours.address().address();
  }

  /** Our address, its network and its router, for the operator; empty while there is none. */
  public String description() {
    DhcpLease ours = ours();
    return ours == null ? "" : ours.describe();
  }

  private @Nullable DhcpLease ours() {
    boolean isOurs =
        switch (state) {
          case BOUND, RENEWING, REBINDING -> true;
          case INIT, SELECTING, REQUESTING, CHECKING -> false;
        };
    return isOurs ? lease : null;
  }

  /** True once after {@link #address} was given or taken away. */
  public boolean takeChange() {
    boolean changed = isChanged;
    isChanged = false;
    return changed;
  }

  // ---- events
  // ------------------------------------------------------------------------------------------------------------

  private DropReason receive(UdpDatagram datagram, long nowNs) {
    DropReason defect =
        message.read(datagram.bytes(), datagram.payloadOffset(), datagram.payloadLength());
    if (defect != DropReason.NONE) {
      return defect;
    }
    if (message.hardware() != hardware || datagram.sourcePort() != DhcpMessage.SERVER_PORT) {
      return DropReason.NOT_FOR_US;
    }
    facts.of(transaction, lease, nowNs - beganNs);
    long known = DhcpMessageDecision.ask(facts);
    return fire(DhcpMessageDecision.event(known), known, nowNs);
  }

  /** Does what is due; returns how much that was. */
  public int poll(long nowNs) {
    int done = 0;
    for (int due = deadlines.takeExpired(nowNs);
        due != DeadlineTable.NONE;
        due = deadlines.takeExpired(nowNs)) {
      runOut(due, nowNs);
      done++;
    }
    return done;
  }

  private void runOut(int deadline, long nowNs) {
    switch (deadline) {
      case PAUSE -> fire(DhcpEvent.PAUSE_OVER, 0, nowNs);
      case RETRY -> {
        long known = DhcpRetryTimerDecision.ask(retryFacts);
        fire(DhcpRetryTimerDecision.event(known), known, nowNs);
      }
      case CHECK -> {
        long known = DhcpCheckTimerDecision.ask(checkFacts);
        fire(DhcpCheckTimerDecision.event(known), known, nowNs);
      }
      case RENEWAL -> fire(DhcpEvent.RENEW_DUE, 0, nowNs);
      case REBINDING -> fire(DhcpEvent.REBIND_DUE, 0, nowNs);
      case EXPIRY -> fire(DhcpEvent.LEASE_EXPIRED, 0, nowNs);
      default -> throw new IllegalStateException("no such deadline: " + deadline);
    }
  }

  /**
   * When {@link #poll} must be called next; long ago when there is a change to take, {@link
   * DeadlineTable#NEVER_NS} for not at all.
   */
  public long nextDeadlineNs() {
    return isChanged ? Long.MIN_VALUE : deadlines.nextDeadlineNs();
  }

  // ---- the table
  // ------------------------------------------------------------------------------------------------------------

  /**
   * Does the row for an event.
   *
   * @param known the facts that made the event, 0 for a timer that needs none
   */
  private DropReason fire(DhcpEvent event, long known, long nowNs) {
    firing.nowNs = nowNs;
    firing.reason = DropReason.NONE;
    int row = DhcpTable.row(state, event);
    DhcpActions.perform(row, this, firing);
    DhcpState before = state;
    state = DhcpTable.next(row);
    trace.transition("Dhcp", 0, before, event, state, known, nowNs);
    return firing.reason;
  }

  // ---- actions
  // ------------------------------------------------------------------------------------------------------------

  @Override
  public void drawTransaction(Firing firing) {
    transaction = random();
  }

  @Override
  public void countFromNow(Firing firing) {
    beganNs = firing.nowNs;
    tries = 0;
  }

  @Override
  public void sendDiscover(Firing firing) {
    send(DhcpMessage.DISCOVER, IpAddress.ANY_IPV4, 0, 0, BROADCAST, firing.nowNs);
  }

  @Override
  public void sendRequest(Firing firing) {
    sendOfOffer(DhcpMessage.REQUEST, firing.nowNs);
  }

  @Override
  public void sendRenewal(Firing firing) {
    DhcpLease held = held();
    send(DhcpMessage.REQUEST, held.address().address(), 0, 0, held.server(), firing.nowNs);
  }

  @Override
  public void sendRebinding(Firing firing) {
    send(DhcpMessage.REQUEST, held().address().address(), 0, 0, BROADCAST, firing.nowNs);
  }

  @Override
  public void sendDecline(Firing firing) {
    sendOfOffer(DhcpMessage.DECLINE, firing.nowNs);
  }

  @Override
  public void armRetry(Firing firing) {
    deadlines.arm(RETRY, firing.nowNs + patienceNs(firing.nowNs));
  }

  @Override
  public void stopRetry(Firing firing) {
    deadlines.disarm(RETRY);
  }

  @Override
  public void keepOffer(Firing firing) {
    lease = facts.usable();
  }

  @Override
  public void keepLease(Firing firing) {
    DhcpLease granted = facts.usable();
    lease = granted;
    armOf(EXPIRY, granted.leaseNs());
  }

  @Override
  public void probeAddress(Firing firing) {
    network.probe(held().address().address());
    deadlines.arm(CHECK, firing.nowNs + CHECK_NS);
  }

  @Override
  public void applyLease(Firing firing) {
    DhcpLease held = held();
    network.lease(held.address(), held.router());
    armOf(RENEWAL, held.renewalNs());
    armOf(REBINDING, held.rebindingNs());
    isChanged = true;
  }

  @Override
  public void withdrawAddress(Firing firing) {
    deadlines.disarm(CHECK);
    deadlines.disarm(RENEWAL);
    deadlines.disarm(REBINDING);
    deadlines.disarm(EXPIRY);
    isChanged |= address() != null;
    network.endLease();
    lease = null;
  }

  @Override
  public void armPause(Firing firing) {
    deadlines.arm(PAUSE, firing.nowNs + PAUSE_NS);
  }

  @Override
  public void armLongPause(Firing firing) {
    deadlines.arm(PAUSE, firing.nowNs + LONG_PAUSE_NS);
  }

  @Override
  public void dropOther(Firing firing) {
    firing.reason = DropReason.UNEXPECTED_DHCP_MESSAGE;
  }

  @Override
  public void dropUnusable(Firing firing) {
    firing.reason = DropReason.MALFORMED_HEADER;
    reports.unusable(DhcpLease.defect(message), message, firing.nowNs);
  }

  @Override
  public void reportSilence(Firing firing) {
    reports.silence(address(), firing.nowNs - beganNs, firing.nowNs);
  }

  @Override
  public void reportConflict(Firing firing) {
    DhcpLease held = held();
    reports.conflict(held.address().address(), held.server(), firing.nowNs);
  }

  @Override
  public void ignoreStale(Firing firing) {}

  /** What was offered or granted. */
  private DhcpLease held() {
    DhcpLease known = lease;
    if (known == null) {
      throw new IllegalStateException("a state with a lease has none: " + state);
    }
    return known;
  }

  // RFC 2131 §4.4.5: times of a lease count from when it was asked for.
  private void armOf(int deadline, long afterNs) {
    deadlines.arm(
        deadline, afterNs == DeadlineTable.NEVER_NS ? DeadlineTable.NEVER_NS : beganNs + afterNs);
  }

  /**
   * How long to wait for an answer: doubled from try to try, give or take a second (RFC 2131 §4.1);
   * for a lease that is to be prolonged half of the time that is left (RFC 2131 §4.4.5).
   */
  private long patienceNs(long nowNs) {
    tries++;
    if (address() == null) {
      long jitterNs = Math.floorMod(random(), 2 * SECOND_NS) - SECOND_NS;
      return (FIRST_RETRY_NS << Math.min(tries - 1, MOST_DOUBLINGS)) + jitterNs;
    }
    long untilRebindingNs = deadlines.deadlineNs(REBINDING);
    long endNs =
        untilRebindingNs == DeadlineTable.NEVER_NS
            ? deadlines.deadlineNs(EXPIRY)
            : untilRebindingNs;
    return Math.max(LEAST_RENEWAL_RETRY_NS, (endNs - nowNs) / 2);
  }

  private int random() {
    byte[] octets = new byte[4];
    entropy.fill(octets, 0, octets.length);
    return OctetString.of(octets).i32(0);
  }

  // ---- messages
  // ------------------------------------------------------------------------------------------------------------

  /** A message of a client without an address that names what was offered. */
  private void sendOfOffer(int type, long nowNs) {
    DhcpLease held = held();
    send(
        type,
        IpAddress.ANY_IPV4,
        held.address().address().ipv4Bits(),
        held.server().ipv4Bits(),
        BROADCAST,
        nowNs);
  }

  private void send(
      int type, IpAddress source, int requested, int server, IpAddress destination, long nowNs) {
    Frame frame = network.claim();
    if (frame == null) {
      return; // counted; as if it were lost: it will be sent again
    }
    int seconds = (int) Math.min((nowNs - beganNs) / SECOND_NS, 0xFFFF);
    DhcpMessage.append(
        frame, type, transaction, seconds, hardware, source.ipv4Bits(), requested, server);
    network.pushUdp(
        frame, source, DhcpMessage.CLIENT_PORT, destination, DhcpMessage.SERVER_PORT, true);
    network.countUnsent(network.transmit(frame, nowNs));
  }
}
