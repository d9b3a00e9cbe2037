// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.ike.negotiate.IkeProposals;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.IkePayload;
import org.sallyport.engine.wire.ike.KeyExchangePayload;
import org.sallyport.engine.wire.ike.NoncePayload;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.PayloadList;
import org.sallyport.engine.wire.ike.SecurityAssociationPayload;
import org.sallyport.engine.wire.ike.UnknownPayload;

/**
 * Answers to IKE_SA_INIT that anybody can forge (RFC 7296 §2.21.1): what is wrong is told to the
 * operator, nothing is computed with it, and the true answer is still taken.
 */
final class InitResponseTest {
  private static final IkeProposal OTHER_GROUP =
      new IkeProposal(IkePair.GCM.suite(), PrfAlgorithm.HMAC_SHA2_256, KeyExchangeMethod.ECP_256);

  private final IkePair pair = new IkePair();
  private IkePair.Datagram truth;
  private OctetString ownNonce;
  private SecurityAssociationPayload choice;
  private KeyExchangePayload value;
  private NoncePayload nonce;

  @BeforeEach
  void awaitAnswer() {
    pair.with(List.of(IkePair.GCM, OTHER_GROUP), List.of(IkePair.GCM)).start();
    pair.initiate(pair.a);
    NoncePayload own = pair.lastSentInClear().nonce();
    assertNotNull(own);
    ownNonce = own.data();
    pair.deliver(pair.wire.remove());
    truth = pair.wire.remove();
    PayloadList payloads = pair.lastSentInClear();
    choice = payloads.securityAssociation();
    value = payloads.keyExchange();
    nonce = payloads.nonce();
  }

  private void answer(long responderSpi, IkePayload... payloads) {
    long spi = IkePair.only(pair.a).initiatorSpi();
    pair.deliverOnly(
        pair.clear(pair.a, spi, responderSpi, ExchangeType.IKE_SA_INIT, false, true, 0, payloads));
  }

  private void assertRefused(String reason) {
    assertTrue(pair.a.logged("refused: " + reason), () -> reason + " not in " + pair.a.log);
    assertEquals(HthState.INIT_SENT, pair.a.state());
    assertFalse(pair.a.engine.isComputing(), "nothing is computed with it");
    assertEquals(2, pair.sent.size(), "nothing is sent for it");
    pair.deliver(truth);
    pair.run();
    assertEquals(HthState.ESTABLISHED, pair.a.state(), "the true answer is still taken");
    assertEquals(HthState.ESTABLISHED, pair.b.state());
  }

  private static NotifyPayload cookie(int length) {
    return NotifyPayload.of(NotifyType.COOKIE, OctetString.of(new byte[length]));
  }

  @Test
  void aCookieHasOneOctet() {
    // R7296-2.6-4
    answer(0, cookie(0));
    assertRefused("a cookie has 1 to 64 octets");
  }

  @Test
  void aCookieHasAtMost64Octets() {
    // R7296-2.6-4
    answer(0, cookie(65));
    assertRefused("a cookie has 1 to 64 octets");
  }

  @Test
  void cookiesOfEveryAllowedLengthAreSentBack() {
    // R7296-2.6-2, R7296-2.6-4
    for (int length : new int[] {1, 64}) {
      int before = pair.sent.size();
      answer(0, cookie(length));
      assertEquals(before + 1, pair.sent.size());
      assertEquals(cookie(length), pair.lastSentInClear().all().get(0), "the cookie goes first");
    }
  }

  @Test
  void theResponderHasAnSpi() {
    answer(0, choice, value, nonce);
    assertRefused("the responder has no SPI");
  }

  @Test
  void ourOwnNonceIsOurOwnMessage() {
    answer(9, choice, value, new NoncePayload(ownNonce));
    assertRefused("the responder's nonce is our own");
  }

  @Test
  void algorithmsThatWereNotOfferedAreNotTaken() {
    // R7296-2.7-2
    answer(9, IkeProposals.answer(new IkeProposals.Choice(IkePair.CBC, 1)), value, nonce);
    assertRefused("the responder chose what was not offered");
  }

  /** It was offered, but our public value is of the other group: INVALID_KE_PAYLOAD says that. */
  @Test
  void anotherGroupIsNotChosenByTheWay() {
    answer(9, IkeProposals.answer(new IkeProposals.Choice(OTHER_GROUP, 2)), value, nonce);
    assertRefused("proposal and KE payload are of another group than ours");
  }

  @Test
  void anotherGroupForBothIsNotOursEither() {
    answer(9, IkeProposals.answer(new IkeProposals.Choice(OTHER_GROUP, 2)), ofEcp256(), nonce);
    assertRefused("proposal and KE payload are of another group than ours");
  }

  @Test
  void theValueIsOfTheChosenGroup() {
    answer(9, choice, ofEcp256(), nonce);
    assertRefused("proposal and KE payload are of another group than ours");
  }

  private static KeyExchangePayload ofEcp256() {
    return new KeyExchangePayload(
        KeyExchangeMethod.ECP_256.id(),
        OctetString.of(
            new BouncyCastleLibrary()
                .keyExchange(KeyExchangeMethod.ECP_256, IkePair.entropy(3))
                .publicValue()));
  }

  @Test
  void theValueHasTheLengthOfItsGroup() {
    answer(
        9,
        choice,
        new KeyExchangePayload(KeyExchangeMethod.X25519.id(), OctetString.of(new byte[31])),
        nonce);
    assertRefused("the public value is refused: WRONG_LENGTH");
  }

  @Test
  void whatIsMissingIsNamed() {
    answer(9, choice, value);
    assertRefused("payload Nonce is missing");
  }

  @Test
  void anUnknownCriticalPayloadIsRefused() {
    // R7296-2.5-2
    answer(9, new UnknownPayload(200, true, OctetString.of(new byte[4])), choice, value, nonce);
    assertRefused("UNSUPPORTED_CRITICAL_PAYLOAD at octet 32, payload unknown (200)");
  }

  @Test
  void anErrorIsNamed() {
    answer(0, NotifyPayload.of(NotifyType.NO_PROPOSAL_CHOSEN));
    assertRefused("the responder says NO_PROPOSAL_CHOSEN");
  }

  @Test
  void aGroupIsNamedInTwoOctets() {
    for (int length : new int[] {0, 1, 3}) {
      byte[] data = new byte[length];
      if (length > 1) {
        data[1] = 19;
      }
      answer(0, NotifyPayload.of(NotifyType.INVALID_KE_PAYLOAD, OctetString.of(data)));
    }
    assertRefused("the responder wants a group that was not offered");
  }

  @Test
  void theGroupThatItHasIsNoDemand() {
    answer(0, NotifyPayload.of(NotifyType.INVALID_KE_PAYLOAD, OctetString.of(new byte[] {0, 31})));
    assertRefused("the responder wants the group that it got");
  }
}
