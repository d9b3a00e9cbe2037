// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.table.NeighbourActions;
import org.sallyport.engine.table.NeighbourEvent;
import org.sallyport.engine.table.NeighbourFacts.Kind;
import org.sallyport.engine.table.NeighbourFacts.Link;
import org.sallyport.engine.table.NeighbourMessageDecision;
import org.sallyport.engine.table.NeighbourState;
import org.sallyport.engine.table.NeighbourTable;
import org.sallyport.engine.table.NeighbourTimerDecision;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.wire.ArpPacket;
import org.sallyport.engine.wire.EthernetHeader;
import org.sallyport.engine.wire.IpAddress;

/**
 * The neighbours of an Ethernet link: the machine {@code Neighbour} over a fixed table of entries,
 * for ARP (RFC 826, RFC 1122 §2.3.2) and neighbour discovery (RFC 4861 §7.3) alike. A neighbour
 * without an entry is in the state Absent.
 */
final class Neighbours
    implements NeighbourActions<Neighbours.Firing>,
        NeighbourMessageDecision.Facts,
        NeighbourTimerDecision.Facts {
  /** How long an answer is believed: REACHABLE_TIME of RFC 4861 §10. */
  static final long REACHABLE_NS = 30_000_000_000L;

  /** How long one solicitation waits for its answer: RETRANS_TIMER of RFC 4861 §10. */
  static final long ANSWER_NS = 1_000_000_000L;

  /** How long a used entry waits before it is verified: DELAY_FIRST_PROBE_TIME of RFC 4861 §10. */
  static final long DELAY_NS = 5_000_000_000L;

  /** How long an unused entry stays: of the order of a minute (RFC 1122 §2.3.2.1). */
  static final long IDLE_NS = 60_000_000_000L;

  /** MAX_MULTICAST_SOLICIT and MAX_UNICAST_SOLICIT of RFC 4861 §10. */
  static final int MAX_TRIES = 3;

  private final NeighbourEntries entries;
  private final LocalAddresses addresses;
  private final NeighbourDiscovery discovery;
  private final EthernetOutput output;
  private final StackCounters counters;
  private final TraceSink trace;
  private final long firstId;
  private final byte[] ownIpv4 = new byte[IpAddress.IPV4_LENGTH];

  /** What an event is about; {@link #yielding} is that of an entry that gives way meanwhile. */
  private final Firing firing = new Firing();

  private final Firing yielding = new Firing();
  private Kind kind = Kind.ANNOUNCEMENT;

  /** One event: of which neighbour, with what, and what it came to. */
  static final class Firing {
    private int entry = NeighbourEntries.NONE;
    private byte[] bytes = new byte[0];
    private int offset;
    private int length;
    private long linkAddress = NeighbourEntries.NOT_NOTED;
    private @Nullable Frame packet;
    private DropReason reason = DropReason.NONE;
    private long nowNs;

    private Frame packet() {
      Frame given = packet;
      if (given == null) {
        throw new IllegalStateException("a row sends a packet where its event has none");
      }
      return given;
    }
  }

  /**
   * No neighbours yet.
   *
   * @param waitingBound how many packets wait for neighbours at once
   * @param firstId the number of the first entry in the trace; no two tables of an engine share one
   */
  Neighbours(
      StackLimits limits,
      int waitingBound,
      LocalAddresses addresses,
      NeighbourDiscovery discovery,
      EthernetOutput output,
      StackCounters counters,
      TraceSink trace,
      long firstId) {
    this.entries = new NeighbourEntries(limits.neighbours(), waitingBound);
    this.addresses = addresses;
    this.discovery = discovery;
    this.output = output;
    this.counters = counters;
    this.trace = trace;
    this.firstId = firstId;
  }

  /**
   * A message about the neighbour whose address lies in place.
   *
   * @param linkAddress the link address that it gives, {@link NeighbourEntries#NOT_NOTED} for none
   * @return NONE, or why nothing was learned
   */
  DropReason receive(
      byte[] bytes, int offset, int length, long linkAddress, Kind messageKind, long nowNs) {
    about(bytes, offset, length, nowNs);
    firing.linkAddress = linkAddress;
    kind = messageKind;
    long known = NeighbourMessageDecision.ask(this);
    fire(firing, NeighbourMessageDecision.event(known), known);
    return firing.reason;
  }

  /**
   * A packet for the neighbour whose address lies in place. It is sent, or waits in its slot, or
   * stays with the caller.
   *
   * @return NONE, NEIGHBOUR_PENDING when it waits, or why it does not
   */
  DropReason send(Frame packet, byte[] bytes, int offset, int length, long nowNs) {
    about(bytes, offset, length, nowNs);
    firing.packet = packet;
    fire(firing, NeighbourEvent.PACKET_TO_SEND, 0);
    firing.packet = null;
    return firing.reason;
  }

  private void about(byte[] bytes, int offset, int length, long nowNs) {
    firing.entry = entries.find(bytes, offset, length);
    firing.bytes = bytes;
    firing.offset = offset;
    firing.length = length;
    firing.nowNs = nowNs;
  }

  /** Ends the time of entries that have had it; returns how many that were. */
  int poll(long nowNs) {
    int due = 0;
    for (int entry = entries.takeExpired(nowNs);
        entry != NeighbourEntries.NONE;
        entry = entries.takeExpired(nowNs)) {
      due++;
      firing.entry = entry;
      firing.nowNs = nowNs;
      long known = NeighbourTimerDecision.ask(this);
      fire(firing, NeighbourTimerDecision.event(known), known);
    }
    return due;
  }

  long nextDeadlineNs() {
    return entries.nextDeadlineNs();
  }

  /** The one way in which the machine moves. */
  private void fire(Firing firing, NeighbourEvent event, long known) {
    boolean exists = firing.entry != NeighbourEntries.NONE;
    NeighbourState before = exists ? entries.state(firing.entry) : NeighbourState.ABSENT;
    int row = NeighbourTable.row(before, event);
    firing.reason = DropReason.NONE;
    NeighbourActions.perform(row, this, firing);
    NeighbourState next = NeighbourTable.next(row);
    long id = 0;
    if (firing.entry != NeighbourEntries.NONE) {
      entries.setState(firing.entry, next);
      id = firstId + firing.entry;
    }
    trace.transition("Neighbour", id, before, event, next, known, firing.nowNs);
  }

  // ---- facts
  // ---------------------------------------------------------------------------------------------------------------

  @Override
  public Link link() {
    long given = firing.linkAddress;
    long noted =
        firing.entry == NeighbourEntries.NONE
            ? NeighbourEntries.NOT_NOTED
            : entries.hardware(firing.entry);
    boolean gives = given != NeighbourEntries.NOT_NOTED;
    if (noted == NeighbourEntries.NOT_NOTED) {
      return gives ? Link.FIRST : Link.NONE;
    }
    return gives && given != noted ? Link.OTHER : Link.SAME;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public boolean onLink() {
    return addresses.isOnLink(firing.bytes, firing.offset, firing.length);
  }

  @Override
  public boolean triesLeft() {
    return entries.tries(firing.entry) < MAX_TRIES;
  }

  // ---- actions
  // -------------------------------------------------------------------------------------------------------------

  @Override
  public void takeEntry(Firing firing) {
    int entry = entries.entryToTake();
    if (entries.isTaken(entry)) {
      yielding.entry = entry;
      yielding.nowNs = firing.nowNs;
      fire(yielding, NeighbourEvent.SLOT_WANTED, 0);
    }
    entries.take(entry, firing.bytes, firing.offset, firing.length, firing.nowNs);
    firing.entry = entry;
  }

  @Override
  public void noteAddress(Firing firing) {
    entries.setHardware(firing.entry, firing.linkAddress);
  }

  @Override
  public void keepPacket(Firing firing) {
    entries.use(firing.entry, firing.nowNs);
    dropWaiting(firing, DropReason.QUEUE_FULL);
    firing.reason =
        entries.keep(firing.entry, firing.packet())
            ? DropReason.NEIGHBOUR_PENDING
            : DropReason.QUEUE_FULL;
  }

  @Override
  public void sendAtOnce(Firing firing) {
    entries.use(firing.entry, firing.nowNs);
    output.send(firing.packet(), entries.hardware(firing.entry));
  }

  @Override
  public void sendWaiting(Firing firing) {
    Frame packet = entries.takeWaiting(firing.entry);
    if (packet != null) {
      output.send(packet, entries.hardware(firing.entry));
    }
  }

  @Override
  public void solicitByMulticast(Firing firing) {
    solicit(firing.entry, NeighbourEntries.NOT_NOTED);
  }

  @Override
  public void solicitByUnicast(Firing firing) {
    solicit(firing.entry, entries.hardware(firing.entry));
  }

  // By multicast, or broadcast for ARP, where no link address is given.
  private void solicit(int entry, long linkAddress) {
    entries.setTries(entry, entries.tries(entry) + 1);
    byte[] keys = entries.keys();
    int key = entries.keyOffset(entry);
    int length = entries.keyLength(entry);
    IpAddress own = addresses.solicitingAddress(keys, key, length);
    if (own == null) {
      return;
    }
    DropReason reason;
    if (length == IpAddress.IPV6_LENGTH) {
      reason = discovery.solicit(own, keys, key, linkAddress);
    } else {
      own.copyInto(ownIpv4, 0);
      long to = linkAddress == NeighbourEntries.NOT_NOTED ? EthernetHeader.BROADCAST : linkAddress;
      reason = output.sendArp(ArpPacket.REQUEST, to, ownIpv4, 0, 0, keys, key);
    }
    counters.countUnsent(reason);
  }

  @Override
  public void restoreTries(Firing firing) {
    entries.setTries(firing.entry, 0);
  }

  @Override
  public void startAnswerTimer(Firing firing) {
    entries.setDeadlineNs(firing.entry, firing.nowNs + ANSWER_NS);
  }

  @Override
  public void startReachableTimer(Firing firing) {
    entries.setDeadlineNs(firing.entry, firing.nowNs + REACHABLE_NS);
  }

  @Override
  public void startDelayTimer(Firing firing) {
    entries.setDeadlineNs(firing.entry, firing.nowNs + DELAY_NS);
  }

  @Override
  public void startIdleTimer(Firing firing) {
    entries.setDeadlineNs(firing.entry, firing.nowNs + IDLE_NS);
  }

  @Override
  public void releaseEntry(Firing firing) {
    entries.release(firing.entry);
  }

  @Override
  public void reportWaiting(Firing firing) {
    dropWaiting(firing, DropReason.NEIGHBOUR_UNREACHABLE);
  }

  private void dropWaiting(Firing firing, DropReason reason) {
    Frame packet = entries.takeWaiting(firing.entry);
    if (packet != null) {
      packet.releaseIfOwned();
      counters.count(reason);
    }
  }

  @Override
  public void countUnreachable(Firing firing) {
    counters.count(DropReason.NEIGHBOUR_UNREACHABLE);
  }

  @Override
  public void countClaim(Firing firing) {
    counters.count(DropReason.NEIGHBOUR_CONFLICT);
  }

  @Override
  public void keepEntry(Firing firing) {}

  @Override
  public void dropUnsolicited(Firing firing) {
    firing.reason = DropReason.NOT_FOR_US;
  }

  @Override
  public void dropUseless(Firing firing) {
    firing.reason = DropReason.BAD_NEIGHBOUR_MESSAGE;
  }
}
