// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.crypto.BouncyCastleLibrary;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PrfAlgorithm;
import org.sallyport.engine.drop.DropReason;
import org.sallyport.engine.ike.negotiate.IkeProposals;
import org.sallyport.engine.ike.sa.IkeSa;
import org.sallyport.engine.table.HthEvent;
import org.sallyport.engine.table.HthState;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.Octets;
import org.sallyport.engine.wire.ike.DeletePayload;
import org.sallyport.engine.wire.ike.ExchangeType;
import org.sallyport.engine.wire.ike.IkePayload;
import org.sallyport.engine.wire.ike.KeyExchangePayload;
import org.sallyport.engine.wire.ike.NoncePayload;
import org.sallyport.engine.wire.ike.NotifyPayload;
import org.sallyport.engine.wire.ike.NotifyType;
import org.sallyport.engine.wire.ike.PayloadList;
import org.sallyport.engine.wire.ike.Proposal;
import org.sallyport.engine.wire.ike.SecurityAssociationPayload;
import org.sallyport.engine.wire.ike.Transform;
import org.sallyport.engine.wire.ike.TransformIds;
import org.sallyport.engine.wire.ike.UnknownPayload;

/** Where real implementations went wrong with IKE: one test for each named case. */
final class PeerCasesTest {
  private static final long STRANGER = 0x1122_3344_5566_7788L;
  private static final int TRANSFORM_TYPE_KE = TransformIds.TYPE_KEY_EXCHANGE;

  private final IkePair pair = new IkePair();

  @BeforeEach
  void begin() {
    pair.start();
  }

  // ---- helpers

  private static KeyExchangePayload key(KeyExchangeMethod method) {
    return new KeyExchangePayload(
        method.id(),
        OctetString.of(
            new BouncyCastleLibrary().keyExchange(method, IkePair.entropy(3)).publicValue()));
  }

  static NoncePayload nonce() {
    return new NoncePayload(OctetString.of(new byte[32]));
  }

  static SecurityAssociationPayload offer(IkeProposal... proposals) {
    return IkeProposals.offer(List.of(proposals));
  }

  private PayloadList init(IkePayload... payloads) {
    int before = pair.sent.size();
    pair.deliver(
        pair.clear(pair.b, STRANGER, 0, ExchangeType.IKE_SA_INIT, true, false, 0, payloads));
    assertEquals(before + 1, pair.sent.size(), "every refusal is said");
    return pair.lastSentInClear();
  }

  private void assertInitRefused(NotifyType type, IkePayload... payloads) {
    assertNotNull(init(payloads).notification(type), type + " expected");
    assertEquals(0, pair.b.status().size(), "nothing is kept");
  }

  private void establish() {
    pair.initiate(pair.a);
    pair.run();
    assertEquals(HthState.ESTABLISHED, pair.a.state());
    assertEquals(HthState.ESTABLISHED, pair.b.state());
  }

  private void assertStillEstablished() {
    assertEquals(HthState.ESTABLISHED, pair.a.state());
    assertEquals(HthState.ESTABLISHED, pair.b.state());
    pair.assertChildrenMatch();
  }

  // ---- IKE_SA_INIT

  /** A KE payload of wrong length is refused before any arithmetic. */
  @Test
  void keLengthBeforeCore() {
    for (int length : new int[] {1, 31, 33, 64, 4000}) {
      assertInitRefused(
          NotifyType.INVALID_SYNTAX,
          offer(IkePair.GCM),
          new KeyExchangePayload(KeyExchangeMethod.X25519.id(), OctetString.of(new byte[length])),
          nonce());
    }
    assertTrue(pair.b.logged("WRONG_LENGTH"));
  }

  @Test
  void zeroKe() {
    assertInitRefused(
        NotifyType.INVALID_SYNTAX,
        offer(IkePair.GCM),
        new KeyExchangePayload(KeyExchangeMethod.X25519.id(), OctetString.of(new byte[32])),
        nonce());
  }

  @Test
  void emptyKe() {
    assertInitRefused(
        NotifyType.INVALID_SYNTAX,
        offer(IkePair.GCM),
        new KeyExchangePayload(KeyExchangeMethod.X25519.id(), OctetString.EMPTY),
        nonce());
  }

  @Test
  void missingKe() {
    assertInitRefused(NotifyType.INVALID_SYNTAX, offer(IkePair.GCM), nonce());
  }

  @Test
  void proposalWithoutDh() {
    List<Transform> transforms = new ArrayList<>();
    for (Transform transform : offer(IkePair.GCM).proposals().get(0).transforms()) {
      if (transform.type() != TRANSFORM_TYPE_KE) {
        transforms.add(transform);
      }
    }
    SecurityAssociationPayload withoutDh =
        new SecurityAssociationPayload(
            List.of(new Proposal(1, Proposal.PROTOCOL_IKE, OctetString.EMPTY, transforms)));
    assertInitRefused(
        NotifyType.NO_PROPOSAL_CHOSEN, withoutDh, key(KeyExchangeMethod.X25519), nonce());
  }

  private void assertPublicValueRefused(KeyExchangeMethod method, byte[] value) {
    IkeProposal proposal = new IkeProposal(IkePair.GCM.suite(), PrfAlgorithm.HMAC_SHA2_256, method);
    pair.with(List.of(proposal), List.of(proposal)).start();
    assertInitRefused(
        NotifyType.INVALID_SYNTAX,
        offer(proposal),
        new KeyExchangePayload(method.id(), OctetString.of(value)),
        nonce());
  }

  @Test
  void keNotOnCurve() {
    byte[] value = key(KeyExchangeMethod.ECP_256).data().toArray();
    value[63] ^= 1;
    assertPublicValueRefused(KeyExchangeMethod.ECP_256, value);
    assertPublicValueRefused(KeyExchangeMethod.ECP_256, new byte[64]);
  }

  @Test
  void keZero() {
    assertPublicValueRefused(KeyExchangeMethod.MODP_2048, new byte[256]);
  }

  @Test
  void keOne() {
    byte[] one = new byte[256];
    one[255] = 1;
    assertPublicValueRefused(KeyExchangeMethod.MODP_2048, one);
  }

  @Test
  void kePMinus1() {
    byte[] value = new byte[256];
    Arrays.fill(value, (byte) 0xFF);
    assertPublicValueRefused(KeyExchangeMethod.MODP_2048, value);
  }

  @Test
  void x25519SmallOrder() {
    byte[] one = new byte[32];
    one[0] = 1;
    assertPublicValueRefused(KeyExchangeMethod.X25519, one);
  }

  /** Payload types of IKEv1 mean nothing in IKEv2: skipped unless critical. */
  @Test
  void ikeV1PayloadInV2() {
    UnknownPayload v1 = new UnknownPayload(4, false, OctetString.of(new byte[12]));
    assertInitRefused(NotifyType.INVALID_SYNTAX, v1, offer(IkePair.GCM), nonce());
    PayloadList answer = init(v1, offer(IkePair.GCM), key(KeyExchangeMethod.X25519), nonce());
    assertNotNull(answer.keyExchange(), "it is skipped");
  }

  @Test
  void majorVersion3() {
    // R7296-2.5-1, R7296-2.5-3
    IkePair.Datagram message =
        pair.clear(
            pair.b,
            STRANGER,
            0,
            ExchangeType.IKE_SA_INIT,
            true,
            false,
            0,
            offer(IkePair.GCM),
            key(KeyExchangeMethod.X25519),
            nonce());
    message.octets()[17] = 0x30;
    assertEquals(DropReason.UNSUPPORTED_MAJOR_VERSION, pair.deliver(message));
    NotifyPayload notify = pair.lastSentInClear().notification(NotifyType.INVALID_MAJOR_VERSION);
    assertNotNull(notify);
    assertEquals(0, notify.data().length(), "the version is in the header");
    assertEquals(0x20, pair.sent.get(0).octets()[17]);
    message.octets()[17] = 0x10;
    assertEquals(DropReason.UNSUPPORTED_MAJOR_VERSION, pair.deliver(message));
    assertEquals(1, pair.sent.size(), "IKEv1 is not ours to answer");
  }

  @Test
  void unknownCriticalPayload() {
    // R7296-2.5-2
    UnknownPayload critical = new UnknownPayload(200, true, OctetString.of(new byte[4]));
    PayloadList answer = init(critical, offer(IkePair.GCM), key(KeyExchangeMethod.X25519), nonce());
    NotifyPayload notify = answer.notification(NotifyType.UNSUPPORTED_CRITICAL_PAYLOAD);
    assertNotNull(notify);
    assertEquals("c8", notify.data().toHex());
    assertEquals(0, pair.b.status().size());

    establish();
    pair.request(pair.a, ExchangeType.INFORMATIONAL, critical);
    notify = pair.lastSent().notification(NotifyType.UNSUPPORTED_CRITICAL_PAYLOAD);
    assertNotNull(notify);
    assertEquals("c8", notify.data().toHex());
    UnknownPayload harmless = new UnknownPayload(200, false, OctetString.of(new byte[4]));
    pair.request(pair.a, ExchangeType.INFORMATIONAL, harmless);
    assertEquals(0, pair.lastSent().size(), "skipped and answered");
    assertStillEstablished();
  }

  /** Transform IDs from private ranges are parsed and not chosen. */
  @Test
  void privateUseIds() {
    List<Transform> transforms = new ArrayList<>();
    transforms.add(Transform.withKeyLength(TransformIds.TYPE_ENCRYPTION, 1024, 128));
    transforms.add(Transform.of(TransformIds.TYPE_PRF, 1024));
    transforms.add(Transform.of(TRANSFORM_TYPE_KE, 1024));
    Proposal foreign = new Proposal(1, Proposal.PROTOCOL_IKE, OctetString.EMPTY, transforms);
    assertInitRefused(
        NotifyType.NO_PROPOSAL_CHOSEN,
        new SecurityAssociationPayload(List.of(foreign)),
        key(KeyExchangeMethod.X25519),
        nonce());
    Proposal known = offer(IkePair.GCM, IkePair.GCM).proposals().get(1);
    PayloadList answer =
        init(
            new SecurityAssociationPayload(List.of(foreign, known)),
            key(KeyExchangeMethod.X25519),
            nonce());
    SecurityAssociationPayload chosen = answer.securityAssociation();
    assertNotNull(chosen);
    assertEquals(2, chosen.proposals().get(0).number());
  }

  /** Tampering with IKE_SA_INIT is caught in IKE_AUTH. */
  @Test
  void downgradeInit() {
    IkeProposal weak =
        new IkeProposal(IkePair.CBC.suite(), PrfAlgorithm.HMAC_SHA1, KeyExchangeMethod.X25519);
    pair.with(List.of(IkePair.GCM, weak), List.of(weak, IkePair.GCM)).start();
    pair.b.peer = IkePair.withIke(pair.b.peer, List.of(IkePair.GCM, weak));
    pair.start(pair.b);
    pair.initiate(pair.a);
    IkePair.Datagram request = pair.wire.remove();
    // The attacker makes the better encryption an unknown one, so that the responder takes the
    // weaker proposal.
    byte[] octets = request.octets().clone();
    assertEquals(TransformIds.ENCR_AES_GCM_16, Octets.u16(octets, 28 + 4 + 8 + 6));
    Octets.put16(octets, 28 + 4 + 8 + 6, 1024);
    pair.deliver(new IkePair.Datagram(request.from(), request.to(), octets));
    pair.run();
    assertEquals(weak.toString(), pair.b.status().get(0).proposal(), "it did work so far");
    assertEquals(HthState.LINGERING, pair.b.state());
    assertTrue(pair.b.logged("AUTH does not verify"));
    assertEquals(0, pair.a.sad.everInstalled + pair.b.sad.everInstalled);
  }

  // ---- between IKE_SA_INIT and IKE_AUTH

  /** CREATE_CHILD_SA on an SA that is not established never establishes anything. */
  @Test
  void rekeyUnestablished() {
    pair.initiate(pair.a);
    pair.deliver(pair.wire.remove());
    pair.deliver(pair.wire.remove());
    pair.wire.clear();
    int before = pair.sent.size();
    IkeSa ofA = IkePair.only(pair.a);
    IkePair.Datagram rekey =
        pair.sealed(pair.a, ExchangeType.CREATE_CHILD_SA, false, 1, offer(IkePair.GCM), nonce());
    pair.deliverOnly(rekey);
    assertEquals(HthState.LINGERING, pair.b.state());
    assertEquals(before + 1, pair.sent.size(), "an error is answered");
    assertEquals(0, pair.b.sad.everInstalled);
    assertEquals(1, pair.b.engine.counters().events(HthEvent.RCV_CREATE_CHILD_REQUEST));
    assertNotNull(ofA.keysOrNull());
  }

  /** INFORMATIONAL before IKE_AUTH: no encrypted answer without keys, no crash. */
  @Test
  void encryptedBeforeKeys() {
    pair.initiate(pair.a);
    IkeSa ofA = IkePair.only(pair.a);
    byte[] sk = new byte[60];
    IkePair.Datagram toInitiator =
        pair.clear(
            pair.a,
            ofA.initiatorSpi(),
            77,
            ExchangeType.INFORMATIONAL,
            false,
            false,
            0,
            new UnknownPayload(46, false, OctetString.of(sk)));
    assertEquals(DropReason.UNKNOWN_IKE_SPI, pair.deliver(toInitiator));
    IkePair.Datagram withoutSpi =
        pair.clear(
            pair.a,
            ofA.initiatorSpi(),
            0,
            ExchangeType.INFORMATIONAL,
            false,
            false,
            0,
            new UnknownPayload(46, false, OctetString.of(sk)));
    assertEquals(DropReason.NOT_AUTHENTIC, pair.deliver(withoutSpi));
    pair.deliver(pair.wire.remove());
    pair.deliver(pair.wire.remove());
    pair.wire.clear();
    int before = pair.sent.size();
    IkePair.Datagram informational = pair.sealed(pair.a, ExchangeType.INFORMATIONAL, false, 1);
    pair.deliverOnly(informational);
    assertEquals(before + 1, pair.sent.size(), "an error is answered");
    assertEquals(HthState.LINGERING, pair.b.state());
  }

  // ---- established

  /** Authenticated but malformed selectors: error notify, SA state intact. */
  @Test
  void malformedTsAfterAuth() {
    // R7296-2.21.3-2
    establish();
    byte[] selectors = {1, 0, 0, 0, 7, 0, 0, 16, 0, 9, 0, 1, 10, 0, 0, 9, 10, 0, 0, 1};
    pair.request(
        pair.a,
        ExchangeType.CREATE_CHILD_SA,
        new UnknownPayload(44, false, OctetString.of(selectors)));
    assertNotNull(pair.lastSent().notification(NotifyType.INVALID_SYNTAX));
    assertStillEstablished();
  }

  /** A Delete followed by more payloads for the same SA. */
  @Test
  void deleteThenMore() {
    establish();
    int spi = pair.a.child().inboundSpi();
    DeletePayload child = DeletePayload.ofEsp(List.of(OctetString.ofInt(spi)));
    pair.request(
        pair.a,
        ExchangeType.INFORMATIONAL,
        DeletePayload.ofIkeSa(),
        child,
        child,
        NotifyPayload.of(NotifyType.INITIAL_CONTACT));
    assertEquals(0, pair.lastSent().size());
    assertEquals(HthState.LINGERING, pair.b.state());
    assertEquals(0, pair.b.sad.byInboundSpi.size());
  }

  @Test
  void theSameChildDeletedTwiceInOneMessage() {
    establish();
    int spi = pair.a.child().inboundSpi();
    DeletePayload child =
        DeletePayload.ofEsp(
            List.of(OctetString.ofInt(spi), OctetString.ofInt(spi), OctetString.ofInt(99999)));
    int ofB = pair.b.child().inboundSpi();
    pair.request(pair.a, ExchangeType.INFORMATIONAL, child, child);
    assertEquals(
        List.of(DeletePayload.ofEsp(List.of(OctetString.ofInt(ofB)))), pair.lastSent().all());
    assertEquals(0, pair.b.sad.byInboundSpi.size());
    assertEquals(HthState.ESTABLISHED, pair.b.state());
  }

  /** Every failure after the ICV looks the same to the peer. */
  @Test
  void paddingOracle() {
    List<PayloadList> answers = new ArrayList<>();
    for (int kind = 0; kind < 3; kind++) {
      IkePair fresh = new IkePair();
      fresh.with(List.of(IkePair.CBC), List.of(IkePair.CBC)).establish();
      IkeSa sa = IkePair.only(fresh.a);
      byte[] octets = sealedWithOddPadding(sa, kind);
      fresh.deliver(new IkePair.Datagram(sa.path().local(), sa.path().remote(), octets));
      answers.add(fresh.lastSent());
      assertEquals(HthState.ESTABLISHED, fresh.b.state());
    }
    assertEquals(answers.get(0), answers.get(1));
    assertEquals(answers.get(0), answers.get(2));
    assertNotNull(answers.get(0).notification(NotifyType.INVALID_SYNTAX));
  }

  // Seals by hand, since our own writer always pads right: 0 = pad length past the content, 1 =
  // payload
  // of length zero, 2 = payload that reaches past the content.
  private static byte[] sealedWithOddPadding(IkeSa sa, int kind) {
    byte[] template =
        sa.seal(
                ExchangeType.INFORMATIONAL.number(),
                false,
                2,
                List.of(new UnknownPayload(41, false, OctetString.of(new byte[8]))))
            .datagrams()
            .get(0)
            .toArray();
    int text = 28 + 4 + 16;
    int textLength = template.length - text - 16;
    for (int i = 0; i < textLength; i++) {
      template[text + i] = (byte) (kind == 1 ? 0 : 0xEE);
    }
    template[text + textLength - 1] = (byte) (kind == 0 ? 0xFF : 3);
    sa.keys().sealer().seal(template, 0, 28 + 4, textLength, 0);
    return template;
  }

  /** Error notifications in clear never kill an SA. */
  @Test
  void unauthenticatedNotify() {
    // R7296-2.21.4-1
    establish();
    IkeSa ofA = IkePair.only(pair.a);
    for (NotifyType type :
        new NotifyType[] {
          NotifyType.INVALID_SYNTAX,
          NotifyType.AUTHENTICATION_FAILED,
          NotifyType.INVALID_SPI,
          NotifyType.INVALID_IKE_SPI,
          NotifyType.INVALID_MAJOR_VERSION
        }) {
      for (boolean response : new boolean[] {false, true}) {
        DropReason reason =
            response ? DropReason.UNEXPECTED_MESSAGE_ID : DropReason.UNAUTHENTICATED_NOTIFY;
        assertEquals(
            reason,
            pair.deliver(
                pair.clear(
                    pair.b,
                    ofA.initiatorSpi(),
                    ofA.responderSpi(),
                    ExchangeType.INFORMATIONAL,
                    true,
                    response,
                    2,
                    NotifyPayload.of(type))));
        assertEquals(
            reason,
            pair.deliver(
                pair.clear(
                    pair.a,
                    ofA.initiatorSpi(),
                    ofA.responderSpi(),
                    ExchangeType.INFORMATIONAL,
                    false,
                    response,
                    0,
                    NotifyPayload.of(type))));
      }
      assertEquals(
          DropReason.UNEXPECTED_MESSAGE_ID,
          pair.deliver(
              pair.clear(
                  pair.a,
                  ofA.initiatorSpi(),
                  ofA.responderSpi(),
                  ExchangeType.IKE_SA_INIT,
                  false,
                  true,
                  0,
                  NotifyPayload.of(type))));
    }
    assertStillEstablished();
  }

  @Test
  void anErrorInClearDuringAuthIsIgnored() {
    // R7296-2.4-1
    pair.initiate(pair.a);
    pair.deliver(pair.wire.remove());
    pair.deliver(pair.wire.remove());
    IkeSa ofA = IkePair.only(pair.a);
    pair.deliver(
        pair.clear(
            pair.a,
            ofA.initiatorSpi(),
            ofA.responderSpi(),
            ExchangeType.IKE_AUTH,
            false,
            true,
            1,
            NotifyPayload.of(NotifyType.AUTHENTICATION_FAILED)));
    assertEquals(HthState.AUTH_SENT, pair.a.state());
    pair.run();
    assertStillEstablished();
  }

  /** Our own messages sent back to us are refused. */
  @Test
  void ownMessageBack() {
    pair.initiate(pair.a);
    IkePair.Datagram own = pair.sent.get(0);
    assertEquals(
        DropReason.REFLECTED,
        pair.deliver(new IkePair.Datagram(own.to(), own.from(), own.octets())));
    pair.run();
    for (IkePair.Datagram sent : List.copyOf(pair.sent)) {
      DropReason reason =
          pair.deliver(new IkePair.Datagram(sent.to(), sent.from(), sent.octets().clone()));
      assertNotEquals(DropReason.NONE, reason);
    }
    assertStillEstablished();
  }

  /** A message turned round: flags changed so that it looks like one of the peer's. */
  @Test
  void reflection() {
    establish();
    IkeSa ofA = IkePair.only(pair.a);
    IkePair.Datagram own = pair.sealed(pair.a, ExchangeType.INFORMATIONAL, false, 0);
    byte[] octets = own.octets().clone();
    octets[19] ^= 0x08;
    assertEquals(
        DropReason.NOT_AUTHENTIC, pair.deliver(new IkePair.Datagram(own.to(), own.from(), octets)));
    assertStillEstablished();
    assertTrue(ofA.isInitiator());
  }

  @Test
  void spiSwap() {
    establish();
    IkePair.Datagram own = pair.sealed(pair.a, ExchangeType.INFORMATIONAL, false, 2);
    byte[] octets = own.octets().clone();
    long initiatorSpi = Octets.i64(octets, 0);
    Octets.put64(octets, 0, Octets.i64(octets, 8));
    Octets.put64(octets, 8, initiatorSpi);
    assertEquals(
        DropReason.UNKNOWN_IKE_SPI,
        pair.deliver(new IkePair.Datagram(own.from(), own.to(), octets)));
    assertNotEquals(
        DropReason.NONE, pair.deliver(new IkePair.Datagram(own.to(), own.from(), octets)));
    assertStillEstablished();
  }

  /** A cached response is sent at most so often. */
  @Test
  void retransmitStorm() {
    // R7296-2.1-3
    establish();
    IkePair.Datagram request = pair.sealed(pair.a, ExchangeType.INFORMATIONAL, false, 2);
    pair.deliver(request.copy());
    int before = pair.sent.size();
    for (int i = 0; i < 1000; i++) {
      pair.nowNs += 1_000_000;
      pair.deliver(request.copy());
    }
    long most = 1000 * 1_000_000L / pair.timers.cachedResponseNs();
    assertTrue(pair.sent.size() - before <= most, (pair.sent.size() - before) + " answers");
    assertTrue(pair.sent.size() - before >= most - 1, "but it is answered");
    assertEquals(
        pair.sent.get(before).octets().length, pair.sent.get(pair.sent.size() - 1).octets().length);
    assertNull(pair.lastSent().notification(NotifyType.INVALID_SYNTAX));
  }

  /** The same message ID with other octets is not answered, be it authentic or not. */
  @Test
  void repeatedIdWithOtherContent() {
    // R7296-2.2-1
    establish();
    pair.request(pair.a, ExchangeType.INFORMATIONAL);
    pair.nowNs += IkePair.SECOND_NS;
    IkePair.Datagram other =
        pair.sealed(pair.a, ExchangeType.INFORMATIONAL, false, 2, DeletePayload.ofIkeSa());
    assertEquals(DropReason.UNEXPECTED_MESSAGE_ID, pair.deliver(other));
    assertEquals(
        DropReason.UNEXPECTED_MESSAGE_ID,
        pair.deliver(pair.sealed(pair.a, ExchangeType.INFORMATIONAL, false, 4)));
    assertStillEstablished();
  }

  @Test
  void tamperedMessagesChangeNothing() {
    // R7296-2.21.3-1
    establish();
    IkePair.Datagram good = pair.sealed(pair.a, ExchangeType.INFORMATIONAL, false, 2);
    for (int i = 0; i < good.octets().length; i++) {
      byte[] octets = good.octets().clone();
      octets[i] ^= 0x20;
      assertNotEquals(
          DropReason.NONE,
          pair.deliver(new IkePair.Datagram(good.from(), good.to(), octets)),
          "octet " + i);
    }
    assertEquals(DropReason.NONE, pair.deliver(good));
    assertStillEstablished();
  }

  @Test
  void rekeyingIsRefusedAndTheSaStays() {
    // R7296-2.8-2
    establish();
    pair.request(pair.a, ExchangeType.CREATE_CHILD_SA, offer(IkePair.GCM), nonce());
    assertNotNull(pair.lastSent().notification(NotifyType.NO_ADDITIONAL_SAS));
    assertStillEstablished();
  }
}
