package org.sallyport.engine.net;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;

/**
 * Bounded reassembly of fragments (RFC 791 §3.2, RFC 8200 §4.5). A fixed pool of datagrams; when a
 * new one finds no free slot, the oldest gives way. Overlap is never resolved: a datagram whose
 * fragments overlap, unless one is an exact repetition, is dropped (RFC 5722).
 */
final class Reassembly {
  /** How long a datagram may stay incomplete (RFC 1122 §3.3.2 allows 60 s). */
  static final long LIFETIME_NS = 30_000_000_000L;

  private final ReassemblySlot[] slots;
  private final StackCounters counters;
  private @Nullable Frame complete;
  private @Nullable ReassemblySlot lent;

  Reassembly(StackLimits limits, StackCounters counters) {
    this.counters = counters;
    this.slots = new ReassemblySlot[limits.reassemblySlots()];
    for (int index = 0; index < slots.length; index++) {
      slots[index] = new ReassemblySlot(limits.reassemblyBytes());
    }
  }

  /**
   * Stores a fragment. What came out of a security association is never put together with what did
   * not.
   *
   * @return NONE when it completed a datagram, which {@link #complete} gives; FRAGMENT_HELD when
   *     more are needed; else why not
   */
  DropReason add(IpPacket fragment, boolean protectedPacket, long nowNs) {
    complete = null;
    ReassemblySlot slot = slotOf(fragment, protectedPacket, nowNs);
    DropReason reason = slot.add(fragment);
    if (reason == DropReason.NONE) {
      complete = slot.finish();
      lent = slot;
    } else if (reason != DropReason.FRAGMENT_HELD) {
      slot.free();
    }
    return reason;
  }

  /**
   * The datagram that the last fragment completed; null when there is none. Valid until the next
   * one is complete, so that what it carries may be a fragment again.
   */
  @Nullable Frame complete() {
    return complete;
  }

  private ReassemblySlot slotOf(IpPacket fragment, boolean protectedPacket, long nowNs) {
    for (ReassemblySlot slot : slots) {
      if (slot.holds(fragment, protectedPacket)) {
        return slot;
      }
    }
    ReassemblySlot chosen = slotFor();
    if (chosen.inUse()) {
      counters.count(DropReason.REASSEMBLY_FULL);
    }
    chosen.begin(fragment, protectedPacket, nowNs + LIFETIME_NS);
    return chosen;
  }

  /** A free slot, or the oldest; not the one that is lent, unless it is the only one. */
  @SuppressWarnings("ReferenceEquality") // The slot itself is meant.
  private ReassemblySlot slotFor() {
    ReassemblySlot chosen = slots[0] == lent ? slots[slots.length - 1] : slots[0];
    for (ReassemblySlot slot : slots) {
      boolean better = !slot.inUse() || slot.deadlineNs() < chosen.deadlineNs();
      if (slot != lent && chosen.inUse() && better) {
        chosen = slot;
      }
    }
    return chosen;
  }

  /** Frees datagrams that stayed incomplete for too long. */
  int poll(long nowNs) {
    int expired = 0;
    for (ReassemblySlot slot : slots) {
      if (slot.inUse() && nowNs >= slot.deadlineNs()) {
        slot.free();
        counters.count(DropReason.BAD_FRAGMENT);
        expired++;
      }
    }
    return expired;
  }

  long nextDeadlineNs() {
    long earliest = Long.MAX_VALUE;
    for (ReassemblySlot slot : slots) {
      if (slot.inUse()) {
        earliest = Math.min(earliest, slot.deadlineNs());
      }
    }
    return earliest;
  }
}
