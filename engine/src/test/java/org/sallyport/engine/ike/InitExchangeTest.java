// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.config.LimitsConfig;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.wire.Endpoint;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;

/** Cookies, other groups, refusals in clear (RFC 7296 §1.2, §2.6, §2.7, §2.21.1). */
final class InitExchangeTest {
  private static IkeProposal with(KeyExchangeMethod method) {
    return new IkeProposal(IkePair.GCM.suite(), PrfAlgorithm.HMAC_SHA2_256, method);
  }

  private static LimitsConfig limits(int ikeSas, int cookieThreshold) {
    return new LimitsConfig(ikeSas, 16, cookieThreshold, 4);
  }

  @Test
  void aCookieIsDemandedAndSentBack() {
    // R7296-2.6-2
    IkePair pair = new IkePair();
    pair.limits = limits(16, 0);
    pair.establish();
    assertEquals(HthState.ESTABLISHED, pair.a.state());
    assertTrue(pair.a.trace.contains("Hth 1 INIT_SENT RCV_INIT_COOKIE INIT_SENT"));
    assertTrue(pair.b.trace.contains("Hth 0 IDLE RCV_INIT_REQUEST_NEEDS_COOKIE IDLE"));
    assertEquals(6, pair.sent.size());
    pair.assertChildrenMatch();
  }

  /** PEER-CASES HalfOpenFlood: above the limit cookies are demanded and no state is kept. */
  @Test
  void halfOpenFlood() {
    // R7296-2.6-1
    IkePair pair = new IkePair();
    pair.limits = limits(8, 3);
    pair.start();
    pair.initiate(pair.a);
    IkePair.Datagram request = pair.wire.remove();
    for (int i = 0; i < 100; i++) {
      byte[] octets = request.octets().clone();
      octets[0] = (byte) i;
      octets[1] ^= 0x55;
      pair.deliver(new IkePair.Datagram(request.from(), request.to(), octets));
    }
    assertEquals(3, pair.b.status().size());
    assertNotNull(pair.lastSentInClear().notification(NotifyType.COOKIE));
    pair.wire.clear();
    pair.deliver(request);
    pair.run();
    assertEquals(HthState.ESTABLISHED, pair.a.state(), "the honest initiator gets through");
    pair.runUntil(pair.timers.halfOpenExpiryNs() + 1);
    assertEquals(1, pair.b.status().size(), "half-open tasks went back to the pool");
  }

  @Test
  void anExhaustedPoolIsCountedAndNothingIsKept() {
    IkePair pair = new IkePair();
    pair.limits = limits(1, 1000);
    pair.start();
    pair.initiate(pair.b);
    pair.initiate(pair.a);
    assertEquals(DropReason.NO_HANDSHAKE_TASK, pair.deliver(pair.sent.get(1)));
    assertEquals(2, pair.sent.size(), "no answer: the initiator will retransmit");
  }

  @Test
  void theResponderAsksForItsGroup() {
    IkeProposal x25519 = with(KeyExchangeMethod.X25519);
    IkeProposal ecp256 = with(KeyExchangeMethod.ECP_256);
    IkePair pair = new IkePair().with(List.of(x25519, ecp256), List.of(ecp256));
    pair.establish();
    assertEquals(HthState.ESTABLISHED, pair.a.state());
    assertTrue(pair.a.trace.contains("Hth 1 INIT_SENT RCV_INIT_INVALID_KE REGENERATING"));
    assertTrue(pair.b.trace.contains("Hth 0 IDLE RCV_INIT_REQUEST_OTHER_GROUP IDLE"));
    assertEquals(ecp256.toString(), pair.a.status().get(0).proposal());
    pair.assertChildrenMatch();
  }

  @Test
  void groupAndCookieTogether() {
    IkeProposal x25519 = with(KeyExchangeMethod.X25519);
    IkeProposal ecp256 = with(KeyExchangeMethod.ECP_256);
    IkePair pair = new IkePair().with(List.of(x25519, ecp256), List.of(ecp256));
    pair.limits = limits(16, 0);
    pair.establish();
    assertEquals(HthState.ESTABLISHED, pair.a.state());
    assertEquals(8, pair.sent.size());
  }

  @Test
  void restartsAreBounded() {
    // R7296-2.6-5
    IkePair pair = new IkePair();
    pair.start();
    pair.initiate(pair.a);
    long spi = IkePair.only(pair.a).initiatorSpi();
    for (int i = 0; i < 10; i++) {
      pair.deliver(
          pair.clear(
              pair.a,
              spi,
              0,
              ExchangeType.IKE_SA_INIT,
              false,
              true,
              0,
              NotifyPayload.of(NotifyType.COOKIE, OctetString.ofInt(i))));
    }
    assertEquals(1 + pair.limits.maximumInitRestarts(), pair.sent.size());
    assertEquals(HthState.INIT_SENT, pair.a.state());
    assertTrue(pair.a.logged("other forms of IKE_SA_INIT without end"));
    assertTrue(
        pair.a.trace.contains("Hth 1 INIT_SENT RCV_INIT_REFUSED INIT_SENT"),
        "used up restarts are a refusal, as in the model");
  }

  @Test
  void copiesOfOneCookieAreOneTry() {
    // R7296-2.6-5
    IkePair pair = new IkePair();
    pair.limits = limits(16, 0);
    pair.start();
    pair.initiate(pair.a);
    long spi = IkePair.only(pair.a).initiatorSpi();
    for (int i = 0; i < 10; i++) {
      pair.deliver(
          pair.clear(
              pair.a,
              spi,
              0,
              ExchangeType.IKE_SA_INIT,
              false,
              true,
              0,
              NotifyPayload.of(NotifyType.COOKIE, OctetString.ofInt(77))));
    }
    assertEquals(2, pair.sent.size(), "the first copy is met once, the others are no new try");
    assertTrue(pair.a.logged("the cookie that it got"));
    pair.run();
    assertEquals(HthState.ESTABLISHED, pair.a.state(), "restarts remain for the true cookie");
  }

  @Test
  void oneInitiatorSpiWithOtherOctetsTakesATaskOfItsOwn() {
    // R7296-2.1-4
    IkePair pair = new IkePair();
    pair.start();
    pair.initiate(pair.a);
    IkePair.Datagram request = pair.sent.get(0);
    IkePair.Datagram altered = request.copy();
    altered.octets()[altered.octets().length - 1] ^= 1; // of the last payload, a NAT detection hash
    pair.deliver(altered);
    assertEquals(1, pair.b.status().size());
    pair.deliver(request);
    assertEquals(
        2,
        pair.b.status().size(),
        "who alters a first message on its way does not keep the true one out (RFC 7296 2.1)");
  }

  @Test
  void aGroupThatWasNotOfferedIsNotTaken() {
    IkePair pair = new IkePair();
    pair.start();
    pair.initiate(pair.a);
    long spi = IkePair.only(pair.a).initiatorSpi();
    for (int group : new int[] {1, 2, 19, 31, 9999}) {
      byte[] data = {(byte) (group >> 8), (byte) group};
      pair.deliver(
          pair.clear(
              pair.a,
              spi,
              0,
              ExchangeType.IKE_SA_INIT,
              false,
              true,
              0,
              NotifyPayload.of(NotifyType.INVALID_KE_PAYLOAD, OctetString.of(data))));
    }
    assertEquals(1, pair.sent.size());
    pair.run();
    assertEquals(HthState.ESTABLISHED, pair.a.state(), "the true answer is still taken");
  }

  @Test
  void noCommonProposalIsSaidAndProvesNothing() {
    // R7296-2.21.1-1
    IkePair pair = new IkePair().with(List.of(IkePair.CBC), List.of(IkePair.GCM));
    pair.establish();
    assertNotNull(pair.lastSentInClear().notification(NotifyType.NO_PROPOSAL_CHOSEN));
    assertEquals(HthState.INIT_SENT, pair.a.state());
    assertTrue(pair.a.logged("NO_PROPOSAL_CHOSEN"));
    assertTrue(pair.b.logged("none of the offered proposals"));
    assertEquals(0, pair.b.status().size());
    pair.runUntil(60 * IkePair.SECOND_NS);
    assertEquals(HthState.IDLE, pair.a.state());
    assertTrue(pair.a.logged("no answer from"));
  }

  /** The operator is told what to look at: the addresses, not the algorithms. */
  @Test
  void aStrangerIsToldThatNothingIsAcceptable() {
    // R7296-2.21.1-1
    IkePair pair = new IkePair();
    pair.start();
    pair.initiate(pair.a);
    IkePair.Datagram request = pair.wire.remove();
    Endpoint stranger = new Endpoint(IkePair.address("203.0.113.9"), 500);
    pair.deliver(new IkePair.Datagram(stranger, request.to(), request.octets()));
    assertNotNull(pair.lastSentInClear().notification(NotifyType.NO_PROPOSAL_CHOSEN));
    assertEquals(
        List.of(
            "WARNING 203.0.113.9:500: IKE_SA_INIT refused: no peer is configured between these"
                + " addresses"),
        pair.b.log);
    assertEquals(0, pair.b.status().size());
  }

  @Test
  void theResponderChoosesByItsOwnPreference() {
    // R7296-2.7-1
    IkeProposal gcm = with(KeyExchangeMethod.X25519);
    IkeProposal cbc = new IkeProposal(IkePair.CBC.suite(), gcm.prf(), gcm.keyExchange());
    IkePair pair = new IkePair().with(List.of(gcm, cbc), List.of(cbc, gcm));
    pair.establish();
    assertEquals(cbc.toString(), pair.b.status().get(0).proposal());
    assertNotEquals(gcm, cbc);
  }

  /** RFC 7296 §1.2: a group that is acceptable and whose public value came costs no round trip. */
  @Test
  void theGroupThatCameGoesBeforeTheRespondersPreference() {
    IkeProposal first = with(KeyExchangeMethod.X25519);
    IkePair pair = new IkePair().with(List.of(first, IkePair.CBC), List.of(IkePair.CBC, first));
    pair.establish();
    assertEquals(first.toString(), pair.b.status().get(0).proposal());
    assertEquals(4, pair.sent.size(), "one round trip each");
  }

  @Test
  void theLogSaysWhatBothSidesOffer() {
    IkePair pair = new IkePair().with(List.of(IkePair.GCM), List.of(IkePair.CBC));
    pair.start();
    pair.initiate(pair.a);
    pair.deliver(pair.wire.remove());
    assertEquals(
        List.of(
            "WARNING 192.0.2.1:500: IKE_SA_INIT refused: none of the offered proposals is"
                + " configured: the peer offers [aes128gcm16-prfsha256-x25519], configured are"
                + " [aes256-sha256-prfsha256-ecp256]"),
        pair.b.log);
  }
}
