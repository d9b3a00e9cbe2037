// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.dataplane.esp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.dataplane.sad.AssociationParameters;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.frame.Frame;
import org.sallyport.engine.frame.FramePool;
import org.sallyport.engine.frame.Frames;
import org.sallyport.engine.frame.IpView;
import org.sallyport.engine.table.DescriptorRingState;
import org.sallyport.engine.table.NotedRows;

/** Bursts, the numbers and keys of their packets, and the slots that they lie in. */
final class EspBurstTest {
  private static final int SLOTS = 8;

  private final EspPair.Builder builder = new EspPair.Builder();

  private static DropReason enter(EspPair pair, Frame frame) {
    return pair.inbound.add(
        EspPair.read(frame), frame.offset() + 20, frame.length() - 20, /* nowNs= */ 0);
  }

  /** RFC 4303 §2.2.1: the high half is protected, though it does not travel. */
  @Test
  void numbersGoOnPastTheirLowHalf() {
    // R4303-3.4.3-5
    builder.extended = true;
    builder.counter =
        new SendCounter(0xFFFF_FFFEL, true, SendCounter.softLimitFor(true), 0, NotedRows.sink());
    EspPair pair = builder.build();
    pair.receiver.window().setTop(0xFFFF_FFFEL);
    byte[] inner = Packets.udp(true, 20);
    for (long number = 0xFFFF_FFFFL; number <= 0x1_0000_0001L; number++) {
      byte[] outer = pair.seal(inner, 0);
      assertNotNull(outer);
      assertEquals(DropReason.NONE, pair.open(outer, 0), Long.toHexString(number));
      assertArrayEquals(inner, pair.lastArrived());
      assertEquals(number, pair.receiver.window().top());
      assertEquals(DropReason.REPLAYED, pair.open(outer, 0));
    }
  }

  @Test
  void aBurstLiesInOneArray() {
    EspPair pair = builder.build();
    byte[] first = pair.seal(Packets.udp(true, 20), 0);
    byte[] second = pair.seal(Packets.udp(true, 20), 0);
    assertTrue(pair.inbound.takes(EspPair.frame(second)), "an empty burst takes any");
    assertEquals(DropReason.NONE, enter(pair, EspPair.frame(first)));
    Frame elsewhere = EspPair.frame(second);
    assertFalse(pair.inbound.takes(elsewhere));
    assertEquals(DropReason.QUEUE_FULL, enter(pair, elsewhere));
    assertEquals(1, pair.inbound.pending());
    assertEquals(1, pair.inbound.finish((packet, association, nowNs) -> {}, 0));
    assertEquals(0, pair.inbound.pending());
    assertEquals(DropReason.NONE, enter(pair, elsewhere), "its number was not used up");

    assertEquals(DropReason.NONE, pair.offer(EspPair.frame(Packets.udp(true, 20)), 0));
    Frame other = EspPair.frame(Packets.udp(true, 20));
    assertFalse(pair.outbound.takes(other));
    assertEquals(DropReason.QUEUE_FULL, pair.offer(other, 0));
    assertEquals(1, pair.sender.counters().drops(DropReason.QUEUE_FULL));
    assertEquals(1, pair.outbound.pending());
    assertEquals(1, pair.outbound.finish((packet, association, nowNs) -> {}, 0));
    assertEquals(0, pair.outbound.pending());
    assertEquals(0, pair.outbound.finish((packet, association, nowNs) -> {}, 0));
    assertEquals(DropReason.NONE, pair.offer(other, 0));
  }

  /** A burst that has left names no association any more: its keys may be gone. */
  @Test
  void aBurstThatWasClearedIsEmpty() {
    EspPair pair = builder.build();
    EspBurst<InboundAssociation> burst = new EspBurst<>();
    burst.add(EspPair.frame(Packets.udp(true, 1)), pair.receiver, 5, 20);
    assertEquals(pair.receiver, burst.association(0));
    burst.clear();
    assertEquals(0, burst.count());
    assertThrows(IndexOutOfBoundsException.class, () -> burst.association(0));
  }

  /** What a sink leaves, and what is dropped, goes back to the pool. */
  @Test
  void noSlotIsLost() {
    EspPair pair = builder.build();
    FramePool pool = FramePool.of(SLOTS);
    Frame inner = Frames.held(pool, Packets.udp(true, 20));
    assertEquals(DropReason.NONE, pair.offer(inner, 0));
    List<byte[]> sent = new ArrayList<>();
    pair.outbound.finish((packet, association, nowNs) -> sent.add(Frames.octets(packet)), 0);
    assertEquals(SLOTS, pool.count(DescriptorRingState.FREE), "the sink left it");
    byte[] forged = sent.getFirst().clone();
    forged[forged.length - 1] ^= 1;
    assertEquals(DropReason.NONE, enter(pair, Frames.held(pool, forged)));
    assertEquals(DropReason.NONE, enter(pair, Frames.held(pool, sent.getFirst())));
    assertEquals(1, pair.inbound.finish((packet, association, nowNs) -> {}, 0));
    assertEquals(SLOTS, pool.count(DescriptorRingState.FREE));
  }

  /** Window, number and lifetime of both directions, each by its own number in the trace. */
  @Test
  void everyFiringOfAnAssociationIsTraced() {
    List<String> fired = new ArrayList<>();
    builder.extended = true;
    builder.trace =
        (machine, id, state, event, next, known, nowNs) ->
            fired.add(machine + " " + id + " " + event.specName() + " " + nowNs);
    EspPair pair = builder.build();
    byte[] outer = pair.seal(Packets.udp(true, 20), 3);
    long spi = EspPair.SPI;
    assertEquals(
        List.of(
            "Lifetime " + (2 * spi + 1) + " EntryInTime 3",
            "Lifetime " + (2 * spi + 1) + " PassEarly 3"),
        fired);
    fired.clear();
    assertEquals(DropReason.NONE, pair.open(outer, 5));
    assertEquals(
        List.of(
            "Lifetime " + 2 * spi + " EntryInTime 5",
            "Esn " + spi + " LowBelowEdge 5",
            "ReplayWindow " + spi + " CheckAhead 5",
            "ReplayWindow " + spi + " AdvanceAhead 5",
            "Lifetime " + 2 * spi + " PassEarly 5"),
        fired);
  }

  @Test
  void destroyedKeysSealAndOpenNothing() {
    EspPair pair = builder.build();
    pair.sender.destroy();
    assertThrows(IllegalStateException.class, () -> pair.seal(Packets.udp(true, 1), 0));
    EspPair other = builder.build();
    byte[] outer = other.seal(Packets.udp(true, 1), 0);
    other.receiver.destroy();
    assertThrows(IllegalStateException.class, () -> other.open(outer, 0));
  }

  /** RFC 1191 §6.3: a smaller path MTU is believed for ten minutes. */
  @Test
  void aSmallerPathMtuIsForgottenInTime() {
    EspPair pair = builder.build();
    pair.sender.setPathMtu(1400);
    pair.sender.lowerPathMtu(600, 7);
    pair.sender.agePathMtu(7 + OutboundAssociation.PATH_MTU_LIFETIME_NS - 1);
    assertEquals(600, pair.sender.pathMtu());
    pair.sender.agePathMtu(7 + OutboundAssociation.PATH_MTU_LIFETIME_NS);
    assertEquals(1400, pair.sender.pathMtu());
  }

  // ---- associations

  private static OutboundAssociation outbound(EspPair pair, int spi) {
    return new OutboundAssociation(
        spi,
        spi,
        pair.sender.parameters(),
        pair.sender.sealer(),
        new SendCounter(false),
        NotedRows.sink());
  }

  private static void install(EspAssociations associations, EspPair pair, int spi) {
    AssociationParameters parameters = pair.receiver.parameters();
    InboundAssociation inbound =
        new InboundAssociation(spi, parameters, pair.receiver.opener(), 64, NotedRows.sink());
    assertTrue(associations.addInbound(inbound));
    assertTrue(associations.addOutbound(outbound(pair, spi)));
    assertTrue(associations.switchOutbound(spi));
  }

  @Test
  void aPairThatGoesLeavesTheOthers() {
    EspPair pair = builder.build();
    EspAssociations associations = new EspAssociations(3);
    for (int spi = 1001; spi <= 1003; spi++) {
      install(associations, pair, spi);
    }
    byte[] addresses = Packets.udp(true, 1);
    pair.sender.localAddress().copyInto(addresses, 12);
    pair.sender.peerAddress().copyInto(addresses, 16);
    assertNull(associations.pair(1004), "a full table ends");
    assertNull(associations.removeChild(1004));
    assertNull(associations.sentWith(1004, addresses, 12, 4));
    assertNotNull(associations.sentWith(1003, addresses, 12, 4));
    assertNotNull(associations.removeChild(1002));
    assertNull(associations.pair(1002));
    assertNotNull(associations.pair(1001));
    assertNotNull(associations.pair(1003));
    assertNotNull(associations.removeChild(1001));
    assertNotNull(associations.pair(1003));
    assertNull(associations.sentWith(1001, addresses, 12, 4));
    assertNotNull(associations.sentWith(1003, addresses, 12, 4));
  }

  @Test
  void switchingAgainTakesNoMoreRoom() {
    EspPair pair = builder.build();
    EspAssociations associations = new EspAssociations(2);
    install(associations, pair, 1001);
    install(associations, pair, 1002);
    for (int count = 0; count < 3; count++) {
      assertTrue(associations.switchOutbound(1001));
      assertTrue(associations.switchOutbound(1002));
    }
    IpView flow = EspPair.read(EspPair.frame(Packets.udp(true, 1)));
    assertEquals(1002, associations.outboundFor(pair.policy, flow).spi());
    associations.removeChild(1002);
    assertEquals(1001, associations.outboundFor(pair.policy, flow).spi());
    associations.removeChild(1001);
    assertNull(associations.outboundFor(pair.policy, flow));
  }

  @Test
  void aPairThatIsGoneIsReportedWithWhatItCarried() {
    EspPair pair = builder.build();
    assertEquals(DropReason.NONE, pair.open(pair.seal(Packets.udp(true, 1), 0), 0));
    assertNotNull(pair.seal(Packets.udp(true, 1), 0));
    EspAssociations associations = new EspAssociations(2);
    assertTrue(associations.addInbound(pair.receiver) && associations.addOutbound(pair.sender));
    associations.removeChild(EspPair.SPI);
    associations.destroyRetired(pair.recorder(), 0);
    EspPair half = builder.build();
    assertTrue(associations.addInbound(half.receiver));
    associations.removeChild(EspPair.SPI);
    associations.destroyRetired(pair.recorder(), 0);
    assertEquals(List.of("removed after 1 in, 2 out", "removed after 0 in, no out"), pair.events);
    assertTrue(half.receiver.isDestroyed());
  }
}
