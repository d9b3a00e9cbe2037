// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.sallyport.engine.net.dhcp.DhcpFixture.HARDWARE;
import static org.sallyport.engine.net.dhcp.DhcpFixture.SECOND_NS;
import static org.sallyport.engine.net.dhcp.DhcpFixture.SERVER;
import static org.sallyport.engine.net.dhcp.DhcpFixture.address;
import static org.sallyport.engine.net.dhcp.DhcpFixture.option;
import static org.sallyport.engine.net.dhcp.DhcpFixture.seconds;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.task.DeadlineTable;

/** Which offers a host can use, and what it takes from them (RFC 2131 §4.4). */
class DhcpLeaseTest {
  private static final String GIVEN = "192.0.2.77";
  private static final String MASK = "255.255.255.0";
  private static final String ROUTER = "192.0.2.254";

  private static @Nullable DhcpLease lease(
      String given, String server, String mask, String router, long... seconds) {
    long[] times = java.util.Arrays.copyOf(seconds, 3);
    byte[] octets =
        DhcpFixture.reply(
            1,
            address(given),
            HARDWARE,
            option(53, (byte) 2),
            option(54, address(server)),
            option(1, address(mask)),
            option(3, address(router)),
            seconds(51, times[0]),
            seconds(58, times[1]),
            seconds(59, times[2]));
    DhcpMessage message = new DhcpMessage();
    assertEquals(DropReason.NONE, message.read(octets, 0, octets.length));
    return DhcpLease.of(message);
  }

  private static DhcpLease used(
      String given, String server, String mask, String router, long... seconds) {
    DhcpLease lease = lease(given, server, mask, router, seconds);
    assertNotNull(lease);
    return lease;
  }

  private static DhcpLease timed(long... seconds) {
    return used(GIVEN, "192.0.2.1", MASK, ROUTER, seconds);
  }

  @ParameterizedTest
  @CsvSource({
    "1.0.0.1, 255.0.0.0, 8",
    "126.255.255.254, 128.0.0.0, 1",
    "128.0.0.1, 192.0.0.0, 2",
    "223.255.255.254, 255.255.255.0, 24",
    "192.0.2.77, 255.255.255.252, 30",
    "192.0.2.76, 255.255.255.254, 31",
    "192.0.2.77, 255.255.255.254, 31",
    "192.0.2.77, 255.255.255.255, 32"
  })
  void aHostCanHaveIt(String given, String mask, int prefixLength) {
    DhcpLease lease = used(given, "192.0.2.1", mask, ROUTER, 1000);
    assertEquals(address(given), lease.address().address());
    assertEquals(prefixLength, lease.address().prefixLength());
    assertEquals(SERVER, lease.server());
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 255.0.0.0",
    "0.255.255.254, 255.0.0.0",
    "127.0.0.1, 255.0.0.0",
    "224.0.0.1, 255.0.0.0",
    "240.0.0.1, 255.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "192.0.2.0, 255.255.255.0",
    "192.0.2.255, 255.255.255.0",
    "192.0.2.76, 255.255.255.252",
    "192.0.2.79, 255.255.255.252",
    "192.0.2.77, 0.0.0.0",
    "192.0.2.77, 255.0.255.0",
    "192.0.2.77, 127.255.255.255",
    "192.0.2.77, 255.255.255.253"
  })
  void noHostCanHaveIt(String given, String mask) {
    assertNull(lease(given, "192.0.2.1", mask, ROUTER, 1000));
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0", "127.0.0.1", "224.0.0.1", "255.255.255.255"})
  void noServerHasSuchAnAddress(String server) {
    assertNull(lease(GIVEN, server, MASK, ROUTER, 1000));
  }

  @Test
  void aRouterIsAnotherHostOnTheLink() {
    assertEquals(address(ROUTER), used(GIVEN, "192.0.2.1", MASK, ROUTER, 1000).router());
    for (String other : new String[] {"0.0.0.0", GIVEN, "192.0.3.1", "224.0.0.2"}) {
      assertNull(used(GIVEN, "192.0.2.1", MASK, other, 1000).router(), other);
    }
  }

  @Test
  void aLeaseLastsTenSecondsAtLeast() {
    assertNull(lease(GIVEN, "192.0.2.1", MASK, ROUTER, 9));
    assertEquals(10 * SECOND_NS, timed(10).leaseNs());
  }

  @Test
  void timesAreThoseOfTheServerWhereTheyMakeSense() {
    DhcpLease lease = timed(100, 1, 2);
    assertEquals(100 * SECOND_NS, lease.leaseNs());
    assertEquals(SECOND_NS, lease.renewalNs());
    assertEquals(2 * SECOND_NS, lease.rebindingNs());
    assertEquals(99 * SECOND_NS, timed(100, 98, 99).rebindingNs());
  }

  /** RFC 2131 §4.4.5: T1 before T2 before the end; else half and seven eighths. */
  @ParameterizedTest
  @CsvSource({"0, 0", "0, 50", "20, 0", "50, 50", "60, 50", "50, 100", "50, 101", "101, 102"})
  void timesThatMakeNoSenseAreNotTaken(long renewal, long rebinding) {
    DhcpLease lease = timed(100, renewal, rebinding);
    assertEquals(50 * SECOND_NS, lease.renewalNs());
    assertEquals(87 * SECOND_NS + SECOND_NS / 2, lease.rebindingNs());
  }

  @Test
  void aLeaseForEverHasNoTimes() {
    DhcpLease forEver = timed(0xFFFF_FFFFL, 5, 6);
    assertEquals(DeadlineTable.NEVER_NS, forEver.leaseNs());
    assertEquals(DeadlineTable.NEVER_NS, forEver.renewalNs());
    assertEquals(DeadlineTable.NEVER_NS, forEver.rebindingNs());
    assertEquals(address(ROUTER), forEver.router());
    assertEquals(0xFFFF_FFFEL * SECOND_NS, timed(0xFFFF_FFFEL).leaseNs());
  }
}
