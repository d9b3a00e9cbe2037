package org.sallyport.engine;

import org.sallyport.engine.frame.DescriptorRing;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.Slab;
import org.sallyport.engine.net.HostStack;

/**
 * Slots for packets that wait for their burst: a ring of descriptors for packets of ordinary length
 * and one long slot for the others. Packets enter in order, and all leave at once.
 */
final class PacketSlots {
  /** As many as a burst of ESP takes. */
  static final int COUNT = 32;

  /** Octets behind a packet for padding, trailer, ICV. */
  private static final int TAIL_ROOM = 64;

  private static final int LONGEST = 0xFFFF;

  private final DescriptorRing ring;
  private final Frame longSlot;
  private final int longData;
  private final int ordinary;
  private final int[] held = new int[COUNT];
  private int heldCount;

  PacketSlots(int ordinary, boolean upload) {
    this.ordinary = ordinary;
    Slab slab = new Slab(COUNT, HostStack.HEAD_ROOM + ordinary + TAIL_ROOM, HostStack.HEAD_ROOM);
    ring = upload ? DescriptorRing.upload(slab) : DescriptorRing.download(slab);
    Slab longSlab = new Slab(1, HostStack.HEAD_ROOM + LONGEST + TAIL_ROOM, HostStack.HEAD_ROOM);
    longSlot = new Frame(longSlab, 0);
    longData = longSlab.dataOffset(0);
  }

  /** Whether every slot is held: leave first. */
  boolean isFull() {
    return heldCount == COUNT;
  }

  /** Whether a packet has to go alone. */
  boolean isLong(int length) {
    return length > ordinary;
  }

  /**
   * Copies a packet into its slot, which is held until {@link #releaseAll}; there is one, see
   * {@link #isFull}.
   */
  Frame enter(byte[] bytes, int offset, int length) {
    Frame frame = isLong(length) ? longSlot.set(longData, length) : claim(length);
    System.arraycopy(bytes, offset, frame.bytes(), frame.offset(), length);
    return frame;
  }

  private Frame claim(int length) {
    Frame claimed = ring.claim();
    if (claimed == null) {
      throw new IllegalStateException("every descriptor is in use");
    }
    claimed.append(length);
    ring.publish(claimed.slot());
    Frame taken = ring.take();
    if (taken != claimed) {
      throw new IllegalStateException("descriptors go round in order");
    }
    held[heldCount++] = taken.slot();
    return taken;
  }

  /** Every packet has left. */
  void releaseAll() {
    for (int i = 0; i < heldCount; i++) {
      ring.release(held[i]);
    }
    heldCount = 0;
  }

  /** Whether the octets lie in a slot of the ring, and so stay until {@link #releaseAll}. */
  @SuppressWarnings("ReferenceEquality") // The slab itself is meant, not its contents.
  boolean holds(byte[] bytes) {
    return bytes == ring.slab().bytes();
  }
}
