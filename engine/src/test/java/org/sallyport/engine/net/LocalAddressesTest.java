// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sallyport.engine.net.StackFixture.address;

import java.util.Arrays;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.NetworkConfig.InterfaceAddress;
import org.sallyport.engine.config.NetworkConfig.LinkKind;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.net.LocalAddresses.Kind;
import org.sallyport.engine.wire.IpAddress;

/** Which addresses are ours, a group's or a liar's, and where packets go first. */
class LocalAddressesTest {
  private static final int OFFSET = 3;

  private final LocalAddresses addresses =
      ethernet(
          List.of("192.0.2.254", "fe80::fe"),
          new InterfaceAddress(address("192.0.2.1"), 24),
          new InterfaceAddress(address("10.9.8.1"), 30),
          new InterfaceAddress(address("2001:db8::a1:b2c3"), 64));

  private static LocalAddresses ethernet(List<String> gateways, InterfaceAddress... own) {
    return new LocalAddresses(
        new NetworkConfig(
            LinkKind.ETHERNET,
            StackFixture.octets("025e10000001"),
            List.of(own),
            gateways.stream().map(StackFixture::address).toList(),
            NetworkConfig.ETHERNET_MTU));
  }

  private static LocalAddresses ethernet(String own, int prefixLength) {
    return ethernet(List.of(), new InterfaceAddress(address(own), prefixLength));
  }

  /** The address somewhere in an array. */
  private static byte[] place(String text) {
    byte[] octets = address(text).toOctets().toArray();
    byte[] bytes = new byte[OFFSET + octets.length + 1];
    System.arraycopy(octets, 0, bytes, OFFSET, octets.length);
    return bytes;
  }

  private static int length(String text) {
    return address(text).length();
  }

  private Kind kind(String text) {
    return kind(addresses, text);
  }

  private static Kind kind(LocalAddresses of, String text) {
    return of.classify(place(text), OFFSET, length(text));
  }

  private static boolean isBadSource(LocalAddresses of, String text) {
    return of.isBadSource(place(text), OFFSET, length(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "10.9.8.1", "2001:db8::a1:b2c3", "fe80::5e:10ff:fe00:1"})
  void unicastAddressesAreOursTheLinkLocalOneAmongThem(String text) {
    assertEquals(Kind.OURS, kind(text));
    assertTrue(addresses.isOurs(address(text)));
    assertTrue(isBadSource(addresses, text), "nobody else sends from it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "255.255.255.255",
        "224.0.0.1",
        "192.0.2.255",
        "10.9.8.3",
        "ff02::1",
        "ff02::1:ffa1:b2c3",
        "ff02::1:ff00:1"
      })
  void groupsThatWeListenTo(String text) {
    assertEquals(Kind.GROUP, kind(text));
    assertFalse(addresses.isOurs(address(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.2",
        "192.0.2.0",
        "10.9.8.2",
        "10.9.8.4",
        "224.0.0.2",
        "255.255.255.254",
        "2001:db8::a1:b2c4",
        "ff02::2",
        "ff02::1:ffa0:b2c3",
        "ff02::1:ffa1:b3c3",
        "ff02::1:ffa1:b2c2",
        "ff02::1:fea1:b2c3",
        "ff05::1:ffa1:b2c3",
        "ff02::1:ff00:2"
      })
  void whatIsOthers(String text) {
    assertEquals(Kind.OTHER, kind(text));
    assertFalse(addresses.isOurs(address(text)));
  }

  /** RFC 3021: a link of two hosts has no broadcast address. */
  @ParameterizedTest
  @CsvSource({"30, GROUP", "31, OTHER", "32, OTHER"})
  void aLinkOfTwoHostsHasNoBroadcast(int prefixLength, Kind expected) {
    String last =
        prefixLength == 32 ? "192.0.2.76" : prefixLength == 31 ? "192.0.2.77" : "192.0.2.79";
    String own = prefixLength == 32 ? "192.0.2.77" : "192.0.2.76";
    assertEquals(expected, kind(ethernet(own, prefixLength), last));
    LocalAddresses leasing = ethernet(List.of());
    leasing.lease(new InterfaceAddress(address(own), prefixLength), null);
    assertEquals(expected, kind(leasing, last));
  }

  @Test
  void withoutAnAddressOnlyTheLimitedBroadcastIsHeard() {
    LocalAddresses none = ethernet(List.of());
    assertEquals(Kind.GROUP, kind(none, "255.255.255.255"));
    assertEquals(Kind.OTHER, kind(none, "192.0.2.255"));
    assertEquals(Kind.OTHER, kind(none, "fe80::5e:10ff:fe00:1"), "no IPv6, no link-local address");
    assertEquals(List.of(), none.own());
  }

  @Test
  void aLinkOfBarePacketsHasNoLinkLocalAddress() {
    LocalAddresses bare =
        new LocalAddresses(
            NetworkConfig.ofIp(List.of(new InterfaceAddress(address("2001:db8::1"), 64))));
    assertEquals(1, bare.own().size());
    assertEquals(DropReason.NONE, route(bare, "2001:db8:9::1"), "and needs no next hop");
    assertEquals("2001:db8:9::1", hop(bare, 16));
  }

  /** RFC 1122 §3.2.1.3, RFC 4291 §2.5.3, §2.7. */
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, true",
    "0.255.255.255, true",
    "1.0.0.0, false",
    "126.255.255.255, false",
    "127.0.0.1, true",
    "128.0.0.1, false",
    "223.255.255.255, false",
    "224.0.0.1, true",
    "239.1.2.3, true",
    "255.255.255.255, true",
    "192.0.2.255, true",
    "10.9.8.3, true",
    "192.0.2.2, false",
    "::1, true",
    "::2, false",
    "::, false",
    "::101, false",
    "1::1, false",
    "ff02::1, true",
    "fe02::1, false",
    "2001:db8::1, false"
  })
  void whoCanNotSend(String source, boolean bad) {
    assertEquals(bad, isBadSource(addresses, source));
  }

  private static DropReason route(LocalAddresses of, String destination) {
    return of.route(place(destination), OFFSET, length(destination));
  }

  private static String hop(LocalAddresses of, int length) {
    return IpAddress.of(
            Arrays.copyOfRange(of.hopBytes(), of.hopOffset(), of.hopOffset() + length), 0, length)
        .toString();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.9, 192.0.2.9",
    "192.0.3.9, 192.0.2.254",
    "10.9.8.2, 10.9.8.2",
    "10.9.8.4, 192.0.2.254",
    "224.0.0.9, 224.0.0.9",
    "239.0.0.9, 239.0.0.9",
    "240.0.0.9, 192.0.2.254",
    "255.255.255.255, 255.255.255.255",
    "10.9.8.3, 10.9.8.3",
    "2001:db8::9, 2001:db8::9",
    "2001:db8:1::9, fe80::fe",
    "ff05::9, ff05::9",
    "fe80::9, fe80::9"
  })
  void theNextHop(String destination, String expected) {
    assertEquals(DropReason.NONE, route(addresses, destination));
    assertEquals(expected, hop(addresses, length(destination)));
  }

  @Test
  void withoutANextHopThereIsNoRoute() {
    LocalAddresses none =
        ethernet(
            List.of(),
            new InterfaceAddress(address("192.0.2.1"), 24),
            new InterfaceAddress(address("2001:db8::1"), 64));
    assertEquals(DropReason.NO_ROUTE, route(none, "192.0.3.9"));
    assertEquals(DropReason.NO_ROUTE, route(none, "2001:db8:1::9"));
    LocalAddresses onlyIpv6 =
        ethernet(List.of("fe80::fe"), new InterfaceAddress(address("192.0.2.1"), 24));
    assertEquals(DropReason.NO_ROUTE, route(onlyIpv6, "192.0.3.9"), "of its family");
  }

  private static @Nullable IpAddress source(LocalAddresses of, String destination) {
    return of.sourceFor(place(destination), OFFSET, length(destination));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.9, 192.0.2.1",
    "10.9.8.2, 10.9.8.1",
    "198.51.100.1, 192.0.2.1",
    "2001:db8::9, 2001:db8::a1:b2c3",
    "fe80::9, fe80::5e:10ff:fe00:1",
    "2001:db8:1::9, 2001:db8::a1:b2c3"
  })
  void weSendFromTheLinkOfTheDestinationElseFromTheFirstAddress(String to, String from) {
    assertEquals(address(from), source(addresses, to));
  }

  @Test
  void withoutAnAddressOfTheFamilyThereIsNoSource() {
    assertNull(source(ethernet("192.0.2.1", 24), "2001:db8::1"));
    assertNull(source(ethernet(List.of()), "192.0.2.1"));
  }

  /** RFC 4861 §7.2.2: one of ours; with the link-local one every neighbour can answer. */
  @ParameterizedTest
  @CsvSource({"10.9.8.2, 10.9.8.1", "2001:db8::9, fe80::5e:10ff:fe00:1"})
  void whomNeighboursAnswer(String neighbour, String from) {
    assertEquals(
        address(from), addresses.solicitingAddress(place(neighbour), OFFSET, length(neighbour)));
  }

  @Test
  void aLeaseComesAndGoes() {
    LocalAddresses leasing = ethernet(List.of(), new InterfaceAddress(address("192.0.2.1"), 24));
    leasing.endLease();
    assertEquals(1, leasing.own().size(), "nothing was leased");
    leasing.lease(new InterfaceAddress(address("198.51.100.5"), 24), address("198.51.100.1"));
    assertEquals(Kind.OURS, kind(leasing, "198.51.100.5"));
    assertEquals(Kind.GROUP, kind(leasing, "198.51.100.255"));
    assertEquals(DropReason.NONE, route(leasing, "203.0.113.1"));
    assertEquals("198.51.100.1", hop(leasing, 4));
    leasing.lease(new InterfaceAddress(address("198.51.100.6"), 25), address("198.51.100.2"));
    assertEquals(Kind.OTHER, kind(leasing, "198.51.100.5"), "the new one is in its place");
    assertEquals(Kind.OTHER, kind(leasing, "198.51.100.255"));
    assertEquals(Kind.GROUP, kind(leasing, "198.51.100.127"));
    assertEquals(DropReason.NONE, route(leasing, "203.0.113.1"));
    assertEquals("198.51.100.2", hop(leasing, 4));
    leasing.endLease();
    assertEquals(Kind.OTHER, kind(leasing, "198.51.100.6"));
    assertEquals(Kind.OTHER, kind(leasing, "198.51.100.127"));
    assertEquals(DropReason.NO_ROUTE, route(leasing, "203.0.113.1"));
    assertEquals(Kind.GROUP, kind(leasing, "192.0.2.255"), "what is configured stays");
  }

  /**
   * A router outside of the leased network is on the link all the same, and nobody else there is.
   */
  @Test
  void aRouterOutsideIsOnTheLink() {
    LocalAddresses leasing = ethernet(List.of());
    leasing.lease(new InterfaceAddress(address("198.51.100.5"), 32), address("203.0.113.1"));
    assertTrue(leasing.isOnLink(place("203.0.113.1"), OFFSET, 4));
    assertFalse(leasing.isOnLink(place("203.0.113.2"), OFFSET, 4));
    assertFalse(leasing.isOnLink(place("2001:db8::1"), OFFSET, 16));
    assertEquals(DropReason.NONE, route(leasing, "203.0.113.1"));
    assertEquals("203.0.113.1", hop(leasing, 4));
    assertEquals(DropReason.NONE, route(leasing, "192.0.2.9"));
    assertEquals("203.0.113.1", hop(leasing, 4));
    leasing.endLease();
    assertFalse(leasing.isOnLink(place("203.0.113.1"), OFFSET, 4));
  }

  @Test
  void aConfiguredNextHopGoesBeforeThatOfALease() {
    addresses.lease(new InterfaceAddress(address("198.51.100.5"), 24), address("198.51.100.1"));
    assertEquals(DropReason.NONE, route(addresses, "203.0.113.1"));
    assertEquals("192.0.2.254", hop(addresses, 4));
    addresses.endLease();
    assertEquals(DropReason.NONE, route(addresses, "203.0.113.1"));
    assertEquals("192.0.2.254", hop(addresses, 4));
    LocalAddresses withoutRouter = ethernet(List.of());
    withoutRouter.lease(new InterfaceAddress(address("198.51.100.5"), 24), null);
    assertEquals(DropReason.NO_ROUTE, route(withoutRouter, "203.0.113.1"));
  }

  /** The last address of a leased link of two hosts may be a broadcast address that stays. */
  @Test
  void theEndOfALeaseWithoutBroadcastTakesNoOtherBroadcast() {
    addresses.lease(new InterfaceAddress(address("192.0.2.254"), 31), null);
    addresses.endLease();
    assertEquals(Kind.GROUP, kind("192.0.2.255"));
  }

  @Test
  void wellKnownGroupsAreWrittenInPlace() {
    byte[] target = new byte[18];
    LocalAddresses.writeSolicitedNode(target, 1, place("2001:db8::a1:b2c3"), OFFSET);
    assertEquals(address("ff02::1:ffa1:b2c3"), IpAddress.of(target, 1, 16));
    LocalAddresses.writeAllNodes(target, 1);
    assertEquals(address("ff02::1"), IpAddress.of(target, 1, 16));
  }
}
