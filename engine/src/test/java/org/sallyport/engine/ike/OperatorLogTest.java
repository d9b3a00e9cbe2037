// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.dataplane.sad.AssociationCounters;
import org.sallyport.engine.dataplane.sad.SadEvents;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.Mode;
import org.sallyport.engine.policy.TrafficSelectors;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;

/** What the operator reads of an IKE SA and its Child SAs, and what the status says of them. */
final class OperatorLogTest {
  private final IkePair pair = new IkePair();

  private static String hex(int spi) {
    return Integer.toHexString(spi);
  }

  @Test
  void bothSidesSayWhatWasAgreedUpon() {
    AddressRange host = TrafficSelectors.ofPrefix(IkePair.address("10.9.0.1"), 32);
    pair.a.selectors(List.of(IkePair.NET_A, host), List.of(IkePair.NET_B));
    pair.b.selectors(List.of(IkePair.NET_B), List.of(IkePair.NET_A, host));
    pair.establish();
    RecordingSad.Installed child = pair.a.child();
    int in = child.inboundSpi();
    int out = child.outboundSpi();
    String netsOfA = "10.1.0.0-10.1.0.255 and 10.9.0.1";
    String netOfB = "10.2.0.0-10.2.0.255";
    assertEquals(
        List.of(
            established(
                pair.a, "INFO b: established as initiator, ", in, out, netsOfA + " to " + netOfB)),
        pair.a.log);
    assertEquals(
        List.of(
            established(
                pair.b, "INFO a: established as responder, ", out, in, netOfB + " to " + netsOfA)),
        pair.b.log);
  }

  private static String established(
      IkePair.End end, String role, int inboundSpi, int outboundSpi, String selectors) {
    return role
        + "%s with %s, ".formatted(end.peer.localId(), end.peer.remoteId())
        + "%s:500 to %s:500, ".formatted(end.peer.localAddress(), end.peer.remoteAddress())
        + "%s; child net %s %s".formatted(IkePair.GCM, Mode.TUNNEL, IkePair.ESP_GCM)
        + ", SPIs %x in, %x out, ".formatted(inboundSpi, outboundSpi)
        + selectors;
  }

  @Test
  void anEndIsSaidWithItsReason() {
    pair.establish();
    int ofA = pair.a.child().inboundSpi();
    int ofB = pair.b.child().inboundSpi();
    pair.a.log.clear();
    pair.b.log.clear();
    pair.a.engine.close(pair.a.peer, pair.nowNs);
    pair.run();
    String child = ": closed; packets and octets that came in 0 and 0, that went out 0";
    assertEquals(
        List.of(
            "INFO b: Child SA net with the inbound SPI " + hex(ofA) + child,
            "INFO b: closed: we closed it"),
        pair.a.log);
    assertEquals(
        List.of(
            "INFO a: Child SA net with the inbound SPI " + hex(ofB) + child,
            "INFO a: closed: the peer closed it"),
        pair.b.log);
  }

  @Test
  void aCloseBeforeThereArePeersNamesTheAddress() {
    pair.start().initiate(pair.a);
    pair.deliverOnly(pair.wire.remove());
    assertEquals(HthState.ANSWERING, pair.b.state());
    pair.nowNs = pair.timers.halfOpenExpiryNs();
    pair.b.runTasks(pair.nowNs);
    assertEquals(
        List.of("WARNING 192.0.2.1:500: the initiator did not authenticate in time"), pair.b.log);
  }

  @Test
  void whatIsNotAuthenticatedIsCalledSo() {
    pair.establish();
    pair.b.log.clear();
    pair.deliver(
        pair.clear(
            pair.b,
            IkePair.only(pair.b).initiatorSpi(),
            IkePair.only(pair.b).responderSpi(),
            ExchangeType.INFORMATIONAL,
            true,
            false,
            2,
            NotifyPayload.of(NotifyType.INVALID_SPI)));
    assertEquals(
        List.of("WARNING a: ignored, it is not authenticated: INVALID_SPI in clear"), pair.b.log);
  }

  @Test
  void limitsOfAChildSaAreToldWithTheRemedy() {
    pair.establish();
    pair.a.log.clear();
    SadEvents events = pair.a.sad.events;
    int spi = pair.a.child().inboundSpi();
    String child = "WARNING b: Child SA net with the inbound SPI " + hex(spi) + ": ";
    events.softLimit(spi, pair.nowNs);
    events.hardLimit(spi, pair.nowNs);
    assertEquals(
        List.of(
            child
                + "its sequence numbers or its lifetime are nearly used up; close the connection"
                + " and initiate it again",
            child + "its lifetime is over; nothing passes any more"),
        pair.a.log);
  }

  /** What the data plane reports may cross a command that ends the Child SA. */
  @Test
  void reportsOfAChildSaThatIsGoneAreNotLogged() {
    pair.establish();
    SadEvents events = pair.a.sad.events;
    int spi = pair.a.child().inboundSpi();
    pair.a.sad.remove(spi);
    pair.a.log.clear();
    events.softLimit(spi, pair.nowNs);
    events.hardLimit(spi, pair.nowNs);
    events.heard(spi, pair.nowNs);
    events.removed(spi, new AssociationCounters(), null, pair.nowNs);
    assertEquals(List.of(), pair.a.log);
  }

  // ---- the status

  @Test
  void theStatusTellsSinceWhenAndWhichChildSas() {
    pair.nowNs = 7 * IkePair.SECOND_NS;
    pair.establish();
    var ofA = pair.a.status().get(0);
    var ofB = pair.b.status().get(0);
    assertEquals(pair.nowNs, ofA.stateSinceNs());
    assertEquals(1, ofA.children().size());
    var child = ofA.children().get(0);
    assertEquals("net", child.name());
    assertEquals(Mode.TUNNEL, child.mode());
    assertEquals(IkePair.ESP_GCM.toString(), child.proposal());
    assertEquals(pair.nowNs, child.createdNs());
    assertEquals(child.inboundSpi(), ofB.children().get(0).outboundSpi());
    assertEquals(child.outboundSpi(), ofB.children().get(0).inboundSpi());
    assertEquals("b", ofA.peer());
    assertEquals("a", ofB.peer());
    assertTrue(ofA.initiator() && !ofB.initiator());
    assertEquals(ofA.initiatorSpi(), ofB.initiatorSpi());
    assertEquals(ofA.responderSpi(), ofB.responderSpi());
    assertEquals(IkePair.GCM.toString(), ofA.proposal());
  }

  /** A row that stays in its state changes nothing of since when it has been in it. */
  @Test
  void theStatusKeepsTheTimeWhileTheStateIsTheSame() {
    pair.establish();
    pair.nowNs = IkePair.SECOND_NS;
    pair.request(pair.a, ExchangeType.INFORMATIONAL);
    assertEquals(0, pair.b.status().get(0).stateSinceNs());
    pair.b.engine.close(pair.b.peer, pair.nowNs);
    assertEquals(HthState.DELETING, pair.b.state());
    assertEquals(pair.nowNs, pair.b.status().get(0).stateSinceNs());
  }

  @Test
  void whatHasEndedHasNoChildSas() {
    pair.establish();
    pair.a.engine.close(pair.a.peer, pair.nowNs);
    pair.run();
    assertEquals(HthState.CLOSED, pair.a.status().get(0).state());
    assertEquals(List.of(), pair.a.status().get(0).children());
    assertEquals(HthState.LINGERING, pair.b.status().get(0).state());
    assertEquals(List.of(), pair.b.status().get(0).children());
  }

  @Test
  void onlyEventsThatCameAboutAreCounted() {
    pair.establish();
    assertEquals(
        Map.of(
            "InitiateRequested",
            1L,
            "KeyPairReady",
            1L,
            "RcvInitResponse",
            1L,
            "KeyExchangeDone",
            1L,
            "RcvAuthResponse",
            1L),
        pair.a.engine.counters().events());
  }
}
