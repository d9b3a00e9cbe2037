// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.sad;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The SAD for inbound packets: associations by SPI (RFC 4301 §4.4.2; unicast, so the SPI alone
 * identifies them, §4.1). Open addressing with linear probing in a table that is at most half full;
 * bounded, and a look-up allocates nothing.
 *
 * @param <T> the protocol's kind of association, or what the control plane knows of one
 */
public final class SecurityAssociationDatabase<T extends SpiNamed> {
  private final @Nullable SpiNamed[] slots;
  private final int mask;
  private final int capacity;
  private int size;

  /** A database of at most {@code capacity} associations. */
  public SecurityAssociationDatabase(int capacity) {
    if (capacity < 1 || capacity > 1 << 20) {
      throw new IllegalArgumentException("capacity " + capacity);
    }
    int slotCount = 2;
    while (slotCount < 2 * capacity) {
      slotCount *= 2;
    }
    this.capacity = capacity;
    mask = slotCount - 1;
    slots = new @Nullable SpiNamed[slotCount];
  }

  public int size() {
    return size;
  }

  public int capacity() {
    return capacity;
  }

  /** The association of this SPI, or null. */
  @SuppressWarnings({
    "unchecked",
    "cast.unsafe"
  }) // only add() fills slots, and it takes nothing but T
  public @Nullable T bySpi(int spi) {
    for (int slot = home(spi); ; slot = (slot + 1) & mask) {
      SpiNamed found = slots[slot];
      if (found == null || found.spi() == spi) {
        return (T) found;
      }
    }
  }

  /** Adds an association; false when the database is full or the SPI is taken. */
  public boolean add(T association) {
    if (size == capacity) {
      return false;
    }
    int slot = home(association.spi());
    for (SpiNamed found = slots[slot]; found != null; found = slots[slot]) {
      if (found.spi() == association.spi()) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = association;
    size++;
    return true;
  }

  /** Takes out the association of this SPI and returns it, or null. It is not destroyed. */
  public @Nullable T remove(int spi) {
    T removed = bySpi(spi);
    if (removed != null) {
      int slot = home(spi);
      for (SpiNamed found = slots[slot]; found != null && found.spi() != spi; found = slots[slot]) {
        slot = (slot + 1) & mask;
      }
      closeGap(slot);
      size--;
    }
    return removed;
  }

  // Deletion without tombstones (Knuth, volume 3, algorithm 6.4R): an entry that was displaced past
  // the
  // gap moves into it.
  private void closeGap(int gap) {
    slots[gap] = null;
    int slot = gap;
    while (true) {
      slot = (slot + 1) & mask;
      SpiNamed moved = slots[slot];
      if (moved == null) {
        return;
      }
      int distanceFromHome = (slot - home(moved.spi())) & mask;
      int distanceFromGap = (slot - gap) & mask;
      if (distanceFromHome >= distanceFromGap) {
        slots[gap] = moved;
        slots[slot] = null;
        gap = slot;
      }
    }
  }

  // SPIs that we hand out are random, but a test or a peer's whim may not be: multiply to spread
  // them.
  private int home(int spi) {
    return ((spi * 0x9E37_79B1) >> 8) & mask;
  }
}
