// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.config.EspProposal;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.config.PresharedKey;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.ike.auth.SharedKey;
import org.sallyport.engine.ike.keys.IkeKeyMaterial;
import org.sallyport.engine.ike.negotiate.EspProposals;
import org.sallyport.engine.ike.negotiate.IkeProposals;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.policy.AddressRange;
import org.sallyport.engine.policy.TrafficSelectors;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.ike.AuthenticationPayload;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.IdentificationPayload;
import org.sallyport.engine.wire.ike.IkePayload;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.Proposal;
import org.sallyport.engine.wire.ike.SecurityAssociationPayload;
import org.sallyport.engine.wire.ike.TrafficSelectorPayload;
import org.sallyport.engine.wire.ike.Transform;
import org.sallyport.engine.wire.ike.TransformAttribute;
import org.sallyport.engine.wire.ike.TransformIds;

/**
 * Choosing and checking proposals, and a responder that answers what nobody asked (RFC 7296 §2.7,
 * §2.9, §2.15, §3.3).
 */
final class NegotiationTest {
  private static final IkeProposal AES256 =
      new IkeProposal(
          new CipherSuite(EncryptionAlgorithm.AES_GCM_16, 256, IntegrityAlgorithm.NONE),
          PrfAlgorithm.HMAC_SHA2_256,
          KeyExchangeMethod.X25519);
  private static final IkeProposal CHACHA =
      new IkeProposal(
          new CipherSuite(EncryptionAlgorithm.CHACHA20_POLY1305, 256, IntegrityAlgorithm.NONE),
          PrfAlgorithm.HMAC_SHA2_256,
          KeyExchangeMethod.X25519);

  // ---- proposals

  private static SecurityAssociationPayload with(
      SecurityAssociationPayload base, Transform... more) {
    Proposal first = base.proposals().get(0);
    List<Transform> transforms = new ArrayList<>(first.transforms());
    transforms.addAll(List.of(more));
    return new SecurityAssociationPayload(
        List.of(new Proposal(first.number(), first.protocolId(), first.spi(), transforms)));
  }

  @Test
  void keyLengthsAreCompared() {
    SecurityAssociationPayload offer = IkeProposals.offer(List.of(AES256));
    assertNull(IkeProposals.choose(offer, List.of(IkePair.GCM)));
    assertNotNull(IkeProposals.choose(offer, List.of(IkePair.GCM, AES256)));
    assertNull(IkeProposals.accepted(offer, List.of(IkePair.GCM)));
    Transform chachaWithLength =
        Transform.withKeyLength(
            TransformIds.TYPE_ENCRYPTION, TransformIds.ENCR_CHACHA20_POLY1305, 256);
    List<Transform> odd = new ArrayList<>();
    odd.add(chachaWithLength);
    for (Transform transform :
        IkeProposals.offer(List.of(CHACHA)).proposals().get(0).transforms()) {
      if (transform.type() != TransformIds.TYPE_ENCRYPTION) {
        odd.add(transform);
      }
    }
    Proposal proposal = new Proposal(1, Proposal.PROTOCOL_IKE, OctetString.EMPTY, odd);
    assertNull(
        IkeProposals.choose(new SecurityAssociationPayload(List.of(proposal)), List.of(CHACHA)),
        "ChaCha20 takes no key length (RFC 7634 section 2)");
  }

  @Test
  void numbersThatWereNotOfferedAreNotTaken() {
    // R7296-2.7-2
    List<IkeProposal> own = List.of(AES256, IkePair.GCM);
    for (int number = 0; number < 256; number++) {
      IkeProposal stated = number == 1 ? AES256 : IkePair.GCM;
      IkeProposals.Choice choice =
          IkeProposals.accepted(IkeProposals.answer(new IkeProposals.Choice(stated, number)), own);
      assertEquals(
          number == 1 || number == 2 ? new IkeProposals.Choice(stated, number) : null, choice);
    }
  }

  @Test
  void manyTransformsOfATypeInOneProposal() {
    SecurityAssociationPayload offer =
        with(
            IkeProposals.offer(List.of(IkePair.CBC)),
            Transform.withKeyLength(TransformIds.TYPE_ENCRYPTION, TransformIds.ENCR_AES_CBC, 128),
            Transform.of(TransformIds.TYPE_INTEGRITY, TransformIds.AUTH_HMAC_SHA2_512_256),
            Transform.of(TransformIds.TYPE_KEY_EXCHANGE, TransformIds.KE_X25519));
    IkeProposal picked =
        new IkeProposal(
            new CipherSuite(EncryptionAlgorithm.AES_CBC, 128, IntegrityAlgorithm.HMAC_SHA2_512_256),
            PrfAlgorithm.HMAC_SHA2_256,
            KeyExchangeMethod.X25519);
    IkeProposals.Choice choice = IkeProposals.choose(offer, List.of(IkePair.GCM, picked));
    assertNotNull(choice);
    assertEquals(picked, choice.proposal());
    assertNull(
        IkeProposals.accepted(offer, List.of(IkePair.CBC)),
        "an answer has one transform of each type");
  }

  @Test
  void anAeadWithIntegrityIsNotTakenUnlessNoneIsOffered() {
    SecurityAssociationPayload offer = IkeProposals.offer(List.of(IkePair.GCM));
    Transform hmac = Transform.of(TransformIds.TYPE_INTEGRITY, TransformIds.AUTH_HMAC_SHA2_256_128);
    Transform none = Transform.of(TransformIds.TYPE_INTEGRITY, TransformIds.AUTH_NONE);
    assertNull(IkeProposals.choose(with(offer, hmac), List.of(IkePair.GCM)));
    assertNotNull(IkeProposals.choose(with(offer, hmac, none), List.of(IkePair.GCM)));
  }

  @Test
  void unknownTypesAndAttributesMakeItUnacceptable() {
    SecurityAssociationPayload offer = IkeProposals.offer(List.of(IkePair.GCM));
    assertNull(IkeProposals.choose(with(offer, Transform.of(77, 1)), List.of(IkePair.GCM)));
    assertNull(
        IkeProposals.choose(
            with(offer, Transform.of(TransformIds.TYPE_ESN, 0)), List.of(IkePair.GCM)));
    for (int additional = TransformIds.TYPE_ADDITIONAL_KEY_EXCHANGE_1;
        additional <= TransformIds.TYPE_ADDITIONAL_KEY_EXCHANGE_7;
        additional++) {
      Transform mlKem = Transform.of(additional, TransformIds.KE_ML_KEM_768);
      assertNull(IkeProposals.choose(with(offer, mlKem), List.of(IkePair.GCM)));
      assertNotNull(
          IkeProposals.choose(
              with(offer, mlKem, Transform.of(additional, TransformIds.KE_NONE)),
              List.of(IkePair.GCM)));
    }
    Transform odd =
        new Transform(
            TransformIds.TYPE_ENCRYPTION,
            TransformIds.ENCR_AES_GCM_16,
            List.of(TransformAttribute.keyLength(128), TransformAttribute.ofShort(99, 1)));
    Proposal rest = offer.proposals().get(0);
    List<Transform> transforms = new ArrayList<>(rest.transforms());
    transforms.set(0, odd);
    assertNull(
        IkeProposals.choose(
            new SecurityAssociationPayload(
                List.of(new Proposal(1, 1, OctetString.EMPTY, transforms))),
            List.of(IkePair.GCM)));
  }

  @Test
  void espProposalsNeedASpiAndNoKeyExchange() {
    List<EspProposal> own = List.of(IkePair.ESP_GCM);
    assertNotNull(EspProposals.choose(EspProposals.offer(own, 0x1234), own));
    assertNull(EspProposals.choose(EspProposals.offer(own, 255), own), "a reserved SPI");
    assertNull(
        EspProposals.choose(
            with(
                EspProposals.offer(own, 0x1234),
                Transform.of(TransformIds.TYPE_KEY_EXCHANGE, TransformIds.KE_X25519)),
            own));
    EspProposal esn = new EspProposal(IkePair.ESP_GCM.suite(), true);
    assertNull(EspProposals.choose(EspProposals.offer(own, 0x1234), List.of(esn)));
    assertNotNull(EspProposals.choose(EspProposals.offer(List.of(esn), 0xF0001234), List.of(esn)));
    assertNull(
        EspProposals.accepted(EspProposals.offer(List.of(esn), 0x1234), own),
        "what was not offered");
    assertNull(
        EspProposals.accepted(EspProposals.answer(IkePair.ESP_GCM, 2, 0x1234), own),
        "a number that was not offered");
  }

  // ---- a responder with the right keys and the wrong answer

  private final IkePair pair = new IkePair();
  private IkeSa ofB;

  @BeforeEach
  void handshakeUpToAuth() {
    pair.upToAuth();
    pair.wire.clear();
    ofB = IkePair.only(pair.b);
  }

  private static IdentificationPayload identity(String name) {
    return IdentificationPayload.of(
        false, IdentificationPayload.DOMAIN_NAME, OctetString.ofAscii(name));
  }

  private AuthenticationPayload proof(IdentificationPayload identity) {
    return new SharedKey(PresharedKey.ofAscii("a secret of the two"))
        .authenticate(ofB.handshakeOrNull().signedByUs(ofB.keys(), identity));
  }

  private void answer(IkePayload... payloads) {
    pair.deliver(pair.sealed(pair.b, ExchangeType.IKE_AUTH, true, 1, payloads));
  }

  private static TrafficSelectorPayload selectors(boolean ofInitiator, AddressRange range) {
    return TrafficSelectorPayload.of(ofInitiator, List.of(range));
  }

  private static SecurityAssociationPayload esp() {
    return EspProposals.answer(IkePair.ESP_GCM, 1, 0x7777);
  }

  private void assertDeleted(String reason) {
    assertEquals(HthState.DELETING, pair.a.state());
    assertTrue(pair.a.logged(reason), () -> pair.a.log.toString());
    assertEquals(0, pair.a.sad.everInstalled);
    assertNotNull(pair.lastSent().notification(NotifyType.AUTHENTICATION_FAILED));
    assertEquals(1, pair.lastSent().deletes().size(), "the responder is told (RFC 7296 2.21.2)");
  }

  @Test
  void theRightAnswerForComparison() {
    IdentificationPayload identity = identity("b.test");
    answer(
        identity,
        proof(identity),
        esp(),
        selectors(true, IkePair.NET_A),
        selectors(false, IkePair.NET_B));
    assertEquals(HthState.ESTABLISHED, pair.a.state());
    assertEquals(1, pair.a.sad.everInstalled);
  }

  @Test
  void anotherIdentityThanConfigured() {
    IdentificationPayload identity = identity("evil.test");
    answer(
        identity,
        proof(identity),
        esp(),
        selectors(true, IkePair.NET_A),
        selectors(false, IkePair.NET_B));
    assertDeleted("configured is b.test");
  }

  @Test
  void aProofOfAnotherIdentity() {
    // R7296-2.15-1
    answer(
        identity("b.test"),
        proof(identity("evil.test")),
        esp(),
        selectors(true, IkePair.NET_A),
        selectors(false, IkePair.NET_B));
    assertDeleted("AUTH does not verify");
  }

  @Test
  void anotherMethodOfAuthentication() {
    IdentificationPayload identity = identity("b.test");
    answer(
        identity,
        new AuthenticationPayload(
            AuthenticationPayload.NULL_AUTHENTICATION, proof(identity).data()),
        esp(),
        selectors(true, IkePair.NET_A),
        selectors(false, IkePair.NET_B));
    assertDeleted("AUTH does not verify");
  }

  @Test
  void noProofAtAll() {
    // R7296-2.15-2
    answer(
        identity("b.test"), esp(), selectors(true, IkePair.NET_A), selectors(false, IkePair.NET_B));
    assertDeleted("payload AUTH is missing");
  }

  /** An answer with AUTH makes the Child SA or says why not (RFC 7296 §1.2). */
  @Test
  void neitherChildNorError() {
    IdentificationPayload identity = identity("b.test");
    answer(identity, proof(identity));
    assertDeleted("payload SA is missing");
  }

  @Test
  void aChildWithoutSelectors() {
    IdentificationPayload identity = identity("b.test");
    answer(identity, proof(identity), esp(), selectors(true, IkePair.NET_A));
    assertDeleted("payload TSr is missing");
  }

  @Test
  void selectorsBeyondTheOffer() {
    // R7296-2.9-1
    IdentificationPayload identity = identity("b.test");
    AddressRange everything = TrafficSelectors.everything(true);
    answer(
        identity,
        proof(identity),
        esp(),
        selectors(true, everything),
        selectors(false, IkePair.NET_B));
    assertDeleted("not offered");
  }

  @Test
  void aTransformThatWasNotOffered() {
    // R7296-2.7-2
    IdentificationPayload identity = identity("b.test");
    answer(
        identity,
        proof(identity),
        EspProposals.answer(IkePair.ESP_CBC, 1, 0x7777),
        selectors(true, IkePair.NET_A),
        selectors(false, IkePair.NET_B));
    assertDeleted("not offered");
  }

  @Test
  void transportModeThatWasNotAskedFor() {
    IdentificationPayload identity = identity("b.test");
    answer(
        identity,
        proof(identity),
        NotifyPayload.of(NotifyType.USE_TRANSPORT_MODE),
        esp(),
        selectors(true, IkePair.NET_A),
        selectors(false, IkePair.NET_B));
    assertDeleted("not offered");
  }

  @Test
  void anUnknownErrorRefusesToo() {
    answer(new NotifyPayload(0, OctetString.EMPTY, 12345, OctetString.EMPTY));
    assertEquals(HthState.CLOSED, pair.a.state());
    assertTrue(pair.a.logged("error 12345"));
  }

  @Test
  void unknownStatusNotificationsAreIgnored() {
    IdentificationPayload identity = identity("b.test");
    answer(
        identity,
        proof(identity),
        new NotifyPayload(0, OctetString.EMPTY, 50000, OctetString.EMPTY),
        NotifyPayload.of(NotifyType.SET_WINDOW_SIZE, OctetString.ofInt(4)),
        NotifyPayload.of(NotifyType.ESP_TFC_PADDING_NOT_SUPPORTED),
        NotifyPayload.of(NotifyType.NON_FIRST_FRAGMENTS_ALSO),
        NotifyPayload.of(NotifyType.MOBIKE_SUPPORTED),
        esp(),
        selectors(true, IkePair.NET_A),
        selectors(false, IkePair.NET_B));
    assertEquals(HthState.ESTABLISHED, pair.a.state());
  }

  // ---- the end of secrets

  @Test
  void secretsAreGoneWhenTheyAreNeededNoLonger() {
    // R7296-2.12-1
    IkePair fresh = new IkePair();
    fresh.establish();
    IkeSa ofA = IkePair.only(fresh.a);
    IkeSa sa = IkePair.only(fresh.b);
    assertNull(ofA.handshakeOrNull());
    assertNull(sa.handshakeOrNull());
    IkeKeyMaterial material = sa.keys().material();
    fresh.a.engine.close(fresh.a.peer, fresh.nowNs);
    fresh.run();
    assertEquals(HthState.LINGERING, sa.state());
    assertNull(sa.keysOrNull());
    for (byte[] key :
        List.of(material.d(), material.pi(), material.pr(), material.ei(), material.er())) {
      for (byte octet : key) {
        assertEquals(0, octet);
      }
    }
  }
}
