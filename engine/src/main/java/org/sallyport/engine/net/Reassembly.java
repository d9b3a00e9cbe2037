// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.table.ReassemblyAction;
import org.sallyport.engine.table.ReassemblyEvent;
import org.sallyport.engine.table.ReassemblyFragmentDecision;
import org.sallyport.engine.table.ReassemblyState;
import org.sallyport.engine.table.ReassemblyTable;
import org.sallyport.engine.table.TraceSink;
import org.sallyport.engine.task.DeadlineTable;

/**
 * Bounded reassembly of fragments (RFC 791 §3.2, RFC 8200 §4.5): the machine {@code Reassembly}
 * over a fixed pool of slots. A datagram without a slot is in the state Absent.
 */
final class Reassembly {
  /** How long a datagram may stay incomplete (RFC 1122 §3.3.2 allows 60 s). */
  static final long LIFETIME_NS = 30_000_000_000L;

  private final ReassemblySlot[] slots;
  private final DeadlineTable deadlines;
  private final FragmentFacts facts;
  private final StackCounters counters;
  private final TraceSink trace;
  private @Nullable Frame complete;
  private @Nullable ReassemblySlot lent;

  /** The slot of the datagram that an event is about; null while it has none. */
  private @Nullable ReassemblySlot current;

  private IpView fragment = new Frame().ip();
  private boolean isProtected;

  /**
   * A pool of slots.
   *
   * @param firstId the number of the first slot in the trace; no two pools of an engine share one
   */
  Reassembly(StackLimits limits, StackCounters counters, TraceSink trace, long firstId) {
    this.counters = counters;
    this.trace = trace;
    this.slots = new ReassemblySlot[limits.reassemblySlots()];
    this.deadlines = new DeadlineTable(slots.length);
    this.facts = new FragmentFacts(limits.reassemblyBytes());
    for (int index = 0; index < slots.length; index++) {
      slots[index] = new ReassemblySlot(index, firstId + index, limits.reassemblyBytes());
    }
  }

  /**
   * Takes a fragment. What came out of a security association is never put together with what did
   * not.
   *
   * @return NONE when it completed a datagram, which {@link #complete} gives; FRAGMENT_HELD when
   *     more are needed; else why it was dropped
   */
  DropReason add(IpView packet, boolean protectedPacket, long nowNs) {
    complete = null;
    fragment = packet;
    isProtected = protectedPacket;
    ReassemblySlot slot = slotOf(packet, protectedPacket);
    facts.of(packet, slot);
    long known = ReassemblyFragmentDecision.ask(facts);
    return fire(slot, ReassemblyFragmentDecision.event(known), known, nowNs);
  }

  /**
   * The datagram that the last fragment completed; null when there is none. Valid until the next
   * one is complete, so that what it carries may be a fragment again.
   */
  @Nullable Frame complete() {
    return complete;
  }

  private @Nullable ReassemblySlot slotOf(IpView packet, boolean protectedPacket) {
    for (ReassemblySlot slot : slots) {
      if (slot.holds(packet, protectedPacket)) {
        return slot;
      }
    }
    return null;
  }

  /** Ends the time of datagrams that have had it; returns how many that were. */
  int poll(long nowNs) {
    int expired = 0;
    for (int index = deadlines.takeExpired(nowNs);
        index != DeadlineTable.NONE;
        index = deadlines.takeExpired(nowNs)) {
      fire(slots[index], ReassemblyEvent.TIME_OVER, 0, nowNs);
      expired++;
    }
    return expired;
  }

  long nextDeadlineNs() {
    return deadlines.nextDeadlineNs();
  }

  // ---- the table
  // ------------------------------------------------------------------------------------------------------------

  /** Does the row for an event of the datagram in {@code slot}. */
  private DropReason fire(
      @Nullable ReassemblySlot slot, ReassemblyEvent event, long known, long nowNs) {
    ReassemblySlot outer = current;
    current = slot;
    ReassemblyState before = slot == null ? ReassemblyState.ABSENT : slot.state();
    int row = ReassemblyTable.row(before, event);
    ReassemblyState next = ReassemblyTable.next(row);
    DropReason reason = DropReason.NONE;
    for (int index = 0; index < ReassemblyTable.actionCount(row); index++) {
      DropReason done = perform(ReassemblyTable.action(row, index), nowNs);
      reason = done == DropReason.NONE ? reason : done;
    }
    ReassemblySlot used = current;
    if (used != null) {
      used.setState(next);
    }
    trace.transition("Reassembly", used == null ? 0 : used.id(), before, event, next, known, nowNs);
    current = outer;
    return reason;
  }

  /** Does one action; gives what the fragment comes to, where the action says it. */
  private DropReason perform(ReassemblyAction action, long nowNs) {
    return switch (action) {
      case TAKE_SLOT -> takeSlot(nowNs);
      case START_TIMER -> startTimer(nowNs);
      case STORE_PIECE -> storePiece();
      case HOLD_FRAGMENT -> holdFragment();
      case DELIVER_WHOLE -> deliverWhole();
      case RELEASE_SLOT -> releaseSlot();
      case FORGET_PIECES -> forgetPieces();
      case DROP_CONFLICT -> dropConflict();
      case DROP_MALFORMED -> dropMalformed();
      case DROP_TOO_LONG -> dropTooLong();
      case COUNT_TIMEOUT -> countTimeout();
      case COUNT_EVICTION -> countEviction();
    };
  }

  private ReassemblySlot slot() {
    ReassemblySlot slot = current;
    if (slot == null) {
      throw new IllegalStateException("a row needs a slot that no row before it took");
    }
    return slot;
  }

  private DropReason takeSlot(long nowNs) {
    ReassemblySlot chosen = slotFor();
    if (chosen.state() != ReassemblyState.ABSENT) {
      fire(chosen, ReassemblyEvent.SLOT_WANTED, 0, nowNs);
    }
    chosen.begin(fragment, isProtected);
    current = chosen;
    return DropReason.NONE;
  }

  /** A free slot, or the oldest; not the one that is lent, unless it is the only one. */
  @SuppressWarnings("ReferenceEquality") // The slot itself is meant.
  private ReassemblySlot slotFor() {
    ReassemblySlot chosen = slots[0] == lent ? slots[slots.length - 1] : slots[0];
    for (ReassemblySlot slot : slots) {
      boolean isFree = slot.state() == ReassemblyState.ABSENT;
      boolean better = isFree || deadlineNs(slot) < deadlineNs(chosen);
      if (slot != lent && chosen.state() != ReassemblyState.ABSENT && better) {
        chosen = slot;
      }
    }
    return chosen;
  }

  private long deadlineNs(ReassemblySlot slot) {
    return deadlines.deadlineNs(slot.index());
  }

  private DropReason startTimer(long nowNs) {
    deadlines.arm(slot().index(), nowNs + LIFETIME_NS);
    return DropReason.NONE;
  }

  private DropReason storePiece() {
    slot().store(fragment);
    return DropReason.NONE;
  }

  private DropReason holdFragment() {
    return DropReason.FRAGMENT_HELD;
  }

  private DropReason deliverWhole() {
    complete = slot().finish();
    lent = slot();
    return DropReason.NONE;
  }

  private DropReason releaseSlot() {
    deadlines.disarm(slot().index());
    return DropReason.NONE;
  }

  private DropReason forgetPieces() {
    slot().forgetPieces();
    return DropReason.NONE;
  }

  private DropReason dropConflict() {
    return DropReason.BAD_FRAGMENT;
  }

  private DropReason dropMalformed() {
    return DropReason.BAD_FRAGMENT;
  }

  private DropReason dropTooLong() {
    return DropReason.TOO_LONG;
  }

  private DropReason countTimeout() {
    counters.count(DropReason.BAD_FRAGMENT);
    return DropReason.NONE;
  }

  private DropReason countEviction() {
    counters.count(DropReason.REASSEMBLY_FULL);
    return DropReason.NONE;
  }
}
