// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.wire.Octets;

/** Flows and their blocks, also where an attacker chooses addresses that hash alike. */
final class ConnectionTableTest {
  private static final int BLOCKS = 16;
  private static final int PORT = 80;

  private final TcpLimits limits = new TcpLimits(BLOCKS, 1, 2048, 1, 1);
  private final ConnectionTable table = new ConnectionTable(limits, TcpTimers.DEFAULT);

  ConnectionTableTest() {
    for (int index = 0; index < BLOCKS; index++) {
      table.free(table.block(index));
    }
  }

  /** Addresses of IPv4 of which every one has the same hash, whatever the ports. */
  private static byte[] alike(int number) {
    byte[] addresses = new byte[8];
    Octets.put32(addresses, 0, 0xC000_0201L + number);
    Octets.put32(addresses, 4, 0xC633_6401L - 31L * number);
    return addresses;
  }

  private TcpConnection take(byte[] addresses) {
    return table.take(addresses, 4, PORT, 1);
  }

  @Test
  void flowsThatHashAlikeAreToldApart() {
    TcpConnection connection = take(alike(0));
    assertSame(connection, table.find(alike(0), 4, PORT, 1));
    for (int number = 1; number < 50; number++) {
      assertNull(table.find(alike(number), 4, PORT, 1), "flow " + number);
    }
    assertNull(table.find(alike(0), 4, PORT + 1, 1));
    assertNull(table.find(alike(0), 4, PORT, 2));
    byte[] ipv6 = new byte[32];
    System.arraycopy(alike(0), 0, ipv6, 0, 8);
    assertNull(table.find(ipv6, 16, PORT, 1));
  }

  /** Against a map: whatever is forgotten, in whatever order, the others are found. */
  @Test
  void blocksAreForgottenFromAnywhereInTheirChain() {
    Random random = new Random(20261129);
    Map<Integer, TcpConnection> model = new HashMap<>();
    for (int turn = 0; turn < 1000; turn++) {
      int number = random.nextInt(2 * BLOCKS);
      TcpConnection known = model.remove(number);
      if (known != null) {
        table.forget(known);
        known.forget();
        table.free(known);
      } else if (table.freeCount() > 0) {
        model.put(number, take(alike(number)));
      }
      assertEquals(BLOCKS - model.size(), table.freeCount());
      for (int each = 0; each < 2 * BLOCKS; each++) {
        assertSame(model.get(each), table.find(alike(each), 4, PORT, 1));
      }
    }
  }

  @Test
  void theBlockThatRestsLongestGivesWay() {
    TcpClock clock = new TcpClock(BLOCKS);
    assertNull(table.restingLongest(clock));
    List<TcpConnection> resting = new ArrayList<>();
    for (int number : new int[] {3, 1, 2}) {
      TcpConnection connection = take(alike(number));
      clock.arm(connection, TcpClock.TIME_WAIT, 100L * number);
      clock.arm(connection, TcpClock.RETRANSMISSION, 1);
      resting.add(connection);
    }
    assertSame(resting.get(1), table.restingLongest(clock));
    clock.disarm(resting.get(1), TcpClock.TIME_WAIT);
    assertSame(resting.get(2), table.restingLongest(clock));
  }
}
