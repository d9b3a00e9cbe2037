// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.config.Identity;
import org.sallyport.engine.config.PresharedKey;
import org.sallyport.engine.ike.auth.SharedKey;
import org.sallyport.engine.ike.negotiate.EspProposals;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.AuthenticationPayload;
import org.sallyport.engine.wire.ike.DeletePayload;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.IdentificationPayload;
import org.sallyport.engine.wire.ike.IkePayload;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.TrafficSelectorPayload;
import org.sallyport.engine.wire.ike.UnknownPayload;

/**
 * IKE_AUTH requests of an initiator that has the keys of the IKE SA, as anyone has who runs
 * IKE_SA_INIT (RFC 7296 §2.15): who it is it has to prove, and the peer is told no more than that
 * it failed.
 */
final class AuthFactsTest {
  private final IkePair pair = new IkePair();

  /** The IKE SA of the initiator; the responder waits for its IKE_AUTH. */
  private IkeSa upToAuth() {
    pair.upToAuth();
    pair.wire.clear();
    return IkePair.only(pair.a);
  }

  private static IdentificationPayload initiator(String name) {
    return IdentificationPayload.of(
        true, IdentificationPayload.DOMAIN_NAME, OctetString.ofAscii(name));
  }

  private static IdentificationPayload responder(String name) {
    return IdentificationPayload.of(
        false, IdentificationPayload.DOMAIN_NAME, OctetString.ofAscii(name));
  }

  private static AuthenticationPayload proof(IkeSa sa, IdentificationPayload identity) {
    return new SharedKey(PresharedKey.ofAscii("a secret of the two"))
        .authenticate(sa.handshakeOrNull().signedByUs(sa.keys(), identity));
  }

  private void request(IkePayload... first) {
    List<IkePayload> payloads = new ArrayList<>(List.of(first));
    payloads.add(EspProposals.offer(List.of(IkePair.ESP_GCM), 0x7777));
    payloads.add(TrafficSelectorPayload.of(true, List.of(IkePair.NET_A)));
    payloads.add(TrafficSelectorPayload.of(false, List.of(IkePair.NET_B)));
    pair.deliver(
        pair.sealed(pair.a, ExchangeType.IKE_AUTH, false, 1, payloads.toArray(IkePayload[]::new)));
  }

  private void assertRefused(String reason) {
    assertEquals(HthState.LINGERING, pair.b.state());
    assertEquals(0, pair.b.sad.everInstalled);
    assertTrue(
        pair.b.log.contains("WARNING 192.0.2.1:500: authentication failed: " + reason),
        () -> pair.b.log.toString());
    // The responder has no keys any more; those of the initiator open its answer.
    assertEquals(
        List.of(NotifyPayload.of(NotifyType.AUTHENTICATION_FAILED)), pair.lastSent().all());
  }

  @Test
  void theRightRequestForComparison() {
    IkeSa sa = upToAuth();
    IdentificationPayload identity = initiator("a.test");
    request(identity, responder("b.test"), proof(sa, identity));
    assertEquals(HthState.ESTABLISHED, pair.b.state());
  }

  @Test
  void whomTheInitiatorWantsNeedNotBeSaid() {
    IkeSa sa = upToAuth();
    IdentificationPayload identity = initiator("a.test");
    request(identity, proof(sa, identity));
    assertEquals(HthState.ESTABLISHED, pair.b.state());
  }

  @Test
  void anIdentityThatIsNotConfigured() {
    IkeSa sa = upToAuth();
    IdentificationPayload identity = initiator("evil.test");
    request(identity, responder("b.test"), proof(sa, identity));
    assertRefused(
        "the peer says it is evil.test; no peer with this identity and these algorithms is"
            + " configured here");
  }

  @Test
  void anIdentityOfOursThatIsNotConfigured() {
    IkeSa sa = upToAuth();
    IdentificationPayload identity = initiator("a.test");
    request(identity, responder("c.test"), proof(sa, identity));
    assertRefused(
        "the peer says it is a.test; no peer with this identity and these algorithms is"
            + " configured here");
  }

  @Test
  void aProofOfAnotherIdentity() {
    // R7296-2.15-1
    IkeSa sa = upToAuth();
    request(initiator("a.test"), responder("b.test"), proof(sa, initiator("evil.test")));
    assertRefused(
        "the peer says it is a.test; AUTH does not verify: compare the pre-shared keys of both"
            + " sides");
  }

  @Test
  void whoWantsEapIsToldNothingElse() {
    // R7296-2.16-1
    upToAuth();
    request(initiator("a.test"), responder("b.test"));
    assertRefused(
        "the peer says it is a.test; it wants EAP, which is not supported; configure a pre-shared"
            + " key");
  }

  /** The peer learns that it is broken, the operator also where. */
  @Test
  void aRequestThatDoesNotParse() {
    upToAuth();
    pair.deliver(
        pair.sealed(
            pair.a,
            ExchangeType.IKE_AUTH,
            false,
            1,
            new UnknownPayload(33, false, OctetString.of(new byte[1]))));
    assertEquals(HthState.LINGERING, pair.b.state());
    assertEquals(List.of(NotifyPayload.of(NotifyType.INVALID_SYNTAX)), pair.lastSent().all());
    assertEquals(1, pair.b.log.size());
    assertTrue(
        pair.b
            .log
            .get(0)
            .startsWith("WARNING 192.0.2.1:500: authentication failed: BAD_PAYLOAD_LENGTH"),
        pair.b.log::toString);
  }

  // ---- what the initiator is told

  @Test
  void theInitiatorLearnsThatItIsRefused() {
    pair.b.peer = IkePair.withSecret(pair.b.peer, "another secret");
    pair.establish();
    assertTrue(
        pair.a.log.contains(
            "WARNING b: refused: the responder says AUTHENTICATION_FAILED; compare identities and"
                + " pre-shared keys"),
        pair.a.log::toString);
  }

  @Test
  void theInitiatorLearnsWhyThereIsNoChild() {
    pair.b.esp(IkePair.ESP_CBC);
    pair.establish();
    assertTrue(
        pair.a.log.contains("WARNING b: no Child SA: the responder says NO_PROPOSAL_CHOSEN"),
        pair.a.log::toString);
    assertTrue(
        pair.b.log.contains(
            "WARNING a: no Child SA: NO_PROPOSAL_CHOSEN; the peer offers [aes128gcm16-noesn]; compare"
                + " proposals, mode and selectors of both sides"),
        pair.b.log::toString);
  }

  // ---- INITIAL_CONTACT

  /** RFC 7296 §2.4: it says that no other IKE SA is known, so it is not said when there is one. */
  @Test
  void initialContactIsSaidByWhoKnowsNoOtherIkeSa() {
    // R7296-2.4-4
    pair.establish();
    assertNotNull(pair.opened(pair.sent.get(2)).notification(NotifyType.INITIAL_CONTACT));
    pair.initiate(pair.a);
    pair.run();
    pair.b.runTasks(pair.nowNs);
    assertEquals(2, pair.a.status().size());
    assertEquals(2, pair.b.status().size(), "the other one stands");
    assertEquals(2, pair.b.sad.byInboundSpi.size());
    assertEquals(0, pair.b.engine.counters().events(HthEvent.SUPERSEDED));
  }

  // ---- Delete

  /** RFC 7296 §3.11: only an SPI of ESP names a Child SA of ours. */
  @Test
  void onlySpisOfEspNameAChild() {
    pair.establish();
    int spi = pair.a.child().inboundSpi();
    OctetString named = OctetString.ofInt(spi);
    pair.request(pair.a, ExchangeType.INFORMATIONAL, new DeletePayload(2, 4, List.of(named)));
    assertEquals(1, pair.b.sad.byInboundSpi.size(), "AH");
    assertEquals(List.of(), pair.lastSent().all());
    assertNull(pair.lastSent().notification(NotifyType.INVALID_SYNTAX));
    pair.request(pair.a, ExchangeType.INFORMATIONAL, DeletePayload.ofEsp(List.of(named)));
    assertEquals(0, pair.b.sad.byInboundSpi.size());
  }

  /** RFC 7296 §3.11: the SPI size is that of the protocol; nothing else is deleted. */
  @Test
  void aDeleteWithAnotherSpiSizeOrProtocolIsAnError() {
    pair.establish();
    OctetString named = OctetString.ofInt(pair.a.child().inboundSpi());
    OctetString longer = OctetString.parseHex(named.toHex() + "00000000");
    for (DeletePayload odd :
        List.of(
            new DeletePayload(3, 8, List.of(longer)),
            new DeletePayload(3, 0, List.of()),
            new DeletePayload(1, 8, List.of(longer)),
            new DeletePayload(0, 4, List.of(named)),
            new DeletePayload(4, 4, List.of(named)),
            new DeletePayload(240, 4, List.of(named)))) {
      pair.request(pair.a, ExchangeType.INFORMATIONAL, odd);
      assertNotNull(pair.lastSent().notification(NotifyType.INVALID_SYNTAX), odd.toString());
      assertEquals(1, pair.b.sad.byInboundSpi.size());
      assertEquals(HthState.ESTABLISHED, pair.b.state());
    }
  }

  @Test
  void anIdentityOfAnotherKindIsAnother() {
    pair.a.peer =
        IkePair.withIdentities(
            pair.a.peer, Identity.ofKeyId(OctetString.ofAscii("a.test")), pair.a.peer.remoteId());
    pair.establish();
    assertEquals(HthState.LINGERING, pair.b.state());
    assertEquals(0, pair.b.sad.everInstalled);
  }
}
