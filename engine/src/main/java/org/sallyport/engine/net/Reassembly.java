// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.table.ReassemblyActions;
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
final class Reassembly implements ReassemblyActions<Reassembly.Firing> {
  /** How long a datagram may stay incomplete (RFC 1122 §3.3.2 allows 60 s). */
  static final long LIFETIME_NS = 30_000_000_000L;

  private final ReassemblySlot[] slots;
  private final DeadlineTable deadlines;
  private final FragmentFacts facts;
  private final StackCounters counters;
  private final TraceSink trace;
  private @Nullable Frame complete;
  private @Nullable ReassemblySlot lent;

  /** What an event is about; {@link #yielding} is that of a datagram that gives way meanwhile. */
  private final Firing firing = new Firing();

  private final Firing yielding = new Firing();
  private IpView fragment = new Frame().ip();
  private boolean isProtected;

  /** One event: of which datagram, and what its fragment comes to. */
  static final class Firing {
    private @Nullable ReassemblySlot slot;
    private DropReason reason = DropReason.NONE;
    private long nowNs;

    private ReassemblySlot slot() {
      ReassemblySlot taken = slot;
      if (taken == null) {
        throw new IllegalStateException("a row needs a slot that no row before it took");
      }
      return taken;
    }
  }

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
    return fire(firing, slot, ReassemblyFragmentDecision.event(known), known, nowNs);
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
      fire(firing, slots[index], ReassemblyEvent.TIME_OVER, 0, nowNs);
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
      Firing firing, @Nullable ReassemblySlot slot, ReassemblyEvent event, long known, long nowNs) {
    firing.slot = slot;
    firing.reason = DropReason.NONE;
    firing.nowNs = nowNs;
    ReassemblyState before = slot == null ? ReassemblyState.ABSENT : slot.state();
    int row = ReassemblyTable.row(before, event);
    ReassemblyState next = ReassemblyTable.next(row);
    ReassemblyActions.perform(row, this, firing);
    ReassemblySlot used = firing.slot;
    if (used != null) {
      used.setState(next);
    }
    trace.transition("Reassembly", used == null ? 0 : used.id(), before, event, next, known, nowNs);
    return firing.reason;
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

  // ---- actions
  // ------------------------------------------------------------------------------------------------------------

  @Override
  public void takeSlot(Firing firing) {
    ReassemblySlot chosen = slotFor();
    if (chosen.state() != ReassemblyState.ABSENT) {
      fire(yielding, chosen, ReassemblyEvent.SLOT_WANTED, 0, firing.nowNs);
    }
    chosen.begin(fragment, isProtected);
    firing.slot = chosen;
  }

  @Override
  public void startTimer(Firing firing) {
    deadlines.arm(firing.slot().index(), firing.nowNs + LIFETIME_NS);
  }

  @Override
  public void storePiece(Firing firing) {
    firing.slot().store(fragment);
  }

  @Override
  public void holdFragment(Firing firing) {
    firing.reason = DropReason.FRAGMENT_HELD;
  }

  @Override
  public void deliverWhole(Firing firing) {
    complete = firing.slot().finish();
    lent = firing.slot();
  }

  @Override
  public void releaseSlot(Firing firing) {
    deadlines.disarm(firing.slot().index());
  }

  @Override
  public void forgetPieces(Firing firing) {
    firing.slot().forgetPieces();
  }

  @Override
  public void dropConflict(Firing firing) {
    firing.reason = DropReason.BAD_FRAGMENT;
  }

  @Override
  public void dropMalformed(Firing firing) {
    firing.reason = DropReason.BAD_FRAGMENT;
  }

  @Override
  public void dropTooLong(Firing firing) {
    firing.reason = DropReason.TOO_LONG;
  }

  @Override
  public void countTimeout(Firing firing) {
    counters.count(DropReason.BAD_FRAGMENT);
  }

  @Override
  public void countEviction(Firing firing) {
    counters.count(DropReason.REASSEMBLY_FULL);
  }
}
