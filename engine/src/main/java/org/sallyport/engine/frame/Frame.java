// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.frame;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A moving view of a slot: {@code offset} and {@code length} say where the frame is, within the
 * slot's bounds. Headers are popped by moving the offset forward and pushed by moving it back into
 * the head-room; octets never move. A move past the slot is a bug of ours and fails an assertion:
 * the code that pops has checked the length, the code that pushes has asked {@link #headRoom()}.
 */
public final class Frame {
  private static final byte[] NOTHING = new byte[0];

  private final int slot;
  private final @Nullable FramePool pool;
  private final IpView ip;
  private byte[] bytes = NOTHING;
  private int slotStart;
  private int slotEnd;
  private int offset;
  private int length;
  private boolean owned;

  /** A frame of no slot: to be wrapped around octets that other code owns. */
  @SuppressWarnings({"argument", "assignment"}) // the view only keeps the reference
  public Frame() {
    this.slot = -1;
    this.pool = null;
    this.ip = new IpView(this);
  }

  /** The frame of a slot of a slab, empty, behind the head-room. */
  public Frame(Slab slab, int slot) {
    this(slab, slot, null);
  }

  /** The frame of a pool's slot. */
  @SuppressWarnings({"argument", "assignment"}) // the view only keeps the reference
  Frame(Slab slab, int slot, @Nullable FramePool pool) {
    this.slot = slot;
    this.pool = pool;
    this.ip = new IpView(this);
    this.bytes = slab.bytes();
    this.slotStart = slab.slotOffset(slot);
    this.slotEnd = slotStart + slab.slotLength();
    this.offset = slab.dataOffset(slot);
  }

  /** Looks at {@code length} octets at {@code offset} of an array, with no room around them. */
  public Frame wrap(byte[] bytes, int offset, int length) {
    return wrap(bytes, offset, offset + length, offset, length);
  }

  /**
   * Looks at octets with room around them.
   *
   * @param slotStart the first octet that may be used
   * @param slotEnd the first octet that may not be used any more
   */
  public Frame wrap(byte[] bytes, int slotStart, int slotEnd, int offset, int length) {
    assert slot < 0 : "the frame of a slot stays in its slot";
    assert slotStart >= 0 && slotEnd <= bytes.length : "slot outside the array";
    this.bytes = bytes;
    this.slotStart = slotStart;
    this.slotEnd = slotEnd;
    return set(offset, length);
  }

  /** Moves the view to {@code length} octets at {@code offset} of the same slot. */
  public Frame set(int offset, int length) {
    assert offset >= slotStart && length >= 0 && length <= slotEnd - offset
        : "frame outside its slot";
    this.offset = offset;
    this.length = length;
    ip.forget();
    return this;
  }

  /** The number of the slot, -1 when the frame belongs to no slab. */
  public int slot() {
    return slot;
  }

  /**
   * The pool that the frame's slot belongs to: its owner releases it there or hands it on. Null for
   * a frame of no pool, which is lent for a call.
   */
  public @Nullable FramePool pool() {
    return pool;
  }

  /** The IP packet that fills the frame; it goes with the slot. */
  public IpView ip() {
    return ip;
  }

  // ---- ownership
  // --------------------------------------------------------------------------------------------------------------

  /**
   * Whether the path that runs now has to see to this held frame: it hands it on, keeps it for
   * later, or releases it at its end. Never true for a frame of no pool.
   */
  public boolean isOwned() {
    return owned;
  }

  /** A path takes over a held frame: one that was just received or claimed, or was kept. */
  public void takeOwnership() {
    owned = pool != null;
  }

  /** The frame is handed on, or kept for later: this path has nothing more to do with it. */
  public void handOver() {
    owned = false;
  }

  /** Ends a path: a frame that it still owns is released to its pool. */
  public void releaseIfOwned() {
    if (owned && pool != null) {
      owned = false;
      pool.release(this);
    }
  }

  /** Releases a frame that was kept and is wanted no more. */
  public void release() {
    takeOwnership();
    releaseIfOwned();
  }

  // ---- where it lies
  // --------------------------------------------------------------------------------------------------------------

  /** The array that the frame lies in. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the frame starts in {@link #bytes}. */
  public int offset() {
    return offset;
  }

  /** Octets of the frame. */
  public int length() {
    return length;
  }

  /** The first octet after the frame. */
  public int end() {
    return offset + length;
  }

  /** Octets that can be pushed in front. */
  public int headRoom() {
    return offset - slotStart;
  }

  /** Octets that can be appended. */
  public int tailRoom() {
    return slotEnd - offset - length;
  }

  /** Makes room for a header in front and gives the new offset. */
  public int push(int headerLength) {
    assert headerLength >= 0 && headerLength <= headRoom() : "no head-room";
    offset -= headerLength;
    length += headerLength;
    ip.forget();
    return offset;
  }

  /** Steps past a header and gives the new offset. */
  public int pop(int headerLength) {
    assert headerLength >= 0 && headerLength <= length : "no such header";
    offset += headerLength;
    length -= headerLength;
    ip.forget();
    return offset;
  }

  /** Makes room behind and gives the offset of the room. */
  public int append(int count) {
    assert count >= 0 && count <= tailRoom() : "no tail-room";
    length += count;
    ip.forget();
    return offset + length - count;
  }

  /** Shortens the frame to {@code shorter} octets. */
  public void trim(int shorter) {
    assert shorter >= 0 && shorter <= length : "trimming does not lengthen";
    length = shorter;
    ip.forget();
  }
}
