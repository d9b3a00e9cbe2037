package org.sallyport.engine.net.dhcp;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.crypto.EntropySource;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.net.HostStack;
import org.sallyport.engine.net.UdpDatagram;
import org.sallyport.engine.table.DhcpAction;
import org.sallyport.engine.table.DhcpEvent;
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
public final class DhcpClient {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final long FIRST_RETRY_NS = 4 * SECOND_NS; // RFC 2131 §4.1
  private static final int MOST_DOUBLINGS = 4;
  private static final int MOST_TRIES = 4; // RFC 2131 §3.1
  private static final long LEAST_RENEWAL_RETRY_NS = 60 * SECOND_NS; // RFC 2131 §4.4.5
  private static final long CHECK_NS = SECOND_NS / 2;
  private static final long PAUSE_NS = SECOND_NS;
  private static final long PAUSE_AFTER_CONFLICT_NS = 10 * SECOND_NS; // RFC 2131 §3.1
  private static final IpAddress BROADCAST = IpAddress.ofIpv4(-1);

  /** Deadlines: that of retry, check or pause, and those of the lease. */
  private static final int WAIT = 0;

  private static final int RENEWAL = 1;
  private static final int REBINDING = 2;
  private static final int EXPIRY = 3;

  private final HostStack stack;
  private final long hardware;
  private final EntropySource entropy;
  private final TraceSink trace;
  private final DeadlineTable deadlines = new DeadlineTable(4);
  private final DhcpMessage message = new DhcpMessage();
  private DhcpState state = DhcpState.INIT;
  private int transaction;
  private long beganNs;
  private int tries;
  private boolean hasConflict;
  private boolean isChanged;

  /** Who may answer what is asked for now; 0 for any server. */
  private int askedServer;

  /** What was offered, granted or is ours; null before. */
  private @Nullable DhcpLease lease;

  /** What a message that is being handled offers or grants. */
  private @Nullable DhcpLease heard;

  private DropReason reason = DropReason.NONE;

  /**
   * A client that begins at the first {@link #poll}.
   *
   * @param hardware our MAC address
   */
  public DhcpClient(HostStack stack, long hardware, EntropySource entropy, TraceSink trace) {
    this.stack = stack;
    this.hardware = hardware;
    this.entropy = entropy;
    this.trace = trace;
    deadlines.arm(WAIT, 0);
    stack.listenUdp(DhcpMessage.CLIENT_PORT, this::receive);
  }

  /** Where the client stands. */
  public DhcpState state() {
    return state;
  }

  /** The address that we have; null while there is none. */
  public @Nullable IpAddress address() {
    DhcpLease known = lease;
    boolean isOurs =
        switch (state) {
          case BOUND, RENEWING, REBINDING -> true;
          case INIT, SELECTING, REQUESTING, CHECKING -> false;
        };
    return isOurs && known != null ? known.address().address() : null;
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
    if (message.transaction() != transaction) {
      return DropReason.UNEXPECTED_DHCP_MESSAGE;
    }
    heard = DhcpLease.of(message);
    return switch (message.type()) {
      case DhcpMessage.OFFER ->
          heard == null ? DropReason.MALFORMED_HEADER : fire(DhcpEvent.RCV_OFFER, nowNs);
      case DhcpMessage.ACK -> fire(acknowledgement(nowNs), nowNs);
      case DhcpMessage.NAK ->
          isAsked(message.server())
              ? fire(DhcpEvent.RCV_NAK, nowNs)
              : DropReason.UNEXPECTED_DHCP_MESSAGE;
      default -> DropReason.UNEXPECTED_DHCP_MESSAGE;
    };
  }

  private DhcpEvent acknowledgement(long nowNs) {
    DhcpLease granted = heard;
    DhcpLease wanted = lease;
    boolean isWanted =
        granted != null
            && wanted != null
            && granted.address().address().equals(wanted.address().address())
            && isAsked(message.server())
            && granted.leaseNs() > nowNs - beganNs;
    return isWanted ? DhcpEvent.RCV_ACK : DhcpEvent.RCV_ACK_OTHER;
  }

  private boolean isAsked(int server) {
    return server != 0 && (askedServer == 0 || askedServer == server);
  }

  /** Does what is due; returns how much that was. */
  public int poll(long nowNs) {
    int done = 0;
    if (state == DhcpState.CHECKING && stack.isProbeAnswered()) {
      fire(DhcpEvent.CONFLICT_SEEN, nowNs);
      done++;
    }
    for (int due = deadlines.takeExpired(nowNs);
        due != DeadlineTable.NONE;
        due = deadlines.takeExpired(nowNs)) {
      fire(eventOf(due), nowNs);
      done++;
    }
    return done;
  }

  private DhcpEvent eventOf(int deadline) {
    return switch (deadline) {
      case RENEWAL -> DhcpEvent.RENEW_DUE;
      case REBINDING -> DhcpEvent.REBIND_DUE;
      case EXPIRY -> DhcpEvent.LEASE_EXPIRED;
      default -> waited();
    };
  }

  /** What the end of the one wait means: there is one at a time, as the state says. */
  private DhcpEvent waited() {
    return switch (state) {
      case INIT -> DhcpEvent.PAUSE_OVER;
      case CHECKING -> DhcpEvent.CHECK_PASSED;
      case REQUESTING -> tries < MOST_TRIES ? DhcpEvent.RETRY_DUE : DhcpEvent.TRIES_USED_UP;
      case SELECTING, BOUND, RENEWING, REBINDING -> DhcpEvent.RETRY_DUE;
    };
  }

  /**
   * When {@link #poll} must be called next; long ago when there is a change to take, {@code
   * Long.MAX_VALUE} for not at all.
   */
  public long nextDeadlineNs() {
    return isChanged || (state == DhcpState.CHECKING && stack.isProbeAnswered())
        ? Long.MIN_VALUE
        : deadlines.nextDeadlineNs();
  }

  // ---- the table
  // ------------------------------------------------------------------------------------------------------------

  private DropReason fire(DhcpEvent event, long nowNs) {
    reason = DropReason.NONE;
    int row = DhcpTable.row(state, event);
    for (int index = 0; index < DhcpTable.actionCount(row); index++) {
      perform(DhcpTable.action(row, index), nowNs);
    }
    DhcpState before = state;
    state = DhcpTable.next(row);
    trace.transition("Dhcp", 0, before, event, state, 0, nowNs);
    return reason;
  }

  private void perform(DhcpAction action, long nowNs) {
    switch (action) {
      case DRAW_TRANSACTION -> transaction = random();
      case COUNT_FROM_NOW -> {
        beganNs = nowNs;
        tries = 0;
      }
      case SEND_DISCOVER -> broadcast(DhcpMessage.DISCOVER, false, nowNs);
      case SEND_REQUEST -> broadcast(DhcpMessage.REQUEST, true, nowNs);
      case SEND_RENEWAL -> prolong(kept().server(), nowNs);
      case SEND_REBINDING -> {
        askedServer = 0;
        prolong(BROADCAST, nowNs);
      }
      case SEND_DECLINE -> {
        hasConflict = true;
        broadcast(DhcpMessage.DECLINE, true, nowNs);
      }
      case ARM_RETRY -> deadlines.arm(WAIT, nowNs + patienceNs(nowNs));
      case STOP_RETRY -> deadlines.disarm(WAIT);
      case KEEP_OFFER, KEEP_LEASE -> keep(action == DhcpAction.KEEP_LEASE);
      case PROBE_ADDRESS -> {
        stack.probe(kept().address().address());
        deadlines.arm(WAIT, nowNs + CHECK_NS);
      }
      case APPLY_LEASE -> apply();
      case WITHDRAW_ADDRESS -> withdraw();
      case ARM_PAUSE -> {
        deadlines.arm(WAIT, nowNs + (hasConflict ? PAUSE_AFTER_CONFLICT_NS : PAUSE_NS));
        hasConflict = false;
      }
      case DROP_OTHER -> reason = DropReason.UNEXPECTED_DHCP_MESSAGE;
      case IGNORE_STALE -> {}
    }
  }

  private DhcpLease kept() {
    DhcpLease known = lease;
    if (known == null) {
      throw new IllegalStateException("a state with a lease has none: " + state);
    }
    return known;
  }

  private void keep(boolean isGranted) {
    DhcpLease found = heard;
    assert found != null : "what is of no use gives another event";
    lease = found;
    askedServer = found == null ? 0 : found.server().ipv4Bits();
    if (isGranted && found != null) {
      armOf(RENEWAL, found.renewalNs());
      armOf(REBINDING, found.rebindingNs());
      armOf(EXPIRY, found.leaseNs());
    }
  }

  // RFC 2131 §4.4.5: times of a lease count from when it was asked for.
  private void armOf(int deadline, long afterNs) {
    deadlines.arm(
        deadline, afterNs == DhcpLease.FOR_EVER_NS ? DeadlineTable.NEVER_NS : beganNs + afterNs);
  }

  private void apply() {
    DhcpLease known = kept();
    stack.lease(known.address(), known.router());
    isChanged = true;
  }

  private void withdraw() {
    deadlines.disarm(RENEWAL);
    deadlines.disarm(REBINDING);
    deadlines.disarm(EXPIRY);
    isChanged |= address() != null;
    stack.endLease();
    lease = null;
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

  /** A message of a client without an address; the offer is named when {@code ofOffer}. */
  private void broadcast(int type, boolean ofOffer, long nowNs) {
    int requested = ofOffer ? kept().address().address().ipv4Bits() : 0;
    int server = ofOffer ? kept().server().ipv4Bits() : 0;
    send(type, IpAddress.ANY_IPV4, requested, server, BROADCAST, nowNs);
  }

  private void prolong(IpAddress destination, long nowNs) {
    send(DhcpMessage.REQUEST, kept().address().address(), 0, 0, destination, nowNs);
  }

  private void send(
      int type, IpAddress source, int requested, int server, IpAddress destination, long nowNs) {
    Frame frame = stack.claim();
    if (frame == null) {
      return; // as if it were lost: it will be sent again
    }
    int seconds = (int) Math.min((nowNs - beganNs) / SECOND_NS, 0xFFFF);
    DhcpMessage.append(
        frame, type, transaction, seconds, hardware, source.ipv4Bits(), requested, server);
    stack.pushUdp(
        frame, source, DhcpMessage.CLIENT_PORT, destination, DhcpMessage.SERVER_PORT, true);
    stack.transmit(frame, nowNs);
  }
}
