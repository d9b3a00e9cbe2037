// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.frame;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.table.DescriptorRingActions;
import org.sallyport.engine.table.DescriptorRingEvent;
import org.sallyport.engine.table.DescriptorRingState;
import org.sallyport.engine.table.DescriptorRingTable;
import org.sallyport.engine.table.TraceSink;

/**
 * Every frame of the machine: one slab of slots, and who may touch which slot. A slot belongs to
 * nobody, to a receive ring (the paper's UPD), to a transmit ring (DPD) or to the protocol; it
 * moves between them and its octets never do. A slot's life is the machine {@code DescriptorRing};
 * a move that it does not allow is a bug of ours and fails an assertion in either sense: {@code
 * IllegalStateException}, always on.
 *
 * <p>Drivers: {@link #post} a slot to the receive ring, {@link #filled} when the device wrote it,
 * {@link #take} to hand it to the protocol, {@link #queue} into the transmit ring, {@link #sent}
 * when the device is done, {@link #withdraw} out of either ring after the device was stopped.
 * Protocol: {@link #claim} to build a message, {@link #release} when done with a frame.
 *
 * <p>Free slots are reused last in, first out, so that few slots stay warm. Nothing is allocated
 * after construction; no move copies an octet. Not safe for use by two threads at once.
 */
public final class FramePool implements DescriptorRingActions<FramePool.Move> {
  /** Octets of an ordinary slot: an Ethernet frame, what ESP adds to it, and the head-room. */
  public static final int SLOT_LENGTH = 2048;

  /**
   * Octets of head-room of an ordinary slot: link, IPv6, UDP and ESP headers of a tunnel, pushed in
   * front of a message that starts with link, IPv6 and UDP headers of its own.
   */
  public static final int HEAD_ROOM = 192;

  private static final DescriptorRingState[] STATES = DescriptorRingState.values();

  private final Slab slab;
  private final Frame[] frames;
  private final DescriptorRingState[] states;
  private final int[] free;
  private final int[] counts = new int[STATES.length];
  private final TraceSink trace;
  private final Move move = new Move();
  private long nowNs;
  private long exhausted;
  private long copies;

  /** What a firing is about. */
  public static final class Move {
    private int slot;
    private DescriptorRingState before = DescriptorRingState.FREE;

    private Move() {}
  }

  /** A pool over a slab; its firings are not traced. */
  public FramePool(Slab slab) {
    this(slab, TraceSink.NONE);
  }

  /**
   * A pool over a slab, every slot free.
   *
   * @param trace takes every move; the machine's number there is that of the slot
   */
  public FramePool(Slab slab, TraceSink trace) {
    int slots = slab.slotCount();
    this.slab = slab;
    this.trace = trace;
    frames = new Frame[slots];
    states = new DescriptorRingState[slots];
    free = new int[slots];
    for (int slot = 0; slot < slots; slot++) {
      frames[slot] = new Frame(slab, slot, this);
      states[slot] = DescriptorRingState.FREE;
      free[slot] = slots - 1 - slot;
    }
    counts[DescriptorRingState.FREE.ordinal()] = slots;
  }

  /** A pool of ordinary slots in memory of its own. */
  public static FramePool of(int slots) {
    return new FramePool(new Slab(slots, SLOT_LENGTH, HEAD_ROOM));
  }

  /** The octets of the slots. */
  public Slab slab() {
    return slab;
  }

  /** The frame of a slot; its owner may use it. */
  public Frame frame(int slot) {
    return frames[slot];
  }

  /** Who owns a slot. */
  public DescriptorRingState state(int slot) {
    return states[slot];
  }

  /** How many slots are in a state. Over all states they add up to the slab's slots. */
  public int count(DescriptorRingState state) {
    return counts[state.ordinal()];
  }

  /** How often a slot was wanted and none was free. */
  public long exhausted() {
    return exhausted;
  }

  /**
   * How many frames were copied whole because they lay in no slot: datagrams put together from
   * fragments, and frames that a link had to copy since they were only lent. The path of packets
   * that came in one frame has no copy.
   */
  public long copies() {
    return copies;
  }

  /** Counts a frame that is copied whole. */
  public void countCopy() {
    copies++;
  }

  /** Notes the time for the trace. */
  public void noteTime(long newNowNs) {
    nowNs = newNowNs;
  }

  // ---- the protocol's moves
  // ----------------------------------------------------------------------------------------------------------

  /** An empty frame behind the head-room to build a message in, held; null when no slot is free. */
  public @Nullable Frame claim() {
    int slot = nextFree();
    if (slot < 0) {
      return null;
    }
    move(slot, DescriptorRingEvent.CLAIM);
    frames[slot].takeOwnership();
    return frames[slot];
  }

  /** The protocol is done with a frame that it held. */
  public void release(Frame frame) {
    move(slotOf(frame), DescriptorRingEvent.RELEASE);
  }

  // ---- the drivers' moves
  // ------------------------------------------------------------------------------------------------------------

  /**
   * Gives a slot to a receive ring: the device writes at {@link Slab#dataOffset}, at most {@link
   * Slab#dataCapacity} octets. The slot's number, or -1 when none is free.
   */
  public int post() {
    int slot = nextFree();
    if (slot >= 0) {
      move(slot, DescriptorRingEvent.POST);
    }
    return slot;
  }

  /**
   * The device wrote a frame into a posted slot.
   *
   * @param offset where in {@link Slab#bytes}, within the slot
   * @param length octets that were written; the driver has checked that they fit
   */
  public void filled(int slot, int offset, int length) {
    move(slot, DescriptorRingEvent.FILL);
    frames[slot].set(offset, length);
  }

  /** Hands a filled slot to the protocol. */
  public Frame take(int slot) {
    move(slot, DescriptorRingEvent.TAKE);
    frames[slot].takeOwnership();
    return frames[slot];
  }

  /** Puts a held frame into a transmit ring: nobody touches it until it is sent. */
  public void queue(Frame frame) {
    move(slotOf(frame), DescriptorRingEvent.QUEUE);
  }

  /** The device has sent the frame of a queued slot. */
  public void sent(int slot) {
    move(slot, DescriptorRingEvent.SEND);
  }

  /** Takes a slot out of the ring it is in; the device was stopped before. */
  public void withdraw(int slot) {
    move(slot, DescriptorRingEvent.WITHDRAW);
  }

  // ---- the table
  // ---------------------------------------------------------------------------------------------------------------------

  private int nextFree() {
    int left = counts[DescriptorRingState.FREE.ordinal()];
    if (left == 0) {
      exhausted++;
      return -1;
    }
    return free[left - 1];
  }

  @SuppressWarnings("ReferenceEquality") // The pool itself is meant.
  private int slotOf(Frame frame) {
    if (frame.pool() != this) {
      throw new IllegalStateException("the frame is none of this pool");
    }
    return frame.slot();
  }

  private void move(int slot, DescriptorRingEvent event) {
    DescriptorRingState before = states[slot];
    int row = DescriptorRingTable.row(before, event);
    move.slot = slot;
    move.before = before;
    DescriptorRingActions.perform(row, this, move);
    DescriptorRingState next = DescriptorRingTable.next(row);
    counts[before.ordinal()]--;
    counts[next.ordinal()]++;
    states[slot] = next;
    trace.transition("DescriptorRing", slot, before, event, next, 0, nowNs);
  }

  // ---- actions

  @Override
  public void leaveFreeList(Move move) {
    // The list ends before its last slot as soon as the count is lower.
    assert free[count(DescriptorRingState.FREE) - 1] == move.slot
        : "free slots leave from the end of the list";
  }

  @Override
  public void joinFreeList(Move move) {
    free[count(DescriptorRingState.FREE)] = move.slot;
  }

  @Override
  public void emptyFrame(Move move) {
    frames[move.slot].set(slab.dataOffset(move.slot), 0);
  }

  @Override
  public void refuseMove(Move move) {
    throw new IllegalStateException("the slot is " + move.before + ", not the caller's");
  }
}
