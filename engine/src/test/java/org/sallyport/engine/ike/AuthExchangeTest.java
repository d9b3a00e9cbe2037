// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.config.ChildConfig;
import org.sallyport.engine.config.EspProposal;
import org.sallyport.engine.config.Identity;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.policy.TrafficSelectors;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.IdentificationPayload;
import org.sallyport.engine.wire.ike.NotifyType;

/** Who the peer is, and its first Child SA (RFC 7296 §1.2, §2.9, §2.15, §2.21.2). */
final class AuthExchangeTest {
  @Test
  void aWrongSecretIsRefusedOnBothSides() {
    // R7296-2.21.2-1
    IkePair pair = new IkePair();
    pair.b.peer = IkePair.withSecret(pair.b.peer, "another secret");
    pair.establish();
    assertTrue(pair.b.trace.contains("Hth 1 INIT_ANSWERED RCV_AUTH_REQUEST_INVALID LINGERING"));
    assertTrue(pair.a.trace.contains("Hth 1 AUTH_SENT RCV_AUTH_RESPONSE_REFUSED CLOSED"));
    assertEquals(0, pair.a.sad.everInstalled + pair.b.sad.everInstalled);
    assertTrue(pair.a.logged("AUTHENTICATION_FAILED"));
    assertTrue(pair.b.logged("compare the pre-shared keys"));
    pair.runUntil(60 * IkePair.SECOND_NS);
    assertEquals(0, pair.a.status().size() + pair.b.status().size());
  }

  @Test
  void aResponderThatCannotProveItselfIsDeleted() {
    IkePair pair = new IkePair();
    pair.b.peer =
        IkePair.withIdentities(
            pair.b.peer, Identity.ofDomainName("x.test"), pair.b.peer.remoteId());
    // The initiator names nobody, as one that knows its peer by address only would.
    pair.upToAuth();
    pair.run();
    assertTrue(
        pair.b.trace.contains("Hth 1 INIT_ANSWERED RCV_AUTH_REQUEST_INVALID LINGERING"),
        "IDr names an identity that the responder does not have");
    assertEquals(0, pair.b.sad.everInstalled);
  }

  @Test
  void identitiesOfEveryKind() {
    for (Identity identity :
        List.of(
            new Identity(IdentificationPayload.MAIL_ADDRESS, OctetString.ofAscii("user@b.test")),
            Identity.ofAddress(IkePair.ADDRESS_B),
            Identity.ofAddress(IkePair.address("2001:db8::2")),
            Identity.ofKeyId(OctetString.of(new byte[] {0, 1, 2, (byte) 0xFF})))) {
      IkePair pair = new IkePair();
      pair.a.peer = IkePair.withIdentities(pair.a.peer, pair.a.peer.localId(), identity);
      pair.b.peer = IkePair.withIdentities(pair.b.peer, identity, pair.b.peer.remoteId());
      pair.establish();
      assertEquals(HthState.ESTABLISHED, pair.a.state(), () -> pair.a.log + " " + pair.b.log);
    }
  }

  /**
   * PEER-CASES MissingPskThenRetransmit: no secret for the peer, then a retransmission: same
   * answer.
   */
  @Test
  void missingPskThenRetransmit() {
    IkePair pair = new IkePair();
    pair.b.peer =
        IkePair.withIdentities(
            pair.b.peer, pair.b.peer.localId(), Identity.ofDomainName("somebody.else"));
    pair.upToAuth();
    IkePair.Datagram auth = pair.wire.remove();
    pair.deliver(auth);
    IkePair.Datagram first = pair.wire.remove();
    pair.nowNs += IkePair.SECOND_NS;
    pair.deliver(auth);
    IkePair.Datagram second = pair.wire.remove();
    assertEquals(OctetString.of(first.octets()), OctetString.of(second.octets()));
    assertEquals(HthState.LINGERING, pair.b.state());
    assertEquals(0, pair.b.sad.everInstalled);
    assertFalse(pair.b.log.isEmpty());
  }

  @Test
  void selectorsAreNarrowed() {
    // R7296-2.9-1
    IkePair pair = new IkePair();
    AddressRange everything = TrafficSelectors.everything(true);
    pair.a.selectors(List.of(everything), List.of(everything));
    pair.establish();
    pair.assertChildrenMatch();
    assertEquals(List.of(IkePair.NET_A), pair.a.child().parameters().localSelectors());
  }

  @Test
  void aRefusedChildLeavesTheIkeSaStanding() {
    IkePair pair = new IkePair();
    AddressRange elsewhere = TrafficSelectors.ofPrefix(IkePair.address("172.16.0.0"), 12);
    pair.b.selectors(List.of(elsewhere), List.of(IkePair.NET_A));
    pair.establish();
    assertEquals(HthState.ESTABLISHED, pair.a.state());
    assertEquals(HthState.ESTABLISHED, pair.b.state());
    assertNotNull(pair.lastSent().notification(NotifyType.TS_UNACCEPTABLE));
    assertTrue(pair.a.logged("TS_UNACCEPTABLE"));
    assertEquals(0, pair.a.sad.everInstalled + pair.b.sad.everInstalled);
  }

  @Test
  void noCommonEspProposal() {
    IkePair pair = new IkePair();
    pair.b.esp(IkePair.ESP_CBC);
    pair.establish();
    assertNotNull(pair.lastSent().notification(NotifyType.NO_PROPOSAL_CHOSEN));
    assertEquals(HthState.ESTABLISHED, pair.b.state());
  }

  @Test
  void extendedSequenceNumbersAreNegotiatedNotAssumed() {
    IkePair pair = new IkePair();
    EspProposal esn = new EspProposal(IkePair.ESP_GCM.suite(), true);
    pair.a.esp(esn, IkePair.ESP_GCM);
    pair.establish();
    pair.assertChildrenMatch();
    assertEquals(IkePair.ESP_GCM, pair.a.child().proposal());
  }

  @Test
  void transportModeNeedsBothSides() {
    for (Mode modeA : Mode.values()) {
      for (Mode modeB : Mode.values()) {
        IkePair pair = new IkePair();
        AddressRange hostA = TrafficSelectors.ofPrefix(IkePair.ADDRESS_A, 32);
        AddressRange hostB = TrafficSelectors.ofPrefix(IkePair.ADDRESS_B, 32);
        pair.a.mode(modeA).selectors(List.of(hostA), List.of(hostB));
        pair.b.mode(modeB).selectors(List.of(hostB), List.of(hostA));
        pair.establish();
        boolean agreed = modeA == modeB;
        assertEquals(agreed ? 1 : 0, pair.a.sad.byInboundSpi.size(), modeA + " " + modeB);
        if (agreed) {
          pair.assertChildrenMatch();
          assertEquals(modeA, pair.b.child().parameters().mode());
        }
      }
    }
  }

  @Test
  void aFullHostRefusesTheChild() {
    IkePair pair = new IkePair();
    pair.limits = withRoomForOneChild();
    pair.establish();
    pair.start(pair.a);
    pair.initiate(pair.a);
    pair.run();
    assertNotNull(pair.lastSent().notification(NotifyType.NO_ADDITIONAL_SAS));
    assertEquals(HthState.ESTABLISHED, pair.a.state());
  }

  /** An initiator keeps room for what it offers: the answer may not find the table full. */
  @Test
  void aFullHostOffersNoChild() {
    IkePair pair = new IkePair();
    pair.limits = withRoomForOneChild();
    pair.start();
    assertTrue(opens(pair));
    assertFalse(opens(pair), "the room is kept for the first");
    pair.run();
    assertEquals(HthState.ESTABLISHED, pair.a.state());
    assertEquals(1, pair.a.sad.byInboundSpi.size());
    assertFalse(opens(pair), "the first has it");
    assertTrue(pair.a.engine.close(pair.a.peer, pair.nowNs));
    pair.run();
    assertTrue(opens(pair), "it is free again");
  }

  @Test
  void aHandshakeThatFailsGivesItsRoomBack() {
    IkePair pair = new IkePair();
    pair.limits = withRoomForOneChild();
    pair.start();
    pair.lost = datagram -> true;
    assertTrue(opens(pair));
    assertFalse(opens(pair));
    pair.runUntil(300_000_000_000L);
    assertEquals(HthState.IDLE, pair.a.state());
    assertTrue(opens(pair));
  }

  /** The room goes back at once, and not only when the task does. */
  @Test
  void aChildThatIsRefusedGivesItsRoomBack() {
    IkePair pair = new IkePair();
    pair.limits = withRoomForOneChild();
    pair.b.esp(IkePair.ESP_CBC);
    pair.start();
    assertTrue(opens(pair));
    assertFalse(opens(pair));
    pair.run();
    assertEquals(HthState.ESTABLISHED, pair.a.state());
    assertEquals(0, pair.a.sad.everInstalled);
    assertTrue(opens(pair));
  }

  private static boolean opens(IkePair pair) {
    return pair.a.engine.initiate(pair.a.peer, pair.a.peer.localAddress(), pair.nowNs);
  }

  private static ChildConfig named(
      String name, List<EspProposal> proposals, AddressRange local, AddressRange remote) {
    return new ChildConfig(
        name,
        Mode.TUNNEL,
        proposals,
        List.of(local),
        List.of(remote),
        ChildConfig.DEFAULT_REPLAY_WINDOW);
  }

  private static final AddressRange WIDE =
      TrafficSelectors.ofPrefix(IkePair.address("10.0.0.0"), 8);

  /** A packet of 10.1.0.9 has asked for it, which only the second child of the responder takes. */
  private static IkePair askedForByAPacket(ChildConfig first, ChildConfig second) {
    IkePair pair = new IkePair();
    AddressRange packet = TrafficSelectors.ofPrefix(IkePair.address("10.1.0.9"), 32);
    pair.a.selectors(List.of(packet, WIDE), List.of(IkePair.NET_B));
    pair.b.peer = IkePair.withChildren(pair.b.peer, first, second);
    pair.establish();
    pair.assertChildrenMatch();
    return pair;
  }

  private static String childOf(IkePair.End end) {
    return end.status().get(0).children().get(0).name();
  }

  /** RFC 7296 §2.9: the packet goes before the order of the configuration. */
  @Test
  void theChildThatTakesThePacketIsPreferred() {
    // R7296-2.9-1
    AddressRange besides = TrafficSelectors.ofPrefix(IkePair.address("10.3.0.0"), 16);
    List<EspProposal> gcm = List.of(IkePair.ESP_GCM);
    ChildConfig overlaps = named("overlaps", gcm, IkePair.NET_B, besides);
    ChildConfig takes = named("takes", gcm, IkePair.NET_B, IkePair.NET_A);
    assertEquals("takes", childOf(askedForByAPacket(overlaps, takes).b));
    assertEquals("takes", childOf(askedForByAPacket(takes, overlaps).b));
  }

  /** One that takes the packet is no use when its algorithms do not fit. */
  @Test
  void theOtherChildrenAreTriedAfterwards() {
    AddressRange besides = TrafficSelectors.ofPrefix(IkePair.address("10.3.0.0"), 16);
    ChildConfig takes = named("takes", List.of(IkePair.ESP_CBC), IkePair.NET_B, IkePair.NET_A);
    ChildConfig overlaps = named("overlaps", List.of(IkePair.ESP_GCM), IkePair.NET_B, besides);
    assertEquals("overlaps", childOf(askedForByAPacket(takes, overlaps).b));
  }

  /** RFC 7296 §2.9: the packet's other end counts as well. */
  @Test
  void thePacketHasTwoEnds() {
    IkePair pair = new IkePair();
    AddressRange packetTo = TrafficSelectors.ofPrefix(IkePair.address("10.2.0.9"), 32);
    AddressRange besides = TrafficSelectors.ofPrefix(IkePair.address("10.3.0.0"), 16);
    pair.a.selectors(List.of(IkePair.NET_A), List.of(packetTo, WIDE));
    List<EspProposal> gcm = List.of(IkePair.ESP_GCM);
    pair.b.peer =
        IkePair.withChildren(
            pair.b.peer,
            named("overlaps", gcm, besides, IkePair.NET_A),
            named("takes", gcm, IkePair.NET_B, IkePair.NET_A));
    pair.establish();
    assertEquals("takes", childOf(pair.b));
  }

  /** Without such a packet the order is that of the configuration. */
  @Test
  void theConfiguredOrderDecidesBetweenEquals() {
    IkePair pair = new IkePair();
    pair.a.selectors(List.of(WIDE), List.of(IkePair.NET_B));
    List<EspProposal> gcm = List.of(IkePair.ESP_GCM);
    AddressRange besides = TrafficSelectors.ofPrefix(IkePair.address("10.3.0.0"), 16);
    pair.b.peer =
        IkePair.withChildren(
            pair.b.peer,
            named("first", gcm, IkePair.NET_B, besides),
            named("second", gcm, IkePair.NET_B, IkePair.NET_A));
    pair.establish();
    assertEquals("first", childOf(pair.b));
  }

  private static LimitsConfig withRoomForOneChild() {
    LimitsConfig usual = LimitsConfig.DEFAULT;
    return new LimitsConfig(
        usual.maximumIkeSas(), 1, usual.cookieThreshold(), usual.maximumInitRestarts());
  }

  @Test
  void initialContactSupersedesWhatTheRestartedPeerForgot() {
    // R7296-2.4-4
    IkePair pair = new IkePair();
    pair.establish();
    pair.start(pair.a);
    pair.initiate(pair.a);
    pair.run();
    pair.b.runTasks(pair.nowNs);
    assertTrue(pair.b.trace.contains("Hth 1 ESTABLISHED SUPERSEDED CLOSED"));
    assertEquals(1, pair.b.status().size());
    assertEquals(1, pair.b.sad.byInboundSpi.size(), "the old Child SA is gone");
  }

  @Test
  void keysAreLoggedAlikeAtBothEndsAndOnlyIfWanted() {
    IkePair pair = new IkePair();
    pair.establish();
    assertEquals(3, pair.a.keyLines.size());
    assertEquals(pair.a.keyLines.get(0), pair.b.keyLines.get(0));
    assertEquals(pair.a.keyLines.get(1), pair.b.keyLines.get(2));
    assertEquals(pair.a.keyLines.get(2), pair.b.keyLines.get(1));
  }
}
