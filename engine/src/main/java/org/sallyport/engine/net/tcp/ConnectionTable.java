// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import java.util.Arrays;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.task.DeadlineTable;
import org.sallyport.engine.wire.Octets;

/** The connection blocks: a pool, and those in use by their flow. */
final class ConnectionTable {
  private static final int END = -1;

  private final TcpConnection[] blocks;
  private final int[] buckets;
  private final int[] free;
  private int freeCount;

  ConnectionTable(TcpLimits limits, TcpTimers timers) {
    blocks = new TcpConnection[limits.connections()];
    free = new int[blocks.length];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = new TcpConnection(i, limits, timers);
    }
    buckets = new int[Integer.highestOneBit(Math.max(2, blocks.length)) * 2];
    Arrays.fill(buckets, END);
  }

  int size() {
    return blocks.length;
  }

  TcpConnection block(int index) {
    return blocks[index];
  }

  int freeCount() {
    return freeCount;
  }

  /** The block that has been in TIME-WAIT longest, or null. */
  @Nullable TcpConnection restingLongest(TcpClock clock) {
    TcpConnection longest = null;
    long earliestNs = DeadlineTable.NEVER_NS;
    for (TcpConnection block : blocks) {
      long deadlineNs = clock.deadlineNs(block, TcpClock.TIME_WAIT);
      if (deadlineNs < earliestNs) {
        earliestNs = deadlineNs;
        longest = block;
      }
    }
    return longest;
  }

  /** A block comes into the pool. */
  void free(TcpConnection connection) {
    free[freeCount++] = connection.index;
  }

  /** A block from the pool for a flow; there is one. */
  TcpConnection take(byte[] addresses, int addressLength, int localPort, int remotePort) {
    TcpConnection connection = blocks[free[--freeCount]];
    System.arraycopy(addresses, 0, connection.addresses, 0, 2 * addressLength);
    connection.addressLength = addressLength;
    connection.localPort = localPort;
    connection.remotePort = remotePort;
    connection.hash = hash(addresses, addressLength, localPort, remotePort);
    int bucket = connection.hash & (buckets.length - 1);
    connection.nextInBucket = buckets[bucket];
    buckets[bucket] = connection.index;
    return connection;
  }

  /** The flow of a block is over. */
  void forget(TcpConnection connection) {
    int bucket = connection.hash & (buckets.length - 1);
    int at = buckets[bucket];
    if (at == connection.index) {
      buckets[bucket] = connection.nextInBucket;
      return;
    }
    while (blocks[at].nextInBucket != connection.index) {
      at = blocks[at].nextInBucket;
    }
    blocks[at].nextInBucket = connection.nextInBucket;
  }

  /** The block of a flow, or null. Addresses: ours, then the peer's. */
  @Nullable TcpConnection find(byte[] addresses, int addressLength, int localPort, int remotePort) {
    int hash = hash(addresses, addressLength, localPort, remotePort);
    for (int at = buckets[hash & (buckets.length - 1)]; at != END; at = blocks[at].nextInBucket) {
      TcpConnection connection = blocks[at];
      if (connection.hash == hash
          && connection.localPort == localPort
          && connection.remotePort == remotePort
          && connection.addressLength == addressLength
          && Octets.equal(connection.addresses, 0, addresses, 0, 2 * addressLength)) {
        return connection;
      }
    }
    return null;
  }

  // Buckets are chains: who fills one on purpose finds as many blocks there as may be open at all.
  private static int hash(byte[] addresses, int addressLength, int localPort, int remotePort) {
    int hash = localPort << 16 ^ remotePort;
    for (int at = 0; at < 2 * addressLength; at += 4) {
      hash = hash * 31 + Octets.i32(addresses, at);
    }
    return hash ^ hash >> 15;
  }
}
