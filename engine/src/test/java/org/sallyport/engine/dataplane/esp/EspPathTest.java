// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.engine.config.HeaderPolicy;
import org.sallyport.engine.config.HeaderPolicy.DontFragment;
import org.sallyport.engine.dataplane.sad.AssociationParameters;
import org.sallyport.engine.dataplane.sad.Encapsulation;
import org.sallyport.engine.dataplane.sad.Lifetime;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.frame.Slab;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.policy.TrafficSelectors;
import org.sallyport.engine.table.NotedRows;
import org.sallyport.engine.wire.InternetChecksum;
import org.sallyport.engine.wire.Ipv4Header;
import org.sallyport.engine.wire.Octets;

/** What the paths do beyond carrying packets: refusals, header rules, limits, events. */
final class EspPathTest {
  private final EspPair.Builder builder = new EspPair.Builder();

  /**
   * A sealed packet of west with any trailer: payload, padding, pad length, next header as given.
   */
  private static byte[] craft(
      EspPair pair, int sequence, byte[] payload, byte[] padding, int padLength, int nextHeader) {
    byte[] outer = new byte[20 + 8 + 8 + payload.length + padding.length + 2 + 16];
    pair.sender.localAddress().copyInto(outer, 12);
    pair.sender.peerAddress().copyInto(outer, 16);
    Ipv4Header.writeAroundAddresses(outer, 0, 0, outer.length, 0, false, 64, 50);
    Octets.put32(outer, 20, EspPair.SPI);
    Octets.put32(outer, 24, sequence);
    System.arraycopy(payload, 0, outer, 36, payload.length);
    System.arraycopy(padding, 0, outer, 36 + payload.length, padding.length);
    outer[36 + payload.length + padding.length] = (byte) padLength;
    outer[36 + payload.length + padding.length + 1] = (byte) nextHeader;
    pair.sender.sealer().seal(outer, 20, 8, payload.length + padding.length + 2, 0);
    return outer;
  }

  private static byte[] padding(int length) {
    byte[] padding = new byte[length];
    for (int index = 0; index < length; index++) {
      padding[index] = (byte) (index + 1);
    }
    return padding;
  }

  @Test
  void paddingIsCheckedBehindTheIcv() {
    // R4303-3.4.4-2
    EspPair pair = builder.build();
    byte[] inner = Packets.udp(true, 10);
    assertEquals(DropReason.NONE, pair.open(craft(pair, 1, inner, padding(255), 255, 4), 0));
    byte[] wrong = padding(7);
    wrong[6] = 6;
    assertEquals(DropReason.BAD_PADDING, pair.open(craft(pair, 2, inner, wrong, 7, 4), 0));
    assertEquals(DropReason.BAD_PADDING, pair.open(craft(pair, 3, inner, new byte[3], 3, 4), 0));
    assertEquals(
        DropReason.BAD_PADDING, pair.open(craft(pair, 4, new byte[0], padding(5), 6, 4), 0));
    // A dummy whose padding is all there is.
    assertEquals(DropReason.DUMMY, pair.open(craft(pair, 5, new byte[0], padding(6), 6, 59), 0));
    // Each was authentic, so each number is used up.
    assertEquals(5, pair.receiver.window().top());
    assertEquals(3, pair.receiver.counters().drops(DropReason.BAD_PADDING));
    assertEquals(1, pair.receiver.counters().packets());
  }

  @Test
  void dummyPacketsVanishAndTrafficFlowPaddingIsCutOff() {
    // R4303-3.4.4-3
    EspPair pair = builder.build();
    assertEquals(DropReason.DUMMY, pair.open(craft(pair, 1, new byte[50], padding(0), 0, 59), 0));
    byte[] inner = Packets.udp(false, 33);
    byte[] padded = Arrays.copyOf(inner, inner.length + 300);
    Arrays.fill(padded, inner.length, padded.length, (byte) 0xA5);
    assertEquals(DropReason.NONE, pair.open(craft(pair, 2, padded, padding(2), 2, 41), 0));
    assertArrayEquals(inner, pair.lastArrived());
  }

  @ParameterizedTest
  @CsvSource({"6", "17", "0", "50", "255"})
  void aTunnelCarriesIpOnly(int nextHeader) {
    EspPair pair = builder.build();
    byte[] outer = craft(pair, 1, Packets.udp(true, 10), padding(2), 2, nextHeader);
    assertEquals(DropReason.BAD_NEXT_HEADER, pair.open(outer, 0));
  }

  @Test
  void anInnerPacketThatIsNoneIsRefused() {
    EspPair pair = builder.build();
    byte[] inner = Packets.udp(true, 10);
    assertEquals(
        DropReason.BAD_INNER_PACKET, pair.open(craft(pair, 1, inner, padding(2), 2, 41), 0));
    byte[] cut = Arrays.copyOf(inner, inner.length - 1);
    assertEquals(DropReason.BAD_INNER_PACKET, pair.open(craft(pair, 2, cut, padding(1), 1, 4), 0));
    byte[] version = inner.clone();
    version[0] = 0x55;
    assertEquals(
        DropReason.BAD_INNER_PACKET, pair.open(craft(pair, 3, version, padding(0), 0, 4), 0));
    assertEquals(
        DropReason.BAD_INNER_PACKET, pair.open(craft(pair, 4, new byte[0], padding(0), 0, 4), 0));
  }

  @Test
  void selectorsAreCheckedOnTheInnerPacket() {
    // R4303-3.4.4-4
    builder.westSelectors = List.of(TrafficSelectors.ofPrefix(EspPair.address("10.1.0.0"), 16));
    builder.eastSelectors = List.of(TrafficSelectors.ofPrefix(EspPair.address("10.2.0.0"), 16));
    EspPair pair = builder.build();
    assertEquals(
        DropReason.NONE, pair.open(craft(pair, 1, Packets.udp(true, 10), padding(0), 0, 4), 0));
    byte[] foreign = Packets.udp(EspPair.address("10.3.0.1"), Packets.EAST_4, 0, false, 10);
    assertEquals(
        DropReason.SELECTOR_MISMATCH, pair.open(craft(pair, 2, foreign, padding(0), 0, 4), 0));
    byte[] swapped = Packets.udp(Packets.EAST_4, Packets.WEST_4, 0, false, 10);
    assertEquals(
        DropReason.SELECTOR_MISMATCH, pair.open(craft(pair, 3, swapped, padding(0), 0, 4), 0));
    assertEquals(
        DropReason.SELECTOR_MISMATCH,
        pair.open(craft(pair, 4, Packets.udp(false, 10), padding(0), 0, 41), 0));
  }

  @Test
  void transportModeTakesNoFragments() {
    // R4303-3.3.4-1
    builder.mode = Mode.TRANSPORT;
    EspPair pair = builder.build();
    byte[] first = Packets.udp(true, 64);
    Ipv4Header.patchFragment(first, 0, first.length, 0, true);
    assertEquals(DropReason.BAD_FRAGMENT, pair.offer(EspPair.frame(first), 0));
    byte[] later = Packets.udp(true, 64);
    Ipv4Header.patchFragment(later, 0, later.length, 8, false);
    assertEquals(DropReason.BAD_FRAGMENT, pair.offer(EspPair.frame(later), 0));
    assertEquals(0, pair.sender.counter().number());
  }

  static IntStream trafficClasses() {
    return IntStream.range(0, 4);
  }

  /** RFC 6040 §4.2, the table of figure 4, for every pair of inner and outer ECN. */
  @ParameterizedTest
  @MethodSource("trafficClasses")
  void congestionMarksCrossTheTunnel(int inner) {
    // R7296-2.24-1
    int[][] expected = {{0, 0, 0, -1}, {1, 1, 1, 3}, {2, 1, 2, 3}, {3, 3, 3, 3}};
    for (boolean innerIpv4 : new boolean[] {true, false}) {
      for (int mark = 0; mark < 4; mark++) {
        EspPair pair = builder.build();
        byte[] packet =
            innerIpv4
                ? Packets.udp(Packets.WEST_4, Packets.EAST_4, 0xB8 | inner, false, 20)
                : Packets.udp(Packets.WEST_6, Packets.EAST_6, 0xB8 | inner, false, 20);
        byte[] outer = pair.seal(packet, 0);
        assertNotNull(outer);
        assertEquals(0xB8 | inner, outer[1] & 0xFF, "DSCP and ECN are copied outwards");
        outer[1] = (byte) (0xB8 | mark);
        Ipv4Header.writeChecksum(outer, 0);
        DropReason reason = pair.open(outer, 0);
        if (expected[inner][mark] < 0) {
          assertEquals(DropReason.CONGESTION_MARK_LOST, reason);
        } else {
          assertEquals(DropReason.NONE, reason);
          byte[] arrived = pair.lastArrived();
          int trafficClass = innerIpv4 ? arrived[1] & 0xFF : Octets.u16(arrived, 0) >> 4 & 0xFF;
          assertEquals(
              0xB8 | expected[inner][mark], trafficClass, "inner " + inner + " outer " + mark);
          assertTrue(!innerIpv4 || InternetChecksum.of(arrived, 0, 20) == 0);
        }
      }
    }
  }

  @Test
  void trafficClassStaysInsideWhenSoConfigured() {
    builder.header = new HeaderPolicy(DontFragment.CLEAR, false, false, 33);
    EspPair pair = builder.build();
    byte[] packet = Packets.udp(Packets.WEST_4, Packets.EAST_4, 0xBB, true, 20);
    byte[] outer = pair.seal(packet, 0);
    assertNotNull(outer);
    assertEquals(0, outer[1]);
    assertEquals(33, outer[8]);
    assertEquals(0, outer[6] & 0x40);
    outer[1] = 3;
    Ipv4Header.writeChecksum(outer, 0);
    assertEquals(DropReason.NONE, pair.open(outer, 0));
    assertArrayEquals(packet, pair.lastArrived());
  }

  @ParameterizedTest
  @CsvSource({"COPY,true,true", "COPY,false,false", "SET,false,true", "CLEAR,true,false"})
  void dontFragmentFollowsTheRule(DontFragment rule, boolean inner, boolean outerExpected) {
    builder.header = new HeaderPolicy(rule, true, true, 64);
    byte[] outer =
        builder.build().seal(Packets.udp(Packets.WEST_4, Packets.EAST_4, 0, inner, 20), 0);
    assertNotNull(outer);
    assertEquals(outerExpected, (outer[6] & 0x40) != 0);
  }

  @Test
  void aPacketLongerThanThePathIsRefusedWhenItMustNotBeFragmented() {
    EspPair pair = builder.build();
    pair.sender.setPathMtu(1400);
    int fits = 1400 - 20 - 8 - 8 - 16 - 2 - 28;
    byte[] largest = pair.seal(Packets.udp(Packets.WEST_4, Packets.EAST_4, 0, true, fits), 0);
    assertNotNull(largest);
    assertTrue(largest.length <= 1400 && largest.length > 1396);
    assertEquals(
        DropReason.FRAGMENTATION_NEEDED,
        pair.offer(
            EspPair.frame(Packets.udp(Packets.WEST_4, Packets.EAST_4, 0, true, fits + 1)), 0));
    assertEquals(
        DropReason.FRAGMENTATION_NEEDED, pair.offer(EspPair.frame(Packets.udp(false, 1400)), 0));
    assertNotNull(pair.seal(Packets.udp(true, 1400), 0));
    assertEquals(2, pair.sender.counter().number());
  }

  @Test
  void aPacketWithoutRoomAroundItIsRefused() {
    EspPair pair = builder.build();
    byte[] inner = Packets.udp(true, 20);
    assertEquals(DropReason.TOO_LONG, pair.offer(new Frame().wrap(inner, 0, inner.length), 0));
    byte[] noTail = new byte[200 + inner.length];
    System.arraycopy(inner, 0, noTail, 200, inner.length);
    Frame frame = new Frame().wrap(noTail, 0, noTail.length, 200, inner.length);
    assertEquals(DropReason.TOO_LONG, pair.offer(frame, 0));
    assertEquals(0, pair.sender.counter().number());
  }

  @Test
  void softLimitsAskOnceAndHardLimitsStop() {
    // R7296-2.8-1
    builder.lifetime = new Lifetime(100, 200, 0, 0, 0, 0);
    EspPair pair = builder.build();
    byte[] inner = Packets.udp(true, 20);
    byte[] early = pair.seal(inner, 99);
    assertEquals(List.of(), pair.events);
    byte[] soft = pair.seal(inner, 100);
    assertNotNull(pair.seal(inner, 150));
    assertEquals(List.of("soft limit"), pair.events);
    assertEquals(DropReason.LIFETIME_EXPIRED, pair.offer(EspPair.frame(inner), 200));
    assertNotNull(early);
    assertNotNull(soft);
    assertEquals(DropReason.NONE, pair.open(early, 120));
    assertEquals(DropReason.LIFETIME_EXPIRED, pair.open(soft, 200));
    assertEquals(List.of("soft limit", "hard limit", "soft limit", "hard limit"), pair.events);
    assertEquals(DropReason.LIFETIME_EXPIRED, pair.offer(EspPair.frame(inner), 300));
    assertEquals(DropReason.LIFETIME_EXPIRED, pair.open(soft, 300));
    assertEquals(4, pair.events.size(), "the end is reported once in each direction");
  }

  @Test
  void anSaThatWasIdlePastItsHardLimitIsDead() {
    builder.lifetime = new Lifetime(100, 200, 0, 0, 0, 0);
    EspPair pair = builder.build();
    byte[] outer = pair.seal(Packets.udp(true, 20), 0);
    assertEquals(DropReason.LIFETIME_EXPIRED, pair.open(outer, 200));
    assertEquals(
        DropReason.LIFETIME_EXPIRED, pair.offer(EspPair.frame(Packets.udp(true, 20)), 1_000));
    assertEquals(
        List.of("hard limit", "hard limit"), pair.events, "too late to ask for a successor");
  }

  @Test
  void packetsAreLimitedToo() {
    builder.lifetime = new Lifetime(0, 0, 0, 0, 2, 3);
    EspPair pair = builder.build();
    byte[] inner = Packets.udp(true, 32);
    for (int count = 0; count < 3; count++) {
      assertNotNull(pair.seal(inner, Long.MAX_VALUE));
    }
    assertEquals(DropReason.LIFETIME_EXPIRED, pair.offer(EspPair.frame(inner), Long.MAX_VALUE));
    assertEquals(List.of("soft limit", "hard limit"), pair.events);
    assertEquals(3, pair.sender.counters().packets());
  }

  /** Packets that no limit refuses when they enter exceed it together: each is asked again. */
  @Test
  void aBurstDoesNotExceedTheHardLimit() {
    EspPair sending = builder.build();
    List<byte[]> outers = new ArrayList<>();
    for (int count = 0; count < 4; count++) {
      outers.add(sending.seal(Packets.udp(true, 32), 0)); // 60 octets
    }
    builder.lifetime = new Lifetime(0, 0, 0, 150, 0, 0);
    EspPair pair = builder.build();
    Slab slab = new Slab(outers.size(), EspPair.SLOT, EspPair.HEAD_ROOM);
    for (int slot = 0; slot < outers.size(); slot++) {
      byte[] outer = outers.get(slot);
      Frame frame = new Frame(slab, slot).set(slab.dataOffset(slot), outer.length);
      System.arraycopy(outer, 0, slab.bytes(), frame.offset(), outer.length);
      assertEquals(
          DropReason.NONE,
          pair.inbound.add(EspPair.read(frame), frame.offset() + 20, outer.length - 20, 0));
    }
    assertEquals(2, pair.inbound.finish((packet, association, nowNs) -> {}, 0));
    assertEquals(120, pair.receiver.counters().octets());
    assertEquals(2, pair.inbound.drops().of(DropReason.LIFETIME_EXPIRED));
    assertEquals(List.of("hard limit"), pair.events);
  }

  /** An attack: a forged packet, however long, uses up nothing of the SA. */
  @Test
  void aForgedPacketEndsNoLifetime() {
    builder.lifetime = new Lifetime(0, 0, 0, 100, 0, 0);
    EspPair pair = builder.build();
    byte[] honest = pair.seal(Packets.udp(true, 32), 0);
    builder.lifetime = Lifetime.UNLIMITED;
    byte[] forged = builder.build().seal(Packets.udp(true, 1000), 0);
    forged[forged.length - 1] ^= 1;
    assertEquals(DropReason.NOT_AUTHENTIC, pair.open(forged, 0));
    assertEquals(DropReason.NONE, pair.open(honest, 0));
    assertEquals(60, pair.receiver.counters().octets());
  }

  @Test
  void volumeIsLimitedToo() {
    builder.lifetime = new Lifetime(0, 0, 100, 200, 0, 0);
    EspPair pair = builder.build();
    byte[] inner = Packets.udp(true, 32); // 60 octets
    for (int count = 0; count < 3; count++) {
      assertNotNull(pair.seal(inner, 0));
    }
    assertEquals(DropReason.LIFETIME_EXPIRED, pair.offer(EspPair.frame(inner), 0));
    assertEquals(List.of("soft limit", "hard limit"), pair.events);
  }

  @Test
  void theCounterAsksForASuccessorThenStops() {
    // R4303-3.3.3-3
    builder.counter =
        new SendCounter(
            SendCounter.LAST_32 - 2, false, SendCounter.LAST_32 - 1, 0, NotedRows.sink());
    EspPair pair = builder.build();
    byte[] inner = Packets.udp(true, 32);
    assertNotNull(pair.seal(inner, 0));
    assertEquals(List.of("soft limit"), pair.events);
    assertNotNull(pair.seal(inner, 0));
    assertEquals(DropReason.SEQUENCE_EXHAUSTED, pair.offer(EspPair.frame(inner), 0));
    assertEquals(
        List.of(
            "soft limit",
            "audit SEQUENCE_EXHAUSTED 12345678 4294967295, "
                + Packets.WEST_4
                + " to "
                + Packets.EAST_4),
        pair.events);
  }

  /** RFC 3948 §3.1.2: in transport mode a NAT leaves the inner checksum wrong. */
  @Test
  void aNatInBetweenDoesNotBreakTheInnerChecksum() {
    builder.mode = Mode.TRANSPORT;
    builder.encapsulation = new Encapsulation(4500, 4500);
    EspPair pair = builder.build();
    byte[] outer = pair.seal(Packets.udp(true, 21), 0);
    assertNotNull(outer);
    EspPair.address("198.51.100.7").copyInto(outer, 12);
    Ipv4Header.writeChecksum(outer, 0);
    assertEquals(DropReason.NONE, pair.open(outer, 0));
    byte[] inner = pair.lastArrived();
    long pseudo = InternetChecksum.pseudoHeader(inner, 12, 4, 17, 29);
    assertEquals(0, InternetChecksum.finish(InternetChecksum.sum(inner, 20, 29) + pseudo));
  }

  @Test
  void refusalsAreAudited() {
    // R4303-3.4.2-1, R4303-3.4.4-1
    EspPair pair = builder.build();
    byte[] outer = pair.seal(Packets.udp(true, 21), 0);
    assertNotNull(outer);
    byte[] stranger = outer.clone();
    stranger[20] ^= 1;
    pair.open(stranger, 0);
    byte[] forged = outer.clone();
    forged[forged.length - 1] ^= 1;
    pair.open(forged, 0);
    pair.open(outer, 0);
    pair.open(outer, 0);
    assertEquals(
        List.of(
            "audit UNKNOWN_SPI 13345678 1, 192.0.2.1 to 192.0.2.2",
            "audit NOT_AUTHENTIC 12345678 1, 192.0.2.1 to 192.0.2.2",
            "audit REPLAYED 12345678 1, 192.0.2.1 to 192.0.2.2"),
        pair.events);
    assertEquals(DropReason.TRUNCATED, pair.open(Arrays.copyOf(outer, 27), 0));
    assertEquals(DropReason.LENGTH_MISMATCH, pair.open(Arrays.copyOf(outer, 28), 0));
    assertEquals(DropReason.LENGTH_MISMATCH, pair.open(Arrays.copyOf(outer, 28 + 8 + 16 + 1), 0));
  }

  @Test
  void aPairReceivesBeforeItSendsAndGoesAsOne() {
    EspPair pair = builder.build();
    EspAssociations associations = new EspAssociations(1);
    assertTrue(!associations.addOutbound(pair.sender), "before it receives");
    assertTrue(associations.addInbound(pair.receiver));
    assertNull(associations.pair(EspPair.SPI).outbound());
    assertTrue(!associations.switchOutbound(EspPair.SPI), "before it is there");
    assertTrue(associations.addOutbound(pair.sender));
    assertTrue(!associations.addOutbound(pair.sender), "once");
    IpView flow = EspPair.read(EspPair.frame(Packets.udp(true, 1)));
    assertNull(associations.outboundFor(pair.policy, flow), "before it is switched to");
    assertTrue(associations.switchOutbound(EspPair.SPI));
    assertEquals(pair.sender, associations.outboundFor(pair.policy, flow));
    assertTrue(!associations.hasRoom());
    assertTrue(!associations.addInbound(pair.receiver));
    assertEquals(
        new ChildSaPair(pair.receiver, pair.sender), associations.removeChild(EspPair.SPI));
    assertNull(associations.outboundFor(pair.policy, flow));
    assertNull(associations.bySpi(EspPair.SPI));
    assertTrue(
        !pair.receiver.isDestroyed() && !associations.hasRoom(), "a burst may still need its keys");
    associations.destroyRetired(pair.recorder(), 0);
    assertEquals(List.of("removed after 0 in, 0 out"), pair.events);
    assertTrue(pair.receiver.isDestroyed() && pair.sender.isDestroyed());
    assertTrue(associations.hasRoom());
    assertNull(associations.removeChild(EspPair.SPI));
  }

  /** RFC 7296 §2.8: a successor is received on first, and sent on when the peer has it too. */
  @Test
  void theOneThatWasSwitchedToLastIsSentOn() {
    EspPair old = builder.build();
    EspPair successor = builder.build();
    EspAssociations associations = new EspAssociations(2);
    OutboundAssociation next =
        new OutboundAssociation(
            EspPair.SPI + 1,
            EspPair.SPI + 1,
            new AssociationParameters(
                old.policy,
                Mode.TUNNEL,
                successor.sender.parameters().localSelectors(),
                successor.sender.parameters().remoteSelectors(),
                successor.sender.localAddress(),
                successor.sender.peerAddress(),
                null,
                Lifetime.UNLIMITED,
                HeaderPolicy.DEFAULT,
                0),
            successor.sender.sealer(),
            new SendCounter(false),
            NotedRows.sink());
    InboundAssociation nextInbound =
        new InboundAssociation(
            EspPair.SPI + 1, next.parameters(), successor.receiver.opener(), 64, NotedRows.sink());
    assertTrue(associations.addInbound(old.receiver) && associations.addOutbound(old.sender));
    assertTrue(associations.switchOutbound(EspPair.SPI));
    IpView flow = EspPair.read(EspPair.frame(Packets.udp(true, 1)));
    assertTrue(associations.addInbound(nextInbound) && associations.addOutbound(next));
    assertEquals(old.sender, associations.outboundFor(old.policy, flow), "until it is switched");
    assertTrue(associations.switchOutbound(EspPair.SPI + 1));
    assertEquals(next, associations.outboundFor(old.policy, flow));
    assertNotNull(associations.bySpi(EspPair.SPI), "the old one is received on until it goes");
    associations.withdrawOutbound(EspPair.SPI + 1);
    assertEquals(old.sender, associations.outboundFor(old.policy, flow), "it is not sent on");
    assertNotNull(associations.bySpi(EspPair.SPI + 1), "and received on until it goes");
    associations.withdrawOutbound(EspPair.SPI);
    assertNull(associations.outboundFor(old.policy, flow), "one is to be acquired");
    associations.withdrawOutbound(EspPair.SPI + 2);
    assertTrue(associations.switchOutbound(EspPair.SPI));
    associations.removeChild(EspPair.SPI + 1);
    assertEquals(old.sender, associations.outboundFor(old.policy, flow));
  }

  /** Only what is authentic and fresh says that the peer is alive (RFC 7296 §2.4). */
  @Test
  void onlyAuthenticFreshPacketsAreHeard() {
    EspPair pair = builder.build();
    byte[] outer = pair.seal(Packets.udp(true, 8), 0);
    byte[] forged = outer.clone();
    forged[forged.length - 1] ^= 1;
    assertEquals(DropReason.NOT_AUTHENTIC, pair.open(forged, 1));
    assertEquals(List.of(), pair.heard);
    assertEquals(DropReason.NONE, pair.open(outer, 2));
    assertEquals(DropReason.REPLAYED, pair.open(outer, 3));
    assertEquals(List.of("12345678 at 2"), pair.heard);
  }
}
