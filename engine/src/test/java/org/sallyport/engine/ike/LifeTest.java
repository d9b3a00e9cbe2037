// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.task.DeadlineTable;
import org.sallyport.engine.wire.Endpoint;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.DeletePayload;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.UnknownPayload;

/** Loss and silence, closing from either side, NATs (RFC 7296 §1.4, §2.1 to §2.4, §2.23, §2.25). */
final class LifeTest {
  @Test
  void everySingleLossIsMadeGood() {
    // R7296-2.1-1
    for (int lost = 0; lost < 4; lost++) {
      IkePair pair = new IkePair();
      int which = lost;
      pair.lost = datagram -> pair.sent.size() == which + 1;
      pair.establish();
      pair.runUntil(10 * IkePair.SECOND_NS);
      assertEquals(HthState.ESTABLISHED, pair.a.state(), "lost " + lost);
      assertEquals(HthState.ESTABLISHED, pair.b.state(), "lost " + lost);
      pair.assertChildrenMatch();
      assertEquals(1, pair.a.sad.everInstalled);
      assertEquals(1, pair.b.sad.everInstalled);
    }
  }

  @Test
  void aRetransmissionIsTheSameToTheOctet() {
    // R7296-2.1-2
    IkePair pair = new IkePair();
    pair.lost = datagram -> true;
    pair.establish();
    pair.runUntil(5 * IkePair.SECOND_NS);
    assertTrue(pair.sent.size() > 2);
    for (IkePair.Datagram datagram : pair.sent) {
      assertEquals(OctetString.of(pair.sent.get(0).octets()), OctetString.of(datagram.octets()));
    }
  }

  @Test
  void silenceEndsTheHandshakeAfterTheConfiguredTries() {
    IkePair pair = new IkePair();
    pair.lost = datagram -> true;
    pair.establish();
    pair.runUntil(120 * IkePair.SECOND_NS);
    assertEquals(pair.timers.retransmitTries(), pair.sent.size());
    assertEquals(HthState.IDLE, pair.a.state());
    assertEquals(DeadlineTable.NEVER_NS, pair.a.scheduler.nextDeadlineNs(), "no timer is left");
    assertTrue(pair.a.logged("do UDP 500 and 4500 pass"));
  }

  @Test
  void aHalfOpenTaskGoesBackToItsPool() {
    IkePair pair = new IkePair();
    pair.lost = datagram -> datagram.from().address().equals(IkePair.ADDRESS_B);
    pair.establish();
    assertEquals(HthState.INIT_ANSWERED, pair.b.state());
    pair.runUntil(pair.timers.halfOpenExpiryNs() + 1);
    assertEquals(HthState.IDLE, pair.b.state());
    assertEquals(0, pair.b.engine.table().halfOpen());
  }

  @Test
  void closingFromEitherSide() {
    for (boolean byInitiator : new boolean[] {true, false}) {
      IkePair pair = new IkePair();
      pair.establish();
      IkePair.End closer = byInitiator ? pair.a : pair.b;
      assertTrue(closer.engine.close(closer.peer, pair.nowNs));
      assertFalse(closer.engine.hasFirstChild(closer.peer), "it is being closed");
      assertEquals(closer.sad.byInboundSpi.keySet(), closer.sad.withdrawn, "sent on no more");
      assertEquals(1, closer.sad.withdrawn.size(), "and received on until that is answered");
      pair.run();
      assertEquals(HthState.LINGERING, pair.other(closer).state());
      assertEquals(0, pair.a.sad.byInboundSpi.size() + pair.b.sad.byInboundSpi.size());
      pair.runUntil(60 * IkePair.SECOND_NS);
      assertEquals(0, pair.a.status().size() + pair.b.status().size());
      assertFalse(closer.engine.close(closer.peer, pair.nowNs));
    }
  }

  @Test
  void aLostAnswerToTheDeleteIsSentAgain() {
    // R7296-2.1-3
    IkePair pair = new IkePair();
    pair.establish();
    int before = pair.sent.size();
    pair.lost = datagram -> pair.sent.size() == before + 2;
    pair.a.engine.close(pair.a.peer, pair.nowNs);
    pair.runUntil(2 * IkePair.SECOND_NS);
    assertTrue(pair.a.trace.contains("Hth 1 DELETING RCV_DELETE_IKE_RESPONSE CLOSED"));
  }

  @Test
  void bothCloseAtOnce() {
    // R7296-2.2-2, R7296-2.25-2, R7296-2.3-2
    IkePair pair = new IkePair();
    pair.establish();
    pair.a.engine.close(pair.a.peer, pair.nowNs);
    pair.b.engine.close(pair.b.peer, pair.nowNs);
    pair.run();
    assertEquals(HthState.LINGERING, pair.a.state());
    assertEquals(HthState.LINGERING, pair.b.state());
    pair.runUntil(60 * IkePair.SECOND_NS);
    assertEquals(0, pair.a.status().size() + pair.b.status().size());
  }

  @Test
  void aChildIsClosedAlone() {
    IkePair pair = new IkePair();
    pair.establish();
    assertFalse(pair.a.engine.closeChild(pair.a.peer, "other", pair.nowNs));
    assertTrue(pair.a.engine.hasFirstChild(pair.a.peer));
    assertFalse(pair.a.engine.isOpening(pair.a.peer), "it stands");
    assertTrue(pair.a.engine.closeChild(pair.a.peer, "net", pair.nowNs));
    assertEquals(pair.a.sad.byInboundSpi.keySet(), pair.a.sad.withdrawn, "sent on no more");
    pair.run();
    assertFalse(pair.a.engine.hasFirstChild(pair.a.peer));
    assertFalse(pair.b.engine.hasFirstChild(pair.b.peer));
    assertEquals(0, pair.a.sad.byInboundSpi.size() + pair.b.sad.byInboundSpi.size());
    assertEquals(HthState.ESTABLISHED, pair.a.state());
    assertEquals(HthState.ESTABLISHED, pair.b.state());
  }

  @Test
  void bothCloseTheChildAtOnce() {
    // R7296-2.25-2
    IkePair pair = new IkePair();
    pair.establish();
    pair.a.engine.closeChild(pair.a.peer, "net", pair.nowNs);
    pair.b.engine.closeChild(pair.b.peer, "net", pair.nowNs);
    pair.run();
    assertEquals(0, pair.a.sad.byInboundSpi.size() + pair.b.sad.byInboundSpi.size());
    assertEquals(HthState.ESTABLISHED, pair.a.state());
    assertEquals(HthState.ESTABLISHED, pair.b.state());
  }

  @Test
  void requestsWaitForTheWindow() {
    // R7296-2.3-1
    IkePair pair = new IkePair();
    pair.establish();
    int before = pair.sent.size();
    pair.a.engine.closeChild(pair.a.peer, "net", pair.nowNs);
    pair.a.engine.close(pair.a.peer, pair.nowNs);
    assertEquals(before + 1, pair.sent.size(), "one request at a time (RFC 7296 section 2.3)");
    pair.run();
    assertTrue(pair.a.trace.contains("Exchange 1 AWAITING SEND_REQUESTED AWAITING"));
    assertTrue(pair.a.trace.contains("Hth 1 DELETING RCV_DELETE_IKE_RESPONSE CLOSED"));
  }

  @Test
  void closingDuringTheHandshake() {
    IkePair pair = new IkePair();
    pair.upToAuth();
    assertTrue(pair.a.engine.isOpening(pair.a.peer));
    assertFalse(pair.b.engine.isOpening(pair.b.peer), "it is the peer's");
    pair.a.engine.close(pair.a.peer, pair.nowNs);
    assertEquals(HthState.ABANDONING, pair.a.state());
    assertFalse(pair.a.engine.isOpening(pair.a.peer), "its end is wanted");
    pair.run();
    assertEquals(HthState.LINGERING, pair.b.state());
    assertEquals(0, pair.a.sad.everInstalled);
    assertEquals(0, pair.b.sad.byInboundSpi.size());
  }

  @Test
  void silenceIsProbedAndADeadPeerFound() {
    // R7296-2.4-2, R7296-2.4-3
    IkePair pair = new IkePair();
    pair.establish();
    pair.runUntil(pair.timers.livenessNs() + 1);
    assertEquals(1, pair.a.engine.counters().events(HthEvent.RCV_LIVENESS_RESPONSE));
    assertEquals(HthState.ESTABLISHED, pair.a.state());
    pair.lost = datagram -> true;
    pair.runUntil(pair.nowNs + 2 * pair.timers.livenessNs());
    assertEquals(HthState.IDLE, pair.a.state());
    assertEquals(0, pair.a.sad.byInboundSpi.size());
    assertTrue(pair.a.logged("no answer from"));
  }

  // RFC 7296 §2.4: any fresh message that is authentic is a sign of life, also one that is refused.
  @ParameterizedTest
  @EnumSource(
      value = ExchangeType.class,
      names = {"INFORMATIONAL", "CREATE_CHILD_SA"})
  void whoAsksWhatIsRefusedIsNotProbed(ExchangeType exchange) {
    IkePair pair = new IkePair();
    pair.establish();
    pair.runUntil(pair.timers.livenessNs() - 1);
    pair.request(pair.a, exchange, new UnknownPayload(200, true, OctetString.of(new byte[4])));
    pair.request(pair.a, exchange, new UnknownPayload(33, false, OctetString.of(new byte[1])));
    pair.runUntil(pair.timers.livenessNs() + 1);
    assertEquals(0, pair.b.engine.counters().events(HthEvent.LIVENESS_DUE));
    pair.runUntil(2 * pair.timers.livenessNs());
    assertEquals(1, pair.b.engine.counters().events(HthEvent.LIVENESS_DUE));
  }

  @Test
  void whoSendsEspIsNotProbed() {
    IkePair pair = new IkePair();
    pair.establish();
    pair.a.sad.hear(pair.timers.livenessNs() - 1);
    pair.b.sad.hear(pair.timers.livenessNs() - 1);
    pair.runUntil(pair.timers.livenessNs() + 1);
    assertEquals(1, pair.a.engine.counters().events(HthEvent.ESP_HEARD_IN_TIME));
    pair.runUntil(2 * pair.timers.livenessNs() - 2);
    assertEquals(0, pair.a.engine.counters().events(HthEvent.LIVENESS_DUE));
    pair.runUntil(2 * pair.timers.livenessNs() - 1);
    assertEquals(1, pair.a.engine.counters().events(HthEvent.LIVENESS_DUE));
    pair.runUntil(2 * pair.timers.livenessNs() + 1);
    assertEquals(1, pair.a.engine.counters().events(HthEvent.RCV_LIVENESS_RESPONSE));
  }

  @Test
  void authenticationFailedAsARequestClosesTheSa() {
    IkePair pair = new IkePair();
    pair.establish();
    pair.request(
        pair.a,
        ExchangeType.INFORMATIONAL,
        NotifyPayload.of(NotifyType.AUTHENTICATION_FAILED),
        DeletePayload.ofIkeSa());
    assertEquals(HthState.LINGERING, pair.b.state());
    assertEquals(0, pair.b.sad.byInboundSpi.size());
  }

  /** RFC 7296 §2.21.2: it says it all, a Delete payload need not follow. */
  @Test
  void authenticationFailedAloneClosesTheSaToo() {
    // R7296-2.21.2-1
    IkePair pair = new IkePair();
    pair.establish();
    pair.request(
        pair.a, ExchangeType.INFORMATIONAL, NotifyPayload.of(NotifyType.AUTHENTICATION_FAILED));
    assertEquals(HthState.LINGERING, pair.b.state());
    assertEquals(0, pair.b.sad.byInboundSpi.size());
    assertTrue(pair.b.logged("the peer says AUTHENTICATION_FAILED"), pair.b.log::toString);
  }

  @Test
  void forcedEncapsulationMakesBothFloat() {
    // R7296-2.23-1
    for (boolean byInitiator : new boolean[] {true, false}) {
      IkePair pair = new IkePair();
      if (byInitiator) {
        pair.a.peer = IkePair.withForcedEncapsulation(pair.a.peer);
      } else {
        pair.b.peer = IkePair.withForcedEncapsulation(pair.b.peer);
      }
      pair.establish();
      pair.assertChildrenMatch();
      assertTrue(pair.a.child().udpEncapsulation());
      assertEquals(4500, IkePair.only(pair.a).path().local().port());
      assertEquals(4500, IkePair.only(pair.b).path().local().port());
    }
  }

  @Test
  void withoutNatNothingIsEncapsulated() {
    IkePair pair = new IkePair();
    pair.establish();
    assertFalse(pair.a.child().udpEncapsulation());
    assertEquals(500, IkePair.only(pair.a).path().local().port());
  }

  @Test
  void theResponderFollowsAPeerBehindANat() {
    // R7296-2.23-1, R7296-2.23-2, R7296-2.23-5
    IkePair pair = behindNat();
    assertEquals(HthState.ESTABLISHED, pair.a.state(), () -> pair.a.log + " " + pair.b.log);
    assertTrue(pair.a.child().udpEncapsulation());
    assertTrue(pair.b.child().udpEncapsulation());
    assertEquals(OUTSIDE, IkePair.only(pair.b).path().remote());
    assertEquals(4500, IkePair.only(pair.b).path().local().port());
    Endpoint moved = new Endpoint(OUTSIDE.address(), 40001);
    IkePair.Datagram probe = pair.sealed(pair.a, ExchangeType.INFORMATIONAL, false, 2);
    pair.deliver(new IkePair.Datagram(moved, probe.to(), probe.octets()));
    assertEquals(
        List.of(moved),
        List.copyOf(pair.b.sad.redirected.values()).stream()
            .map(to -> new Endpoint(to.peer(), to.encapsulation().remotePort()))
            .toList());
  }

  @Test
  void withoutNatAnotherAddressIsNotFollowed() {
    // R7296-2.11-1
    IkePair pair = new IkePair();
    pair.establish();
    Endpoint elsewhere = new Endpoint(IkePair.address("198.51.100.7"), 500);
    IkePair.Datagram probe = pair.sealed(pair.a, ExchangeType.INFORMATIONAL, false, 2);
    pair.deliver(new IkePair.Datagram(elsewhere, probe.to(), probe.octets()));
    assertEquals(IkePair.ADDRESS_A, IkePair.only(pair.b).path().remote().address());
    assertEquals(0, pair.b.sad.redirected.size());
    assertEquals(elsewhere, lastSent(pair).to(), "the answer goes back (RFC 7296 §2.11)");
    Endpoint otherPort = new Endpoint(IkePair.ADDRESS_A, 501);
    probe = pair.sealed(pair.a, ExchangeType.INFORMATIONAL, false, 3);
    pair.deliver(new IkePair.Datagram(otherPort, probe.to(), probe.octets()));
    assertEquals(500, IkePair.only(pair.b).path().remote().port());
    assertEquals(otherPort, lastSent(pair).to());
  }

  private static IkePair.Datagram lastSent(IkePair pair) {
    return pair.sent.get(pair.sent.size() - 1);
  }

  /** RFC 7296 §2.23: an attacker who is faster than the peer could lead such a host away. */
  @Test
  void whoIsBehindANatDoesNotFollow() {
    // R7296-2.23-3
    IkePair pair = behindNat();
    Endpoint attacker = new Endpoint(IkePair.address("203.0.113.9"), 4500);
    IkePair.Datagram probe = pair.sealed(pair.b, ExchangeType.INFORMATIONAL, false, 0);
    Endpoint before = IkePair.only(pair.a).path().remote();
    Endpoint host = IkePair.only(pair.a).path().local();
    pair.deliver(new IkePair.Datagram(attacker, host, probe.octets()));
    assertEquals(before, IkePair.only(pair.a).path().remote());
    assertEquals(0, pair.a.sad.redirected.size());
    assertEquals(attacker, lastSent(pair).to(), "only the answer goes there");
  }

  @Test
  void repeatedOctetsMoveNothing() {
    // R7296-2.23-4
    IkePair pair = behindNat();
    IkePair.Datagram probe = pair.sealed(pair.a, ExchangeType.INFORMATIONAL, false, 2);
    pair.deliver(new IkePair.Datagram(OUTSIDE, probe.to(), probe.octets()));
    assertEquals(OUTSIDE, IkePair.only(pair.b).path().remote());
    pair.nowNs += 10 * IkePair.SECOND_NS;
    Endpoint attacker = new Endpoint(IkePair.address("203.0.113.9"), 4500);
    pair.deliver(new IkePair.Datagram(attacker, probe.to(), probe.octets()));
    assertEquals(OUTSIDE, IkePair.only(pair.b).path().remote());
    assertEquals(attacker, lastSent(pair).to(), "only the answer goes there");
    assertEquals(0, pair.b.sad.redirected.size());
  }

  @Test
  void nobodyGoesBackToPort500() {
    IkePair pair = behindNat();
    IkePair.Datagram probe = pair.sealed(pair.a, ExchangeType.INFORMATIONAL, false, 2);
    Endpoint port500 = new Endpoint(IkePair.ADDRESS_B, 500);
    pair.deliver(new IkePair.Datagram(OUTSIDE, port500, probe.octets()));
    assertEquals(4500, IkePair.only(pair.b).path().local().port());
    assertEquals(0, pair.b.sad.redirected.size());
  }

  @Test
  void theNextIkeSaOfATaskKnowsNothingOfTheOneBefore() {
    IkePair pair = behindNat();
    pair.a.engine.close(pair.a.peer, pair.nowNs);
    natRun(pair, OUTSIDE);
    pair.runUntil(pair.timers.lingerNs());
    assertEquals(0, pair.a.status().size() + pair.b.status().size());
    pair.sent.clear();
    pair.initiate(pair.a);
    pair.run();
    assertEquals(4, pair.sent.size());
    pair.assertChildrenMatch();
    assertFalse(pair.a.child().udpEncapsulation());
    assertEquals(new Endpoint(IkePair.ADDRESS_A, 500), IkePair.only(pair.b).path().remote());
    assertEquals(new Endpoint(IkePair.ADDRESS_B, 500), IkePair.only(pair.a).path().remote());
    for (IkePair.End end : List.of(pair.a, pair.b)) {
      assertEquals(2, end.status().get(0).id());
      assertEquals(1, end.status().get(0).children().size());
      assertFalse(end.status().get(0).udpEncapsulation());
      assertEquals(pair.nowNs + pair.timers.livenessNs(), end.scheduler.nextDeadlineNs(), end.name);
    }
    assertTrue(pair.b.trace.contains("PeerPath 2 DETECTING FOUND_NO_NAT DIRECT"));
    assertTrue(pair.a.trace.contains("PeerPath 2 DETECTING FOUND_NO_NAT DIRECT"));
  }

  private static final Endpoint OUTSIDE = new Endpoint(IkePair.address("198.51.100.7"), 40000);

  private static IkePair behindNat() {
    IkePair pair = new IkePair();
    pair.b.peer =
        new org.sallyport.engine.config.PeerConfig(
            pair.b.peer.name(),
            pair.b.peer.localAddress(),
            null,
            pair.b.peer.localId(),
            pair.b.peer.remoteId(),
            pair.b.peer.credentials(),
            pair.b.peer.ikeProposals(),
            false,
            false,
            pair.b.peer.children());
    pair.start();
    pair.initiate(pair.a);
    natRun(pair, OUTSIDE);
    pair.b.sad.redirected.clear(); // to where they were installed: with the answer to IKE_AUTH
    return pair;
  }

  // A NAT in front of a: what a sends seems to come from outside, what goes there arrives at a.
  private static void natRun(IkePair pair, Endpoint outside) {
    int port = 0;
    while (!pair.wire.isEmpty()) {
      IkePair.Datagram datagram = pair.wire.remove();
      if (datagram.from().address().equals(IkePair.ADDRESS_A)) {
        port = datagram.from().port();
        pair.deliver(new IkePair.Datagram(outside, datagram.to(), datagram.octets()));
      } else {
        Endpoint inside = new Endpoint(IkePair.ADDRESS_A, port);
        pair.deliver(new IkePair.Datagram(datagram.from(), inside, datagram.octets()));
      }
    }
  }

  /**
   * An attack: with the DH of its own a host on the way has the keys of an IKE SA that is not
   * authenticated yet; a request on it is refused, and moves nothing however often it comes.
   */
  @Test
  void aRefusedRequestMovesNothing() {
    // R7296-2.23-2
    IkePair pair = new IkePair();
    pair.start();
    pair.initiate(pair.a);
    pair.deliver(pair.wire.remove());
    IkePair.Datagram answer = pair.wire.remove();
    Endpoint nat = new Endpoint(OUTSIDE.address(), 500);
    pair.deliver(new IkePair.Datagram(nat, answer.to(), answer.octets()));
    assertEquals(HthState.AUTH_SENT, pair.a.state());
    Endpoint before = IkePair.only(pair.a).path().remote();
    IkePair.Datagram probe = pair.sealed(pair.b, ExchangeType.INFORMATIONAL, false, 0);
    Endpoint elsewhere = new Endpoint(IkePair.address("203.0.113.9"), 40009);
    Endpoint host = IkePair.only(pair.a).path().local();
    for (int times = 0; times < 3; times++) {
      assertEquals(
          DropReason.UNEXPECTED_MESSAGE,
          pair.deliver(new IkePair.Datagram(elsewhere, host, probe.octets().clone())));
      assertEquals(before, IkePair.only(pair.a).path().remote());
      assertEquals(0, pair.a.sad.redirected.size());
    }
  }

  /**
   * An attack: who repeats our request from elsewhere does not keep us from our answer, and is not
   * answered at its own rate, from however many places.
   */
  @Test
  void repetitionsFromElsewhereTakeNothingFromThePeer() {
    // R7296-2.1-3, R7296-2.11-1
    IkePair pair = new IkePair();
    pair.establish();
    long id = IkePair.only(pair.a).window().nextRequestId();
    IkePair.Datagram request = pair.sealed(pair.a, ExchangeType.INFORMATIONAL, false, id);
    assertEquals(DropReason.NONE, pair.deliver(request.copy()));
    int answers = pair.sent.size();
    for (int tries = 1; tries <= 5; tries++) {
      pair.nowNs += pair.timers.cachedResponseNs();
      assertEquals(DropReason.NONE, pair.deliver(from("203.0.113.9", request)));
      assertEquals(IkePair.address("203.0.113.9"), lastSent(pair).to().address());
      assertEquals(DropReason.RATE_LIMITED, pair.deliver(from("203.0.113.10", request)));
      IkePair.Datagram atOtherPort =
          new IkePair.Datagram(
              from("203.0.113.11", request).from(),
              request.to().withPort(Endpoint.NAT_TRAVERSAL_PORT),
              request.copy().octets());
      assertEquals(DropReason.RATE_LIMITED, pair.deliver(atOtherPort));
      assertEquals(DropReason.NONE, pair.deliver(request.copy()), "the peer itself is answered");
      assertEquals(request.from(), lastSent(pair).to());
      assertEquals(DropReason.RATE_LIMITED, pair.deliver(request.copy()));
      assertEquals(DropReason.RATE_LIMITED, pair.deliver(from("203.0.113.9", request)));
      assertEquals(answers + 2 * tries, pair.sent.size());
    }
  }

  /** The same for a peer that asks from where the path does not follow it. */
  @Test
  void aPeerOffThePathKeepsItsAnswerToo() {
    IkePair pair = new IkePair();
    pair.establish();
    long id = IkePair.only(pair.a).window().nextRequestId();
    IkePair.Datagram sealed = pair.sealed(pair.a, ExchangeType.INFORMATIONAL, false, id);
    assertEquals(DropReason.NONE, pair.deliver(from("198.51.100.7", sealed)));
    assertEquals(DropReason.RATE_LIMITED, pair.deliver(from("198.51.100.7", sealed)));
    assertEquals(DropReason.NONE, pair.deliver(from("203.0.113.9", sealed)));
    assertEquals(DropReason.RATE_LIMITED, pair.deliver(from("203.0.113.10", sealed)));
    assertEquals(DropReason.NONE, pair.deliver(sealed.copy()), "on the path");
    assertEquals(DropReason.RATE_LIMITED, pair.deliver(sealed.copy()));
    pair.nowNs += pair.timers.cachedResponseNs();
    assertEquals(DropReason.NONE, pair.deliver(from("203.0.113.10", sealed)));
    assertEquals(DropReason.NONE, pair.deliver(from("198.51.100.7", sealed)), "the peer itself");
    IkePair.Datagram next = pair.sealed(pair.a, ExchangeType.INFORMATIONAL, false, id + 1);
    assertEquals(DropReason.NONE, pair.deliver(next.copy()));
    assertEquals(DropReason.NONE, pair.deliver(from("203.0.113.9", next)), "another answer");
    assertEquals(DropReason.RATE_LIMITED, pair.deliver(from("198.51.100.7", next)), "nor origin");
  }

  /** The log says what the path is going to be: who relays IKE_AUTH from elsewhere is not named. */
  @Test
  void theLogNamesThePathThatIsKept() {
    IkePair pair = new IkePair().upToAuth();
    IkePair.Datagram auth = pair.wire.remove();
    pair.deliver(from("203.0.113.9", auth));
    assertEquals(IkePair.ADDRESS_A, IkePair.only(pair.b).path().remote().address());
    assertTrue(pair.b.logged("192.0.2.2:500 to 192.0.2.1:500"), pair.b.log::toString);
    IkePair.Datagram answer = lastSent(pair);
    assertEquals(IkePair.address("203.0.113.9"), answer.to().address());
    pair.wire.clear();
    pair.deliver(
        new IkePair.Datagram(
            new Endpoint(IkePair.address("203.0.113.9"), 500),
            new Endpoint(IkePair.ADDRESS_A, 500),
            answer.octets()));
    assertTrue(pair.a.logged("192.0.2.1:500 to 192.0.2.2:500"), pair.a.log::toString);
  }

  @Test
  void theLogNamesThePathThatIsFollowed() {
    IkePair pair = behindNat();
    assertTrue(pair.b.logged("192.0.2.2:4500 to " + OUTSIDE), pair.b.log::toString);
    assertEquals(OUTSIDE.address(), pair.b.child().parameters().peerAddress());
    assertTrue(pair.b.child().udpEncapsulation(), "from its beginning");
  }

  private static IkePair.Datagram from(String address, IkePair.Datagram sent) {
    return new IkePair.Datagram(
        new Endpoint(IkePair.address(address), 500), sent.to(), sent.copy().octets());
  }

  /** An attack: whoever repeats a request does not make us send at its rate (RFC 7296 §2.1). */
  @Test
  void aCachedAnswerIsSentOnceInAnInterval() {
    IkePair pair = new IkePair();
    pair.establish();
    long id = IkePair.only(pair.a).window().nextRequestId();
    IkePair.Datagram request =
        pair.sealed(pair.a, ExchangeType.INFORMATIONAL, /* response= */ false, id);
    assertEquals(DropReason.NONE, pair.deliver(request.copy()));
    int answers = pair.sent.size();
    assertEquals(DropReason.RATE_LIMITED, pair.deliver(request.copy()));
    pair.nowNs += pair.timers.cachedResponseNs() - 1;
    assertEquals(DropReason.RATE_LIMITED, pair.deliver(request.copy()));
    assertEquals(answers, pair.sent.size());
    pair.nowNs++;
    assertEquals(DropReason.NONE, pair.deliver(request.copy()));
    assertEquals(answers + 1, pair.sent.size());
  }
}
