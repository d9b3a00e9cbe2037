package org.sallyport.engine.frame;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The paper's pointer descriptors: a ring of slots that move from a producer to a consumer and
 * back. As <b>UPD</b> (upload, receive) the NIC produces and the protocol consumes; as <b>DPD</b>
 * (download, transmit) the protocol produces, building the message in place, and the NIC consumes.
 * A descriptor has one owner at every moment ({@link DescriptorOwner}); it goes {@code FREE ->
 * PRODUCER -> FILLED -> CONSUMER -> FREE} and never another way, or the ring fails an assertion.
 *
 * <p>Claims and takes go round in order. Publishing and releasing may come in another order, as
 * devices complete them; a descriptor becomes visible when all before it are, so that frames are
 * never reordered. Nothing is allocated after construction. Memory barriers towards a device are
 * the driver's business.
 */
public final class DescriptorRing {
  private final String name;
  private final Slab slab;
  private final Frame[] frames;
  private final DescriptorOwner[] owners;
  private int nextToClaim;
  private int nextToTake;
  private long claimed;
  private long taken;
  private long released;

  private DescriptorRing(String name, Slab slab) {
    this.name = name;
    this.slab = slab;
    this.frames = new Frame[slab.slotCount()];
    this.owners = new DescriptorOwner[slab.slotCount()];
    for (int slot = 0; slot < frames.length; slot++) {
      frames[slot] = new Frame(slab, slot);
      owners[slot] = DescriptorOwner.FREE;
    }
  }

  /** A ring of upload descriptors: the device produces, the protocol consumes. */
  public static DescriptorRing upload(Slab slab) {
    return new DescriptorRing("UPD", slab);
  }

  /** A ring of download descriptors: the protocol produces, the device consumes. */
  public static DescriptorRing download(Slab slab) {
    return new DescriptorRing("DPD", slab);
  }

  /** "UPD" or "DPD". */
  public String name() {
    return name;
  }

  /** The octets of the slots. */
  public Slab slab() {
    return slab;
  }

  /** How many descriptors. */
  public int capacity() {
    return frames.length;
  }

  /** Who owns descriptor {@code slot}. */
  public DescriptorOwner owner(int slot) {
    return owners[slot];
  }

  /** The frame of descriptor {@code slot}, for its owner. */
  public Frame frame(int slot) {
    return frames[slot];
  }

  /** How many descriptors are not free. */
  public int inUse() {
    return (int) (claimed - released);
  }

  /** How many were claimed since the start. */
  public long claimedCount() {
    return claimed;
  }

  /** How many were taken since the start. */
  public long takenCount() {
    return taken;
  }

  /**
   * The producer's next free descriptor with an empty frame behind the head-room; null when the
   * ring is full.
   */
  public @Nullable Frame claim() {
    if (owners[nextToClaim] != DescriptorOwner.FREE) {
      return null;
    }
    int slot = nextToClaim;
    nextToClaim = after(slot);
    claimed++;
    move(slot, DescriptorOwner.FREE, DescriptorOwner.PRODUCER);
    return frames[slot].set(slab.dataOffset(slot), 0);
  }

  /** The producer hands a claimed descriptor over; its frame says where the octets are. */
  public void publish(int slot) {
    move(slot, DescriptorOwner.PRODUCER, DescriptorOwner.FILLED);
  }

  /** The producer gives back what it claimed last and did not fill. */
  public void abandon(int slot) {
    assert after(slot) == nextToClaim : "only the latest claim can be taken back";
    move(slot, DescriptorOwner.PRODUCER, DescriptorOwner.FREE);
    nextToClaim = slot;
    claimed--;
  }

  /** The consumer's next filled descriptor, in the order of the claims; null when there is none. */
  public @Nullable Frame take() {
    if (owners[nextToTake] != DescriptorOwner.FILLED) {
      return null;
    }
    int slot = nextToTake;
    nextToTake = after(slot);
    taken++;
    move(slot, DescriptorOwner.FILLED, DescriptorOwner.CONSUMER);
    return frames[slot];
  }

  /** The consumer is done with a descriptor: it is free again. */
  public void release(int slot) {
    move(slot, DescriptorOwner.CONSUMER, DescriptorOwner.FREE);
    released++;
  }

  private void move(int slot, DescriptorOwner from, DescriptorOwner to) {
    assert owners[slot] == from : "descriptor with another owner";
    owners[slot] = to;
  }

  private int after(int slot) {
    return slot + 1 == frames.length ? 0 : slot + 1;
  }
}
