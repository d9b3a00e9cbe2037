// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.sallyport.engine.wire.IpAddress;

final class TrafficSelectorsTest {
  /**
   * Small enough to look at every packet: addresses x.0 to x.7, ports 0 to 7 and the hidden one,
   * three protocols.
   */
  private static final int SMALL = 8;

  private static AddressRange range(int protocol, int startPort, int endPort, int start, int end) {
    return new AddressRange(
        protocol, startPort, endPort, IpAddress.ofIpv4(start), IpAddress.ofIpv4(end));
  }

  @Provide
  Arbitrary<AddressRange> ranges() {
    Arbitrary<Integer> number = Arbitraries.integers().between(0, SMALL - 1);
    Arbitrary<int[]> ports =
        Arbitraries.oneOf(
            Arbitraries.just(new int[] {0, 0xFFFF}),
            Arbitraries.just(new int[] {0xFFFF, 0}),
            Combinators.combine(number, number)
                .as((a, b) -> new int[] {Math.min(a, b), Math.max(a, b)}));
    return Combinators.combine(Arbitraries.of(0, 6, 17), ports, number, number)
        .as((protocol, port, a, b) ->
            range(protocol, port[0], port[1], Math.min(a, b), Math.max(a, b)));
  }

  private interface Packet {
    boolean in(AddressRange selector);
  }

  private static boolean everyPacket(java.util.function.Predicate<Packet> claim) {
    byte[] address = new byte[4];
    for (int protocol : new int[] {6, 17, 1}) {
      for (int port = -1; port < SMALL; port++) {
        for (int host = 0; host < SMALL; host++) {
          address[3] = (byte) host;
          int seenPort = port;
          if (!claim.test(s -> TrafficSelectors.admits(s, protocol, seenPort, 4, address, 0))) {
            return false;
          }
        }
      }
    }
    return true;
  }

  @Property
  void theIntersectionHoldsWhatBothHold(
      @ForAll("ranges") AddressRange left, @ForAll("ranges") AddressRange right) {
    AddressRange common = TrafficSelectors.intersection(left, right);
    assertTrue(
        everyPacket(packet ->
            (packet.in(left) && packet.in(right)) == (common != null && packet.in(common))));
    assertEquals(common != null, TrafficSelectors.overlap(left, right));
    assertEquals(common, TrafficSelectors.intersection(right, left));
  }

  @Property
  void aSubsetHasNoPacketOfItsOwn(
      @ForAll("ranges") AddressRange inner, @ForAll("ranges") AddressRange outer) {
    if (TrafficSelectors.isSubset(inner, outer)) {
      assertTrue(everyPacket(packet -> !packet.in(inner) || packet.in(outer)));
    }
    assertTrue(TrafficSelectors.isSubset(inner, inner));
    AddressRange common = TrafficSelectors.intersection(inner, outer);
    assertTrue(common == null || TrafficSelectors.isSubset(common, outer));
  }

  @Property
  void narrowingGivesWhatBothSidesWant(
      @ForAll("ranges") AddressRange a,
      @ForAll("ranges") AddressRange b,
      @ForAll("ranges") AddressRange c,
      @ForAll("ranges") AddressRange d) {
    List<AddressRange> offered = List.of(a, b);
    List<AddressRange> policy = List.of(c, d);
    List<AddressRange> narrowed = TrafficSelectors.narrow(offered, policy);
    assertTrue(
        everyPacket(packet ->
            (offered.stream().anyMatch(packet::in) && policy.stream().anyMatch(packet::in))
                == narrowed.stream().anyMatch(packet::in)));
    assertTrue(TrafficSelectors.areWithin(narrowed, policy));
    assertEquals(TrafficSelectors.overlap(offered, policy), !narrowed.isEmpty());
  }

  @Example
  void familiesDoNotMix() {
    assertNull(
        TrafficSelectors.intersection(
            TrafficSelectors.everything(true), TrafficSelectors.everything(false)));
    assertFalse(
        TrafficSelectors.admits(TrafficSelectors.everything(true), 6, 1, 16, new byte[16], 0));
    assertTrue(
        TrafficSelectors.admits(TrafficSelectors.everything(false), 6, 1, 16, new byte[16], 0));
  }

  @Example
  void icmpTypeAndCodeAreAPort() {
    AddressRange echoRequest =
        new AddressRange(1, 0x0800, 0x08FF, IpAddress.ofIpv4(0), IpAddress.ofIpv4(-1));
    assertTrue(
        TrafficSelectors.admits(
            echoRequest, 1, TrafficSelectors.icmpPort(8, 0), 4, new byte[4], 0));
    assertFalse(
        TrafficSelectors.admits(
            echoRequest, 1, TrafficSelectors.icmpPort(0, 0), 4, new byte[4], 0));
    assertFalse(
        TrafficSelectors.admits(echoRequest, 1, TrafficSelectors.HIDDEN_PORT, 4, new byte[4], 0));
  }

  @Example
  void aPrefixIsItsWholeNetwork() {
    AddressRange network = TrafficSelectors.ofPrefix(IpAddress.ofIpv4(0x0A01_0203), 16);
    assertEquals("10.1.0.0-10.1.255.255", TrafficSelectors.text(network));
    assertEquals(
        "10.1.2.3[6/80-90]", TrafficSelectors.text(range(6, 80, 90, 0x0A01_0203, 0x0A01_0203)));
    assertEquals(
        "10.1.2.3[17/opaque]",
        TrafficSelectors.text(range(17, 0xFFFF, 0, 0x0A01_0203, 0x0A01_0203)));
  }

  @Example
  void theFirstSelectorNamesThePacketOnlyBeforeOthers() {
    AddressRange host = range(6, 80, 80, 1, 1);
    assertEquals(host, TrafficSelectors.specific(List.of(host, TrafficSelectors.everything(true))));
    assertNull(TrafficSelectors.specific(List.of(host)));
    assertNull(TrafficSelectors.specific(List.of(TrafficSelectors.everything(true), host)));
  }
}
