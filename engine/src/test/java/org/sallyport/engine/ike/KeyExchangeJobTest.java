// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.config.TimersConfig;
import org.sallyport.engine.crypto.KeyExchange;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.ike.sa.Handshake;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.IkePayload;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.UnknownPayload;

/** Key exchanges as jobs: what comes while they are computed, and what cancels them. */
final class KeyExchangeJobTest {
  private static final IkeProposal OTHER_GROUP =
      new IkeProposal(IkePair.GCM.suite(), PrfAlgorithm.HMAC_SHA2_256, KeyExchangeMethod.ECP_256);
  private static final IkeProposal MODP =
      new IkeProposal(IkePair.GCM.suite(), PrfAlgorithm.HMAC_SHA2_256, KeyExchangeMethod.MODP_2048);

  private final IkePair pair = new IkePair();

  /** Brings {@code a} to the state, with its job not computed yet. */
  private void bringInitiatorTo(HthState state) {
    pair.with(List.of(IkePair.GCM, OTHER_GROUP), List.of(IkePair.GCM, OTHER_GROUP)).start();
    assertTrue(pair.a.engine.initiate(pair.a.peer, IkePair.ADDRESS_A, pair.nowNs));
    if (state != HthState.GENERATING) {
      pair.compute(pair.a);
      if (state == HthState.REGENERATING) {
        pair.wire.clear();
        byte[] ecp256 = {0, 19};
        pair.deliverOnly(
            toInitiator(NotifyPayload.of(NotifyType.INVALID_KE_PAYLOAD, OctetString.of(ecp256))));
      } else {
        pair.deliver(pair.wire.remove());
        pair.deliverOnly(pair.wire.remove());
      }
    }
    assertEquals(state, pair.a.state());
    assertTrue(pair.a.engine.isComputing());
  }

  private IkePair.Datagram toInitiator(NotifyPayload payload) {
    return pair.clear(
        pair.a,
        IkePair.only(pair.a).initiatorSpi(),
        0,
        ExchangeType.IKE_SA_INIT,
        false,
        true,
        0,
        payload);
  }

  /** Brings {@code b} to Answering and gives the request. */
  private IkePair.Datagram bringResponderToAnswering() {
    pair.start().initiate(pair.a);
    IkePair.Datagram request = pair.wire.remove();
    assertEquals(DropReason.NONE, pair.deliverOnly(request));
    assertEquals(HthState.ANSWERING, pair.b.state());
    return request;
  }

  private static KeyExchange keyExchange(IkePair.End end) {
    Handshake handshake = IkePair.only(end).handshakeOrNull();
    assertNotNull(handshake);
    return handshake.keyExchange();
  }

  private static void assertZeroed(KeyExchange exchange) {
    assertThrows(
        IllegalStateException.class,
        () -> exchange.sharedSecret(new byte[exchange.method().publicLength()]),
        "the private value is gone");
  }

  @Test
  void closingCancelsTheJobInEveryStateOfAnInitiator() {
    for (HthState state : List.of(HthState.GENERATING, HthState.REGENERATING, HthState.DERIVING)) {
      KeyExchangeJobTest fresh = new KeyExchangeJobTest();
      fresh.bringInitiatorTo(state);
      KeyExchange exchange = keyExchange(fresh.pair.a);
      int sent = fresh.pair.sent.size();
      assertTrue(fresh.pair.a.engine.close(fresh.pair.a.peer, fresh.pair.nowNs));
      assertEquals(HthState.CLOSED, fresh.pair.a.state());
      assertFalse(fresh.pair.a.engine.isComputing(), state::toString);
      assertZeroed(exchange);
      assertEquals(sent, fresh.pair.sent.size(), "nothing is shared, nothing is said");
      fresh.pair.runUntil(120 * IkePair.SECOND_NS);
      assertEquals(HthState.IDLE, fresh.pair.a.state());
      assertEquals(0, fresh.pair.a.keyLines.size(), "no keys were made of it");
    }
  }

  @Test
  void nothingUnauthenticatedMovesAnInitiatorThatComputes() {
    // R7296-2.21.1-1, R7296-2.6-4
    for (HthState state : List.of(HthState.GENERATING, HthState.REGENERATING, HthState.DERIVING)) {
      KeyExchangeJobTest fresh = new KeyExchangeJobTest();
      fresh.bringInitiatorTo(state);
      fresh.assertUnmoved(state, "RCV_UNAUTHENTICATED_NOTIFY", notification(fresh.pair));
      fresh.assertUnmoved(state, "RCV_NOT_AUTHENTIC", garbage(fresh.pair));
      if (state == HthState.GENERATING) {
        continue;
      }
      byte[] x25519 = {0, 31};
      byte[] ecp256 = {0, 19};
      byte[] other = state == HthState.DERIVING ? ecp256 : x25519;
      fresh.assertUnmoved(state, "RCV_INIT_COOKIE", NotifyType.COOKIE, OctetString.ofInt(7));
      fresh.assertUnmoved(
          state, "RCV_INIT_INVALID_KE", NotifyType.INVALID_KE_PAYLOAD, OctetString.of(other));
      fresh.assertUnmoved(
          state, "RCV_INIT_REFUSED", NotifyType.NO_PROPOSAL_CHOSEN, OctetString.EMPTY);
      fresh.assertUnmoved(
          state, "RCV_INIT_RESPONSE_MALFORMED", NotifyType.COOKIE, OctetString.EMPTY);
    }
  }

  private static IkePair.Datagram notification(IkePair pair) {
    return request(pair, NotifyPayload.of(NotifyType.AUTHENTICATION_FAILED));
  }

  private static IkePair.Datagram garbage(IkePair pair) {
    return request(pair, new UnknownPayload(46, false, OctetString.of(new byte[60])));
  }

  private static IkePair.Datagram request(IkePair pair, IkePayload payload) {
    long spi = IkePair.only(pair.a).initiatorSpi();
    return pair.clear(pair.a, spi, 0, ExchangeType.INFORMATIONAL, false, false, 0, payload);
  }

  private void assertUnmoved(HthState state, String event, NotifyType type, OctetString data) {
    assertUnmoved(state, event, toInitiator(NotifyPayload.of(type, data)));
  }

  private void assertUnmoved(HthState state, String event, IkePair.Datagram message) {
    int before = pair.sent.size();
    assertNotEquals(DropReason.NONE, pair.deliverOnly(message), event);
    assertTrue(
        pair.a.trace.contains("Hth 1 " + state + " " + event + " " + state),
        () -> event + " in " + pair.a.trace);
    assertTrue(pair.a.engine.isComputing(), event);
    assertEquals(before, pair.sent.size(), event);
  }

  @Test
  void whatWasComputedButNotTakenIsZeroedToo() {
    bringInitiatorTo(HthState.DERIVING);
    IkeSa sa = IkePair.only(pair.a);
    KeyExchange exchange = keyExchange(pair.a);
    // The job's own turn, and no turn for the task that waits for it.
    pair.a.scheduler.run(pair.nowNs, 1, pair.a.engine.tasks());
    assertFalse(pair.a.engine.isComputing());
    assertEquals(HthState.DERIVING, pair.a.state());
    pair.a.engine.close(pair.a.peer, pair.nowNs);
    assertEquals(HthState.CLOSED, pair.a.state());
    assertZeroed(exchange);
    pair.a.runTasks(pair.nowNs);
    assertEquals(HthState.IDLE, sa.state(), "its end came too late to be told");
  }

  @Test
  void aResponderThatIsNotReadyInTimeForgetsTheRequest() {
    bringResponderToAnswering();
    KeyExchange exchange = keyExchange(pair.b);
    pair.nowNs += pair.timers.halfOpenExpiryNs() + 1;
    pair.b.runTasks(pair.nowNs);
    assertFalse(pair.b.engine.isComputing());
    assertZeroed(exchange);
    assertTrue(pair.b.logged("did not authenticate in time"));
    assertEquals(0, pair.b.engine.table().halfOpen());
    assertEquals(HthState.IDLE, pair.b.state());
    assertEquals(1, pair.sent.size(), "no answer");
  }

  @Test
  void aRepetitionWaitsForTheAnswerThatIsBeingComputed() {
    // R7296-2.1-3
    IkePair.Datagram request = bringResponderToAnswering();
    for (int i = 0; i < 5; i++) {
      assertEquals(DropReason.BEING_ANSWERED, pair.deliverOnly(request));
    }
    assertEquals(1, pair.b.status().size(), "no second task");
    assertEquals(1, pair.b.engine.table().halfOpen());
    pair.compute(pair.b);
    assertEquals(2, pair.sent.size(), "one answer");
    byte[] answer = pair.sent.get(1).octets();
    pair.nowNs += pair.timers.cachedResponseNs();
    assertEquals(DropReason.NONE, pair.deliverOnly(request));
    assertArrayEquals(answer, pair.sent.get(2).octets());
    pair.run();
    assertEquals(HthState.ESTABLISHED, pair.a.state());
    assertEquals(HthState.ESTABLISHED, pair.b.state());
  }

  @Test
  void aFloodIsBoundedByTheCookieThreshold() {
    // R7296-2.6-1
    pair.limits = new LimitsConfig(8, 16, 3, 4);
    pair.start().initiate(pair.a);
    IkePair.Datagram request = pair.wire.remove();
    for (int i = 0; i < 100; i++) {
      byte[] octets = request.octets().clone();
      octets[0] = (byte) i;
      octets[1] ^= 0x55;
      pair.deliverOnly(new IkePair.Datagram(request.from(), request.to(), octets));
    }
    assertEquals(3, pair.b.status().size(), "three tasks compute");
    assertEquals(3, pair.b.engine.table().halfOpen());
    assertNotNull(pair.lastSentInClear().notification(NotifyType.COOKIE));
    pair.wire.clear();
    pair.deliver(request);
    pair.run();
    assertEquals(HthState.ESTABLISHED, pair.a.state(), "the honest initiator gets through");
    pair.runUntil(pair.timers.halfOpenExpiryNs() + 1);
    assertEquals(1, pair.b.status().size(), "every other task is back in its pool");
  }

  /** Handshakes that strangers have begun are there first, and are not computed yet. */
  @Test
  void aFloodDelaysOurHandshakeByOneStepForEachOfItsOwn() {
    pair.limits = new LimitsConfig(40, 40, 40, 4);
    pair.start().initiate(pair.b);
    IkePair.Datagram request = pair.wire.remove();
    for (int i = 0; i < 30; i++) {
      byte[] octets = request.octets().clone();
      octets[0] = (byte) i;
      octets[1] ^= 0x55;
      pair.deliverOnly(new IkePair.Datagram(request.from(), request.to(), octets));
    }
    assertEquals(30, pair.a.status().size());
    assertTrue(pair.a.engine.initiate(pair.a.peer, IkePair.ADDRESS_A, pair.nowNs));
    int runs = 0;
    while (pair.wire.isEmpty()) {
      pair.a.runTasks(pair.nowNs);
      runs++;
    }
    assertEquals(1, runs, "our key pair");
    pair.deliver(pair.wire.remove());
    pair.deliverOnly(pair.wire.remove());
    for (runs = 0; !pair.a.trace.contains("Hth 31 DERIVING KEY_EXCHANGE_DONE AUTH_SENT"); runs++) {
      pair.a.runTasks(pair.nowNs);
    }
    assertEquals(2, runs, "one step of theirs, and our secret");
    pair.compute(pair.a);
    assertFalse(pair.a.engine.isComputing(), "the others had their turns too");
  }

  @Test
  void oneRunOfTheSchedulerComputesOneStep() {
    pair.limits = new LimitsConfig(8, 16, 8, 4);
    pair.start().initiate(pair.a);
    IkePair.Datagram request = pair.wire.remove();
    for (int i = 0; i < 3; i++) {
      byte[] octets = request.octets().clone();
      octets[0] ^= (byte) (i + 1);
      pair.deliverOnly(new IkePair.Datagram(request.from(), request.to(), octets));
    }
    // Two multiplications for each of three answers.
    for (int run = 1; run <= 6; run++) {
      pair.b.runTasks(pair.nowNs);
      assertEquals(1 + run / 2, pair.sent.size(), "run " + run);
    }
    assertFalse(pair.b.engine.isComputing());
  }

  @Test
  void aRequestWhoseValueHasSmallOrderIsRefusedWhenThatShows() {
    pair.start().initiate(pair.a);
    byte[] genuine = pair.publicValue();
    pair.deliverOnly(
        IkePair.withPublicValue(pair.wire.remove(), genuine, new byte[genuine.length]));
    assertEquals(HthState.ANSWERING, pair.b.state());
    KeyExchange exchange = keyExchange(pair.b);
    pair.compute(pair.b);
    assertNotNull(pair.lastSentInClear().notification(NotifyType.INVALID_SYNTAX));
    assertTrue(pair.b.logged("IKE_SA_INIT refused: the public value is refused: SMALL_ORDER"));
    assertZeroed(exchange);
    assertEquals(0, pair.b.engine.table().halfOpen());
    assertEquals(HthState.IDLE, pair.b.state(), "nothing is kept");
    assertEquals(0, pair.b.keyLines.size());
  }

  @Test
  void aForgedAnswerOfSmallOrderDoesNotEndTheHandshake() {
    // R7296-2.21.1-1
    pair.start().initiate(pair.a);
    pair.deliver(pair.wire.remove());
    IkePair.Datagram answer = pair.wire.remove();
    byte[] genuine = pair.publicValue();
    IkePair.Datagram forged = IkePair.withPublicValue(answer, genuine, new byte[genuine.length]);
    pair.deliverOnly(forged);
    assertEquals(HthState.DERIVING, pair.a.state());
    assertEquals(
        DropReason.UNEXPECTED_MESSAGE,
        pair.deliverOnly(answer),
        "one answer is computed at a time");
    pair.compute(pair.a);
    assertEquals(HthState.INIT_SENT, pair.a.state());
    assertTrue(pair.a.logged("the public value is refused: SMALL_ORDER"));
    pair.deliver(forged);
    assertEquals(HthState.INIT_SENT, pair.a.state());
    pair.deliver(answer);
    pair.run();
    assertEquals(HthState.ESTABLISHED, pair.a.state());
    pair.assertChildrenMatch();
  }

  @Test
  void theLossOfTheTrueAnswerToAForgedOneIsMadeGoodByARetransmission() {
    pair.start().initiate(pair.a);
    pair.deliver(pair.wire.remove());
    IkePair.Datagram answer = pair.wire.remove();
    byte[] genuine = pair.publicValue();
    pair.deliverOnly(IkePair.withPublicValue(answer, genuine, new byte[genuine.length]));
    pair.deliver(answer);
    assertEquals(HthState.INIT_SENT, pair.a.state());
    pair.runUntil(10 * IkePair.SECOND_NS);
    assertEquals(HthState.ESTABLISHED, pair.a.state());
  }

  @Test
  void aValueThatIsNoneOfItsGroupTakesNoTask() {
    pair.with(List.of(MODP), List.of(MODP)).start().initiate(pair.a);
    byte[] genuine = pair.publicValue();
    byte[] one = new byte[genuine.length];
    one[one.length - 1] = 1;
    byte[] prime = KeyExchangeMethod.MODP_2048.prime();
    IkePair.Datagram request = pair.wire.remove();
    for (byte[] value : List.of(new byte[genuine.length], one, prime)) {
      pair.deliverOnly(IkePair.withPublicValue(request, genuine, value));
      assertFalse(pair.b.engine.isComputing(), "nothing is computed with it");
      assertEquals(0, pair.b.status().size());
      assertNotNull(pair.lastSentInClear().notification(NotifyType.INVALID_SYNTAX));
    }
    pair.wire.clear();
    pair.deliver(request);
    IkePair.Datagram answer = pair.wire.remove();
    byte[] ofResponder = pair.publicValue();
    pair.deliverOnly(IkePair.withPublicValue(answer, ofResponder, one));
    assertEquals(HthState.INIT_SENT, pair.a.state());
    assertFalse(pair.a.engine.isComputing());
    assertTrue(pair.a.logged("OUT_OF_RANGE"));
    pair.deliver(answer);
    pair.run();
    assertEquals(HthState.ESTABLISHED, pair.a.state());
  }

  /** RFC 7296 §2.6: each demand is a restart, whatever is demanded; what was given up is zeroed. */
  @Test
  @SuppressWarnings("ReferenceEquality") // Whether it is another object is asked.
  void demandsForOtherGroupsAreBounded() {
    // R7296-2.6-5
    pair.with(List.of(IkePair.GCM, OTHER_GROUP), List.of(IkePair.GCM, OTHER_GROUP)).start();
    pair.initiate(pair.a);
    pair.wire.clear();
    for (int i = 0; i < 10; i++) {
      KeyExchange before = keyExchange(pair.a);
      byte[] wanted = {0, (byte) (before.method() == KeyExchangeMethod.X25519 ? 19 : 31)};
      pair.deliver(
          toInitiator(NotifyPayload.of(NotifyType.INVALID_KE_PAYLOAD, OctetString.of(wanted))));
      if (keyExchange(pair.a) != before) {
        assertZeroed(before);
      }
    }
    assertEquals(1 + pair.limits.maximumInitRestarts(), pair.sent.size());
    assertEquals(HthState.INIT_SENT, pair.a.state());
    assertTrue(pair.a.logged("other forms of IKE_SA_INIT without end"));
  }

  /** The operator read that the peer gave no answer, when it had, and our own core was busy. */
  @Test
  void anAnswerThatIsNotComputedYetIsNoSilence() {
    for (HthState state : List.of(HthState.REGENERATING, HthState.DERIVING)) {
      KeyExchangeJobTest fresh = new KeyExchangeJobTest();
      fresh.pair.timers = oneTry();
      fresh.bringInitiatorTo(state);
      int sent = fresh.pair.sent.size();
      fresh.pair.nowNs += fresh.pair.timers.retransmitFirstNs() + 1;
      // The deadline of the request has passed before its task has a turn.
      fresh.pair.a.runTasks(fresh.pair.nowNs);
      assertTrue(
          fresh.pair.a.trace.contains("Exchange 1 AWAITING TRIES_USED_UP_IN_WORK AWAITING"),
          fresh.pair.a.trace::toString);
      fresh.pair.compute(fresh.pair.a);
      assertEquals(sent + 1, fresh.pair.sent.size(), "what was computed is used, no try is added");
      assertFalse(fresh.pair.a.logged("no answer from"), state::toString);
      assertEquals(
          state == HthState.DERIVING ? HthState.AUTH_SENT : HthState.INIT_SENT,
          fresh.pair.a.state());
    }
  }

  /** Who forges answers gains the time that its value takes to compute, and no more. */
  @Test
  void aForgedAnswerThatFailsAfterTheLastTryEndsTheHandshake() {
    pair.timers = oneTry();
    pair.start().initiate(pair.a);
    pair.deliver(pair.wire.remove());
    byte[] genuine = pair.publicValue();
    pair.deliverOnly(
        IkePair.withPublicValue(pair.wire.remove(), genuine, new byte[genuine.length]));
    pair.nowNs += pair.timers.retransmitFirstNs() + 1;
    pair.a.runTasks(pair.nowNs);
    pair.compute(pair.a);
    assertEquals(HthState.INIT_SENT, pair.a.state());
    pair.nowNs += pair.timers.retransmitFirstNs() + 1;
    pair.a.runTasks(pair.nowNs);
    assertTrue(pair.a.logged("no answer from"), pair.a.log::toString);
    assertEquals(HthState.IDLE, pair.a.state());
  }

  private static TimersConfig oneTry() {
    TimersConfig usual = TimersConfig.DEFAULT;
    return new TimersConfig(
        usual.retransmitFirstNs(),
        usual.retransmitMaximumNs(),
        1,
        usual.halfOpenExpiryNs(),
        usual.lingerNs(),
        usual.livenessNs(),
        usual.cachedResponseNs(),
        usual.cookieSecretNs());
  }
}
