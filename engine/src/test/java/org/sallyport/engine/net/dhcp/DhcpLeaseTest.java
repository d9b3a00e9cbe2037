// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sallyport.engine.net.dhcp.DhcpFixture.HARDWARE;
import static org.sallyport.engine.net.dhcp.DhcpFixture.SECOND_NS;
import static org.sallyport.engine.net.dhcp.DhcpFixture.SERVER;
import static org.sallyport.engine.net.dhcp.DhcpFixture.address;
import static org.sallyport.engine.net.dhcp.DhcpFixture.option;
import static org.sallyport.engine.net.dhcp.DhcpFixture.seconds;

import java.util.Arrays;
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
    DhcpMessage message = message(given, server, mask, router, seconds);
    return DhcpLease.of(message);
  }

  private static DhcpMessage message(
      String given, String server, String mask, String routers, long... seconds) {
    long[] times = Arrays.copyOf(seconds, 3);
    byte[] octets =
        DhcpFixture.reply(
            1,
            address(given),
            HARDWARE,
            option(53, (byte) 2),
            option(54, address(server)),
            mask.isEmpty() ? new byte[0] : option(1, address(mask)),
            routers.isEmpty() ? new byte[0] : option(3, octets(routers)),
            seconds(51, times[0]),
            seconds(58, times[1]),
            seconds(59, times[2]));
    DhcpMessage message = new DhcpMessage();
    assertEquals(DropReason.NONE, message.read(octets, 0, octets.length));
    return message;
  }

  private static byte[] octets(String addresses) {
    return DhcpFixture.join(
        Arrays.stream(addresses.split(" "))
            .map(text -> address(text).toOctets().toArray())
            .toArray(byte[][]::new));
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
  void aRouterIsAnotherHost() {
    assertEquals(address(ROUTER), used(GIVEN, "192.0.2.1", MASK, ROUTER, 1000).router());
    for (String other :
        new String[] {
          "",
          "0.0.0.0",
          GIVEN,
          "224.0.0.2",
          "127.0.0.1",
          "255.255.255.255",
          "192.0.2.0",
          "192.0.2.255"
        }) {
      DhcpLease lease = used(GIVEN, "192.0.2.1", MASK, other, 1000);
      assertNull(lease.router(), other);
      assertTrue(lease.describe().contains(", no router: only hosts of that"), lease.describe());
    }
  }

  /** The first of use is taken; one on the network goes before one outside of it. */
  @ParameterizedTest
  @CsvSource({
    "192.0.2.254 192.0.2.253, 192.0.2.254, false",
    "0.0.0.0 192.0.2.77 192.0.2.255 192.0.2.253, 192.0.2.253, false",
    "198.51.100.1 192.0.2.253, 192.0.2.253, false",
    "198.51.100.1 203.0.113.1, 198.51.100.1, true",
    "192.0.2.0 224.0.0.1 203.0.113.1, 203.0.113.1, true",
    "192.0.2.1, 192.0.2.1, false"
  })
  void severalRouters(String routers, String taken, boolean outside) {
    DhcpLease lease = used(GIVEN, "192.0.2.1", MASK, routers, 1000);
    assertEquals(address(taken), lease.router());
    assertEquals(outside, lease.isRouterOutside());
    assertEquals(outside, lease.describe().contains("outside that network"), lease.describe());
  }

  /** What providers of virtual machines give: no neighbours, and a router that is none of them. */
  @Test
  void aRouterOutsideOfASingleAddressIsTaken() {
    DhcpLease lease = used("10.128.0.7", "169.254.169.254", "255.255.255.255", "10.128.0.1", 86400);
    assertEquals(32, lease.address().prefixLength());
    assertEquals(address("10.128.0.1"), lease.router());
    assertTrue(lease.isRouterOutside());
    assertEquals(
        "10.128.0.7/32, router 10.128.0.1 (outside that network: asked for on the link)",
        lease.describe());
  }

  /** RFC 950 §2.1; /32 where the class cannot be meant. */
  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, 8",
    "126.0.0.1, 8",
    "128.0.0.1, 16",
    "172.16.9.0, 16",
    "191.255.0.1, 16",
    "192.0.2.77, 24",
    "223.255.255.254, 24",
    "10.255.255.255, 32",
    "172.16.0.0, 32",
    "192.168.1.255, 32"
  })
  void withoutAMaskTheClassGivesIt(String given, int prefixLength) {
    DhcpLease lease = used(given, "192.0.2.1", "", "192.0.2.1", 1000);
    assertEquals(prefixLength, lease.address().prefixLength());
    assertEquals(SERVER, lease.router());
    assertTrue(lease.describe().contains("the server gave no mask"), lease.describe());
    assertFalse(used(GIVEN, "192.0.2.1", MASK, ROUTER, 1000).describe().contains("no mask"));
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 192.0.2.1, 255.0.0.0, 1000, ADDRESS, 0.0.0.0",
    "192.0.2.1, 192.0.2.1, 255.255.255.0, 1000, ADDRESS, 192.0.2.1 is no address",
    "192.0.2.77, 0.0.0.0, 255.255.255.0, 1000, SERVER, option 54",
    "192.0.2.77, 224.0.0.9, 255.255.255.0, 1000, SERVER, 224.0.0.9",
    "192.0.2.77, 192.0.2.1, 0.0.0.0, 1000, MASK, 0.0.0.0 is no subnet mask",
    "192.0.2.77, 192.0.2.1, 255.0.255.0, 1000, MASK, 255.0.255.0 is no subnet mask",
    "192.0.2.255, 192.0.2.1, 255.255.255.0, 1000, NOT_A_HOST, with the mask 255.255.255.0",
    "192.0.2.77, 192.0.2.1, 255.255.255.0, 0, TIME, option 51",
    "192.0.2.77, 192.0.2.1, '', 9, TIME, 9 s is shorter than 10 s"
  })
  void whatIsOfNoUseIsNamed(
      String given, String server, String mask, long seconds, LeaseDefect defect, String text) {
    DhcpMessage message = message(given, server, mask, ROUTER, seconds);
    assertNull(DhcpLease.of(message));
    assertEquals(defect, DhcpLease.defect(message));
    assertTrue(defect.text(message).contains(text), defect.text(message));
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
