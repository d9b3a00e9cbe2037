// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.table.NeighbourState;
import org.sallyport.engine.task.DeadlineTable;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.NeighbourMessage;
import org.sallyport.engine.wire.Octets;

/**
 * What is stored for neighbours: address, link address, state, deadline, and one packet that waits.
 * Entries are numbers; all storage is made at construction, and packets stay in the slots of the
 * pool that they came in. What happens to an entry {@link Neighbours} says.
 */
final class NeighbourEntries {
  /** No such entry. */
  static final int NONE = DeadlineTable.NONE;

  /** No link address is noted. */
  static final long NOT_NOTED = NeighbourMessage.NO_ADDRESS;

  private final byte[] keys;
  private final int[] keyLengths;
  private final NeighbourState[] states;
  private final long[] hardware;
  private final DeadlineTable deadlines;
  private final long[] usedNs;
  private final int[] tries;
  private final @Nullable Frame[] waiting;
  private final int waitingBound;
  private int waitingCount;

  /**
   * Free entries.
   *
   * @param capacity entries
   * @param waitingBound how many packets wait at once
   */
  NeighbourEntries(int capacity, int waitingBound) {
    keys = new byte[capacity * IpAddress.IPV6_LENGTH];
    keyLengths = new int[capacity];
    states = new NeighbourState[capacity];
    hardware = new long[capacity];
    deadlines = new DeadlineTable(capacity);
    usedNs = new long[capacity];
    tries = new int[capacity];
    waiting = new @Nullable Frame[capacity];
    this.waitingBound = waitingBound;
    for (int entry = 0; entry < capacity; entry++) {
      states[entry] = NeighbourState.ABSENT;
      release(entry);
    }
  }

  NeighbourState state(int entry) {
    return states[entry];
  }

  void setState(int entry, NeighbourState state) {
    states[entry] = state;
  }

  /** The noted link address, or {@link #NOT_NOTED}. */
  long hardware(int entry) {
    return hardware[entry];
  }

  void setHardware(int entry, long address) {
    hardware[entry] = address;
  }

  /** The array of all keys; the address of {@code entry} lies at {@link #keyOffset}. */
  byte[] keys() {
    return keys;
  }

  int keyOffset(int entry) {
    return entry * IpAddress.IPV6_LENGTH;
  }

  int keyLength(int entry) {
    return keyLengths[entry];
  }

  /** Solicitations since every try was left. */
  int tries(int entry) {
    return tries[entry];
  }

  void setTries(int entry, int count) {
    tries[entry] = count;
  }

  /** Sets when the time of the entry's state is over. */
  void setDeadlineNs(int entry, long deadlineNs) {
    deadlines.arm(entry, deadlineNs);
  }

  /** The next entry whose time is over, which has no deadline then; {@link #NONE} for no more. */
  int takeExpired(long nowNs) {
    return deadlines.takeExpired(nowNs);
  }

  /** Notes that the entry is of use now. */
  void use(int entry, long nowNs) {
    usedNs[entry] = nowNs;
  }

  /** The entry of the address in place, or {@link #NONE}. */
  int find(byte[] bytes, int offset, int length) {
    for (int entry = 0; entry < states.length; entry++) {
      boolean same = keyLengths[entry] == length;
      if (same && Octets.equal(keys, keyOffset(entry), bytes, offset, length)) {
        return entry;
      }
    }
    return NONE;
  }

  /**
   * A free entry, or that which is to give way: of those without link address, if there are any,
   * else of all, the one unused for longest. So a flood of unknown neighbours takes nothing from
   * known ones (RFC 6583 §7.1).
   */
  int entryToTake() {
    int chosen = 0;
    for (int entry = 0; entry < states.length; entry++) {
      if (keyLengths[entry] == 0) {
        return entry;
      }
      boolean unknown = hardware[entry] == NOT_NOTED;
      boolean chosenUnknown = hardware[chosen] == NOT_NOTED;
      boolean older = usedNs[entry] < usedNs[chosen];
      if (unknown == chosenUnknown ? older : unknown) {
        chosen = entry;
      }
    }
    return chosen;
  }

  /** Makes a free entry that of the address in place. */
  void take(int entry, byte[] bytes, int offset, int length, long nowNs) {
    System.arraycopy(bytes, offset, keys, keyOffset(entry), length);
    keyLengths[entry] = length;
    usedNs[entry] = nowNs;
  }

  /** Forgets the neighbour of an entry for which no packet waits. */
  void release(int entry) {
    keyLengths[entry] = 0;
    hardware[entry] = NOT_NOTED;
    tries[entry] = 0;
    deadlines.disarm(entry);
  }

  /** Whether the entry is taken. */
  boolean isTaken(int entry) {
    return keyLengths[entry] != 0;
  }

  /** Lets a packet wait in its slot; false when as many wait as may. */
  boolean keep(int entry, Frame packet) {
    if (waitingCount == waitingBound) {
      return false;
    }
    waiting[entry] = packet;
    waitingCount++;
    packet.handOver();
    return true;
  }

  /** The packet that waits, which is owned by the caller from now on; null for none. */
  @Nullable Frame takeWaiting(int entry) {
    Frame packet = waiting[entry];
    if (packet != null) {
      waiting[entry] = null;
      waitingCount--;
      packet.takeOwnership();
    }
    return packet;
  }

  /** The earliest deadline, {@link DeadlineTable#NEVER_NS} for none. */
  long nextDeadlineNs() {
    return deadlines.nextDeadlineNs();
  }
}
