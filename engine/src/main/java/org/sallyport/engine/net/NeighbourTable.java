// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.wire.IpAddress;
import org.sallyport.engine.wire.Octets;

/**
 * The bounded cache of neighbours for ARP (RFC 826, RFC 1122 §2.3.2) and neighbour discovery (RFC
 * 4861 §7.3): address to MAC, with one packet kept per neighbour that is being resolved, and
 * ageing. Entries are numbers; all storage is made at construction, and packets stay in the slots
 * of the pool that they came in. This class holds states and deadlines, {@link EthernetLink} sends
 * what they ask for.
 */
final class NeighbourTable {
  /** No such entry. */
  static final int NONE = -1;

  /** How long an answer is believed. */
  static final long REACHABLE_NS = 30_000_000_000L;

  /** How long one solicitation waits for its answer. */
  static final long RETRANSMIT_NS = 1_000_000_000L;

  /** Solicitations before a neighbour counts as unreachable. */
  static final int MAX_PROBES = 3;

  enum State {
    /** Not in use. */
    FREE,
    /** Asked for, no MAC yet. */
    INCOMPLETE,
    /** Answered not long ago. */
    REACHABLE,
    /** The answer is old: still used while it is being asked for again. */
    PROBING
  }

  private final byte[] keys;
  private final int[] keyLengths;
  private final State[] states;
  private final long[] hardware;
  private final long[] deadlinesNs;
  private final long[] usedNs;
  private final int[] probes;
  private final @Nullable Frame[] pending;
  private final int keptBound;
  private int keptCount;

  /**
   * A table.
   *
   * @param capacity entries
   * @param keptBound how many packets are kept at once
   */
  NeighbourTable(int capacity, int keptBound) {
    keys = new byte[capacity * IpAddress.IPV6_LENGTH];
    keyLengths = new int[capacity];
    states = new State[capacity];
    hardware = new long[capacity];
    deadlinesNs = new long[capacity];
    usedNs = new long[capacity];
    probes = new int[capacity];
    pending = new @Nullable Frame[capacity];
    this.keptBound = keptBound;
    for (int entry = 0; entry < capacity; entry++) {
      states[entry] = State.FREE;
    }
  }

  int capacity() {
    return states.length;
  }

  State state(int entry) {
    return states[entry];
  }

  long hardware(int entry) {
    return hardware[entry];
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

  /** The packet kept for {@code entry}, which is owned now and no longer kept; null for none. */
  @Nullable Frame takePending(int entry) {
    Frame kept = pending[entry];
    if (kept != null) {
      pending[entry] = null;
      keptCount--;
      kept.takeOwnership();
    }
    return kept;
  }

  /** The entry of the address in place, or {@link #NONE}. */
  int find(byte[] bytes, int offset, int length) {
    for (int entry = 0; entry < states.length; entry++) {
      boolean same = states[entry] != State.FREE && keyLengths[entry] == length;
      if (same && Octets.equal(keys, keyOffset(entry), bytes, offset, length)) {
        return entry;
      }
    }
    return NONE;
  }

  /**
   * A new incomplete entry for the address in place; when the table is full, the entry unused for
   * longest gives way.
   */
  int create(byte[] bytes, int offset, int length, long nowNs) {
    int entry = victim();
    System.arraycopy(bytes, offset, keys, keyOffset(entry), length);
    keyLengths[entry] = length;
    states[entry] = State.INCOMPLETE;
    hardware[entry] = 0;
    probes[entry] = 0;
    usedNs[entry] = nowNs;
    deadlinesNs[entry] = nowNs;
    dropPending(entry);
    return entry;
  }

  private int victim() {
    int oldest = 0;
    for (int entry = 0; entry < states.length; entry++) {
      if (states[entry] == State.FREE) {
        return entry;
      }
      if (usedNs[entry] < usedNs[oldest]) {
        oldest = entry;
      }
    }
    return oldest;
  }

  /** Notes an answer. */
  void confirm(int entry, long address, long nowNs) {
    states[entry] = State.REACHABLE;
    hardware[entry] = address;
    deadlinesNs[entry] = nowNs + REACHABLE_NS;
    probes[entry] = 0;
  }

  /**
   * Notes that the entry is used now; an answer that grew old is to be asked for again, and the
   * caller does that.
   */
  boolean use(int entry, long nowNs) {
    usedNs[entry] = nowNs;
    if (states[entry] != State.REACHABLE || nowNs < deadlinesNs[entry]) {
      return false;
    }
    states[entry] = State.PROBING;
    probes[entry] = 0;
    return true;
  }

  /**
   * Keeps a packet in its slot until the neighbour answers; a packet kept before is released. False
   * when as many are kept as may be.
   */
  boolean keep(int entry, Frame packet) {
    dropPending(entry);
    if (keptCount == keptBound) {
      return false;
    }
    pending[entry] = packet;
    keptCount++;
    packet.handOver();
    return true;
  }

  private void dropPending(int entry) {
    Frame kept = takePending(entry);
    if (kept != null) {
      kept.releaseIfOwned();
    }
  }

  /** Counts a solicitation that is sent now; false when there were {@link #MAX_PROBES} already. */
  boolean probe(int entry, long nowNs) {
    if (probes[entry] == MAX_PROBES) {
      return false;
    }
    probes[entry]++;
    deadlinesNs[entry] = nowNs + RETRANSMIT_NS;
    return true;
  }

  void free(int entry) {
    states[entry] = State.FREE;
    dropPending(entry);
  }

  /** Whether the entry waits for an answer. */
  boolean isAsking(int entry) {
    return states[entry] == State.INCOMPLETE || states[entry] == State.PROBING;
  }

  /** Whether the entry's answer is overdue. */
  boolean isDue(int entry, long nowNs) {
    return isAsking(entry) && nowNs >= deadlinesNs[entry];
  }

  /** The earliest deadline of those that wait, {@code Long.MAX_VALUE} for none. */
  long nextDeadlineNs() {
    long earliest = Long.MAX_VALUE;
    for (int entry = 0; entry < states.length; entry++) {
      if (isAsking(entry)) {
        earliest = Math.min(earliest, deadlinesNs[entry]);
      }
    }
    return earliest;
  }
}
